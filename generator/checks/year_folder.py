"""文件须放在成文年份的文件夹中 An act lies in the folder of the year it was issued in."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X112",
    "year-folder",
    Severity.WARNING,
    "文件须放在成文年份的文件夹中",
    FORM,
    "按年归档，查找和审阅才有次序。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """文件须放在成文年份的文件夹中 An act lies in the folder of the year it was issued in."""
    for filed in register.receipt.acts:
        folder, year = PurePosixPath(filed.file).parent.name, str(filed.record.issued_on.first.year)
        if folder != year:
            message = f"成文于 {year} 年，却放在“{folder}”文件夹"
            yield RULE.found(
                filed.place("issued_on"), message, f"移到 notices/{year}/，或改正成文日期"
            )
