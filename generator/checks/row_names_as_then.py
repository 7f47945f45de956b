"""名单所印名称须与当日使用的名称一致 A row prints the names in use on the day of the act."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import rows
from generator.findings import Finding, Rule
from generator.records.rows import ListedRow, ReviewRow, RevocationRow
from generator.register.register import Register
from generator.standing.identity import identity
from generator.standing.lookup import folded
from generator.terms import Severity

RULE = Rule(
    "N701",
    "row-name-differs",
    Severity.WARNING,
    "名单所印名称须与当日使用的名称一致",
    "第二十一条",
    "名单所印名称与登记的名称不同，或是漏录了更名，或是抄录有误；对不上名称就认错了平台。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A row prints the names in use on the day of the act."""
    for filed, at, row in rows(register):
        history = register.histories.get(row.platform)
        if history is None or not isinstance(row, ListedRow | RevocationRow | ReviewRow):
            continue
        last = filed.record.issued_on.last
        now = identity(history, last)
        for field, known in (("name", now.name), ("operating_unit", now.operating_unit)):
            printed = getattr(row, field)
            if printed and known and folded(printed) != folded(known):
                message = f"所印“{printed}”，而当日登记的名称是“{known}”"
                fix = "核对原文；已更名的，补录更名文件"
                yield RULE.found(filed.place("rows", at, field), message, fix)
