"""办法版本的条款未知 An edition's terms are not known to us: a gap."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "G103",
    "edition-terms-unknown",
    Severity.GAP,
    "办法版本的条款未知",
    FORM,
    "条款不知道，依据它的文件就只能照录，不能核对。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """办法版本的条款未知 An edition's terms are not known to us: a gap."""
    for filed in register.receipt.regulations:
        if filed.record.terms_unknown:
            message = f"《{filed.record.title}》的条款未录入：{filed.record.terms_unknown}"
            yield RULE.found(filed.place("terms_unknown"), message, "取得全文后补录各条款")
