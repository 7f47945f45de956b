"""`registry new` for every kind, and for papers that do several things: files written out in full."""

import shlex
import shutil
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.intake import receive
from generator.register.register import Register
from tests.conftest import ROOT, Command, findings_of
from tests.interviews import interview

HEAD = "# yaml-language-server: $schema=../../.schema/notice.json\n"
PAPER = "notices/2024/2024-results.yaml"


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The small register of the casebook."""
    folder = tmp_path / "registry"
    shutil.copytree(BASE, folder)
    return folder


def new(command: Command, registry: Path, kind: str, *arguments: str) -> str:
    """Runs `registry new` as a script; gives what stands in the file that it wrote."""
    given = ("--registry", registry, "--on", "2024-06-10", "--yes", *arguments)
    done = command("new", kind, *given)
    assert "已写 " in done.stderr, done.stdout + done.stderr
    written = done.stderr.split("已写 ")[1].splitlines()[0].removesuffix("。")
    return Path(written).read_text("utf-8").removeprefix(HEAD)


FIRST = (
    "inspection", "--title", "示例·关于若干事项的通知", "--issued-on", "2024年6月3日",
    "--document-number", "示例信[2024]8号", "--heading", "检查结果", "--id", "2024-results",
    "--source-url", "https://example.org/r", "--row",
    "platform=sd-0001,outcome=合格,grade=2025-1,inspected_on=2024.5.10,by=示例·济南市局",
)  # fmt: skip
SECOND = (
    "renaming", "--in", "2024-results", "--heading", "名称变更", "--row",
    "platform=示例·济南信息平台,takes_effect_on=2024-05-20,operating_unit.to=示例·泉城公司,same_legal_person=是",
)  # fmt: skip
THIRD = (
    "other", "--in", "2024-results", "--heading", "责令整改", "--row", "platform=sd-0002,remarks=否",
)  # fmt: skip
THREE_ACTS = """\
id: 2024-results
title: 示例·关于若干事项的通知
document_number: 示例信〔2024〕8号
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
source:
  url: https://example.org/r
acts:
  - kind: inspection
    heading: 检查结果
    count: 1
    rows:
      - platform: sd-0001
        inspected_on: 2024-05-10
        by: jinan-gxj
        grade: 2025-1
        outcome: passed
  - kind: renaming
    heading: 名称变更
    count: 1
    rows:
      - platform: sd-0001
        operating_unit:
          from: 示例·济南信息有限公司
          to: 示例·泉城公司
        takes_effect_on: 2024-05-20
        same_legal_person: true
  - kind: other
    heading: 责令整改
    count: 1
    rows:
      - platform: sd-0002
        remarks: 否
"""


def test_one_paper_grows_to_three_acts(registry: Path, registry_command: Command) -> None:
    """Each further act goes last; what the paper says once is not repeated, the text stays text."""
    for arguments in (FIRST, SECOND):
        new(registry_command, registry, *arguments)
    assert new(registry_command, registry, *THIRD) == THREE_ACTS
    assert findings_of(registry) == []
    tidy = registry_command("format", "--check", "--registry", registry)
    assert "2024-results" not in tidy.stdout


def test_comments_and_the_sum_go_along(registry: Path, registry_command: Command) -> None:
    """A comment stays with its act; a count beside the acts is their sum."""
    new(registry_command, registry, *FIRST)
    path = registry / PAPER
    text = path.read_text("utf-8").replace("rows:\n", "rows:\n  # 照原文第二页\n", 1)
    path.write_text(text.replace("title:", "# 照扫描件\ntitle:"), "utf-8")
    new(registry_command, registry, *SECOND)
    lines = path.read_text("utf-8").splitlines()
    assert lines[lines.index("# 照扫描件") + 1] == "title: 示例·关于若干事项的通知"
    assert lines[lines.index("      # 照原文第二页") + 1] == "      - platform: sd-0001"
    path.write_text(path.read_text("utf-8").replace("acts:\n", "count: 2\nacts:\n"), "utf-8")
    assert "\ncount: 3\nacts:\n" in new(registry_command, registry, *THIRD)
    assert [f for f in findings_of(registry) if f.is_error] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("other", "--in", "2024-results", "--title", "示例·另一个标题"), "title 属于整份文件“2024-results”"),
        (("other", "--in", "no-such-paper"), "登记簿中没有编号为“no-such-paper”的官方文件，不能记在里面。"),
    ],
)  # fmt: skip
def test_an_act_cannot_join_what_is_not_there(
    registry: Path, registry_command: Command, arguments: tuple[str, ...], says: str
) -> None:
    """Nor say otherwise what the paper says: wrong use, and the file stays."""
    new(registry_command, registry, *FIRST)
    before = (registry / PAPER).read_bytes()
    done = registry_command("new", *arguments, "--registry", registry, "--yes")
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert (registry / PAPER).read_bytes() == before


def test_the_walk_of_the_handbook_works(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """The paper of three acts that it shows takes the further act that it shows."""
    handbook = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paper = handbook.split("# notices/2024/2024-results.yaml\n")[1].split("```")[0]
    (registry / "notices" / "2024").mkdir()
    (registry / PAPER).write_text(paper, "utf-8")
    walk = handbook.split("registry new other --in ")[1].split("```")[0]
    words = shlex.split(walk.replace("\\\n", " ").replace("../practice", str(registry)))
    done = registry_command("new", "other", "--in", *words, "--on", "2024-09-10", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    kinds = [act.kind_of_act.value for act in Register.bind(receive(registry)).acts.values()]
    assert kinds[-4:] == ["inspection", "renaming", "other", "other"]


COMMON = """\
title: 示例·文件
issued_on: 2024-06-04
issuer: sd-gxt
regulation: demo-2020
"""
KINDS = {
    "reconsideration": (
        ("--about", "2022-revocation", "--by", "示例·青岛市局", "--takes-effect-on", "2024.6.5",
         "--row", "platform=sd-0002,outcome=停止执行"),
        "takes_effect_on: 2024-06-05\nabout: 2022-revocation\nby: 示例·青岛市局\n",
        "count: 1\nrows:\n  - {platform: sd-0002, outcome: stayed}\n",
    ),
    "succession": (
        ("--row", "platform=sd-0001,successor=示例·青岛技术平台,keeps_title=否"),
        "",
        "count: 1\nrows:\n  - {platform: sd-0001, successor: sd-0002, keeps_title: false}\n",
    ),
    "abolition": (
        ("--granted-before", "2020年1月", "--except-listed-in", "2021-announcement、2021-publicity"),
        "granted_before: 2020-01\nexcept_listed_in: [2021-announcement, 2021-publicity]\n",
        "",
    ),
    "validity-change": (
        ("--row", "platform=sd-0001,ends=2024年12月31日,designation=2021-announcement"),
        "",
        "count: 1\nrows:\n  - {platform: sd-0001, designation: 2021-announcement, ends: 2024-12-31}\n",
    ),
    "other": ((), "", ""),
    "review": (
        ("--row", "platform=sd-0001,outcome=限期整改,rectify_by=2024-12,grade=2024.3"),
        "",
        "count: 1\nrows:\n  - platform: sd-0001\n    name: 示例·济南信息平台\n"
        "    operating_unit: 示例·济南信息有限公司\n    outcome: rectification\n"
        "    rectify_by: 2024-12\n    grade: \"2024.3\"\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_later_kinds_are_drafted_in_full(
    kind: str, registry: Path, registry_command: Command
) -> None:
    """Days, yes and no, terms and platforms as people write them; a body as printed stays as printed."""
    arguments, own, rows = KINDS[kind]
    given = ("--title", "示例·文件", "--issued-on", "2024-06-04", "--yes", *arguments)
    text = new(registry_command, registry, kind, *given)
    name = kind.replace("-", "_")
    fields = sorted(f"{COMMON}{own}".splitlines())
    head, _, listed = text.partition("count: ")
    assert sorted(head.splitlines()) == sorted([f"id: 2024-{kind}", f"kind: {name}", *fields])
    assert (f"count: {listed}" if listed else "") == rows
    assert [f for f in findings_of(registry) if f.is_error] == []


@pytest.mark.slow
def test_a_clerk_is_asked_whether_the_paper_does_more(registry: Path) -> None:
    """Choices are listed, ids are echoed by their names, a wrong answer in a row is asked for again."""
    answers = {
        "别的事项": ["注销", "更名", ""],
        "小标题": ["检查结果", "名称变更"],
        "id ": ["2024-results"],
        "标题": ["示例·关于若干事项的通知"],
        "issuer": ["示例·省厅"],
        "source.url": ["https://example.org/r"],
        "名单": ["示例·无此平台", "sd-0001", "", "示例·济南信息平台", ""],
        "inspected_on": ["五月", "2024年5月10日"],
        "检查的主管部门": ["jinan-gxj"],
        "outcome": ["合格"],
        "grade": ["2025-1"],
        "operating_unit.to": ["示例·泉城公司"],
        "takes_effect_on  这一行": ["2024-05-20"],
    }
    told = interview(registry, "inspection", answers)
    text = (registry / "notices" / "2026" / "2024-results.yaml").read_text("utf-8")
    expected = THREE_ACTS.partition("  - kind: other")[0]
    expected = expected.replace("document_number: 示例信〔2024〕8号\n", "").replace(
        "2024-06-03", "2026-06-01"
    )
    assert text == HEAD + expected.replace("        same_legal_person: true\n", "")
    for said in (
        "没有“注销”这种文件；种类有：", "“示例·无此平台”不在登记簿中", "即：示例·济南信息平台（sd-0001）",
        "可填：合格（passed）、限期整改（rectification）、不合格（failed）", "即：示例·省厅",
        "“五月”不是日期", "即：示例·济南市局",
    ):  # fmt: skip
        assert said in told.replace("\r", ""), said
    # A new code was not answered, so nobody is asked whose it is; nor a term where nothing is to mend.
    assert "same_legal_person" not in told
    assert "rectify_by" not in told
