"""信用代码与其缺失原因二者须有且只有一个 A unit has a credit code, or the reason why not, never both."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X110",
    "code-or-reason",
    Severity.ERROR,
    "信用代码与其缺失原因二者须有且只有一个",
    FORM,
    "不写代码必须写明原因，缺口才是诚实的缺口；两者都写则自相矛盾。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """信用代码与其缺失原因二者须有且只有一个 A unit has a credit code, or the reason why not, never both."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if (unit.credit_code is None) == (unit.credit_code_unknown is None):
            both = unit.credit_code is not None
            message = "既写了代码又写了缺失原因" if both else "既没有代码，也没有写缺失原因"
            fix = "二者只留一个" if both else "补上 credit_code，或写 credit_code_unknown: 原因"
            yield RULE.found(filed.place("operating_unit"), message, fix)
