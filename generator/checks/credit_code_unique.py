"""统一社会信用代码不得用于两个单位 No two platforms of differently named units share a credit code."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.base import Filed
from generator.records.platform import Platform
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X108",
    "credit-code-unique",
    Severity.ERROR,
    "统一社会信用代码不得用于两个单位",
    FORM,
    "代码唯一对应一个法人；同一代码配两个单位名称，必有一处录错。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """统一社会信用代码不得用于两个单位 No two platforms of differently named units share a credit code."""
    first: dict[str, Filed[Platform]] = {}
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if unit.credit_code is None:
            continue
        earlier = first.setdefault(unit.credit_code, filed)
        if earlier.record.operating_unit.name != unit.name:
            message = f"“{unit.name}”的代码“{unit.credit_code}”已用于“{earlier.record.operating_unit.name}”"
            fix = f"与 {earlier.file} 核对，改正录错的一处"
            yield RULE.found(filed.place("operating_unit", "credit_code"), message, fix)
