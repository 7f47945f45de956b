"""行政区划代码须在 GB/T 2260 中 A division code is one of GB/T 2260, of this year or an earlier one."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.division import is_division
from generator.terms import Severity

RULE = Rule(
    "X113",
    "division-exists",
    Severity.ERROR,
    "行政区划代码须在 GB/T 2260 中",
    "登记规范：记录格式",
    "代码决定平台归入哪个市、由哪个部门推荐；不存在的代码使平台无处可归。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A division code is one of GB/T 2260, of this year or an earlier one."""
    for filed in register.receipt.platforms:
        code = filed.record.division
        if code is not None and not is_division(code):
            message = f"“{code}”不是 GB/T 2260 的行政区划代码"
            yield RULE.found(
                filed.place("division"), message, "查对代码；只知到市的写市代码，省直写 370000"
            )
    for table in register.receipt.departments:
        for at, department in enumerate(table.record.departments):
            if department.city is not None and not is_division(department.city):
                message = f"“{department.city}”不是 GB/T 2260 的行政区划代码"
                place = table.place("departments", at, "city")
                yield RULE.found(place, message, "查对代码，写该市的 6 位代码")
