"""更正须最终落到一份原文件 A chain of corrections ends in an act that is none."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Correction
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X114",
    "correction-chain",
    Severity.ERROR,
    "更正须最终落到一份原文件",
    FORM,
    "更正自己，或两份更正互相更正，就没有一份原文可依，哪一份也不能生效。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A chain of corrections ends in an act that is none."""
    for filed, act, _ in of_kind(register, Correction):
        if register.turns_back(act):
            own = act.corrects == act.id
            message = "更正的是它自己" if own else f"更正“{act.corrects}”，而它又回到更正文件"
            yield RULE.found(filed.place("corrects"), message, "改为最初那份文件的编号")
