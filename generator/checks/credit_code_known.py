"""没有统一社会信用代码 A platform's unit has no credit code: a gap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "G101",
    "credit-code-unknown",
    Severity.GAP,
    "没有统一社会信用代码",
    FORM,
    "没有代码，更名后就难以认定是否同一单位，不得申报的限制也无从跟随。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """没有统一社会信用代码 A platform's unit has no credit code: a gap."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if unit.credit_code is None:
            reason = unit.credit_code_unknown or "未说明原因"
            message = f"“{unit.name}”没有统一社会信用代码（{reason}）"
            yield RULE.found(filed.place("operating_unit"), message, "查得后补录 credit_code")
