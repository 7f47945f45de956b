"""引用的部门须在登记簿中 Every department named is on record."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, dangling, field_references, row_references
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X104",
    "unknown-department",
    Severity.ERROR,
    "引用的部门须在登记簿中",
    FORM,
    "发文、推荐和检查的部门是文件效力的来源，必须查得到是谁。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """引用的部门须在登记簿中 Every department named is on record."""
    # Where the whole book is missing, that is one finding of its own.
    if "departments" in register.receipt.refused:
        return
    issuers = field_references(register.receipt.acts, "issuer")
    yield from dangling(register, RULE, register.departments, issuers, "部门")
    for name in ("recommended_by", "proposed_by", "by"):
        said = row_references(register, name)
        yield from dangling(register, RULE, register.departments, said, "部门")
    editions = ((r, ("issuer",), r.record.issuer) for r in register.receipt.regulations)
    yield from dangling(register, RULE, register.departments, editions, "部门")
