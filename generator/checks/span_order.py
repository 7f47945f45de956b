"""起止日期不得颠倒 No span ends before it starts."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, spans
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "V201",
    "span-order",
    Severity.ERROR,
    "起止日期不得颠倒",
    FORM,
    "止日早于起日的有效期或公示期一天也不成立，多为录入错误。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """起止日期不得颠倒 No span ends before it starts."""
    for filed, path, starts, ends in spans(register):
        if ends is not None and starts is not None and ends.last < starts.first:
            message = f"止日 {ends} 早于起日 {starts}"
            yield RULE.found(
                filed.place(*path, "ends"), message, "核对公布文件原文，改正起日或止日"
            )
