"""A careless clerk at the desk: forms sent twice, two pages of one draft, annexes again, kinds changed midway."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.web.draft import DeskDraft, Drafts
from tests.clerks import HttpClerk, handed_in, http_clerk
from tests.registries import DATA
from tests.stories import git

pytestmark = pytest.mark.slow
REVOCATION = {
    "a.0.title": "示例·撤销甲",
    "a.0.document_number": "示例信〔2026〕51号",
    "r.0.0.name": "sd-0001",
    "r.0.0.grounds": "示例·弄虚作假",
    "r.0.0.article": "24",
}
HEAD = ("平台名称", "运营单位", "服务功能")
KINDS = "select[name='k.0'] option"
NEARLY = ("示例·即墨服装产业公共服务平台", "示例·即墨服装产业有限公司", "技术服务")


@pytest.fixture
def clerk(clone: Path, tmp_path: Path) -> Iterator[HttpClerk]:
    """A clerk who has come in."""
    with http_clerk(clone, tmp_path / "state") as one:
        yield one


def _begin(clerk: HttpClerk, kind: str, texts: dict[str, str]) -> None:
    clerk.open("/")
    clerk.fill("kind", kind)
    clerk.press("开始登记")
    _fill(clerk, texts)


def _fill(clerk: HttpClerk, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        clerk.fill(name, text)


def _press_twice(clerk: HttpClerk, texts: dict[str, str], words: str) -> None:
    """Fills a page and sends its form two times, as a double click does."""
    page, address = clerk.page, clerk.address
    for _ in range(2):
        clerk.page, clerk.address = page, address
        _fill(clerk, texts)
        clerk.press(words)


def _value(clerk: HttpClerk, name: str) -> str:
    (control,) = clerk.page.query(f"[name='{name}']")
    return str(control.to_text() if control.name == "textarea" else control.attrs.get("value"))


def _drafts(folder: Path) -> list[DeskDraft]:
    return Drafts(folder / "state" / "drafts").all()


def test_every_form_sent_twice_is_taken_once(clone: Path, clerk: HttpClerk, tmp_path: Path) -> None:
    """Begun, changed, added to, handed in and taken back: the second time leads to where the first did."""
    clerk.open("/")
    _press_twice(clerk, {"kind": "revocation"}, "开始登记")
    assert len(_drafts(tmp_path)) == 1
    _press_twice(clerk, REVOCATION, "再加十行")
    assert clerk.status == 200
    (draft,) = _drafts(tmp_path)
    assert draft.version == 2
    _press_twice(clerk, {}, "看变化")
    assert clerk.address.endswith("/changes")
    _press_twice(clerk, {}, "提交审阅")
    assert [*handed_in(clone)] == ["registry/notices/2026/2026-revocation-2.yaml"]
    assert len(git(clone, "for-each-ref", "refs/heads/desk").splitlines()) == 1
    _press_twice(clerk, {}, "撤回")
    assert clerk.status == 200
    assert git(clone, "for-each-ref", "refs/heads/desk") == ""


def test_begun_from_two_pages_is_two_drafts(clerk: HttpClerk, tmp_path: Path) -> None:
    """Only the very same form is one: whoever opens the page again begins another."""
    for _ in range(2):
        _begin(clerk, "revocation", {})
    assert len(_drafts(tmp_path)) == 2


def test_what_a_stale_page_held_is_shown(clerk: HttpClerk) -> None:
    """Of two pages of one draft the later one is not kept, but nothing typed on it is lost."""
    _begin(clerk, "revocation", REVOCATION)
    page, address = clerk.page, clerk.address
    clerk.press("重新核对")
    clerk.page, clerk.address = page, address
    _fill(clerk, REVOCATION | {"a.0.remarks": "<b>写了很久</b>", "r.0.1.name": "sd-0002"})
    clerk.press("重新核对")
    assert clerk.status == 409
    told = dict(
        zip(
            (each.to_text().strip() for each in clerk.page.query("main dt")),
            (each.to_text().strip() for each in clerk.page.query("main dd")),
            strict=True,
        )
    )
    assert told == {"备注": "<b>写了很久</b>", "名单第 2 行 平台名称": "sd-0002"}
    clerk.open(address)
    assert _value(clerk, "a.0.title") == "示例·撤销甲"


def test_day_and_edition_emptied(clerk: HttpClerk) -> None:
    """A proposal that was deleted is asked for; the list is read once it is there again."""
    _begin(clerk, "revocation", REVOCATION)
    clerk.press("重新核对")
    _fill(clerk, {"a.0.issued_on": "", "a.0.regulation": ""})
    clerk.press("看变化")
    assert clerk.status == 200
    assert "还没有填：成文日期、所依据的办法版本。" in clerk.text
    _fill(clerk, {"a.0.issued_on": "２０２６．１１．５", "a.0.regulation": "demo-2023"})
    clerk.press("看变化")
    assert "自 2026-11-05 起生效" in clerk.text


def test_a_day_that_is_none_is_said_once(clerk: HttpClerk) -> None:
    """At its field, and not again at the list."""
    _begin(clerk, "revocation", REVOCATION | {"a.0.issued_on": "昨天"})
    clerk.press("重新核对")
    assert clerk.text.count("“昨天”") == 1


def test_kind_changed_midway(clerk: HttpClerk) -> None:
    """To every kind and back: nothing breaks, and what was typed is there again."""
    typed = {
        "a.0.title": "示例·公示",
        "r.0.0.name": "示例·丙新平台",
        "r.0.0.operating_unit": "示例·丙新有限公司",
        "r.0.0.functions": "信息服务",
    }
    _begin(clerk, "publicity", typed)
    kinds = [option.attrs["value"] for option in clerk.page.query(KINDS)]
    assert {"batch", "other", "annual_report"} < {*kinds}
    for kind in (*kinds, "publicity"):
        clerk.fill("k.0", kind)
        clerk.press("重新核对")
        assert clerk.status == 200
    assert {name: _value(clerk, name) for name in typed} == typed


def test_a_batch_is_no_part_of_a_paper(clerk: HttpClerk) -> None:
    """Neither may an act of several become one, nor is anything added to one."""
    _begin(clerk, "publicity", {"add": "revocation"})
    clerk.press("加上")
    assert "batch" not in [o.attrs["value"] for o in clerk.page.query(KINDS)]
    _begin(clerk, "batch", {})
    assert clerk.page.query("#add") == []
    assert "登记簿里已经有这一条（如同一年度的批次）" in clerk.text


def test_a_row_written_twice_by_hand_is_settled(clerk: HttpClerk) -> None:
    """The choice that the sentence names is among those offered."""
    twice = {"r.0.1.name": "sd-0001", "r.0.1.grounds": "示例·另一理由", "r.0.1.article": "24"}
    _begin(clerk, "revocation", REVOCATION | twice)
    clerk.press("重新核对")
    assert "重复的一行选“不是名单的行”" in clerk.text
    clerk.fill("rule.0.2", "not-a-row")
    clerk.press("看变化")
    assert "撤销 1 个平台的称号" in clerk.text


def test_a_pasted_list_is_taken_away_again(clerk: HttpClerk) -> None:
    """Emptied, the box stays empty, and the list is asked for."""
    pasted = "\t".join(HEAD) + "\n示例·甲新平台\t示例·甲新有限公司\t信息服务\n"
    _begin(clerk, "publicity", {"a.0.title": "示例·公示", "p.0": pasted})
    clerk.press("重新核对")
    clerk.fill("p.0", "")
    clerk.press("重新核对")
    assert _value(clerk, "p.0") == ""
    assert "还没有名单。" in clerk.text


def _sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    path.write_text("\n".join(map(",".join, (HEAD, *rows))) + "\n", "utf-8")
    return path


def test_an_annex_again_keeps_what_was_ruled(clerk: HttpClerk, tmp_path: Path) -> None:
    """The same file changes nothing; of a mended one, rows that print the same are ruled already."""
    clear = ("示例·甲新平台", "示例·甲新有限公司", "信息服务")
    _begin(
        clerk, "publicity", {"a.0.title": "示例·公示", "a.0.document_number": "示例信〔2026〕61号"}
    )
    first = _sheet(tmp_path / "one.csv", clear, NEARLY)
    for file in (first, first, _sheet(tmp_path / "two.csv", NEARLY, clear)):
        clerk.upload("annex", file)
        clerk.press("上传并读名单")
        if file is first and "待定 1" in clerk.text:
            clerk.fill("rule.0.3", "new")
            clerk.press("重新核对")
        assert "待定 0" in clerk.text
    other = (NEARLY[0], "示例·即墨另一家有限公司", NEARLY[2])
    clerk.upload("annex", _sheet(tmp_path / "three.csv", other))
    clerk.press("上传并读名单")
    assert "待定 1" in clerk.text


def test_new_platforms_are_called_by_their_names(clerk: HttpClerk) -> None:
    """Findings on the table speak of no number that only the draft knows."""
    _begin(
        clerk, "publicity", {"a.0.title": "示例·公示", "a.0.document_number": "示例信〔2026〕61号"}
    )
    clerk.upload("annex", DATA / "annexes" / "new-and-reviewed.docx")
    clerk.press("上传并读名单")
    clerk.fill("rule.0.6", "new")
    clerk.press("看变化")
    clerk.open(clerk.address.removesuffix("changes"))
    said = [each.to_text() for each in clerk.page.query(".desk-findings li")]
    assert any("示例·历城激光产业公共服务平台" in each for each in said)
    assert not any("sd-00" in each for each in said)
