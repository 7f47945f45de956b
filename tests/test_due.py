"""`registry due`: what is due on a day, what is overdue, in three forms that agree."""

import json
from datetime import date

import pytest
from icalendar import Calendar

from generator.desk.due import due_duties
from generator.register.snapshot import Snapshot
from generator.terms.words import Duty
from tests.conftest import DEMONSTRATION, Command
from tests.registries import recorded


def found(day: str, within: int = 60) -> list[tuple[str, str, str]]:
    """What is due, as (day, duty, subject)."""
    snapshot = Snapshot.of(recorded(DEMONSTRATION), date.fromisoformat(day))
    listed = due_duties(snapshot, within)
    return [(each.on.isoformat(), each.duty.value, each.subject) for each in listed]


def test_everything_that_is_due_in_november(registry_command: Command) -> None:
    """Text, JSON and calendar tell the same; what is overdue comes first."""
    said = {
        form: registry_command(
            "due", "--on", "2026-11-25", "--within", "30", "--format", form
        ).stdout
        for form in ("text", "json", "ics")
    }
    answer = json.loads(said["json"])
    assert (answer["as_of"], answer["within"]) == ("2026-11-25", 30)
    assert [(each["regulation"], each["article"]) for each in answer["due"]] == [
        (None, None), ("demo-2023", 20), (None, None), (None, None),
    ]  # fmt: skip
    told = [(each["on"], each["duty"], each["subject"], each["overdue"]) for each in answer["due"]]
    assert told == [
        ("2026-11-13", "announcement_waiting", "2026-publicity", True),
        ("2026-11-26", "window_closes", "2026-publicity-2", False),
        ("2026-12-02", "update", None, False),
        ("2026-12-18", "rectification_due", "sd-0047", False),
    ]
    lines = said["text"].splitlines()
    assert lines[-1] == "截至 2026-11-25，已过期 1 项，30 天以内 3 项。"
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        each[0] for each in told
    ]
    events = Calendar.from_ical(said["ics"].encode()).walk("VEVENT")
    assert [str(e.decoded("dtstart")) for e in events] == [
        max(each[0], "2026-11-25") for each in told
    ]


@pytest.mark.parametrize(
    ("day", "is_due"), [("2026-11-26", True), ("2026-11-27", False)], ids=["last day", "day after"]
)
def test_a_window_closes_on_its_last_day(day: str, is_due: bool) -> None:
    """The last day is included; afterwards the announcement is waited for."""
    listed = found(day)
    assert (("2026-11-26", Duty.WINDOW_CLOSES, "2026-publicity-2") in listed) is is_due
    waiting = ("2026-11-27", Duty.ANNOUNCEMENT_WAITING, "2026-publicity-2")
    assert (waiting in listed) is not is_due


@pytest.mark.parametrize(("day", "is_overdue"), [("2026-12-18", False), ("2026-12-19", True)])
def test_a_duty_is_overdue_from_the_day_after(day: str, is_overdue: bool) -> None:
    """On its own day it can still be done in time."""
    register = recorded(DEMONSTRATION)
    as_of = date.fromisoformat(day)
    overdue = {
        each.subject: each.is_overdue(as_of) for each in due_duties(Snapshot.of(register, as_of), 0)
    }
    assert overdue["sd-0047"] is is_overdue


@pytest.mark.parametrize(("day", "is_due"), [("2026-09-18", True), ("2026-09-19", False)])
def test_applications_close_on_their_last_day(day: str, is_due: bool) -> None:
    """The last day is included; afterwards nobody can apply any more."""
    closing = ("2026-09-18", Duty.APPLICATIONS_CLOSE, "2026-call")
    assert (closing in found(day)) is is_due


def test_failed_check_is_told_until_something_follows() -> None:
    """From the day it is on record; the revocation that follows ends it."""
    failed = [each for each in found("2025-05-13") if each[1] == Duty.CHECK_FAILED]
    assert failed == [("2025-05-13", Duty.CHECK_FAILED, "sd-0022")]
    later = found("2025-06-17")
    assert [each for each in later if each[1:] == (Duty.CHECK_FAILED, "sd-0022")] == []


def test_titles_that_end_are_told_until_their_last_day() -> None:
    """The last day of validity is due, the day after it is past and no duty."""
    ending = ("2026-12-31", Duty.TITLE_ENDS, "sd-0003")
    assert ending in found("2026-12-31")
    assert ending not in found("2027-01-01")


def test_a_duty_cites_the_article_of_its_own_edition() -> None:
    """Of the edition that the act rests on; none where the edition as recorded has none."""
    snapshot = Snapshot.of(recorded(DEMONSTRATION), date(2026, 12, 31))
    cited = {
        (each.duty, each.edition.id if each.edition else None, each.article)
        for each in due_duties(snapshot, 0)
    }
    assert cited == {
        (Duty.ANNOUNCEMENT_WAITING, None, None),
        (Duty.RECTIFICATION_DUE, None, None),
        (Duty.TITLE_ENDS, "lgxf-2020-4", 23),
        (Duty.ANNUAL_REPORT, "demo-2023", 26),
    }


def test_an_unknown_year_is_told_when_it_comes_within_reach() -> None:
    """The first day of which nobody knows whether it is worked; never a guess."""
    unknown = ("2027-01-01", Duty.CALENDAR_UNKNOWN, "")
    assert unknown in found("2026-11-25", 37)
    assert unknown not in found("2026-11-25", 36)


def test_overdue_rectification_and_report_stay_until_done() -> None:
    """A rectification past its day, and a year's reports that nobody recorded."""
    listed = found("2027-02-01")
    assert ("2026-12-18", Duty.RECTIFICATION_DUE, "sd-0047") in listed
    assert [each for each in listed if each[1] == Duty.ANNUAL_REPORT] == [
        ("2026-12-31", Duty.ANNUAL_REPORT, "")
    ]
