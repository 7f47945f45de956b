"""A careless clerk at the desk: forms sent twice, two pages of one draft, annexes again, kinds changed midway."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.web.draft import DeskDraft, Drafts
from tests.clerks import STORIES, HttpClerk, handed_in, http_clerk, play, story
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


STORY = {path.stem: story(path) for path in STORIES}


def _told(clerk: HttpClerk) -> dict[str, str]:
    """What a refusal shows of the page that was not kept."""
    names, texts = (clerk.page.query(f"main {each}") for each in ("dt", "dd"))
    pairs = zip(names, texts, strict=True)
    return {name.to_text().strip(): text.to_text().strip() for name, text in pairs}


def _until_looked_at(clerk: HttpClerk, name: str) -> dict[str, str]:
    """Plays a story up to the first look at the changes; gives what was filled in last."""
    filled: dict[str, str] = {}
    for step in STORY[name]["steps"]:
        if step == {"press": "看变化"}:
            break
        filled = step.get("fill", filled)
        play(clerk, {"steps": [step]})
    return dict(filled)


DROPPED = ("renaming", "withdrawal", "correction", "erratum", "completion-of-rows", "revocation",
           "objection", "announcement", "review", "succession", "batch", "call")  # fmt: skip


@pytest.mark.parametrize("name", DROPPED)
def test_what_was_typed_for_a_dropped_draft_is_shown(clerk: HttpClerk, name: str) -> None:
    """Dropped on one page and saved on the other: nothing that was typed there is lost."""
    filled = _until_looked_at(clerk, name)
    page, address = clerk.page, clerk.address
    clerk.press("删去这份草稿")
    clerk.page, clerk.address = page, address
    _fill(clerk, filled)
    clerk.press("看变化")
    assert clerk.status == 404
    assert {text.strip() for text in filled.values()} <= {*_told(clerk).values()}
    assert "还要办的，重新开始登记，照着填" in clerk.text
    assert clerk.page.query(f"a[href='{address}']") == []


def test_only_what_is_otherwise_than_on_record_is_shown(clerk: HttpClerk) -> None:
    """Of a record that was to be put right, and not its hundred other fields."""
    filled = _until_looked_at(clerk, "erratum")
    page, address = clerk.page, clerk.address
    clerk.press("删去这份草稿")
    clerk.page, clerk.address = page, address
    _fill(clerk, filled)
    clerk.press("保存")
    told = _told(clerk)
    assert told == {
        "原来错在哪里": "示例·证书编号抄错一位",
        "哪一天发现的": "2026-11-23",
        "名单第 1 行 证书编号": "示例2022-901",
    }


def test_an_older_page_hands_nothing_in_and_drops_nothing(
    clone: Path, clerk: HttpClerk, tmp_path: Path
) -> None:
    """Whoever looked at the changes of an earlier version has not seen what would go out."""
    _begin(clerk, "revocation", REVOCATION)
    checked = clerk.page, clerk.address
    clerk.press("看变化")
    looked_at = clerk.page, clerk.address
    clerk.open(checked[1])
    clerk.fill("r.0.0.name", "sd-0003")
    clerk.press("看变化")
    newest = clerk.page, clerk.address
    clerk.page, clerk.address = looked_at
    clerk.press("提交审阅")
    assert clerk.status == 409
    assert "刚才看的变化不是最新的，没有提交" in clerk.text
    assert git(clone, "for-each-ref", "refs/heads/desk") == ""
    clerk.page, clerk.address = checked
    clerk.press("删去这份草稿")
    assert (clerk.status, len(_drafts(tmp_path))) == (409, 1)
    clerk.page, clerk.address = newest
    clerk.press("提交审阅")
    clerk.press("撤回")
    clerk.page, clerk.address = newest
    clerk.press("提交审阅")
    assert clerk.status == 409
    assert git(clone, "for-each-ref", "refs/heads/desk") == ""


def test_a_row_put_right_on_an_older_page(clerk: HttpClerk, tmp_path: Path) -> None:
    """The list is another by now, and so is the row of that number; the texts are shown."""
    _begin(clerk, "publicity", {"a.0.title": "示例·公示"})
    one = ("示例·甲新平台", "示例·甲新有限公司", "信息服务")
    clerk.upload("annex", _sheet(tmp_path / "one.csv", one, NEARLY))
    clerk.press("上传并读名单")
    listed = clerk.address
    clerk.press("改这一行")
    row = clerk.page, clerk.address
    clerk.open(listed)
    clerk.upload("annex", _sheet(tmp_path / "two.csv", NEARLY, one))
    clerk.press("上传并读名单")
    clerk.page, clerk.address = row
    clerk.fill("e.name", "示例·甲改平台")
    clerk.press("改好了")
    assert clerk.status == 409
    assert _told(clerk)["平台名称"] == "示例·甲改平台"
    (draft,) = _drafts(tmp_path)
    assert draft.acts[0].edits == {}


def test_a_row_put_right_twice_is_put_right_once(clerk: HttpClerk, tmp_path: Path) -> None:
    """A double click on the page of a row leads where the first did."""
    _begin(clerk, "publicity", {"a.0.title": "示例·公示"})
    clerk.upload("annex", _sheet(tmp_path / "one.csv", NEARLY))
    clerk.press("上传并读名单")
    clerk.press("改这一行")
    _press_twice(clerk, {"e.name": "示例·甲改平台"}, "改好了")
    assert clerk.status == 200
    assert "示例·甲改平台" in clerk.text


def test_a_record_that_main_changed_under_an_erratum(clone: Path, clerk: HttpClerk) -> None:
    """What another put right meanwhile is not undone by a page that shows it as it was."""
    filled = _until_looked_at(clerk, "erratum")
    path = clone / "registry/notices/2022/2022-announcement.yaml"
    text = path.read_text("utf-8")
    assert "示例2022-002" in text
    path.write_text(text.replace("示例2022-002", "示例2022-902"), "utf-8")
    git(clone, "commit", "-q", "-am", "another erratum")
    _fill(clerk, filled)
    address = clerk.address
    clerk.press("看变化")
    assert clerk.status == 409
    assert "登记簿里的这条记录刚刚改过" in clerk.text
    assert _told(clerk)["名单第 1 行 证书编号"] == "示例2022-901"
    clerk.open(address)
    assert "示例2022-902" in [each.attrs.get("value") for each in clerk.page.query("input")]
    _fill(clerk, filled)
    clerk.press("看变化")
    clerk.press("提交审阅")
    changed = handed_in(clone)["registry/notices/2022/2022-announcement.yaml"]
    assert changed == ["-    number: 示例2022-001", "+    number: 示例2022-901"]


def test_a_day_emptied_of_a_paper_of_several(clerk: HttpClerk) -> None:
    """Its further acts have no day of their own: the page stays there, and asks once."""
    _until_looked_at(clerk, "three-acts")
    clerk.fill("a.0.issued_on", "")
    clerk.press("看变化")
    assert clerk.text.count("还没有填：成文日期。") == 1
    clerk.fill("a.0.issued_on", "2026-11-23")
    clerk.press("重新核对")
    assert "还没有填：成文日期" not in clerk.text


def test_columns_named_outlast_a_day_emptied_and_another_kind(clerk: HttpClerk) -> None:
    """What the clerk said of the columns is there again when the list can be read again."""
    _until_looked_at(clerk, "annual-report")
    for name, text in (
        ("a.0.issued_on", ""),
        ("a.0.title", "示例"),
        ("k.0", "renaming"),
        ("k.0", "annual_report"),
    ):
        clerk.fill(name, text)
        clerk.press("重新核对")
    clerk.fill("a.0.issued_on", "2026-11-23")
    clerk.press("看变化")
    assert "2025 年度工作总结：已报送 1 个，没有报送 1 个" in clerk.text


def test_acts_told_by_hand_outlast_the_parting_of_an_annex(
    clerk: HttpClerk, tmp_path: Path
) -> None:
    """And its being put together again."""
    _begin(clerk, "publicity", {"add": "withdrawal"})
    clerk.press("加上")
    _fill(clerk, {"a.1.remarks": "示例·手写的一项"})
    clerk.upload("annex", DATA / "annexes" / "new-and-reviewed.docx")
    clerk.press("上传并读名单")
    for words in ("按标题分成几项", "改回一份名单一项"):
        clerk.press(words)
        (draft,) = _drafts(tmp_path)
        assert draft.acts[-1].answers["remarks"] == "示例·手写的一项"


def test_rows_of_a_record_are_shown_as_they_stand(clerk: HttpClerk, tmp_path: Path) -> None:
    """What is to be put right stands there; saved as it is, nothing was changed."""
    for step in STORY["erratum"]["steps"][:3]:
        play(clerk, {"steps": [step]})
    assert _value(clerk, "f.rows.1.number") == "示例2022-002"
    assert _value(clerk, "f.rows.1.name") == "示例·广饶橡胶轮胎检验检测公共服务平台"
    clerk.press("保存")
    (draft,) = _drafts(tmp_path)
    assert draft.amends is not None
    assert draft.amends.changes == {}


def test_a_correction_cannot_empty_a_field(clerk: HttpClerk) -> None:
    """Its rows say what is changed to; that a field went is not lost in silence."""
    filled = _until_looked_at(clerk, "correction")
    _fill(clerk, filled | {"f.rows.1.number": ""})
    clerk.press("看变化")
    assert "更正只能写改成什么，写不了“没有了”，现在空着的是：证书编号。" in clerk.text
    assert clerk.page.query("button") != []
    clerk.fill("f.rows.1.number", "示例2024-002")
    clerk.press("看变化")
    assert clerk.address.endswith("/changes")
