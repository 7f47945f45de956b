"""每份文件都应有用处 Every act says something: rows, a batch that names it, or an announcement that follows."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.act import Act, rows_of
from generator.records.acts import Announcement, Call, Publicity
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D106",
    "notice-unused",
    Severity.WARNING,
    "每份文件都应有用处",
    "登记规范：记录格式",
    "没有名单的名单文件、没有批次的申报通知、没有下文的公示，多半是漏录了另一半。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every act says something: rows, a batch that names it, or an announcement that follows."""
    called = {filed.record.call for filed in register.receipt.batches}
    announced = {act.publicity for _, act, _ in of_kind(register, Announcement)}
    batches = {act.batch: act for _, act, _ in of_kind(register, Announcement) if act.batch}
    for filed in register.receipt.acts:
        act = filed.record
        if "rows" in type(act).model_fields and not rows_of(act) and _needs_rows(act):
            yield RULE.found(
                filed.place("id"), "名单是空的", "补录名单；没有取得名单的，写 rows_complete: false"
            )
        if isinstance(act, Call) and act.id not in called:
            yield RULE.found(
                filed.place("id"), "没有批次以它为申报通知", "在 batches 的 call 写上本文件编号"
            )
        if isinstance(act, Publicity) and act.id not in announced and _passed(act, batches):
            message = "同一批次已有后来的公布，却没有一份以它为公示"
            yield RULE.found(
                filed.place("id"), message, "在公布文件的 publicity 写上本文件编号，或补录公布"
            )


def _needs_rows(act: Act) -> bool:
    return act.rows_complete and not getattr(act, "of_notices", ())


def _passed(act: Publicity, batches: dict[str, Announcement]) -> bool:
    later = batches.get(act.batch or "")
    closed = act.window.ends.last if act.window else act.issued_on.last
    return later is not None and later.issued_on.first > closed
