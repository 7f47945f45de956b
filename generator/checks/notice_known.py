"""引用的文件须在登记簿中 Every act that another act or a batch names is on record."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, dangling, field_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X103",
    "unknown-notice",
    Severity.ERROR,
    "引用的文件须在登记簿中",
    FORM,
    "公示、公布、更正彼此引用，一处落空，整条链条就断了。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """引用的文件须在登记簿中 Every act that another act or a batch names is on record."""
    acts = register.receipt.acts
    for name in ("publicity", "corrects", "of_notices"):
        said = field_references(acts, name)
        yield from dangling(register, RULE, register.acts, said, "文件")
    calls = ((b, ("call",), b.record.call) for b in register.receipt.batches if b.record.call)
    yield from dangling(register, RULE, register.acts, calls, "文件")
