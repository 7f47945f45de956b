"""不得登记个人信息 No identity number, no mobile number, no person's name in a contact."""

from collections.abc import Iterator
from datetime import date

from generator.checks.personal import personal
from generator.checks.walk import texts
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "H901",
    "personal-data",
    Severity.ERROR,
    "不得登记个人信息",
    "登记规范：个人信息",
    "名录公开，只登记单位和办公联系方式；身份证号、手机号、联系人姓名一律不登记。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """No identity number, no mobile number, no person's name in a contact."""
    for filed in register.receipt.everything:
        for path, text in texts(filed.record):
            found = personal(path, text)
            if found:
                message = f"含有{found}"
                yield RULE.found(
                    filed.place(*path), message, "删去；只留办公电话、单位邮箱和办公地址"
                )
