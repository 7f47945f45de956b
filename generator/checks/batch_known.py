"""引用的批次须在登记簿中 Every batch an act names is on record."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, dangling, field_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X106",
    "unknown-batch",
    Severity.ERROR,
    "引用的批次须在登记簿中",
    FORM,
    "批次把同一年的通知、公示和公布连在一起，缺了它就对不上账。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """引用的批次须在登记簿中 Every batch an act names is on record."""
    said = field_references(register.receipt.acts, "batch")
    yield from dangling(register, RULE, register.batches, said, "批次")
