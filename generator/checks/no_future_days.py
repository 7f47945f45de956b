"""不得登记尚未到来的日子 No act is dated after today, nor anything reported as done."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import rows
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D107",
    "future-day",
    Severity.ERROR,
    "不得登记尚未到来的日子",
    "登记规范：记录格式",
    "还没有发生的事不能登记为已经发生；年份写错也常在这里暴露。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """No act is dated after today, nor anything reported as done."""
    for filed in register.receipt.acts:
        if filed.record.issued_on.first > as_of:
            message = f"成文日期 {filed.record.issued_on} 在 {as_of} 之后"
            yield RULE.found(
                filed.place("issued_on"), message, "核对年月日；确属将来的，到日再登记"
            )
    for filed, at, row in rows(register):
        for field in ("inspected_on", "filed_on"):
            day = getattr(row, field, None)
            if day is not None and day.first > as_of:
                message = f"日期 {day} 在 {as_of} 之后"
                yield RULE.found(filed.place("rows", at, field), message, "核对年月日")
