"""What changes for the public: stories, data, comments that a forge must not obey, and properties."""

import json
import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.desk.meanings import act_meaning
from generator.desk.report import LONGEST, ZERO_WIDTH_SPACE, as_markdown, escaped_text
from generator.desk.report_data import PARTS, as_data
from generator.history.comparison import Comparison, compare
from generator.history.versions import Version
from generator.records.values import Filed
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.words import Action, ActKind, Fact, Status
from tests.conftest import DEMONSTRATION, ROOT, Command
from tests.histories import PLATFORM, read, register
from tests.registries import recorded
from tests.stories import STORIES, begun, commit, compared, git, play, told
from tests.test_properties import DAYS, HISTORIES
from tests.test_work_calendar import YEAR_2027

PATHS = sorted(STORIES.glob("*.yaml"))
ON = "2022-07-01"
Story = dict[str, Any]


def asks(story: Story) -> list[Story]:
    """The questions of a story that ask for a comparison."""
    return [ask for ask in story["asks"] if "diff" in ask]


@pytest.mark.parametrize("path", [p for p in PATHS if asks(read(p))], ids=lambda path: path.stem)
def test_story(path: Path, tmp_path: Path) -> None:
    """Exactly these lines, from the summary on."""
    story = read(path)
    registry = play(tmp_path, story)
    for ask in asks(story):
        assert told(registry, ask) == ask["text"].splitlines()


def played(folder: Path, name: str, at: int) -> Comparison:
    """One comparison of a story."""
    story = read(STORIES / f"{name}.yaml")
    return compared(play(folder, story), asks(story)[at])


def test_data_of_a_revocation(tmp_path: Path) -> None:
    """Codes, days and ids, of what is and of what no longer will be."""
    data = as_data(played(tmp_path, "revocation", 1))
    assert (data["base"]["name"], data["head"]["name"], data["as_of"]) == (
        "main", "revoked", "2022-07-04",
    )  # fmt: skip
    assert re.fullmatch("[0-9a-f]{40}", data["head"]["commit"])
    assert data["changes_for_the_public"] is True
    (act,) = data["acts"]
    assert (act["action"], act["kind"], act["file"]) == (
        "added", "revocation", "notices/2022/2022-revocation-2.yaml",
    )  # fmt: skip
    assert act["meaning"] == "撤销 1 个平台的称号，自 2022-06-30 起生效"
    assert data["platforms"] == [
        {
            "id": "sd-0001",
            "name": "示例·济南信息平台",
            "action": "edited",
            "status": {
                "before": "in_force",
                "after": "revoked",
                "caveats_before": [],
                "caveats_after": [],
                "since": "2022-06-30",
                "decided_by": ["2022-revocation-2"],
            },
            "facts": [
                {
                    "fact": "decided_by",
                    "before": ["2021-announcement"],
                    "after": ["2022-revocation-2"],
                },
                {"fact": "barred_until", "before": None, "after": "2025-06-30"},
            ],
            "coming": [],
            "dropped": [
                {
                    "on": "2024-12-01",
                    "fact": "status",
                    "value": "expired",
                    "caveats": [],
                    "decided_by": ["2021-announcement"],
                }
            ],
            "past": [],
            "differences": [],
        }
    ]


def test_data_of_a_designation_to_come_and_a_correction(tmp_path: Path) -> None:
    """What a later day brings; what was wrong, and what stands now."""
    (platform,) = as_data(played(tmp_path / "year", "year", 2))["platforms"]
    assert [(t["on"], t["value"]) for t in platform["coming"]] == [
        ("2022-12-01", "in_force"),
        ("2025-12-01", "expired"),
    ]
    assert {"fact": "numbers", "before": None, "after": ["示例2022-01"]} in platform["facts"]
    assert (platform["status"]["after"], platform["status"]["since"]) == ("announced", "2022-11-21")
    (act,) = as_data(played(tmp_path / "mended", "mended", 1))["acts"]
    assert act["corrects"] == "2021-announcement"
    assert act["mended"] == [
        {"platform": "sd-0001", "field": "number", "before": "示例2021-01", "after": "示例2021-001"}
    ]


def test_validity_is_data_of_two_days(tmp_path: Path) -> None:
    """A redesignated platform has two days, not a sentence."""
    (platform,) = as_data(played(tmp_path, "year", 3))["platforms"]
    validity = {"starts": "2022-12-01", "ends": "2025-11-30"}
    assert {"fact": "validity", "before": None, "after": validity} in platform["facts"]
    assert platform["past"] == [
        {
            "starts": "2022-11-21",
            "ends": "2022-11-30",
            "before": "awaiting_announcement",
            "after": "announced",
        }
    ]


@pytest.mark.parametrize(
    "render", [lambda c: json.dumps(as_data(c), ensure_ascii=False), as_markdown]
)
def test_redacted_value_is_not_told_again(tmp_path: Path, render: Any) -> None:
    """Neither in data nor in a comment."""
    comparison = played(tmp_path, "redaction", 0)
    said = render(comparison)
    assert "已隐去" in said
    assert not [v for v in ("示例·青岛技术有限公司", "91379900DEM000022D", "示例理由") if v in said]
    assert comparison.acts[0].action is Action.REDACTED


def test_form_is_no_change_in_any_format(tmp_path: Path) -> None:
    """One sentence, and the files."""
    comparison = played(tmp_path, "form", 0)
    data, comment = as_data(comparison), as_markdown(comparison)
    assert data["changes_for_the_public"] is False
    assert (data["acts"], data["platforms"], data["records"]) == ([], [], [])
    assert "platforms/qingdao/sd-0002.yaml" in data["form_only"]
    assert comment.startswith("**截至 2022-07-01，对公众没有变化：4 个文件只改了写法")


# What a page of comments is made of: whatever else appears is not ours.
OURS = {"p", "strong", "em", "ul", "li", "h3", "table", "thead", "tbody", "tr", "th", "td", "br"}
OURS |= {"details", "summary"}
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=x> @team @org/team #12 GH-12 org/repo#3 !7 ~label "
    "[x](https://evil.example) https://evil.example www.evil.example a@evil.example | `code` **b** "
    "__u__ ~~s~~ ![i](x) &amp; &#64;x :+1: \\| </details> <!-- <br> $x$ ^a %b 1. - > =="
)


class Seen(HTMLParser):
    """The tags, attributes and text of a comment as a browser sees them."""

    def __init__(self, comment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        rules = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        self.feed(rules.render(comment))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts).replace(ZERO_WIDTH_SPACE, "")


@pytest.mark.slow
@settings(max_examples=300)
@given(st.one_of(st.text(max_size=80), st.text("<>@#|`*_~[]()!&;:/-+=.\\ \na1wG", max_size=60)))
def test_no_text_becomes_more_than_text(said: str) -> None:
    """In a paragraph, an item of a list or a cell of a table, any text is read as it stands."""
    inside = escaped_text(f"示{said}例")
    for comment in (inside, f"- **{inside}** {inside}", f"| a | b |\n|---|---|\n| {inside} | 1 |"):
        seen = Seen(comment)
        assert set(seen.tags) <= OURS
        plain = "".join(c if c.isprintable() else " " for c in f"示{said}例")
        assert " ".join(plain.split()) in " ".join(seen.text.split())


def test_forges_find_nothing_to_follow() -> None:
    """No mention, reference or pictogram is left in the text of the page."""
    text = "".join(Seen(escaped_text(HOSTILE)).texts)
    assert not re.search(r"[@#!~%&$^:]\w|gh-\d", text, re.I)
    assert Seen(escaped_text(HOSTILE)).text.strip() == HOSTILE


def test_very_long_text_is_cut() -> None:
    """A title as long as a book does not fill the comment."""
    assert escaped_text("甲" * 5000) == "甲" * LONGEST + "…"


def story_of(folder: Path, *edits: Story) -> Comparison:
    """What some edits of the base registry change, before they are committed."""
    registry = play(folder, {"steps": [{"lying": "true", "edits": edits}]})
    return compared(registry, {"diff": ["base"], "on": ON})


def test_hostile_record_is_harmless_in_a_comment(tmp_path: Path) -> None:
    """In a title, a name and the ground of a revocation."""
    quoted = json.dumps(HOSTILE, ensure_ascii=False)
    comment = as_markdown(
        story_of(
            tmp_path,
            {"file": "notices/2022/2022-revocation.yaml", "old": "示例·撤销", "new": quoted},
            {"file": "notices/2022/2022-revocation.yaml", "old": "示例理由", "new": quoted},
            {"file": "platforms/sd-0001.yaml", "old": "示例·济南信息平台", "new": quoted},
        )
    )
    seen = Seen(comment)
    assert set(seen.tags) <= OURS
    assert seen.attributes == []
    assert seen.tags.count("table") == 1
    assert seen.text.count(HOSTILE) == 3
    assert not re.search(r"[@#]\w", "".join(seen.texts))


@pytest.mark.slow
def test_long_lists_are_folded_and_cut(tmp_path: Path) -> None:
    """A thousand new platforms with long names: within the room, and it says what was cut."""
    new = [
        {
            "file": f"platforms/new-{at}.yaml",
            "content": f"id: new-{at}\nname: 示例·{'甲*' * 200}{at}\n"
            f"operating_unit: {{name: 示例·单位{at}, credit_code_unknown: 示例}}\n",
        }
        for at in range(1000)
    ]
    comparison = story_of(tmp_path, *new)
    comment = as_markdown(comparison)
    assert 20_000 < len(comment) < 60_000
    assert comment.startswith(f"**截至 {ON}，1000 个平台的资格状态有变化。**\n")
    shown = comment.count("\n| 示例·")
    assert f"另有 {1000 - shown} 条没有列出" in comment
    assert "<details><summary>共 1000 条，点开查看</summary>" in comment
    assert Seen(comment).tags.count("table") == 1
    assert len(as_data(comparison)["platforms"]) == 1000


def test_short_lists_are_not_folded(tmp_path: Path) -> None:
    """What fits on a page is there to be read."""
    comment = as_markdown(played(tmp_path, "forbidden", 0))
    assert "<details>" not in comment
    assert "没有列出" not in comment
    assert Seen(comment).tags.count("tr") == 4


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(tmp_path: Path) -> None:
    """A broken file is no removal; a broken platform is not told as gone."""
    comparison = story_of(
        tmp_path,
        {"file": "platforms/sd-0002.yaml", "content": "id: [sd-0002"},
        {"file": "batches/2021.yaml", "content": "id: [2021"},
        {"file": "notices/2021/2021-call.yaml", "content": "id: [2021-call"},
        {"file": "departments.yaml", "old": "示例·省厅", "new": "示例·新省厅"},
    )
    assert (comparison.acts, comparison.platforms) == ((), ())
    assert [change.file for change in comparison.records] == ["departments.yaml"]
    assert [f.rule.code for f in comparison.unread] == ["Y001"] * 3
    data = as_data(comparison)
    assert [f["code"] for f in data["unread"]["head"]] == ["Y001"] * 3
    comment = as_markdown(comparison)
    assert "注意：现有文件中有 3 处错误，读不出的记录没有比较，以上可能不全、不准。" in comment
    assert "platforms&#47;sd-0002&#46;yaml" in comment


def test_earlier_version_that_could_not_be_read(tmp_path: Path) -> None:
    """Mending it is no removal; the caution names the side."""
    registry = play(
        tmp_path,
        {
            "steps": [
                {
                    "tag": "broken",
                    "edits": [{"file": "platforms/sd-0003.yaml", "content": "id: ["}],
                },
                {"tag": "mended", "edits": [{"file": "platforms/sd-0003.yaml", "remove": "true"}]},
            ]
        },
    )
    said = told(registry, {"diff": ["broken", "mended"], "on": ON})
    assert said[0] == f"截至 {ON}，读得出的记录没有变化。"
    assert said[-1].startswith("注意：broken中有 1 处错误")


def test_other_records_are_told_by_file(tmp_path: Path) -> None:
    """A department, an edition, a batch and a new calendar."""
    comparison = story_of(
        tmp_path,
        {"file": "departments.yaml", "old": "示例·青岛市局", "new": "示例·青岛市新局"},
        {"file": "regulations/demo-2020.yaml", "old": "years: 3, article: 24", "new": "years: 2, article: 24"},
        {"file": "batches/2021.yaml", "remove": "true"},
        {"file": "work_calendars/2027.yaml", "content": YEAR_2027},
    )  # fmt: skip
    told_of = {change.file: change for change in comparison.records}
    assert {file: change.action.value for file, change in told_of.items()} == {
        "batches/2021.yaml": "removed",
        "departments.yaml": "edited",
        "regulations/demo-2020.yaml": "edited",
        "work_calendars/2027.yaml": "added",
    }
    (bar,) = told_of["regulations/demo-2020.yaml"].differences
    assert (bar.names, bar.before, bar.after) == (("bar", "years"), 3, 2)
    (platform,) = comparison.platforms
    assert [(f.fact, f.before, f.after) for f in platform.facts] == [
        (Fact.BARRED_UNTIL, date(2025, 6, 15), date(2024, 6, 15))
    ]


def test_bar_of_the_unit_is_told_of_its_other_platforms(tmp_path: Path) -> None:
    """The bar follows the credit code: a platform that no act names may be barred by one."""
    twin = {
        "file": "platforms/sd-0003.yaml",
        "content": "id: sd-0003\nname: 示例·济南另一平台\noperating_unit:\n"
        "  name: 示例·济南信息有限公司\n  credit_code: 91379900DEM000014J\n",
    }
    revocation = {
        "file": "notices/2022/2022-revocation-2.yaml",
        "content": "id: 2022-revocation-2\nkind: revocation\ntitle: 示例·撤销\nissued_on: 2022-06-20\n"
        "issuer: sd-gxt\nregulation: demo-2020\nrows:\n  - {platform: sd-0001, article: 24}\n",
    }
    steps = [{"tag": "twin", "edits": [twin]}, {"tag": "barred", "edits": [revocation]}]
    registry = play(tmp_path, {"steps": steps})
    found = {p.id: p for p in compared(registry, {"diff": ["twin", "barred"], "on": ON}).platforms}
    assert set(found) == {"sd-0001", "sd-0003"}
    assert [(f.fact, f.before, f.after) for f in found["sd-0003"].facts] == [
        (Fact.BARRED_UNTIL, None, date(2025, 6, 20))
    ]


def version(of: Register) -> Version:
    """A version made of records alone."""
    receipt = of.receipt
    filed = tuple(Filed(p.record, f"platforms/{p.record.id}.yaml", {}) for p in receipt.platforms)
    editions = tuple(
        Filed(r.record, f"regulations/{r.record.id}.yaml", {}) for r in receipt.regulations
    )
    acts = tuple(Filed(a.record, f"notices/2020/{a.record.id}.yaml", {}) for a in receipt.acts)
    return Version("", None, {}, replace(receipt, platforms=filed, regulations=editions, acts=acts))


@pytest.mark.slow
@settings(max_examples=200)
@given(HISTORIES, HISTORIES, DAYS, DAYS)
def test_told_statuses_are_those_of_both_registers(
    before: list[Story], after: list[Story], day: date, other: date
) -> None:
    """Before and after are the answers of each side; no day that is answered otherwise is untold."""
    one, two = register(before), register(after)
    comparison = compare(version(one), version(two), day)
    answers = {
        d: [Snapshot.of(r, d).listings[PLATFORM].status for r in (one, two)] for d in (day, other)
    }
    if not comparison.platforms:
        assert all(was is now for was, now in answers.values())
        return
    (change,) = comparison.platforms
    assert [change.status.before, change.status.after] == answers[day]
    was, now = answers[other]
    covering = [s for s in change.past if s.starts <= other <= s.ends]
    assert all([s.before, s.after] == [was, now] for s in covering)
    if was is not now and not covering:
        reaches = change.status.is_change
        turns = [t for t in (*change.coming, *change.dropped) if t.fact is Fact.STATUS]
        assert reaches or (other > day and any(day < t.on <= other for t in turns))


@settings(max_examples=50)
@given(HISTORIES, DAYS)
def test_a_register_does_not_differ_from_itself(history: list[Story], day: date) -> None:
    """Read twice, it is the same."""
    comparison = compare(version(register(history)), version(register(history)), day)
    assert comparison.is_empty


def test_since_is_the_first_day_of_the_status() -> None:
    """The first day under this designation, and not the day of issue of the act."""
    acts = [
        {"kind": "announcement", "issued_on": "2020-01-01", "validity": {"starts": "2020-01-01", "ends": "2022-12-31"}},
        {"kind": "announcement", "issued_on": "2022-12-01", "validity": {"starts": "2023-01-01", "ends": "2025-12-31"}},
    ]  # fmt: skip
    comparison = compare(version(register(acts[:1])), version(register(acts)), date(2023, 6, 1))
    status = comparison.platforms[0].status
    assert (status.before, status.after) == (Status.EXPIRED, Status.IN_FORCE)
    assert status.since == date(2023, 1, 1)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A repository with the base registry and one commit more, on a branch that main left."""
    folder = begun(tmp_path / "repository")
    act = folder / "registry/notices/2022/2022-revocation.yaml"
    git(folder, "switch", "-q", "-c", "edited")
    act.write_text(act.read_text("utf-8").replace("示例理由", "另一理由"), "utf-8")
    commit(folder)
    git(folder, "switch", "-q", "main")
    return folder


def test_command_in_three_formats(kept: Path, registry_command: Command) -> None:
    """Exit code 0 with or without changes; a note where the base went its own way."""
    for form, first in (
        ("text", "原来的版本：main（"),
        ("markdown", "**截至 2022-07-01，"),
        ("json", "{"),
    ):
        arguments = ("diff", "main", "edited", "--on", ON, "--format", form)
        done = registry_command(*arguments, cwd=kept)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(first)
        assert "另一理由" in done.stdout
    same = registry_command("diff", "main", "--on", ON, cwd=kept)
    assert (same.returncode, "两边的记录完全相同" in same.stdout) == (0, True)
    apart = registry_command("diff", "edited", "--on", ON, cwd=kept)
    assert (apart.returncode, apart.stderr) == (
        0, "注意：“edited”在分开以后另有改动，这些改动会显示为反向的变化。\n",
    )  # fmt: skip


def test_file_name_that_is_no_text_is_shown_all_the_same(
    kept: Path, registry_command: Command
) -> None:
    """A name in bytes of another encoding stops nobody."""
    name = os.fsencode(kept / "registry/work_calendars") + b"/\xc8\xd5.yaml"
    (kept / "registry/work_calendars").mkdir()
    Path(os.fsdecode(name)).write_text(YEAR_2027, "utf-8")
    for form in ("text", "markdown", "json"):
        done = registry_command("diff", "main", "--on", ON, "--format", form, cwd=kept)
        assert (done.returncode, done.stderr) == (0, "")
        assert "work" in done.stdout


def test_command_outside_git(tmp_path: Path, registry_command: Command) -> None:
    """A sentence and exit code 2."""
    done = registry_command("diff", "main", "--registry", tmp_path)
    assert (done.returncode, done.stderr) == (2, "登记文件夹不在 git 中。\n")


def test_shape_is_documented_field_by_field() -> None:
    """docs/comparison.md names every field of every part, and no other."""
    text = (ROOT / "docs" / "comparison.md").read_text("utf-8")
    documented = set()
    for part in text.split("\n### ")[1:]:
        name = re.match(r"`(\w+)`", part)
        assert name
        documented |= {(name[1], field) for field in re.findall(r"^\| `(\w+)` \|", part, re.M)}
    assert documented == {(part, field) for part, fields in PARTS.items() for field in fields}


NEWER = {ActKind.RECONSIDERATION, ActKind.SUCCESSION, ActKind.OTHER}
MEANINGS = {
    "2019-call": "申报时间 2019-08-20 至 2019-09-20",
    "2018-publicity": "公示 9 个平台，公示期 2018-11-05 至 2018-11-09（名单没有录全）",
    "2023-announcement": "认定 3 个平台，有效期 2023-08 至 2026-07",
    "2021-revocation": "撤销 1 个平台的称号，自 2021-03-16 起生效",
    "2023-review": "复核 4 个平台：合格 2 个、限期整改 1 个、不合格 1 个",
    "2019-renaming": "1 个平台更名，自 2019-07-09 起生效",
    "2022-validity-change": (
        "调整《示例·关于公布2019年度山东省中小企业公共服务示范平台名单的通知》示例信〔2019〕003号"
        "的有效期，止日改为 2022-12-31"
    ),
    "2025-validity-change": "调整 1 个平台的有效期",
    "2022-withdrawal": "1 个平台退出，自 2022-08-31 起生效",
    "2022-abolition": (
        "废止《示例·关于公布2019年度山东省中小企业公共服务示范平台补充名单的通知》示例信〔2019〕004号，"
        "自 2022-03-15 起生效"
    ),
    "2022-inspection": "检查 2 个平台：合格 1 个、限期整改 1 个",
    "2020-objection": "处理对 2 个平台的异议：异议成立 1 个、异议不成立 1 个",
    "2022-national-recommendation": "推荐国家级，2 个平台：已推荐 2 个",
    "2024-annual-report": "2023 年度工作总结：已报送 32 个，没有报送 0 个",
    "2022-correction": (
        "更正《示例·关于公布2022年度山东省中小企业公共服务示范平台名单的通知》示例信〔2022〕005号："
        "示例：名单中1个平台的证书编号误印，予以更正；其余内容不变。"
    ),
}


def test_every_kind_of_act_says_what_it_does() -> None:
    """One sentence each, on acts of the demonstration register."""
    demonstration = recorded(DEMONSTRATION)
    acts = {name: demonstration.acts[name] for name in MEANINGS}
    assert {act.kind for act in acts.values()} == {*ActKind} - NEWER
    assert {name: act_meaning(act, demonstration) for name, act in acts.items()} == MEANINGS


def test_decisions_successions_and_other_papers_say_what_they_do() -> None:
    """Acts that the demonstration has none of, and an abolition of all that is older than a day."""
    period = {"starts": "2020-01-01", "ends": "2022-12-31"}
    decision = {"about": "act-1", "by": "示例厅", "row": {"outcome": "annulled"}}
    handed_on = {"row": {"successor": PLATFORM, "keeps_title": "false"}}
    acts = [
        {"kind": "announcement", "issued_on": "2020-01-01", "validity": period},
        {"kind": "reconsideration", "issued_on": "2021-01-01", **decision},
        {"kind": "succession", "issued_on": "2021-02-01", **handed_on},
        {"kind": "other", "issued_on": "2021-03-01"},
        {"kind": "abolition", "issued_on": "2021-04-01", "granted_before": "2021-01-01"},
    ]
    told_of = register(acts)
    assert [act_meaning(act, told_of) for act in told_of.acts.values()][1:] == [
        "示例厅对《示例》的决定，1 个平台：撤销原决定 1 个",
        "1 个平台由别的平台承继，自 2021-02-01 起生效",
        "涉及 1 个平台，不影响任何平台的资格",
        "废止 2021-01-01 之前公布的认定，自 2021-04-01 起生效",
    ]


def test_long_values_are_shown_from_where_they_part(tmp_path: Path) -> None:
    """Two long texts that begin alike do not read alike."""
    long = "示例" * 100
    edit = {"file": "platforms/sd-0001.yaml", "old": "division:"}
    step = [
        {"tag": "first", "edits": [{**edit, "new": f"remarks: {long}甲\ndivision:"}]},
        {
            "tag": "second",
            "edits": [{"file": edit["file"], "old": f"{long}甲", "new": f"{long}乙"}],
        },
    ]
    said = told(play(tmp_path, {"steps": step}), {"diff": ["first", "second"], "on": ON})
    assert said[-1].strip() == "“remarks”原为“…" + "示例" * 5 + "甲”，现为“…" + "示例" * 5 + "乙”"


def test_a_new_erratum_says_for_programs_what_it_is(tmp_path: Path) -> None:
    """Its record beside the file; other records have none."""
    (record,) = as_data(played(tmp_path, "errata", 0))["records"]
    assert record == {
        "action": "added",
        "file": "errata/2022/2022-1.yaml",
        "differences": [],
        "erratum": {
            "id": "2022-1",
            "of": "2022-revocation",
            "fields": ["rows.0.grounds"],
            "what": "撤销理由误录为“示例理由”，原文为“示例·另一理由”。",
            "found_on": "2022-06-30",
        },
    }
