"""Forms as clerks fill them in: whatever the way, the same record; what cannot be used is told why."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.opening import pasted_annex, with_tabs
from generator.intake.yaml import load
from generator.web.forge_draft import IN_A_FORM, write_draft
from generator.web.words import IN_BROWSER
from tests import commands
from tests.annexes import DATA
from tests.conftest import ROOT
from tests.test_drafting import filled

CASES = ROOT / "tests/cases/forms"
TODAY = date(2024, 8, 2)
SAID = ("how", "told")


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file."""
    value: Any = load(name, (CASES / f"{name}.yaml").read_bytes()).value
    return list(value["cases"])


GROUPS = cases("ways")
WAYS = [(at, way) for at, group in enumerate(GROUPS) for way in group["ways"]]
REVOCATION = GROUPS[0]["ways"][0]


def boxes(*ways: dict[str, Any]) -> str:
    """A form filled in so, the later ways over the earlier."""
    typed = {label: text for way in ways for label, text in way.items() if label not in SAID}
    return filled(**{"本类文件自己的字段": "", **typed})


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of the small lawful registry."""
    shutil.copytree(ROOT / "generator/casebook/base", tmp_path / "registry")
    for arguments in (["init", "--quiet", "--initial-branch=main"], ["add", "registry"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    return Path("registry")


def drafted(registry: Path, form: str, annex: tuple[str, bytes] | None = None) -> dict[str, str]:
    """The files that a form makes, by their paths."""
    written, complaints = write_draft(form, Path("out"), registry, TODAY, annex)
    assert complaints == []
    return {path: Path(path).read_text("utf-8") for path in written}


@pytest.fixture(scope="session")
def expected() -> dict[int, dict[str, str]]:
    """The files of the first way of each group, made once."""
    return {}


@pytest.mark.parametrize(
    ("group", "way"), WAYS, ids=[f"{GROUPS[at]['act']}：{way['how']}" for at, way in WAYS]
)
def test_every_way_gives_the_same_record(
    group: int, way: dict[str, Any], registry: Path, expected: dict[int, dict[str, str]]
) -> None:
    """New platforms and the file of numbers, too."""
    first = GROUPS[group]["ways"][0]
    if group not in expected:
        expected[group] = drafted(registry, boxes(first))
        shutil.rmtree("registry")
        shutil.copytree(ROOT / "generator/casebook/base", "registry")
    files = drafted(registry, boxes(first, way))
    assert files == expected[group]
    assert [*files]
    names = [text for path, text in files.items() if "/platforms/" in path]
    assert [text.split("name: ")[1].split("\n")[0] for text in names] == list(
        GROUPS[group].get("new", ())
    )


def test_the_first_ways_are_written_out(registry: Path) -> None:
    """One of them word for word; the others are compared with their first."""
    (text,) = drafted(registry, boxes(REVOCATION)).values()
    assert text.splitlines()[1:] == [
        "id: 2024-revocation",
        "kind: revocation",
        "title: 示例·关于撤销1个示范平台称号的通知",
        "document_number: 示例信〔2024〕6号",
        "issued_on: 2024-06-17",
        "issuer: sd-gxt",
        "regulation: demo-2020",
        "source:",
        "  url: https://example.org/2024-revocation",
        "takes_effect_on: 2024-07-01",
        "count: 1",
        "rows:",
        "  - platform: sd-0001",
        "    name: 示例·济南信息平台",
        "    operating_unit: 示例·济南信息有限公司",
        "    grounds: 整改期满仍不符合要求",
        "    article: 25",
    ]


@pytest.mark.parametrize("case", cases("refused"), ids=lambda case: case["how"])
def test_what_cannot_be_used_is_told(case: dict[str, Any], registry: Path) -> None:
    """In the answer, in the words of a form; nothing is written."""
    written, complaints = write_draft(boxes(REVOCATION, case), Path("out"), registry, TODAY)
    assert written == []
    answer = Path("out/answer.md").read_text("utf-8")
    for sentence in case["told"]:
        assert sentence in answer
    assert all(sentence in answer for sentence in complaints)
    assert "--" not in answer
    assert [path.name for path in Path("out").iterdir()] == ["answer.md"]
    status = ["git", "status", "--porcelain", "--", "registry"]
    changed = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert [line for line in changed.splitlines() if not line.startswith("A ")] == []


def test_a_file_may_be_attached(registry: Path) -> None:
    """It counts where the box of the list is empty, or holds nothing but its link."""
    content = "平台名称,运营单位,理由,依据\n示例·济南信息平台,示例·济南信息有限公司,整改期满仍不符合要求,25\n"
    link = "[名单.csv](https://example.org/user-attachments/files/1/list.csv)"
    annex = ("名单.csv", content.encode("gb18030"))
    files = drafted(registry, boxes(REVOCATION, {"附表": link}), annex)
    shutil.rmtree("registry")
    shutil.copytree(ROOT / "generator/casebook/base", "registry")
    assert drafted(registry, boxes(REVOCATION)) == files


def test_a_broken_attachment_is_told(registry: Path) -> None:
    """In one sentence."""
    written, complaints = write_draft(
        boxes(REVOCATION, {"附表": "无"}),
        Path("out"),
        registry,
        TODAY,
        ("名单.xlsx", b"PK\x03\x04"),
    )
    assert (written, len(complaints)) == ([], 1)
    assert "损坏" in complaints[0]


@pytest.mark.usefixtures("registry")
def test_the_command_takes_an_attachment() -> None:
    """As the pipeline calls it."""
    Path("form.md").write_text(boxes(REVOCATION, {"附表": "无"}), "utf-8")
    shutil.copy(DATA / "revocation.docx", "list.docx")
    given = ("form.md", "out", "--on", TODAY, "--annex", "list.docx")
    done = commands.run("forge", "draft", *given, cwd=Path.cwd())
    assert done.returncode == 1
    assert "待定" in done.stdout


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("平台名称\t理由\n甲\t乙", "甲\t乙"),
        ("平台名称  理由\n甲  乙", "甲\t乙"),
        ("平台名称　　理由\n甲　乙", "甲\t乙"),
        ("平台名称 理由\n甲 乙", "甲\t乙"),
        ("平台名称，理由\n甲，乙", "甲\t乙"),
        ("|平台名称|理由|\n|-|-|\n|甲||", "甲\t"),
        ("平台名称,理由\n甲,乙", "甲,乙"),
        ("甲 乙\n丙 丁", "丙 丁"),
        ("", ""),
    ],
)
def test_what_was_pasted_is_parted_by_tabs(text: str, line: str) -> None:
    """Where it tells its columns; else it stays as it is."""
    assert with_tabs(text).splitlines()[-1:] == ([line] if line else [])


CONTROLS = re.compile("请在下面|请点“|请在“|选“")


def test_a_form_speaks_of_no_control_of_the_desk() -> None:
    """Each sentence of the desk that does has other words for a form."""
    at_the_desk = {code for code, words in IN_BROWSER.items() if CONTROLS.search(words)}
    in_a_form = {code for code, words in IN_A_FORM.items() if CONTROLS.search(words)}
    assert {"columns_alike", "field_missing", "lists_several", "no_list"} < at_the_desk
    assert in_a_form == {"record_renaming"}, "of the kind, which a form has too"


def test_a_line_with_too_few_cells_is_never_shifted() -> None:
    """A blank cell typed as blanks would move all that follow into the wrong columns."""
    with pytest.raises(Complaint, match=r"^粘贴的名单第 3 行有 2 项，列名却有 3 项"):
        pasted_annex("平台名称  运营单位  理由\n甲  乙  丙\n丁  戊")
