"""文件没有来源 An act has no source: a gap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D102",
    "source-missing",
    Severity.GAP,
    "文件没有来源",
    FORM,
    "没有来源，公众无法自行核对原文。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """文件没有来源 An act has no source: a gap."""
    for filed in register.receipt.acts:
        if filed.record.source is None:
            message = f"《{filed.record.title}》没有写明来源"
            yield RULE.found(
                filed.place("id"), message, "补上 source.url；原网页已失效的，写存档副本的哈希值"
            )
