"""公示期不得早于公示文件 A window does not open before its notice is issued."""

from collections.abc import Iterator
from datetime import date

from generator.findings import Finding, Rule
from generator.records.acts import Publicity
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "P301",
    "publicity-days-in-order",
    Severity.ERROR,
    "公示期不得早于公示文件",
    "第二十条",
    "公示文件发布之前无人能看到名单，提前起算等于缩短了公示期。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """公示期不得早于公示文件 A window does not open before its notice is issued."""
    for filed in register.receipt.acts:
        act = filed.record
        if not isinstance(act, Publicity) or act.window is None:
            continue
        if act.window.starts.last < act.issued_on.first:
            message = f"公示期自 {act.window.starts} 起，早于成文日 {act.issued_on}"
            yield RULE.found(filed.place("window", "starts"), message, "核对公示原文的日期")
