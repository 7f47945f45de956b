"""一份文件中同一平台只列一行 An act lists a platform once."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.act import rows_of
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X109",
    "platform-once-per-notice",
    Severity.ERROR,
    "一份文件中同一平台只列一行",
    FORM,
    "同一平台在一份名单里出现两次，说不清以哪一行为准，数目也对不上。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """一份文件中同一平台只列一行 An act lists a platform once."""
    for filed in register.receipt.acts:
        first: dict[str, int] = {}
        for at, row in enumerate(rows_of(filed.record)):
            if row.platform in first:
                message = f"平台“{row.platform}”已列在第 {first[row.platform] + 1} 行"
                yield RULE.found(
                    filed.place("rows", at, "platform"), message, "核对原文，删去重复的一行"
                )
            first.setdefault(row.platform, at)
