"""有效期须等于办法规定的年数 A validity is as long as its edition's term."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.records.base import Path, Validity
from generator.register.register import Register
from generator.standing.validity import ONE_DAY, anniversary
from generator.terms import Severity

RULE = Rule(
    "V203",
    "validity-not-the-term",
    Severity.WARNING,
    "有效期须等于办法规定的年数",
    "第二十三条",
    "有效期的年数由办法规定；所印的起止日与之不符，多为录入错误，也可能原文如此，须核实。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A validity is as long as its edition's term."""
    for filed, act, edition in of_kind(register, Announcement):
        term = edition.validity if edition else None
        if edition is None or term is None or term.years is None:
            continue
        printed: list[tuple[Path, Validity | None]] = [(("validity",), act.validity)]
        printed += [(("rows", at, "validity"), row.validity) for at, row in enumerate(act.rows)]
        for path, validity in printed:
            if validity and validity.ends and not _fits(validity, term.years):
                message = f"有效期 {validity.starts} 至 {validity.ends}，不是 {term.years} 年"
                fix = f"核对原文；{term.years} 年应至 {anniversary(validity.starts.first, term.years) - ONE_DAY}"
                yield RULE.found(filed.place(*path), message, fix, cited(edition, term.article))


def _fits(validity: Validity, years: int) -> bool:
    """The end is the day before the corresponding day, or that day itself (海南 2020)."""
    assert validity.ends is not None
    first = anniversary(validity.starts.first, years)
    last = anniversary(validity.starts.last, years)
    return validity.ends.first <= last and first - ONE_DAY <= validity.ends.last
