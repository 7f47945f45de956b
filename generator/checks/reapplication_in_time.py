"""有效期满当年才可再次申报 A title is applied for again only in the year in which it expires."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import applications, cited
from generator.findings import Finding, Rule
from generator.register.history import Entry
from generator.register.register import Register
from generator.standing.validity import Period, periods
from generator.terms import Severity

RULE = Rule(
    "V206",
    "reapplication-too-early",
    Severity.ERROR,
    "有效期满当年才可再次申报",
    "第二十三条",
    "提前再次申报会使有效期层层叠加，办法只允许在满期当年申报。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A title is applied for again only in the year in which it expires."""
    for filed, at, entry, day in applications(register):
        edition = entry.regulation
        term = edition.reapplication if edition else None
        running = _running(register, entry, day) if term else None
        if edition is None or term is None or running is None or running.ends is None:
            continue
        year = running.ends.year - term.years_before_expiry
        if day.year < year:
            message = f"{day} 再次申报，而现有称号到 {running.ends} 才期满，{year} 年方可申报"
            place = filed.place("rows", at)
            yield RULE.found(
                place, message, "核对是否误列平台，或日期有误", cited(edition, term.article)
            )


def _running(register: Register, entry: Entry, day: date) -> Period | None:
    """The title in force on the day of application, by an earlier act."""
    assert entry.row is not None
    history = register.histories[entry.row.platform]
    earlier = [p for p in periods(history, day) if p.entry.act.id != entry.act.id]
    return next((p for p in reversed(earlier) if p.covers(day)), None)
