"""依据的办法版本须在登记簿中 Every act and batch rests on an edition on record."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, dangling, field_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X105",
    "unknown-regulation",
    Severity.ERROR,
    "依据的办法版本须在登记簿中",
    FORM,
    "每份文件依据哪一版办法，决定了有效期、公示天数和限制期各是多少。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """依据的办法版本须在登记簿中 Every act and batch rests on an edition on record."""
    # Where the whole book is missing, that is one finding of its own.
    if "regulations" in register.receipt.refused:
        return
    acts = field_references(register.receipt.acts, "regulation")
    yield from dangling(register, RULE, register.regulations, acts, "办法版本")
    batches = ((b, ("regulation",), b.record.regulation) for b in register.receipt.batches)
    yield from dangling(register, RULE, register.regulations, batches, "办法版本")
