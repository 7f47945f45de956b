"""The lists: every number is worked out once more, from the published JSON, and must agree."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from generator.checks import examine
from generator.terms.words import Severity, Status
from tests.conftest import DAY, DEMONSTRATION, Command
from tests.registries import recorded

pytestmark = pytest.mark.slow
LIST = re.compile(r'<tbody data-least="(.*?)" data-most="(.*?)"[^>]*>(.*?)</tbody>', re.S)
ENDING = re.compile(
    r'data-platform-id="(.*?)".*?<time datetime="(.*?)".*?<b data-away>(.*?)</b>', re.S
)
REVOKED = re.compile(r'data-platform-id="(.*?)".*?data-key="(.*?)"')
LABELLED = r'{0}</span></th><td lang="zh-CN">{1}</td><td[^>]*>(?:<a [^>]*>)?(\d+)'
Platform = dict[str, Any]


def parsed(day: str | None) -> date | None:
    """A day of the JSON."""
    return date.fromisoformat(day) if day else None


@pytest.fixture(scope="session")
def platforms(site: Path) -> list[Platform]:
    """Every platform as the API says it."""
    files = sorted((site / "api/v1/platforms").glob("*.json"))
    assert len(files) > 50
    return [json.loads(path.read_text("utf-8"))["platform"] for path in files]


@pytest.fixture(scope="session")
def notices(site: Path) -> dict[str, Any]:
    """Every act as the API says it."""
    files = sorted((site / "api/v1/notices").glob("*.json"))
    assert len(files) > 50
    read = (json.loads(path.read_text("utf-8"))["notice"] for path in files)
    return {notice["id"]: notice for notice in read}


def status_on(platform: Platform, day: date) -> str:
    """The status by the published timeline."""
    held = [s["status"] for s in platform["timeline"] if s["starts"] <= day.isoformat()]
    return held[-1] if held else "not_designated"


def bar_on(platform: Platform, day: date) -> str | None:
    """Last day of the bar that lies on the platform by the published timeline."""
    held = [s["bar"] for s in platform["timeline"] if s["starts"] <= day.isoformat()]
    return held[-1]["ends"] if held and held[-1] else None


def page(site: Path, address: str) -> str:
    """The text of a page."""
    return (site / address / "index.html").read_text("utf-8")


def run_ends(platform: Platform) -> Iterator[date]:
    """The last days of validities that ran to their own end, with nothing following at once."""
    for designation in platform["designations"]:
        ends = parsed(designation["validity"]["ends"])
        if ends and status_on(platform, ends) == "in_force":
            after = ends + timedelta(days=1)
            if status_on(platform, after) != "in_force":
                yield ends


def test_ending_page_agrees_with_the_data(site: Path, platforms: list[Platform]) -> None:
    """Each count; in each section the nearest ten, each with its last day and its distance."""
    wanted = {(p["id"], ends): (ends - DAY).days for p in platforms for ends in run_ends(p)}
    text = page(site, "ending")
    sections = LIST.findall(text)
    assert len(sections) == 6
    for least, most, body in sections:
        shown = ENDING.findall(body)
        for _, last, words in shown:
            away = (date.fromisoformat(last) - DAY).days
            assert words == (f"{away} 天后" if away > 0 else f"{-away} 天前" if away else "今天")
        within = {
            (name, ends.isoformat())
            for (name, ends), away in wanted.items()
            if int(least) <= away <= int(most)
        }
        assert {(name, last) for name, last, _ in shown} <= within
        assert len(shown) == min(len(within), 10)
    counts = re.findall(r'data-sum="(-?\d+) (-?\d+)">(\d+)<', text)
    assert len(counts) == 10
    for least, most, count in counts:
        assert int(count) == sum(int(least) <= away <= int(most) for away in wanted.values())
    assert sum(0 <= away <= 180 for away in wanted.values()) > 5
    assert sum(-180 <= away < 0 for away in wanted.values()) > 2


def test_revocations_agree_with_the_data(
    site: Path, platforms: list[Platform], notices: dict[str, Any]
) -> None:
    """Every row of every revocation, its day and bar; what is over stands in the past, and none is lost."""
    wanted = {
        (row["platform"], act["effective_on"])
        for act in notices.values()
        if act["kind"] == "revocation"
        for row in act["rows"]
    }
    text = page(site, "revocations")
    front, past = (set(REVOKED.findall(part)) for part in text.split("<details")[:2])
    assert front | past == wanted
    assert not front & past
    assert len(front) > 2
    assert len(past) > 1
    revoked = [p for p in platforms if status_on(p, DAY) == "revoked"]
    barred = {p["id"]: last for p in revoked if (last := bar_on(p, DAY))}
    assert barred == {"sd-0016": "2027-09-20", "sd-0022": "2028-06-17"}
    assert {name for name, _ in past} & set(barred) == set()
    assert {p["id"] for p in revoked} <= {name for name, _ in wanted}
    for last in barred.values():
        assert f'<time datetime="{last}">' in text
    policy = recorded(DEMONSTRATION).site.adverse_display
    assert policy is not None
    assert policy.policy in text
    assert policy.remedy in text


def rows(site: Path, name: str) -> list[dict[str, str]]:
    """A published CSV, which must begin with the mark that spreadsheets need."""
    content = (site / "statistics" / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert found
    return found


def test_statistics_of_days_and_groups_agree_with_the_data(
    site: Path, platforms: list[Platform]
) -> None:
    """In force at every year end and today; by city, by function, by kind of unit."""
    for row in rows(site, "in-force"):
        label = row["日期"]
        day = date(int(label[:4]), 12, 31) if label.endswith("年末") else date.fromisoformat(label)
        assert int(row["有效平台"]) == sum(status_on(p, day) == "in_force" for p in platforms), (
            label
        )
    held = [p for p in platforms if status_on(p, DAY) == "in_force"]
    for name in ("cities", "kinds"):
        assert sum(int(row["有效平台"]) for row in rows(site, name)) == len(held)
        assert sum(int(row["历年共"]) for row in rows(site, name)) == len(platforms)
    functions = rows(site, "functions")
    assert sum(int(row["有效平台"]) for row in functions) == sum(len(p["functions"]) for p in held)
    assert len(functions) == 7
    assert len(rows(site, "cities")) == 17


def test_statistics_of_years_agree_with_the_data(
    site: Path, platforms: list[Platform], notices: dict[str, Any]
) -> None:
    """Designations, revocations, and how many of the titles that ran out were granted again."""
    granted, revoked, ran_out, again = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
    )
    for platform in platforms:
        own = platform["designations"]
        granted.update(notices[d["decided_by"]]["issued_on"][:4] for d in own)
        revoked.update(
            h["effective_on"][:4] for h in platform["history"] if h["kind"] == "revocation"
        )
        for at, designation in enumerate(own):
            ends = parsed(designation["validity"]["ends"])
            if ends and ends < DAY and status_on(platform, ends) == "in_force":
                ran_out[str(ends.year)] += 1
                again[str(ends.year)] += at + 1 < len(own)
    for row in rows(site, "designations"):
        assert int(row["首次认定"]) + int(row["再次认定"]) == granted.pop(row["年份"][:4], 0)
    for row in rows(site, "revocations"):
        assert int(row["撤销"]) == revoked.pop(row["年份"][:4], 0)
    for row in rows(site, "redesignated"):
        year = row["期满年份"][:4]
        assert int(row["已再次认定"]) == again[year]
        assert int(row["已再次认定"]) + int(row["未再次认定"]) == ran_out.pop(year, 0)
    assert (+granted, +revoked, +ran_out) == (Counter(), Counter(), Counter())
    assert sum(again.values()) > 20


def test_a_workbook_stands_beside_every_csv(site: Path) -> None:
    """With the same cells, and a second sheet that says the day, the source and the disclaimer."""
    tables = sorted(site.rglob("*.csv"))
    for path in tables:
        book = CalamineWorkbook.from_path(str(path.with_suffix(".xlsx")))
        assert book.sheet_names[1] == "说明"
        about = {str(key): str(value) for key, value in book.get_sheet_by_index(1).to_python()}
        assert about["数据截至"] == str(DAY)
        assert about["网址"] == "https://example.org/sd-sme-platforms/"
        assert "不得作为任何依据" in about["声明"]
    assert len(tables) == 9
    for name in ("kinds", "cities"):
        book = CalamineWorkbook.from_path(str(site / "statistics" / f"{name}.xlsx"))
        heads, *cells = book.get_sheet_by_index(0).to_python()
        told = [[str(c)[: -len(".0")] if isinstance(c, float) else c for c in row] for row in cells]
        assert [dict(zip(heads, row, strict=True)) for row in told] == rows(site, name)


def test_charts_say_the_numbers_of_their_tables(site: Path) -> None:
    """Every chart has words for those who do not see it, and a table and a file beside it."""
    text = page(site, "statistics")
    charts = re.findall(r'<svg class="reg-chart [^"]*" role="img" aria-label="([^"]+)"', text)
    tables = re.findall(r"<table.*?</table>", text, re.S)
    files = re.findall(r"statistics/([a-z-]+)\.csv", text)
    assert len(charts) == len(tables) == len(files) == 7
    for said, table, name in zip(charts, tables, files, strict=True):
        for row in rows(site, name):
            cells = list(row.values())
            assert cells[0] in said
            assert all(f"<td>{cell}</td>" in table for cell in cells[1:])


def test_changes_agree_with_the_timelines(site: Path, platforms: list[Platform]) -> None:
    """Every change of status up to the day stands on the page, in its month, and no other."""
    wanted = Counter[str]()
    for platform in platforms:
        before = "not_designated"
        for spell in platform["timeline"]:
            if spell["starts"] <= DAY.isoformat() and spell["status"] != before:
                wanted[spell["status"]] += 1
            before = spell["status"]
    text = page(site, "changes")
    found = Counter[str]()
    for change in re.findall(
        r'<li class="reg-change">(.*?)(?=<li class="reg-change">|</dl>)', text, re.S
    ):
        status = re.search(r'→</span> <span [^>]*data-status="([a-z_]+)"', change)
        if status:
            found[status[1]] += change.count("/platforms/")
    assert found == wanted
    assert sum(found.values()) > 150
    months = re.findall(
        r'<details class="reg-month"( open)?>\s*<summary><h2>(\d+)年(\d+)月</h2>', text
    )
    days = [int(year) * 12 + int(month) for _, year, month in months]
    assert days == sorted(days, reverse=True)
    now = DAY.year * 12 + DAY.month
    assert [bool(is_open) for is_open, *_ in months] == [now - day < 12 for day in days]


def test_notices_show_the_newest_and_fold_the_rest(site: Path, notices: dict[str, Any]) -> None:
    """Every document once, by year; open until ten are shown, of a long year ten at first."""
    years = re.findall(
        r'<details class="reg-month"( open)?>\s*<summary><h2 id="y(\d+)">.*?<span>(\d+) 份</span>'
        r"(.*?)(?=<details class=\"reg-month\"|$)",
        page(site, "notices"), re.S,
    )  # fmt: skip
    documents = {name.partition("#")[0] for name in notices}
    found, before = list[str](), 0
    for is_open, _, count, section in years:
        listed = re.findall(r'data-notice-id="(.*?)"', section)
        first, _, rest = section.partition('<details class="reg-details">')
        assert first.count("data-notice-id") == min(len(listed), 10)
        assert bool(rest) == (len(listed) > 10)
        assert int(count) == len(listed)
        assert bool(is_open) == (before < 10)
        before += len(listed)
        found += listed
    assert sorted(found) == sorted(documents)
    assert [year for _, year, *_ in years] == sorted((y for _, y, *_ in years), reverse=True)


def test_gaps_page_lists_every_gap_that_the_examination_found(site: Path) -> None:
    """Per code as many places as findings; each place is a page of the site."""
    register = recorded(DEMONSTRATION)
    wanted = Counter(f.rule.code for f in examine(register, DAY) if f.rule.severity is Severity.GAP)
    assert wanted
    text = page(site, "gaps")
    found = {}
    for code, section in re.findall(
        r'<section aria-labelledby="(\w+)">(.*?)</section>', text, re.S
    ):
        places = re.search(r'<ul class="reg-gaps">.*</ul>', section, re.S)
        assert places
        found[code] = places[0].count("<li><a ")
    assert {code: count for code, count in found.items() if code in wanted} == wanted
    assert f"共 <b>{sum(found.values())}</b> 处" in text


def test_english_stands_on_its_page_and_beside_every_verdict(
    site: Path, platforms: list[Platform]
) -> None:
    """Counts by status with English labels; one line on each platform's page, days and all."""
    text = page(site, "en")
    counted = Counter(status_on(p, DAY) for p in platforms)
    for status in Status:
        assert status.english
        cell = re.search(LABELLED.format(status.english, status.label), text)
        assert cell
        assert int(cell[1]) == counted[status.value]
    for platform in platforms:
        line = re.search(
            r'<p class="reg-english" lang="en">(.*?)</p>', page(site, f"platforms/{platform['id']}")
        )
        assert line
        status = status_on(platform, DAY)
        assert line[1].startswith(Status(status).english)
        if status == "in_force":
            held = [s for s in platform["timeline"] if s["starts"] <= DAY.isoformat()][-1]
            assert f"valid {held['validity']['starts']} to {held['validity']['ends']}." in line[1]


def test_home_leads_to_every_list(site: Path) -> None:
    """One quiet row of links on the home page."""
    for name in (
        "verify",
        "ending",
        "revocations",
        "changes",
        "statistics",
        "eligibility",
        "gaps",
        "en",
    ):
        assert f'href="./{name}/"' in page(site, ".")


def test_front_list_in_years_and_without_a_policy(
    registry_command: Command, registry_copy: Path, tmp_path: Path
) -> None:
    """A policy in years moves entries by years; without any, all stand in front."""
    record = registry_copy / "site.yaml"
    told = record.read_text("utf-8")
    for policy, past in (("front_list: 1 years", 6), ("front_list: until_bar_ends", 2), ("", 0)):
        text = (
            told.replace("front_list: until_bar_ends", policy)
            if policy
            else told[: told.index("adverse_display")]
        )
        record.write_text(text, "utf-8")
        out = tmp_path / "site"
        done = registry_command("build", "--registry", registry_copy, "--on", DAY, "--out", out)
        assert done.returncode == 0, done.stdout
        _, *rest = page(out, "revocations").split("<details")
        assert "".join(rest).count("data-platform-id") == past
    record.write_text(told.replace("front_list: until_bar_ends", "front_list: for ever"), "utf-8")
    done = registry_command("check", "--registry", registry_copy)
    assert done.returncode == 1
    assert "F004" in done.stdout
