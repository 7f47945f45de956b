"""公示期满以后才能公布 An announcement comes after its publicity's window has closed."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind, publicity_of
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "P304",
    "announced-too-early",
    Severity.ERROR,
    "公示期满以后才能公布",
    "第二十一条",
    "公示期内提出的异议必须来得及处理；提前公布等于公示落空。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """An announcement comes after its publicity's window has closed."""
    for filed, act, _ in of_kind(register, Announcement):
        publicity = publicity_of(register, act)
        window = publicity.window if publicity else None
        if window and act.issued_on.last <= window.ends.first:
            message = f"{act.issued_on} 公布，而公示期到 {window.ends} 才结束"
            yield RULE.found(filed.place("issued_on"), message, "核对两份文件的日期")
