"""文件正文的数目须等于附表行数 The number in a notice's body equals its rows."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.act import rows_of
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D101",
    "count-equals-rows",
    Severity.ERROR,
    "文件正文的数目须等于附表行数",
    FORM,
    "正文写的数目是核对抄录是否完整的唯一凭据；公众据此知道名单没有漏、没有添。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """文件正文的数目须等于附表行数 The number in a notice's body equals its rows."""
    for filed in register.receipt.acts:
        act, found = filed.record, len(rows_of(filed.record))
        if act.count is None:
            continue
        if act.rows_complete and act.count != found:
            message = f"正文写 {act.count} 个，附表有 {found} 行"
            fix = "核对原文补齐或删去；若只录到部分名单，写 rows_complete: false"
            yield RULE.found(filed.place("count"), message, fix)
        elif act.count < found:
            message = f"正文写 {act.count} 个，附表却有 {found} 行"
            yield RULE.found(filed.place("count"), message, "核对原文，改正数目或删去多录的行")
