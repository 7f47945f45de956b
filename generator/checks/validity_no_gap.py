"""在满期当年再次认定的，前后应当相接 A title granted anew in the year of its expiry follows without a gap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.periods import place_of, successive
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.validity import ONE_DAY
from generator.terms import Severity

RULE = Rule(
    "V205",
    "validity-gap",
    Severity.WARNING,
    "在满期当年再次认定的，前后应当相接",
    "第二十三条",
    "满期当年再次认定而中间空出若干天，这几天平台没有称号；可能原文如此，须核实。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A title granted anew in the year of its expiry follows without a gap."""
    for before, after in successive(register):
        if before.ends is None or after.starts <= before.ends + ONE_DAY:
            continue
        days = (after.starts - before.ends).days - 1
        if after.entry.issued_on.year == before.ends.year:
            message = f"前一期至 {before.ends}，本期自 {after.starts} 起，中间 {days} 天没有称号"
            yield RULE.found(
                place_of(register, after), message, "核对原文；原文如此的，列入 excused.yaml 并说明"
            )
