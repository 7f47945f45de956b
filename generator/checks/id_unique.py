"""编号不得重复 No two records of one kind share an id."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X107",
    "id-unique",
    Severity.ERROR,
    "编号不得重复",
    FORM,
    "编号一经使用永不再用；重复的编号会使一个平台的履历混入另一个。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """编号不得重复 No two records of one kind share an id."""
    for drawer in register.receipt.drawers_with_ids:
        first: dict[str, str] = {}
        for filed in drawer:
            name = filed.record.id
            if name in first:
                message = f"编号“{name}”已在 {first[name]} 中使用"
                yield RULE.found(
                    filed.place("id"),
                    message,
                    "重复的文件删去一份；确是两条记录的，后登记的另取编号",
                )
            first.setdefault(name, filed.file)
