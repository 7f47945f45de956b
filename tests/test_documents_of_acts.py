"""Documents of several acts: one file, one page, one entry; each act counts by itself."""

import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.casebook import BASE
from generator.desk.due import due_duties
from generator.desk.format import formatted_files
from generator.history.alteration import alteration
from generator.history.comparison import compare
from generator.history.immutability import keep
from generator.history.versions import Chronicle, commit_and_present
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.database import write_database
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs
from generator.site.pages import notices
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.site.search.index import pages_index
from generator.terms.words import Duty
from generator.verify import differing_fields
from tests.conftest import Command, findings_of
from tests.stories import commit, git

DAY = date(2026, 1, 5)
NAMES = {
    "sd-0003": "示例·潍坊平台",
    "sd-0004": "示例·烟台平台",
    "sd-0005": "示例·威海平台",
    "sd-0006": "示例·日照平台",
}
PUBLICITY = """\
id: 2022-publicity
kind: publicity
title: 示例·公示
issued_on: 2022-10-10
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/p}
window: {starts: 2022-10-10, ends: 2022-10-14}
rows:
  - {platform: sd-0003}
  - {platform: sd-0004}
  - {platform: sd-0005}
"""
GRANTED = """\
id: 2022-granted
kind: announcement
title: 示例·公布
issued_on: 2022-11-01
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/g}
publicity: 2022-publicity
validity: {starts: 2022-11-01, ends: 2025-10-31}
rows:
  - {platform: sd-0003}
  - {platform: sd-0004}
  - {platform: sd-0005}
"""
LATER_PUBLICITY = """\
id: 2023-publicity
kind: publicity
title: 示例·公示
issued_on: 2023-11-06
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/q}
window: {starts: 2023-11-06, ends: 2023-11-10}
rows:
  - {platform: sd-0006}
"""
DOCUMENT = """\
id: 2023-9
title: 示例·公布和复核结果
document_number: 示例信〔2023〕9号
issued_on: 2023-12-01
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/9}
count: 5
remarks: 附件四份
acts:
  - kind: announcement
    heading: 新认定
    publicity: 2023-publicity
    validity: {starts: 2023-12-01, ends: 2026-11-30}
    count: 1
    rows:
      - {platform: sd-0006, number: 示例 2023-01}
  - kind: revocation
    heading: 评价不合格
    count: 1
    rows:
      - {platform: sd-0003, grounds: 评价不合格, article: 24}
  - kind: revocation
    heading: 单位已注销
    takes_effect_on: 2023-12-31
    count: 1
    rows:
      - {platform: sd-0004, grounds: 已注销}
  - kind: renaming
    count: 2
    rows:
      - platform: sd-0005
        takes_effect_on: 2023-08-08
        name: {from: 示例·威海平台, to: 示例·威海新平台}
      - platform: sd-0001
        takes_effect_on: 2023-09-01
        name: {from: 示例·济南信息平台, to: 示例·泉城平台}
"""
FILES = {
    "notices/2022/2022-publicity.yaml": PUBLICITY,
    "notices/2022/2022-granted.yaml": GRANTED,
    "notices/2023/2023-publicity.yaml": LATER_PUBLICITY,
    "notices/2023/2023-9.yaml": DOCUMENT,
}


def platform(name: str) -> str:
    """A platform's file."""
    return (
        f"id: {name}\nname: {NAMES[name]}\noperating_unit:\n  name: {NAMES[name]}单位\n"
        '  credit_code_unknown: 示例\n  kind: enterprise\ndivision: "370102"\n'
    )


def laid(folder: Path, **more: str) -> Path:
    """The registry of this module; `more` are files of 2024, by their id."""
    registry = folder / "registry"
    shutil.copytree(BASE, registry)
    files = FILES | {f"platforms/{name}.yaml": platform(name) for name in NAMES}
    for name, content in files.items() | {
        (f"notices/2024/{name.replace('_', '-')}.yaml", text) for name, text in more.items()
    }:
        path = registry / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return registry


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry, as files."""
    return laid(tmp_path_factory.mktemp("acts"))


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Snapshot:
    """The registry as of the day."""
    return Snapshot.of(Register.bind(receive(folder)), DAY)


@pytest.fixture(scope="module")
def files(snapshot: Snapshot) -> dict[str, Any]:
    """What is published for machines, by path; each is made when called."""
    return dict(outputs(Publication(snapshot, Chronicle(None, (), "示例"))))


def content(made: Any) -> str:
    """Text of a published file."""
    value = made()
    return (value if isinstance(value, bytes) else b"".join(value)).decode()


def test_registry_is_lawful(folder: Path) -> None:
    """Nothing is wrong with a document of several acts."""
    assert [str(f.place) + f.message for f in findings_of(folder) if f.is_error] == []


def status(snapshot: Snapshot, name: str, day: str) -> str:
    """Status of a platform on a day."""
    history = snapshot.register.histories[name]
    return snapshot.listing_on(history, date.fromisoformat(day)).status.value


def test_each_act_counts_by_itself(snapshot: Snapshot) -> None:
    """It recognises, revokes in two groups, and renames each from its own day."""
    acts = [act.id for act in snapshot.acts if act.document == "2023-9"]
    assert acts == ["2023-9#1", "2023-9#2", "2023-9#3", "2023-9#4"]
    assert status(snapshot, "sd-0006", "2023-12-01") == "in_force"
    assert status(snapshot, "sd-0003", "2023-12-01") == "revoked"
    assert status(snapshot, "sd-0004", "2023-12-30") == "in_force"
    assert status(snapshot, "sd-0004", "2023-12-31") == "revoked"
    (decided,) = snapshot.listings["sd-0004"].standing.deciding
    assert decided.act.id == "2023-9#3"
    names = {
        day: snapshot.listing_on(
            snapshot.register.histories["sd-0005"], date.fromisoformat(day)
        ).identity.name
        for day in ("2023-08-07", "2023-08-08")
    }
    assert names == {"2023-08-07": "示例·威海平台", "2023-08-08": "示例·威海新平台"}
    assert snapshot.listings["sd-0001"].identity.name == "示例·泉城平台"


def test_document_is_one_entry_of_the_register(snapshot: Snapshot) -> None:
    """One document, newest first, with its kinds in printed order."""
    newest = snapshot.documents[0]
    assert (newest.id, newest.label, len(newest.acts)) == ("2023-9", "公布、撤销、更名", 4)
    assert [each.id for each in snapshot.documents[1:3]] == ["2023-publicity", "2022-granted"]


def test_page_shows_the_acts_in_printed_order(snapshot: Snapshot) -> None:
    """One page with a heading and an anchor for each act."""
    document = snapshot.register.documents["2023-9"]
    (page,) = notices.sheets_of(document, snapshot, Wording(snapshot.register))
    words = {"page": page, "root": page.root, "snapshot": snapshot}
    common = words | {"wording": Wording(snapshot.register)}
    text = environment().get_template(page.template).render(common | page.words)
    headings = [
        '<h2 id="act-1">一、新认定</h2>',
        '<h2 id="act-2">二、评价不合格</h2>',
        '<h2 id="act-3">三、单位已注销</h2>',
        '<h2 id="act-4">四、更名</h2>',
    ]
    places = [text.index(each) for each in headings]
    assert places == sorted(places)
    assert page.address == "notices/2023-9/"
    assert page.alternate == "api/v1/notices/2023-9.json"
    assert text.count('data-notice-id="2023-9"') == 1
    assert text.count("<h1>") == text.count("附件四份") == text.count("示例信〔2023〕9号") == 1
    assert "示例·威海平台 → 示例·威海新平台<br>自2023年8月8日起" in text
    assert '<a href="../../notices/2023-9/#act-3">撤销：单位已注销</a>' in text


def test_long_document_is_divided_among_sheets(snapshot: Snapshot) -> None:
    """Every row once; an act that goes on says so, and its numbers go on."""
    document = snapshot.register.documents["2023-9"]
    divided = [
        [
            (each["act"].number, each["first"], len(each["rows"]), each["is_continued"])
            for each in page.words["sections"]()
        ]
        for page in notices.sheets_of(document, snapshot, Wording(snapshot.register), rows=2)
    ]
    assert divided == [
        [(1, 1, 1, False), (2, 1, 1, False)],
        [(3, 1, 1, False), (4, 1, 1, False)],
        [(4, 2, 1, True)],
    ]


def test_api_has_the_document_with_its_acts(files: dict[str, Any]) -> None:
    """One file with `acts`; of a single act its fields stand beside a list of one."""
    notice = json.loads(content(files["api/v1/notices/2023-9.json"]))["notice"]
    assert (notice["id"], notice["kind"], notice["kind_label"]) == (
        "2023-9",
        None,
        "公布、撤销、更名",
    )
    assert (notice["count"], notice["remarks"], notice["rows"]) == (5, "附件四份", [])
    assert notice["document_number"] == "示例信〔2023〕9号"
    assert [each["id"] for each in notice["acts"]] == [
        "2023-9#1",
        "2023-9#2",
        "2023-9#3",
        "2023-9#4",
    ]
    assert [each["heading"] for each in notice["acts"]] == [
        "新认定",
        "评价不合格",
        "单位已注销",
        None,
    ]
    assert notice["acts"][3]["rows"][0]["takes_effect_on"] == "2023-08-08"
    single = json.loads(content(files["api/v1/notices/2022-granted.json"]))["notice"]
    (act,) = single["acts"]
    assert single == act | {"acts": [act], "errata": []}
    listed = json.loads(content(files["api/v1/notices.json"]))["notices"]
    assert [(each["id"], each["kind"]) for each in listed][:2] == [
        ("2023-9", None),
        ("2023-publicity", "publicity"),
    ]
    assert "api/v1/notices/2023-9#1.json" not in files


def test_feeds_and_search_have_one_entry(files: dict[str, Any], snapshot: Snapshot) -> None:
    """The address of the document names the entry."""
    entry = (
        "<id>https://example.org/notices/2023-9/</id><title>公布、撤销、更名：示例·公布和复核结果"
    )
    for name in ("notices", "revocations"):
        feed = content(files[f"feeds/{name}.atom"])
        assert feed.count(entry) == 1
        assert feed.count("2023-9#") == 0
    index = json.loads(pages_index(snapshot))["notices"]
    assert index["id"][0] == "2023-9"
    assert index["kind"][0] == "公布、撤销、更名"


def test_database_has_every_act_with_its_document(tmp_path: Path) -> None:
    """A row for each act, which what refers to it names."""
    snapshot = Snapshot.of(Register.bind(receive(laid(tmp_path))), DAY)
    path = tmp_path / "registry.sqlite"
    write_database(path, Publication(snapshot, Chronicle(None, (), "示例")))
    with sqlite3.connect(path) as base:
        rows = base.execute(
            "SELECT id, kind FROM notices WHERE document = '2023-9' ORDER BY id"
        ).fetchall()
        decided = base.execute("SELECT decided_by FROM platforms WHERE id = 'sd-0004'").fetchone()
    assert rows == [
        ("2023-9#1", "announcement"),
        ("2023-9#2", "revocation"),
        ("2023-9#3", "revocation"),
        ("2023-9#4", "renaming"),
    ]
    assert decided == ("2023-9#3",)


# References: an act by its number, or the document where only one act fits.

CORRECTION = """\
id: {id}
kind: correction
title: 示例·更正
issued_on: 2024-01-10
issuer: sd-gxt
regulation: demo-2020
source: {{url: https://example.org/c}}
corrects: {corrects}
what: 理由有误
rows:
  - {{platform: sd-0003, grounds: 逾期未整改}}
"""
RECONSIDERATION = """\
id: {id}
kind: reconsideration
title: 示例·决定
issued_on: 2024-02-01
issuer: sd-gxt
regulation: demo-2020
source: {{url: https://example.org/r}}
about: {about}
by: 示例法院
rows:
  - {{platform: sd-0003, outcome: annulled}}
"""
ABOLITION = """\
id: {id}
kind: abolition
title: 示例·废止
issued_on: 2024-03-01
issuer: sd-gxt
regulation: demo-2020
source: {{url: https://example.org/a}}
of_notices: [{name}]
"""


@pytest.mark.parametrize("name", ["2023-9", "2023-9#2"])
def test_correction_and_decision_name_an_act_or_its_document(name: str, tmp_path: Path) -> None:
    """Only the second act lists the platform among the revocations."""
    registry = laid(
        tmp_path,
        corrected=CORRECTION.format(id="corrected", corrects=name),
        decided=RECONSIDERATION.format(id="decided", about=name),
        abolished=ABOLITION.format(id="abolished", name=name.replace("#2", "#1")),
    )
    errors = [f"{f.place.file} {f.message}" for f in findings_of(registry) if f.is_error]
    assert errors == []
    register = Register.bind(receive(registry))
    snapshot = Snapshot.of(register, DAY)
    revoked = register.acts["2023-9#2"]
    assert [each.id for each in register.corrections["2023-9#2"]] == ["corrected"]
    row: Any = register.entries_of(revoked)["sd-0003"].row
    assert (row.grounds, row.article) == ("逾期未整改", 24)
    assert status(snapshot, "sd-0003", "2023-12-01") == "in_force"
    assert status(snapshot, "sd-0006", "2024-02-29") == "in_force"
    assert status(snapshot, "sd-0006", "2024-03-01") == "abolished"
    assert status(snapshot, "sd-0005", "2024-03-01") == "in_force"


def test_act_of_no_such_number_is_named(tmp_path: Path) -> None:
    """The finding says which acts the document has."""
    registry = laid(tmp_path, corrected=CORRECTION.format(id="corrected", corrects="2023-9#9"))
    (finding,) = (f for f in findings_of(registry) if f.rule.code == "X103")
    assert finding.place.line == 8
    assert finding.fix == (
        "“2023-9”有 4 项：2023-9#1（公布）、2023-9#2（撤销）、2023-9#3（撤销）、2023-9#4（更名），从中选一项"
    )


def test_finding_stands_at_the_row_of_its_act(tmp_path: Path) -> None:
    """A place leads into the act; what is said once is found once."""
    registry = laid(tmp_path)
    path = registry / "notices/2023/2023-9.yaml"
    path.write_text(
        DOCUMENT.replace("platform: sd-0004", "platform: sd-0044").replace("sd-gxt", "sd-xxx"),
        "utf-8",
    )
    found = [
        (f.rule.code, f.place.line, f.place.column)
        for f in findings_of(registry)
        if f.place.file.endswith("2023-9.yaml") and f.rule.code in ("X101", "X104")
    ]
    assert sorted(found) == [("X101", 28, 20), ("X104", 5, 9)]


def test_format_writes_it_canonically_and_changes_nothing_more(tmp_path: Path) -> None:
    """Each act in the order of its kind's fields; a comment stays; a second run changes nothing."""
    registry = laid(tmp_path)
    path = registry / "notices/2023/2023-9.yaml"
    messy = """\
# 抄自原件
acts:
- rows: [{grounds: 评价不合格, platform: sd-0003}]
  heading: '撤销'   # 原文
  kind: revocation
- {kind: other}
count: 1
id: 2023-9
remarks: 二项
title: 示例·结果
issuer: sd-gxt
issued_on: 2023-12-01
regulation: demo-2020
"""
    tidy = """\
# 抄自原件
id: 2023-9
title: 示例·结果
issued_on: 2023-12-01
issuer: sd-gxt
regulation: demo-2020
count: 1
remarks: 二项
acts:
  - kind: revocation
    heading: 撤销 # 原文
    rows:
      - platform: sd-0003
        grounds: 评价不合格
  - {kind: other}
"""
    for written in (messy, tidy):
        path.write_text(written, "utf-8")
        (formatted,) = (each for each in formatted_files(registry) if each.path == path)
        assert (formatted.findings, formatted.canonical.decode()) == ((), tidy)


def test_format_leaves_a_document_whose_acts_are_no_fields(tmp_path: Path) -> None:
    """It stays as it is, and what is wrong with its list is told."""
    registry = laid(tmp_path)
    path = registry / "notices/2023/2023-9.yaml"
    written = "id: 2023-9\nacts:\n- renaming\n"
    path.write_text(written, "utf-8")
    (formatted,) = (each for each in formatted_files(registry) if each.path == path)
    assert [each.message for each in formatted.findings] == [
        "acts 第 1 项应为下一级的若干“字段: 值”"
    ]
    assert formatted.canonical.decode() == written


# History: an edited act inside a document is an edited document.

FILE = "notices/2023/2023-9.yaml"
FOURTH = "  - kind: renaming\n    count: 2\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which the registry was published as `main`."""
    repository = tmp_path_factory.mktemp("published")
    git(repository, "init", "-q", "-b", "main")
    laid(repository)
    commit(repository, "base")
    return repository / "registry"


def forbidden(registry: Path, text: str | None) -> list[str]:
    """What history forbids of the document with this text; none where the file is gone."""
    path = registry / FILE
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    change = alteration(registry, "base", receive(registry))
    found = [f"{f.place} {f.rule.code} {f.message}" for f in keep(change)]
    path.write_text(DOCUMENT, "utf-8")
    return [each.removeprefix(f"{registry.as_posix()}/{FILE}:") for each in found]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (DOCUMENT, []),
        (
            DOCUMENT.replace("grounds: 已注销", "grounds: 已吊销"),
            ["28:38 C102 “sd-0004”一行的“grounds”原为“已注销”，现为“已吊销”"],
        ),
        (
            DOCUMENT.replace("公布和复核结果", "结果"),
            ["2:8 C102 “title”原为“示例·公布和复核结果”，现为“示例·结果”"],
        ),
        (
            DOCUMENT.replace("附件四份", "附件三份"),
            ["9:10 C102 “remarks”原为“附件四份”，现为“附件三份”"],
        ),
        (DOCUMENT + "  - {kind: other, heading: 补录的一项}\n", []),
        (None, ["1:1 C101 官方文件“2023-9”（示例·公布和复核结果）已被删去"]),
        (
            DOCUMENT.partition("  - kind: renaming")[0].replace("count: 5\n", ""),
            [
                "1:1 C101 官方文件“2023-9#4”（示例·公布和复核结果）已被删去",
                "1:1 C102 “count”原为“5”，现已删去",
            ],
        ),
    ],
    ids=["same", "row", "title", "remarks", "added", "deleted", "removed"],
)
def test_edited_act_is_an_edited_document(
    published: Path, text: str | None, findings: list[str]
) -> None:
    """Each edit is found once, where it stands; an act may be added at the end."""
    assert forbidden(published, text) == findings


def test_diff_tells_the_act_that_was_edited(published: Path) -> None:
    """What the document says once is told once."""
    path = published / FILE
    text = DOCUMENT.replace("grounds: 已注销", "grounds: 已吊销").replace("附件四份", "附件三份")
    path.write_text(text.replace("公布和复核结果", "结果"), "utf-8")
    comparison = compare(*commit_and_present(published, "base", receive(published)), DAY)
    path.write_text(DOCUMENT, "utf-8")
    assert [
        (each.act.id, [edit.names for edit in each.differences]) for each in comparison.acts
    ] == [
        ("2023-9#1", [("title",), ("remarks",)]),
        ("2023-9#3", [("rows", "sd-0004", "grounds")]),
    ]
    assert {each.file for each in comparison.acts} == {FILE}


RENEWED = """\
id: {id}
title: 示例·撤销和重新认定
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
acts:
{acts}
"""
REVOKES = "  - {kind: revocation, rows: [{platform: sd-0001}]}"
GRANTS = """\
  - kind: announcement
    validity: {starts: 2024-06-03, ends: 2027-06-02}
    rows: [{platform: sd-0001}]"""


@pytest.mark.parametrize(
    ("acts", "expected"), [((REVOKES, GRANTS), "in_force"), ((GRANTS, REVOKES), "revoked")]
)
def test_acts_of_a_document_count_as_printed(
    acts: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    """A title revoked and granted anew in one document stands; granted and revoked, it does not."""
    registry = laid(tmp_path, renewed=RENEWED.format(id="renewed", acts="\n".join(acts)))
    snapshot = Snapshot.of(Register.bind(receive(registry)), DAY)
    assert status(snapshot, "sd-0001", "2024-06-02") == "in_force"
    assert status(snapshot, "sd-0001", "2024-06-03") == expected


ABOLISHES = """\
id: {id}
title: 示例·废止和公布
issued_on: 2024-06-03
issuer: sd-gxt
regulation: demo-2020
acts:
  - kind: abolition
    granted_before: 2024-01-01
    except_listed_in: {id}
  - kind: review
    rows: [{{platform: sd-0001, outcome: passed}}]
"""


def test_abolition_may_except_who_is_listed_in_its_own_document(tmp_path: Path) -> None:
    """The reviewed platform stays; the others lose the title."""
    registry = laid(tmp_path, abolishes=ABOLISHES.format(id="abolishes"))
    snapshot = Snapshot.of(Register.bind(receive(registry)), DAY)
    assert status(snapshot, "sd-0001", "2024-06-03") == "in_force"
    assert status(snapshot, "sd-0005", "2024-06-02") == "in_force"
    assert status(snapshot, "sd-0005", "2024-06-03") == "abolished"


PUBLICISED = """\
id: {id}
title: 示例·两份名单的公示
issued_on: 2025-12-29
issuer: sd-gxt
regulation: demo-2020
acts:
  - kind: publicity
    heading: 拟认定
    window: {{starts: 2025-12-29, ends: 2026-01-06}}
    rows: [{{platform: sd-0002}}]
  - kind: publicity
    heading: 复核
    window: {{starts: 2025-12-29, ends: 2026-01-06}}
    rows: [{{platform: sd-0006, reviewed: true}}]
"""


def test_two_lists_put_before_the_public_together_are_one_event(tmp_path: Path) -> None:
    """One duty and one event of the calendar, and each platform is under publicity."""
    registry = laid(tmp_path, both=PUBLICISED.format(id="both"))
    snapshot = Snapshot.of(Register.bind(receive(registry)), DAY)
    closing = [each for each in due_duties(snapshot, 30) if each.duty is Duty.WINDOW_CLOSES]
    assert [(each.subject, str(each.on)) for each in closing] == [("both", "2026-01-06")]
    files = dict(outputs(Publication(snapshot, Chronicle(None, (), "示例"))))
    calendar = content(files["calendar/all.ics"])
    assert calendar.count("UID:window-both-2026-01-06@example.org") == 1
    assert calendar.count("https://example.org/notices/both/") == 2
    publicity = snapshot.listings["sd-0006"].standing.publicity
    assert publicity
    assert publicity.act.id == "both#2"


def test_published_document_is_compared_with_what_was_recorded(files: dict[str, Any]) -> None:
    """Every field beside the acts and in each of them."""
    item = yaml.load(DOCUMENT, Loader=yaml.BaseLoader)
    published = json.loads(content(files["api/v1/notices/2023-9.json"]))["notice"]
    assert [*differing_fields(item, published)] == []
    published["remarks"] = "附件三份"
    published["acts"][1]["rows"][0]["grounds"] = "另一理由"
    assert [*differing_fields(item, published)] == ["remarks", "acts.1.rows.0.grounds"]
    published["acts"].pop()
    assert "acts" in [*differing_fields(item, published)]


def test_export_prints_the_paper_or_one_act(
    folder: Path, tmp_path: Path, registry_command: Command
) -> None:
    """The whole with every heading, or one act under its number."""
    for name, file in (("2023-9", "2023-9.html"), ("2023-9#2", "2023-9-2.html")):
        done = registry_command(
            "export", name, "--format", "html", "--registry", folder, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
        page = (tmp_path / file).read_text("utf-8")
        assert "示例·公布和复核结果" in page
        assert ("二、评价不合格" in page) == (name == "2023-9")
