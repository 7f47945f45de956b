"""一份文件引用的文件不得晚于它自己 An act does not come before the acts it builds on."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, field_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D104",
    "act-days-in-order",
    Severity.ERROR,
    "一份文件引用的文件不得晚于它自己",
    FORM,
    "公布在公示之后，更正在原文之后；次序颠倒必有一处日期录错。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """一份文件引用的文件不得晚于它自己 An act does not come before the acts it builds on."""
    for filed in register.receipt.acts:
        for name in ("publicity", "corrects", "of_notices"):
            for _, path, said in field_references([filed], name):
                other = register.acts.get(said)
                if other and filed.record.issued_on.last < other.issued_on.first:
                    message = f"本文成文日 {filed.record.issued_on} 早于所引用的“{said}”（{other.issued_on}）"
                    yield RULE.found(filed.place(*path), message, "核对两份文件的成文日期")
