"""撤销须在有效期内 A title is revoked while it is in force: not before it was granted, not after it ended."""

from collections.abc import Iterator
from datetime import date

from generator.checks.periods import revocations
from generator.findings import Finding, Rule
from generator.records.day import Day
from generator.register.register import Register
from generator.standing.standing import ends
from generator.standing.validity import Period
from generator.terms import Severity

RULE = Rule(
    "R401",
    "revoked-outside-validity",
    Severity.ERROR,
    "撤销须在有效期内",
    "第二十四条",
    "没有称号就无从撤销；撤销日早于认定或晚于期满，必有一处录错。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A title is revoked while it is in force: not before it was granted, not after it ended."""
    for filed, at, entry, granted in revocations(register):
        day = entry.act.effective_on
        others = [e for e in granted.enders if e.act != entry.act and e.effective_on < day.first]
        held = [p for p in granted.periods if not any(ends(other, p) for other in others)]
        if granted.periods and not any(_reaches(period, day) for period in held):
            spans = "；".join(f"{p.starts} 至 {p.ends or '下一次复核'}" for p in granted.periods)
            ended = "，此前已经撤销或退出" if len(held) < len(granted.periods) else ""
            message = f"自 {day} 起撤销，当日没有有效的称号（有效期 {spans}{ended}）"
            yield RULE.found(filed.place("rows", at), message, "核对撤销文件与认定文件的日期")


def _reaches(period: Period, day: Day) -> bool:
    """The title was in force, or announced and about to be, on a day known to the month at worst."""
    begun = min(period.starts, period.entry.issued_on) <= day.last
    return begun and (period.ends is None or day.first <= period.ends)
