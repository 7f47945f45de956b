"""平台名称与其缺失原因二者须有且只有一个 A platform has a name, or the reason why not, never both."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X111",
    "name-or-reason",
    Severity.ERROR,
    "平台名称与其缺失原因二者须有且只有一个",
    FORM,
    "有的名单只印单位不印平台名称，须写明原因，不能由登记人员代拟。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """平台名称与其缺失原因二者须有且只有一个 A platform has a name, or the reason why not, never both."""
    for filed in register.receipt.platforms:
        platform = filed.record
        if (platform.name is None) == (platform.name_unknown is None):
            both = platform.name is not None
            message = "既写了名称又写了缺失原因" if both else "既没有名称，也没有写缺失原因"
            fix = "二者只留一个" if both else "补上 name，或写 name_unknown: 原因"
            yield RULE.found(filed.place("id"), message, fix)
