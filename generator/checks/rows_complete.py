"""名单只录到一部分 Our copy of a list is partial: a gap to be filled."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.act import rows_of
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D103",
    "rows-incomplete",
    Severity.GAP,
    "名单只录到一部分",
    FORM,
    "本名录没有录全的名单，不能用来断定某单位不在其中，须如实写明。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """名单只录到一部分 Our copy of a list is partial: a gap to be filled."""
    for filed in register.receipt.acts:
        act = filed.record
        if not act.rows_complete and (act.count is None or act.count >= len(rows_of(act))):
            whole = f"共 {act.count} 个" if act.count is not None else "总数未载"
            message = f"名单{whole}，只录到 {len(rows_of(act))} 行"
            yield RULE.found(filed.place("rows_complete"), message, "取得完整名单后补录")
