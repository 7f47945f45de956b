"""Working days (第二十条): by the State Council's notices, by our own records, or unknown."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.checks.casebook import Case, Edit
from generator.intake import receive
from generator.register.register import Register
from generator.register.working_days import WorkingDays
from tests.casebook import laid_out
from tests.conftest import findings_of

SAMPLE = Path(__file__).parent / "data" / "holiday-cn.json"
FIRST, LAST = date(2017, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=at) for at in range((LAST - FIRST).days + 1)]
LATER = date(2027, 6, 1)

# Made up: no notice for 2027 is known to us.
YEAR_2027 = """\
year: 2027
notice: 示例·2027 年放假安排（演示，非国务院办公厅通知）
source: {url: https://example.org/calendar-2027}
days_off: [2027-01-01, 2027-01-05, 2027-05]
make_up_days: [2027-01-09]
"""
YEAR_2021 = """\
year: 2021
notice: 示例·2021 年放假安排的调整（演示，非国务院办公厅通知）
days_off: [2021-11-03]
make_up_days: [2021-11-06]
"""
PUBLICITY_2027 = """\
id: 2027-publicity
kind: publicity
title: 示例·公示
issued_on: 2027-01-04
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/publicity-2027}
window: {starts: 2027-01-04, ends: 2027-01-08}
count: 1
rows:
  - {platform: sd-0001, name: 示例·济南信息平台, functions: [information]}
"""
IN_2027 = Edit(file="notices/2027/2027-publicity.yaml", content=PUBLICITY_2027)
KNOWN_2027 = Edit(file="work_calendars/2027.yaml", content=YEAR_2027)
KNOWN_2021 = Edit(file="work_calendars/2021.yaml", content=YEAR_2021)
ONE_DAY_MORE = Edit(
    file="notices/2027/2027-publicity.yaml", old="ends: 2027-01-08", new="ends: 2027-01-09"
)
TOO_SHORT_2027 = "公示期 2027-01-04 至 2027-01-08 只有 4 个工作日，应有 5 个"
TOO_SHORT_2021 = "公示期 2021-11-01 至 2021-11-05 只有 4 个工作日，应有 5 个"
UNKNOWN_2027 = "2027 年的放假安排未知，无法核对公示期是否满 5 个工作日"


def by_the_notices() -> dict[date, bool]:
    """Every day that a notice names, and whether it is a working day."""
    years = json.loads(SAMPLE.read_text("utf-8"))["years"].values()
    off = {date.fromisoformat(day): False for year in years for day in year["off"]}
    make_up = {date.fromisoformat(day): True for year in years for day in year["make_up"]}
    assert not off.keys() & make_up.keys()
    return off | make_up


def laid(tmp_path: Path, *edits: Edit) -> Path:
    """The base registry of the casebook with these edits."""
    return laid_out(Case(says="示例", edits=edits, findings=()), tmp_path / "registry")


def said(folder: Path, day: date = LATER) -> list[tuple[str, str, str]]:
    """The findings of a registry but that on what soon runs out (X127): code, message, article."""
    found = (f for f in findings_of(folder, day) if f.rule.code != "X127")
    return [(f.rule.code, f.message, f.article) for f in found]


def test_the_sample_covers_ten_years_with_their_papers() -> None:
    """Ten years, each with the notices it comes from, and the licence of the data set."""
    sample = json.loads(SAMPLE.read_text("utf-8"))
    assert "NateScarlet/holiday-cn" in sample["note"]
    assert "MIT" in sample["note"]
    assert list(sample["years"]) == [str(year) for year in range(2017, 2027)]
    assert all(year["papers"] and year["off"] for year in sample["years"].values())
    # 2020 was amended in its own year: two notices.
    assert len(sample["years"]["2020"]["papers"]) == 2


def test_every_day_of_ten_years_is_as_the_notices_say() -> None:
    """3,652 days: named days as the notices say, every other day by the week."""
    named, calendar = by_the_notices(), WorkingDays({})
    wrong = [
        day for day in DAYS if calendar.is_working_day(day) is not named.get(day, day.weekday() < 5)
    ]
    assert wrong == []
    assert len(DAYS) == 3652
    kinds = Counter((named[day], day.weekday() < 5) for day in DAYS if day in named)
    # A day off on a weekday or a weekend, a make-up day on a weekend; 2020-02-03 is named too.
    assert kinds == {(False, True): 180, (False, False): 99, (True, False): 64, (True, True): 1}


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 7, 5), date(2027, 12, 31)])
def test_2027_is_not_known(day: date) -> None:
    """No notice, no answer: neither yes nor no, not even for a Sunday or a window across it."""
    calendar = WorkingDays({})
    assert calendar.is_working_day(day) is None
    assert calendar.count(date(2026, 12, 28), day, first_day_counts=True) is None
    assert calendar.window_end(date(2026, 12, 30), 5, first_day_counts=True) is None
    assert calendar.window_end(date(2026, 12, 21), 5, first_day_counts=True) == date(2026, 12, 25)


def test_a_record_tells_a_new_year(tmp_path: Path) -> None:
    """Days off, a whole month off, a make-up day; every other day by the week."""
    own = WorkingDays(Register.bind(receive(laid(tmp_path, KNOWN_2027))).work_calendars)
    expected = {
        date(2027, 1, 1): False,
        date(2027, 1, 4): True,
        date(2027, 1, 5): False,
        date(2027, 1, 9): True,
        date(2027, 1, 10): False,
        date(2027, 4, 30): True,
        date(2027, 5, 31): False,
        date(2027, 6, 1): True,
    }
    assert {day: own.is_working_day(day) for day in expected} == expected
    assert own.is_working_day(date(2028, 1, 3)) is None
    assert own.count(date(2026, 12, 31), date(2027, 1, 9), first_day_counts=True) == 6


def test_a_record_overrides_the_library_for_its_year_alone(tmp_path: Path) -> None:
    """An amended year is told whole by its record; its neighbours stay as they were."""
    own = WorkingDays(Register.bind(receive(laid(tmp_path, KNOWN_2021))).work_calendars)
    library = WorkingDays({})
    changed = [day for day in DAYS if own.is_working_day(day) != library.is_working_day(day)]
    assert {day.year for day in changed} == {2021}
    assert own.is_working_day(date(2021, 11, 3)) is False
    assert own.is_working_day(date(2021, 11, 6)) is True
    # The record names no National Day: the library's is not mixed in.
    assert library.is_working_day(date(2021, 10, 1)) is False
    assert own.is_working_day(date(2021, 10, 1)) is True


def test_a_window_in_an_unknown_year_is_said_to_be_unknown(tmp_path: Path) -> None:
    """P303, and no guess whether the window is long enough."""
    article = "示例信发〔2020〕1号 第二十条"
    assert said(laid(tmp_path, IN_2027)) == [("P303", UNKNOWN_2027, article)]


def test_with_the_record_the_window_is_counted(tmp_path: Path) -> None:
    """Two working days off make it four: P302, no longer P303."""
    found = said(laid(tmp_path, IN_2027, KNOWN_2027))
    assert found == [("P302", TOO_SHORT_2027, "示例信发〔2020〕1号 第二十条")]


def test_a_make_up_saturday_counts(tmp_path: Path) -> None:
    """One day longer, a Saturday that the record makes a working day: nothing is wrong."""
    assert said(laid(tmp_path, IN_2027, KNOWN_2027, ONE_DAY_MORE)) == []


def test_an_amended_year_shortens_a_window_that_was_long_enough(tmp_path: Path) -> None:
    """The base registry is lawful by the library; a day taken off makes its window short."""
    assert said(laid(tmp_path / "one"), date(2026, 1, 5)) == []
    found = said(laid(tmp_path / "two", KNOWN_2021), date(2026, 1, 5))
    assert found == [("P302", TOO_SHORT_2021, "示例信发〔2020〕1号 第二十条")]


def test_a_calendar_in_the_registry_is_received(registry_copy: Path) -> None:
    """registry/work_calendars/ is a drawer of the registry: filed, bound, used."""
    before = receive(registry_copy)
    drawer = registry_copy / "work_calendars"
    drawer.mkdir(exist_ok=True)
    (drawer / "2027.yaml").write_text(YEAR_2027, encoding="utf-8")
    receipt = receive(registry_copy)
    register = Register.bind(receipt)
    assert receipt.findings == before.findings
    assert not receipt.refused
    assert set(register.work_calendars) == {*Register.bind(before).work_calendars, 2027}
    assert register.work_calendars[2027].notice.startswith("示例·2027")
    assert WorkingDays(register.work_calendars).is_working_day(date(2027, 1, 9)) is True


def test_a_calendar_with_a_mistake_leaves_the_year_unknown(registry_copy: Path) -> None:
    """A misspelt field is a finding, and nothing of the file is used."""
    drawer = registry_copy / "work_calendars"
    drawer.mkdir(exist_ok=True)
    wrong = YEAR_2027.replace("days_off", "day_off")
    (drawer / "2027.yaml").write_text(wrong, encoding="utf-8")
    receipt = receive(registry_copy)
    added = [(f.rule.code, Path(f.place.file).name, f.place.line) for f in receipt.findings]
    assert added == [("F002", "2027.yaml", 4)]
    calendar = WorkingDays(Register.bind(receipt).work_calendars)
    assert calendar.is_working_day(date(2027, 1, 9)) is None
