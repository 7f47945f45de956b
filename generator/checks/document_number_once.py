"""一个发文字号只属于一份文件 A document number belongs to one document: one issuer and one day."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.act import Act
from generator.records.base import Filed
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D105",
    "document-number-once",
    Severity.ERROR,
    "一个发文字号只属于一份文件",
    FORM,
    "发文字号是公众查证的凭据；同一字号可以既作复核又作撤销，但不会有两个成文日期或两个机关。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """一个发文字号只属于一份文件 A document number belongs to one document: one issuer and one day."""
    first: dict[str, Filed[Act]] = {}
    for filed in register.receipt.acts:
        act = filed.record
        if act.document_number is None:
            continue
        earlier = first.setdefault(act.document_number, filed)
        one, other = earlier.record, act
        if (one.issuer, one.issued_on) != (other.issuer, other.issued_on):
            message = f"发文字号“{act.document_number}”已用于“{one.id}”（{one.issued_on}）"
            yield RULE.found(
                filed.place("document_number"), message, "核对两份文件，改正录错的一处"
            )
