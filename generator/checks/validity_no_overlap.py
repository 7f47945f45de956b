"""前后两次认定的有效期不得重叠 No two validities of one platform overlap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.periods import place_of, successive
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.validity import Period, anniversary
from generator.terms import Severity

RULE = Rule(
    "V204",
    "validity-overlap",
    Severity.ERROR,
    "前后两次认定的有效期不得重叠",
    "第二十三条",
    "同一天有两个有效期，说不清称号由哪份文件授予，也容易重复计数。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """No two validities of one platform overlap; sharing the day of change is no overlap."""
    for before, after in successive(register):
        if not _follows(before, after):
            ends = before.ends or "下一次复核"
            message = (
                f"自 {after.starts} 起的有效期与前一期（“{before.entry.act.id}”，至 {ends}）重叠"
            )
            yield RULE.found(place_of(register, after), message, "核对两份文件的有效期")


def _follows(before: Period, after: Period) -> bool:
    """After the last day; or on it, where lists print the corresponding day as the last (海南 2020)."""
    if before.ends is None or after.starts < before.ends:
        return False
    years = before.ends.year - before.starts.year
    return after.starts > before.ends or anniversary(before.starts, years) == before.ends
