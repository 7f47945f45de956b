"""有效期须等于办法规定的年数 A validity is as long as its edition's term."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from generator.checks.walk import cited, lines, of_kind
from generator.findings import Finding, Place, Rule
from generator.records.acts import Announcement, Review
from generator.records.base import Validity
from generator.records.day import Day
from generator.records.regulation import Regulation
from generator.records.rows import AnnouncementRow, ReviewRow
from generator.register.register import Register
from generator.standing.validity import ONE_DAY, anniversary
from generator.terms import Severity

RULE = Rule(
    "V203",
    "validity-not-the-term",
    Severity.WARNING,
    "有效期须等于办法规定的年数",
    "第二十三条",
    "有效期的年数由办法规定；所印的起止日与之不符，多为录入错误，也可能原文如此，须核实。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A validity is as long as its edition's term."""
    for filed, act, edition in of_kind(register, Announcement):
        if act.validity and _is_used(register, act):
            yield from _judged(act.validity, partial(filed.place, "validity"), edition)
    for line in lines(register, Announcement, Review):
        if isinstance(line.row, AnnouncementRow | ReviewRow) and line.row.validity:
            yield from _judged(line.row.validity, partial(line.place, "validity"), line.edition)


def _is_used(register: Register, act: Announcement) -> bool:
    """Whether any row counts on the validity of the whole: each may have its own, by a correction."""
    rows = [entry.row for entry in register.entries_of(act).values()]
    return not act.rows_complete or any(getattr(row, "validity", None) is None for row in rows)


def _judged(
    validity: Validity, place: Callable[[], Place], edition: Regulation | None
) -> Iterator[Finding]:
    term = edition.validity if edition else None
    if term is None or term.years is None or validity.ends is None:
        return
    last = _last_day(validity.starts, term.years)
    if not (validity.ends.first <= last.last and last.first <= validity.ends.last):
        message = f"有效期 {validity.starts} 至 {validity.ends}，不是 {term.years} 年"
        right = str(last.first) if validity.starts.is_exact else f"{last.first:%Y-%m}"
        fix = f"核对原文；{term.years} 年应至 {right}"
        yield RULE.found(place(), message, fix, cited(edition, term.article))


def _last_day(starts: Day, years: int) -> Day:
    """The day before the corresponding day, or that day itself, as lists print both.

    From 29 February there is no corresponding day: the month's last day ends the term.
    """
    first, last = anniversary(starts.first, years), anniversary(starts.last, years)
    has_corresponding_day = (first.month, first.day) == (starts.first.month, starts.first.day)
    return Day(first - ONE_DAY if has_corresponding_day else first, last)
