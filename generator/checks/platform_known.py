"""附表中的平台须在登记簿中 Every row names a platform on record."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, dangling, row_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X101",
    "unknown-platform",
    Severity.ERROR,
    "附表中的平台须在登记簿中",
    FORM,
    "附表的一行若指向不存在的平台，这份文件对谁生效便无从查起。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """附表中的平台须在登记簿中 Every row names a platform on record."""
    said = row_references(register, "platform")
    yield from dangling(register, RULE, register.platforms, said, "平台")
