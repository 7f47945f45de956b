"""Two records that are one platform: rows of both count for the one that stays, and the other leads to it."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.casebook import BASE
from generator.desk.annexes.matching import PlatformHandles
from generator.history.versions import Chronicle, chronicle
from generator.intake import receive
from generator.records.values import parse_day
from generator.register.identity import lookup
from generator.register.reapplication import bars_by_unit
from generator.register.register import Register
from generator.register.snapshot import Snapshot, designations_by_year
from generator.site.data.changes import changes
from generator.site.data.database import write_database
from generator.site.data.envelope import Publication
from generator.site.data.feeds import platform_feed
from generator.site.data.outputs import outputs, platform_makers
from generator.site.search.index import lookup_index, verify_index
from generator.verify import differing_fields
from tests.conftest import Command, findings_of
from tests.stories import begun, commit
from tests.surfaces.reading import spread
from tests.test_registries import laid_over

DAY = date(2026, 11, 23)
CODE, OTHER_CODE = "91379900DEM000014J", "91379900DEM0000308"
PLATFORM = """\
id: {id}
name: {name}
operating_unit:
  name: {unit}
  credit_code: {code}
division: "370102"
same_as: {same_as}
"""
ACT = """\
id: {id}
kind: {kind}
title: 示例·文件
issued_on: {on}
issuer: sd-gxt
regulation: demo-2020
source: {{url: https://example.org/{id}}}
{rest}
"""


def merged_record(**fields: str) -> str:
    """Record of sd-0003, the same platform as sd-0001 unless told otherwise."""
    usual = {
        "id": "sd-0003",
        "name": "示例·济南信息服务平台",
        "unit": "示例·济南信息有限公司",
        "code": CODE,
        "same_as": "sd-0001",
    }
    return PLATFORM.format(**usual | fields)


def laid(folder: Path, record: str = "", **acts: tuple[str, str, str]) -> Path:
    """The practice registry with one more record of sd-0001, and acts: (kind, day, the rest)."""
    registry = begun(folder) / "registry"
    (registry / "platforms/sd-0003.yaml").write_text(record or merged_record(), "utf-8")
    for name, (kind, on, rest) in acts.items():
        path = registry / f"notices/{on[:4]}/{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(ACT.format(id=name, kind=kind, on=on, rest=rest), "utf-8")
    return registry


def snapshot(registry: Path, day: date = DAY) -> Snapshot:
    return Snapshot.of(Register.bind(receive(registry)), day)


def codes(registry: Path) -> list[str]:
    return [finding.rule.code for finding in findings_of(registry, DAY)]


REVOKED = ("revocation", "2023-03-01", "rows: [{platform: sd-0003, grounds: 示例, article: 24}]")


def test_a_revocation_of_the_other_record_revokes_and_bars(tmp_path: Path) -> None:
    """The bar lies on every code under which the unit was recorded; a code that differs is told."""
    registry = laid(tmp_path, merged_record(code=OTHER_CODE), revoked=REVOKED)
    told = snapshot(registry, date(2023, 3, 1))
    assert told.listings["sd-0001"].status == "revoked"
    assert [entry.act.id for entry in told.listings["sd-0001"].entries][-1] == "revoked"
    barred = bars_by_unit(told.register)
    assert {code for code in (CODE, OTHER_CODE) if barred.get(code)} == {CODE, OTHER_CODE}
    assert {str(bar.ends) for bar in barred[OTHER_CODE]} == {"2026-03-01"}
    assert codes(registry) == ["X132"]


def test_doubt_about_the_day_of_a_revocation_is_told_with_its_bar(
    tmp_path: Path, registry_command: Command
) -> None:
    """A bar from a day that was not printed in full, as the page of the platform tells it."""
    for on, is_doubted in (("2023-03", True), ("2023-03-31", False)):
        registry = laid(tmp_path / on, revoked=(REVOKED[0], on, REVOKED[2]))
        told = registry_command("show", "sd-0001", "--on", "2024-01-01", "--registry", registry)
        (line,) = (each for each in told.stdout.splitlines() if each.startswith("不得申报至"))
        assert line.startswith("不得申报至：2026-03-31（含当日）")
        assert line.endswith("（撤销日没有印全，按可能的最后一天起算）") == is_doubted


def test_what_is_known_on_an_earlier_day_is_of_both_records(tmp_path: Path) -> None:
    """Identity is not a matter of the day."""
    register = Register.bind(receive(laid(tmp_path, revoked=REVOKED)))
    assert "sd-0003" not in register.known_on(date(2023, 3, 1)).histories
    for known_on, status in (("2023-02-28", "in_force"), ("2023-03-01", "revoked")):
        known = Snapshot.of(register.known_on(date.fromisoformat(known_on)), date(2023, 3, 1))
        assert known.listings["sd-0001"].status == status


def test_names_of_both_records_are_names_of_the_platform(tmp_path: Path) -> None:
    """A list may print either, a renaming may start from either."""
    registry = laid(
        tmp_path,
        inspected=(
            "publicity",
            "2024-11-04",
            "window: {starts: 2024-11-04, ends: 2024-11-08}\n"
            "rows: [{platform: sd-0003, name: 示例·济南信息服务平台}]",
        ),
        renamed=(
            "renaming",
            "2025-03-03",
            "rows: [{platform: sd-0001, name: {from: 示例·济南信息服务平台, to: 示例·济南平台}}]",
        ),
    )
    assert not {"N701", "N702", "N704", "X108"} & {*codes(registry)}
    register = Register.bind(receive(registry))
    for text in ("sd-0003", "sd-0001", "示例·济南信息服务平台", "示例·济南平台", CODE):
        assert [each.platform.id for each in lookup(register, text)] == ["sd-0001"], text
    called = PlatformHandles(register, parse_day("2026-11-23")).called(
        "name", "示例·济南信息服务平台"
    )
    assert called == {"sd-0001"}


@pytest.mark.parametrize("first", ["sd-0001", "sd-0003"])
def test_of_two_rows_in_one_list_the_first_counts(first: str, tmp_path: Path) -> None:
    """A printed list stays as printed, and somebody is asked to look at it."""
    second = {"sd-0001": "sd-0003", "sd-0003": "sd-0001"}[first]
    rows = f"rows:\n  - {{platform: {first}, outcome: passed}}\n  - {{platform: {second}, outcome: failed}}"
    registry = laid(tmp_path, reviewed=("review", "2023-06-12", f"count: 2\n{rows}"))
    (entry,) = (e for e in snapshot(registry).listings["sd-0001"].entries if e.act.id == "reviewed")
    row: Any = entry.row
    assert row.outcome == "passed"
    assert codes(registry) == ["X133"]


def test_every_reference_to_the_other_record_means_the_platform(tmp_path: Path) -> None:
    """A successor, a decision upon an act, a correction: all by the id that happens to be written."""
    registry = laid(
        tmp_path,
        given=("succession", "2022-01-10", "rows: [{platform: sd-0002, successor: sd-0003, keeps_title: true}]"),
        revoked=REVOKED,
        annulled=(
            "reconsideration",
            "2023-09-01",
            "about: revoked\nby: 示例法院\nrows: [{platform: sd-0001, outcome: annulled}]",
        ),
        mended=(
            "correction",
            "2022-01-20",
            "corrects: 2021-announcement\nwhat: 示例\nrows: [{platform: sd-0003, number: 示例-1}]",
        ),
    )  # fmt: skip
    register = Register.bind(receive(registry))
    history = register.histories["sd-0001"]
    assert [entry.act.id for entry in history.entries][2:] == ["given", "revoked", "annulled"]
    row: Any = register.entries_of(register.acts["2021-announcement"])["sd-0001"].row
    assert (row.platform, row.number) == ("sd-0001", "示例-1")
    assert Snapshot.of(register, date(2023, 10, 1)).listings["sd-0001"].status == "in_force"
    assert not {"X101", "X116", "X118"} & {*codes(registry)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Publication of the registry in which two records were found to be one."""
    registry = laid_over("08-merged-platforms", tmp_path_factory.mktemp("merged") / "registry")
    return Publication(snapshot(registry), Chronicle(None, (), "示例"))


def content(made: Any) -> str:
    return (made if isinstance(made, bytes) else b"".join(made)).decode()


def test_the_platform_is_counted_once(told: Publication, tmp_path: Path) -> None:
    """In every list and table; and each says where the other id went."""
    files = {path: make for path, make in outputs(told) if "sqlite" not in path}
    for name, ids in (("platforms", ["sd-0001"]), ("all", ["sd-0001", "sd-0002"])):
        listed = json.loads(content(files[f"api/v1/{name}.json"]()))["platforms"]
        assert [each["id"] for each in listed] == ids
    status = json.loads(content(files["api/v1/status.json"]()))
    assert (status["total"], [*status["status"]]) == (2, ["sd-0001", "sd-0002"])
    assert status["same_as"] == {"sd-0003": "sd-0001"}
    table = content(files["data/platforms.csv"]()).splitlines()
    assert len(table) == 3
    assert "sd-0003" in table[1]
    assert designations_by_year(told.snapshot) == {
        year: (2 if year == 2021 else 0, 1 if year == 2024 else 0) for year in range(2021, 2027)
    }
    path = tmp_path / "registry.sqlite"
    write_database(path, told)
    with sqlite3.connect(path) as base:
        rows = base.execute("SELECT id, merged_ids FROM platforms").fetchall()
        met = base.execute(
            "SELECT id FROM platforms_search WHERE names LIKE '%sd-0003%'"
        ).fetchall()
    assert rows == [("sd-0001", "sd-0003"), ("sd-0002", None)]
    assert met == [("sd-0001",)]


def test_files_of_the_other_id_answer_for_the_platform(told: Publication) -> None:
    """Its own record, the platform's history, and the words that say so."""
    listing, record = told.snapshot.listings["sd-0001"], told.snapshot.register.records["sd-0003"]
    made = {
        form: content(make(listing, merged=record)) for form, make in platform_makers(told).items()
    }
    own = {form: content(make(listing)) for form, make in platform_makers(told).items()}
    file = json.loads(made["api/v1/platforms/*.json"])["platform"]
    platform = json.loads(own["api/v1/platforms/*.json"])["platform"]
    assert (file["id"], file["same_as"], platform["same_as"]) == ("sd-0003", "sd-0001", None)
    assert file["name"] == "示例·济南信息服务平台"
    assert [file[name] for name in ("timeline", "history", "designations")] == [
        platform[name] for name in ("timeline", "history", "designations")
    ]
    assert platform["merged_records"] == [
        {
            "id": "sd-0003",
            "name": "示例·济南信息服务平台",
            "operating_unit": "示例·济南信息有限公司",
            "credit_code": CODE,
        }
    ]
    says = "sd-0003 与 sd-0001 是同一平台，曾误登为两个；文件和资格状态都归入 sd-0001。"
    assert says in made["badges/*.svg"]
    assert "有效 至2027-11-30" in made["badges/*.svg"]
    assert f"<subtitle>{says}" in made["feeds/platforms/*.atom"]
    assert (
        '<link rel="self" href="https://example.org/feeds/platforms/sd-0001.atom"/>'
        in (made["feeds/platforms/*.atom"])
    )
    assert says not in platform_feed(listing, told).decode()


def test_what_is_published_is_what_was_recorded(tmp_path: Path) -> None:
    """Whoever verifies a copy finds each row under the id that the file has, and the other record."""
    told = Publication(snapshot(laid(tmp_path, revoked=REVOKED)), Chronicle(None, (), "示例"))
    files = dict(outputs(told))
    path = tmp_path / "registry/notices/2023/revoked.yaml"
    published = json.loads(content(files["api/v1/notices/revoked.json"]()))["notice"]
    assert published["rows"][0]["platform"] == "sd-0003"
    recorded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert [*differing_fields(recorded, published)] == []
    listing, record = told.snapshot.listings["sd-0001"], told.snapshot.register.records["sd-0003"]
    make = platform_makers(told)["api/v1/platforms/*.json"]
    published = json.loads(content(make(listing, merged=record)))["platform"]
    recorded = yaml.load(merged_record(), Loader=yaml.BaseLoader)
    assert [*differing_fields(recorded, published)] == []


def test_the_look_up_leads_to_the_platform(told: Publication) -> None:
    """The other id and name are met in its row, and /verify/ takes the id."""
    index = json.loads(lookup_index(told.snapshot))["platforms"]
    assert "示例·济南信息服务平台" in index["texts"].split("\n")[0]
    assert ["sd-", 4] in index["numbers"]["values"]["stems"]["table"]
    answers = json.loads(verify_index(told.snapshot))
    assert answers["merged"] == {"sd-0003": "sd-0001"}
    assert spread(answers)["id"] == ["sd-0001", "sd-0002"]


def test_show_answers_for_either_id_and_says_so(registry_command: Command, tmp_path: Path) -> None:
    """In words and as data."""
    registry = laid_over("08-merged-platforms", tmp_path / "registry")
    asked = ("--registry", registry, "--on", "2026-11-23")
    lines = registry_command("show", "sd-0003", *asked).stdout.splitlines()
    assert lines[:2] == [
        "sd-0003 与 sd-0001 是同一平台，曾误登为两个；文件和资格状态都归入 sd-0001。",
        "sd-0001  示例·济南信息平台",
    ]
    own = registry_command("show", "sd-0001", *asked).stdout.splitlines()
    assert own == lines[1:]
    assert "并入的记录：sd-0003  示例·济南信息服务平台" in own
    answer = json.loads(registry_command("show", "sd-0003", *asked, "--format", "json").stdout)
    assert (answer["id"], answer["status"]) == ("sd-0001", "in_force")
    assert [each["id"] for each in answer["merged_records"]] == ["sd-0003"]


@pytest.mark.slow
def test_page_of_the_other_id_leads_there(registry_command: Command, tmp_path: Path) -> None:
    """A small page with the answer and a link; search engines are told of the platform's own alone."""
    registry = laid_over("08-merged-platforms", tmp_path / "registry")
    done = registry_command(
        "build", "--registry", registry, "--on", DAY, "--out", tmp_path / "site"
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "site/platforms/sd-0003/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.org/platforms/sd-0001/">' in page
    assert '<a href="../sd-0001/">示例·济南信息平台（sd-0001）</a>' in page
    assert "有效期自2024年12月1日至2027年11月30日（含当日）。" in page
    assert 'id="facts"' not in page
    own = (tmp_path / "site/platforms/sd-0001/index.html").read_text("utf-8")
    assert "<code>sd-0003</code>　示例·济南信息服务平台（示例·济南信息有限公司）" in own
    assert "sd-0003" not in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert "sd-0003" not in (tmp_path / "site/platforms/index.html").read_text("utf-8")
    assert registry_command("verify", tmp_path / "site").returncode == 0


def test_a_published_record_that_is_merged_is_taken_off_the_lists(tmp_path: Path) -> None:
    """Told once; later changes are the platform's alone."""
    registry = laid(tmp_path, merged_record().replace("same_as: sd-0001\n", ""))
    commit(tmp_path, on="2022-07-01")
    (registry / "platforms/sd-0003.yaml").write_text(merged_record(), "utf-8")
    commit(tmp_path, on="2022-07-04")
    path = registry / "notices/2023/revoked.yaml"
    path.parent.mkdir()
    kind, on, rest = REVOKED
    path.write_text(ACT.format(id="revoked", kind=kind, on=on, rest=rest), "utf-8")
    commit(tmp_path, on="2023-03-01")
    found = changes(snapshot(registry, date(2023, 3, 2)), chronicle(registry))
    of = [(str(each.on), each.action, each.id) for each in found if each.subject == "platform"]
    assert of[2:] == [
        ("2022-06-15", "status_changed", "sd-0002"),
        ("2022-07-01", "added", "sd-0003"),
        ("2022-07-04", "removed", "sd-0003"),
        ("2023-03-01", "status_changed", "sd-0001"),
    ]
    publication = Publication(snapshot(registry, date(2023, 3, 2)), chronicle(registry))
    feed = content(dict(outputs(publication))["feeds/changes.atom"]())
    assert "平台 sd-0003 并入 sd-0001" in feed


def test_an_id_once_given_is_never_given_again(tmp_path: Path) -> None:
    """That of a merged record neither."""
    register = Register.bind(receive(laid(tmp_path)))
    assert [*register.records] == ["sd-0001", "sd-0002", "sd-0003"]
    assert [*register.platforms] == ["sd-0001", "sd-0002"]


def test_without_merged_records_nothing_is_made_anew() -> None:
    """Acts are the very records that were received."""
    register = Register.bind(receive(BASE))
    assert register.receipt is register.as_received
