"""不知所在地 A platform has no division: a gap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "G102",
    "division-unknown",
    Severity.GAP,
    "不知所在地",
    FORM,
    "所在地未知的平台不会出现在任何市的名单里，须如实列出。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """不知所在地 A platform has no division: a gap."""
    for filed in register.receipt.platforms:
        if filed.record.division is None:
            message = f"平台“{filed.record.id}”没有行政区划代码"
            yield RULE.found(filed.place("id"), message, "查得后补录 division（省直单位写 370000）")
