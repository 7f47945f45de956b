"""有效期满当年才可再次申报 A title is applied for again only in the year in which it expires."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import Line, applications, cited
from generator.findings import Finding, Rule
from generator.register.history import History
from generator.register.register import Register
from generator.standing.standing import ENDERS, ends
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
    for line, history, day in applications(register):
        term = line.edition.reapplication if line.edition else None
        running = _running(history, line, day.last) if term else None
        if term is None or running is None or running.ends is None:
            continue
        year = running.ends.year - term.years_before_expiry
        if day.last.year < year:
            message = f"{day} 再次申报，而现有称号到 {running.ends} 才期满，{year} 年方可申报"
            article = cited(line.edition, term.article)
            yield RULE.found(line.place(), message, "核对是否误列平台，或日期有误", article)


def _running(history: History, line: Line, day: date) -> Period | None:
    """The title in force on the day of application, by an act issued before it."""
    earlier = [
        p for p in periods(history, day) if p.entry.issued_on <= day and p.entry.act != line.act
    ]
    enders = [entry for entry in history.of(*ENDERS) if entry.effective_on <= day]
    alive = [p for p in earlier if p.covers(day) and not any(ends(e, p) for e in enders)]
    return alive[-1] if alive else None
