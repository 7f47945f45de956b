"""限期整改须有结果 A rectification has an outcome by the day set for it."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.acts import Inspection, Review
from generator.records.rows import InspectionRow, ReviewRow
from generator.register.register import Register
from generator.standing.standing import standing
from generator.terms import Severity, Status

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
        now = standing(history, as_of)
        if now.status is not Status.IN_FORCE or now.period is None:
            continue
        granted = now.period.entry.issued_on
        looked = [e for e in history.of(Review, Inspection) if e.issued_on >= granted]
        for entry in sorted(looked, key=lambda each: each.issued_on)[-1:]:
            row = entry.row
            assert isinstance(row, ReviewRow | InspectionRow)
            if row.rectify_by and row.rectify_by.last < as_of:
                filed, at = register.filed_row(entry)
                message = (
                    f"平台“{history.platform.id}”应不迟于 {row.rectify_by} 完成整改，至今没有结果"
                )
                yield RULE.found(filed.place("rows", at, "rectify_by"), message, "补录复查结果")
