"""异议成立的平台不得公布 No platform is announced against an upheld objection."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Publicity
from generator.register.history import Entry, History
from generator.register.register import Register
from generator.standing.publicity import upheld
from generator.terms import Severity

RULE = Rule(
    "P306",
    "announced-despite-objection",
    Severity.ERROR,
    "异议成立的平台不得公布",
    "第二十一条",
    "公示的意义在于异议能够改变结果；异议成立仍然公布，公示就成了摆设。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """No platform is announced against an upheld objection."""
    for filed, act, _ in of_kind(register, Announcement):
        for at, row in enumerate(act.rows):
            history = register.histories.get(row.platform)
            objection = _upheld(history, act) if history else None
            if objection:
                message = (
                    f"平台“{row.platform}”的异议已由“{objection.act.id}”认定成立，却仍在公布名单中"
                )
                yield RULE.found(filed.place("rows", at), message, "核对异议处理结果和公布名单")


def _upheld(history: History, act: Announcement) -> Entry | None:
    named = (entry for entry in history.of(Publicity) if entry.act.id == act.publicity)
    return next((found for p in named if (found := upheld(history, p, act.issued_on.last))), None)
