"""`registry new … --resume`: nothing answered is lost, nothing of others is undone, no draft is stuck."""

from pathlib import Path
from typing import Any

import pytest

from generator.desk.drafts import paper_named
from generator.desk.keeping import FOLDER, keep_draft, kept_draft
from generator.desk.new import DraftForm
from generator.desk.proposals import Desk
from generator.intake import receive
from generator.register.register import Register
from tests.conftest import DAY, Command
from tests.histories import read
from tests.interviews import BROKEN_OFF, STOPPED, interview

PAPER = "2024-announcement"
WITHDRAWAL = {
    "title": "示例·退出通知",
    "issued_on": "2026-06-01",
    "regulation": "demo-2023",
    "issuer": "sd-gxt",
}
ROWS = [{"platform": "sd-0001", "grounds": "示例·自愿退出"}]


def _desk(registry: Path) -> Desk:
    return Desk(Register.bind(receive(registry)), DAY)


def _left(registry: Path, kind: str, within: str | None = None, **told: Any) -> Path:
    """A draft as a clerk left it when breaking off; `told` are fields of the form."""
    desk = _desk(registry)
    before = paper_named(desk.register, within) if within else None
    form = DraftForm(desk, kind, paper=before.document.value if before else None, **told)
    return keep_draft(registry, kind, form, before)


def _drafts(registry: Path) -> list[str]:
    return sorted(path.name for path in (registry / FOLDER).glob("*"))


@pytest.fixture
def resume(registry_copy: Path, registry_command: Command) -> Any:
    """The command gone on with, everything else by options."""
    return lambda kind, *options: registry_command(
        "new",
        kind,
        "--registry",
        registry_copy,
        "--on",
        "2026-06-01",
        "--resume",
        "--yes",
        *options,
    )


def test_a_document_that_changed_meanwhile_keeps_the_change(
    registry_copy: Path, resume: Any
) -> None:
    """The act joins it as it stands now, not as it stood when the draft was begun."""
    _left(registry_copy, "withdrawal", PAPER, values={}, rows=ROWS)
    path = registry_copy / f"notices/2024/{PAPER}.yaml"
    path.write_text(
        path.read_text("utf-8") + "# 别人后来补的\nremarks: 示例·别人后来补的\n", "utf-8"
    )
    done = resume("withdrawal", "--heading", "二、退出")
    assert "已写" in done.stderr, done.stdout + done.stderr
    first, second = read(path)["acts"]
    assert (first["remarks"], second["kind"]) == ("示例·别人后来补的", "withdrawal")
    assert [*second["rows"]] == ROWS
    assert "# 别人后来补的" in path.read_text("utf-8")
    assert _drafts(registry_copy) == []


def test_acts_before_it_in_the_paper_join_it_again(registry_copy: Path) -> None:
    """Of an interview of two acts on a paper of record, both."""
    earlier = {"kind": "withdrawal", "heading": "二、退出", "rows": ROWS}
    _left(registry_copy, "revocation", PAPER, earlier=(earlier,))
    kept = registry_copy / FOLDER / "revocation.json"
    desk = _desk(registry_copy)
    found = kept_draft(registry_copy, "revocation")
    assert found is not None
    form, taken = found.form(desk, paper_named(desk.register, PAPER))
    assert [act["kind"] for act in (form.paper or {})["acts"]] == ["announcement", "withdrawal"]
    assert (taken, form.resumed, kept.is_file()) == (None, f"{FOLDER}/revocation.json", True)


def test_it_joins_no_other_document(registry_copy: Path, resume: Any) -> None:
    """Neither is a draft of its own written over a document on record, nor one of a paper into another."""
    path = registry_copy / f"notices/2024/{PAPER}.yaml"
    lying = path.read_bytes()
    _left(registry_copy, "withdrawal", values=WITHDRAWAL, rows=ROWS)
    done = resume("withdrawal", "--in", PAPER)
    assert (done.returncode, done.stderr) == (
        2, "停下的草稿是自成一份文件的，不能另记；请去掉 --in，或者去掉 --resume 从头填写。\n"
    )  # fmt: skip
    _left(registry_copy, "revocation", "2022-announcement", rows=ROWS)
    done = resume("revocation", "--in", PAPER)
    assert done.stderr.startswith("停下的草稿是记在“2022-announcement”里的，不能另记；")
    assert path.read_bytes() == lying
    assert _drafts(registry_copy) == ["revocation.json", "withdrawal.json"]


@pytest.mark.parametrize(
    ("kind", "told", "taken", "file"),
    [
        (
            "platform",
            {"id": "sd-0062", "name": "示例·断续平台", "operating_unit.name": "示例·断续单位",
             "operating_unit.credit_code_unknown": "名单未印代码", "division": "370203"},
            "sd-0062", "platforms/sd-0063.yaml",
        ),
        ("withdrawal", WITHDRAWAL | {"id": PAPER}, PAPER, "notices/2026/2026-withdrawal.yaml"),
    ],
)  # fmt: skip
def test_an_id_taken_meanwhile_is_given_anew(
    registry_copy: Path, resume: Any, kind: str, told: dict[str, str], taken: str, file: str
) -> None:
    """And that is said; the record that has it is left alone."""
    _left(registry_copy, kind, values=told, rows=ROWS if kind == "withdrawal" else [])
    done = resume(kind)
    assert f"编号“{taken}”已有别的记录，另取一个。" in done.stderr, done.stderr
    assert (registry_copy / file).is_file()


def test_the_id_of_a_paper_of_several_is_given_anew(registry_copy: Path) -> None:
    """Its first act is on no file yet, and cannot be asked again."""
    first = {"kind": "withdrawal", "id": PAPER, **WITHDRAWAL, "rows": ROWS}
    _left(registry_copy, "revocation", earlier=(first,))
    found = kept_draft(registry_copy, "revocation")
    assert found is not None
    form, taken = found.form(_desk(registry_copy), None)
    assert (taken, form.record["id"]) == (PAPER, "2026-withdrawal")


def test_rows_said_now_join_those_kept(registry_copy: Path, resume: Any) -> None:
    """And they are counted."""
    _left(registry_copy, "withdrawal", values=WITHDRAWAL | {"count": "1"}, rows=ROWS)
    done = resume(
        "withdrawal", "--row", "platform=sd-0003,grounds=示例", "--title", "示例·另一标题"
    )
    assert "已写" in done.stderr, done.stderr
    record = read(registry_copy / "notices/2026/2026-withdrawal.yaml")
    assert (record["title"], record["count"]) == ("示例·另一标题", "2")
    assert [row["platform"] for row in record["rows"]] == ["sd-0001", "sd-0003"]


def test_what_an_erratum_puts_right_is_kept(registry_copy: Path, resume: Any) -> None:
    """The values of `--set` need not be said again."""
    settings = {"rows.0.number": "示例2024-901"}
    _left(registry_copy, "erratum", values={"of": PAPER}, settings=settings)
    done = resume("erratum", "--what", "示例·抄错")
    assert f"notices/2024/{PAPER}.yaml。\n已写" in done.stderr, done.stdout + done.stderr
    assert read(registry_copy / f"notices/2024/{PAPER}.yaml")["rows"][0]["number"] == "示例2024-901"


def test_another_record_leaves_a_kept_draft(registry_copy: Path, registry_command: Command) -> None:
    """One written from the beginning takes no draft away, and one broken off lies beside the first."""
    _left(registry_copy, "withdrawal", values=WITHDRAWAL, rows=ROWS)
    registry_command(
        "new", "withdrawal", "--registry", registry_copy, "--title", "示例·另一份", "--yes",
        "--row", "platform=sd-0003,grounds=示例",
    )  # fmt: skip
    assert _drafts(registry_copy) == ["withdrawal.json"]
    _left(registry_copy, "withdrawal", values={"title": "示例·第二份"})
    assert _drafts(registry_copy) == ["withdrawal-2.json", "withdrawal.json"]
    found = kept_draft(registry_copy, "withdrawal")
    assert found is not None
    assert (found.path, found.values) == (f"{FOLDER}/withdrawal-2.json", {"title": "示例·第二份"})


@pytest.mark.parametrize("text", ["{", '{"kind": "nothing", "values": {}, "rows": []}', "[]"])
def test_a_damaged_draft_is_said(registry_copy: Path, resume: Any, text: str) -> None:
    """It is not as if there were none: nobody is to fill in over it unawares."""
    path = _left(registry_copy, "batch")
    path.write_text(text, "utf-8")
    done = resume("batch")
    assert (done.returncode, done.stderr) == (
        2, f"停下的草稿 {path} 已损坏，读不出；请移走这个文件，去掉 --resume 从头填写。\n"
    )  # fmt: skip


LISTED = {
    "标题": ["示例·关于退出的通知"],
    "名单": ["sd-0001", BROKEN_OFF],
    "理由": ["示例：自愿退出"],
}


@pytest.mark.slow
def test_a_list_goes_on_where_it_was_left(registry_copy: Path) -> None:
    """The rows that are there are told; what an option says now stands in place of the answer."""
    told = interview(registry_copy, "withdrawal", LISTED, code=1)
    assert "用 registry new withdrawal --resume 接着填" in told
    more = {"名单": ["sd-0003"], "理由": ["示例：也退出"], "写入": ["n"]}
    told = interview(
        registry_copy, "withdrawal", more, "--resume", "--title", "示例·改过的标题", code=1
    )
    assert "名单已填 1 行：sd-0001；接着填下一行。" in told
    assert "未写文件。" in told
    assert "填好的留在" in told
    interview(registry_copy, "withdrawal", {}, "--resume")
    record = read(registry_copy / "notices/2026/2026-withdrawal.yaml")
    assert (record["title"], record["count"]) == ("示例·改过的标题", "2")
    assert [row["grounds"] for row in record["rows"]] == ["示例：自愿退出", "示例：也退出"]
    assert _drafts(registry_copy) == []


@pytest.mark.slow
def test_a_closed_window_loses_no_answer(registry_copy: Path) -> None:
    """A stop from outside is a break like any other."""
    answers = {"平台名称": ["示例·断续平台"], "运营单位：单位名称": [STOPPED]}
    told = interview(registry_copy, "platform", answers, code=1)
    assert "已停下，没有写记录；填好的留在" in told
    found = kept_draft(registry_copy, "platform")
    assert found is not None
    assert found.values["name"] == "示例·断续平台"


@pytest.mark.slow
def test_answers_that_are_refused_are_kept(registry_copy: Path) -> None:
    """A draft with an error in it is gone on with, and mended by an option."""
    answers = {"平台名称": ["示例·断续平台"], "运营单位：单位名称": ["示例·断续单位"],
               "credit_code_unknown ": ["名单未印代码"], "division": ["370203"]}  # fmt: skip
    told = interview(registry_copy, "platform", answers, "--same-as", "没有这样的", code=1)
    assert "草稿有错误，未写文件。" in told
    told = interview(registry_copy, "platform", {}, "--resume", "--same-as", "sd-0001")
    assert read(registry_copy / "platforms/sd-0063.yaml")["name"] == "示例·断续平台"
