"""文件的日期须载明 The days of an act are known: of issue, of its window, of its validity."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.act import Act
from generator.records.acts import Announcement, Publicity
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "G105",
    "days-unknown",
    Severity.GAP,
    "文件的日期没有载明",
    FORM,
    "成文日、公示期、有效期不知道，就答不出某一天的状态；不能推算，只能如实列为缺口。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """The days of an act are known: of issue, of its window, of its validity."""
    for filed in register.receipt.acts:
        for field, message in _unknown(filed.record):
            yield RULE.found(filed.place(field), message, "查得后补录")


def _unknown(act: Act) -> Iterator[tuple[str, str]]:
    if act.issued_on.is_year:
        yield "issued_on", f"成文日期只知是 {act.issued_on} 年"
    if isinstance(act, Publicity) and act.window is None:
        yield "id", "公示期没有载明"
    if isinstance(act, Announcement) and act.validity_unknown:
        yield "validity_unknown", f"有效期起止日没有载明：{act.validity_unknown}"
