"""异议成立的平台不得公布 No platform is announced against an upheld objection."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import lines
from generator.findings import Finding, Rule
from generator.records.act import Act
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
    for line in lines(register, Announcement):
        history = register.histories.get(line.row.platform)
        objection = _upheld(history, line.act) if history else None
        if objection:
            platform = line.row.platform
            message = f"平台“{platform}”的异议已由“{objection.act.id}”认定成立，却仍在公布名单中"
            yield RULE.found(line.place(), message, "核对异议处理结果和公布名单")


def _upheld(history: History, act: Act) -> Entry | None:
    assert isinstance(act, Announcement)
    named = (entry for entry in history.of(Publicity) if entry.act.id == act.publicity)
    return next((found for p in named if (found := upheld(history, p, act.issued_on.last))), None)
