"""名单所印名称须与当日使用的名称一致 A row prints the names in use on the day of the act."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, lines
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Publicity, Review, Revocation
from generator.records.day import Day
from generator.register.history import History
from generator.register.register import Register
from generator.standing.identity import Identity, identity
from generator.standing.lookup import folded
from generator.terms import Severity

RULE = Rule(
    "N701",
    "row-name-differs",
    Severity.WARNING,
    "名单所印名称须与当日使用的名称一致",
    FORM,
    "名单所印名称与登记的名称不同，或是漏录了更名，或是抄录有误；对不上名称就认错了平台。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A row prints the names in use on the day of the act."""
    for line in lines(register, Publicity, Announcement, Revocation, Review):
        history = register.histories.get(line.row.platform)
        then = _then(history, line.act.issued_on) if history else []
        for field in ("name", "operating_unit"):
            printed = getattr(line.row, field)
            known = [name for each in then if (name := getattr(each, field))]
            if printed and known and folded(printed) not in map(folded, known):
                message = f"所印“{printed}”，而当日登记的名称是“{known[-1]}”"
                fix = "核对原文；已更名的，补录更名文件"
                yield RULE.found(line.place(field), message, fix)


def _then(history: History, day: Day) -> list[Identity]:
    """Who it was on a day, which may be known only to the month."""
    return [identity(history, each) for each in sorted({day.first, day.last})]
