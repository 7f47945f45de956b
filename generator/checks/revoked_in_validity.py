"""撤销须在有效期内 A title is revoked while it is in force: not before it was granted, not after it ended."""

from collections.abc import Iterator
from datetime import date

from generator.checks.periods import revocations
from generator.findings import Finding, Rule
from generator.register.register import Register
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
        if not granted:
            continue
        day = entry.effective_on
        if not any(p.covers(day) or _announced(p, day) for p in granted):
            held = "；".join(f"{p.starts} 至 {p.ends or '下一次复核'}" for p in granted)
            message = f"自 {day} 起撤销，当日不在任何一期有效期内（{held}）"
            yield RULE.found(filed.place("rows", at), message, "核对撤销文件与认定文件的日期")


def _announced(period: Period, day: date) -> bool:
    return period.entry.issued_on <= day < period.starts
