"""限期整改须有结果 A rectification has an outcome by the day set for it."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.duties import rectification
from generator.terms import Severity

RULE = Rule(
    "A802",
    "rectification-overdue",
    Severity.WARNING,
    "限期整改须有结果",
    FORM,
    "整改期限过了还没有结果，称号是否应当保留便悬而未决。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A rectification has an outcome by the day set for it, while the title it concerns lasts."""
    for history in register.histories.values():
        found = rectification(history, as_of)
        if found and found[1].last < as_of:
            entry, by = found
            filed, at = register.filed_row(entry)
            message = f"平台“{history.platform.id}”应不迟于 {by} 完成整改，至今没有结果"
            yield RULE.found(filed.place("rows", at, "rectify_by"), message, "补录复查结果")
