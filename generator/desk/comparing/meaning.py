"""文件的意思 One sentence on what an act does, for somebody who does not open it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from generator.records.act import Act, rows_of
from generator.records.base import Span, Validity
from generator.register.register import Register
from generator.terms import ActKind, NationalOutcome, ObjectionOutcome, ReviewOutcome

UNTIL_REVIEW = "下次复核"


def meaning(act: Act, register: Register) -> str:
    """文件的意思 What the act does, and from when."""
    partial = "" if act.rows_complete else "（名单没有录全）"
    return MEANINGS[act.kind_of_act](act, register) + partial


def title(act: Act) -> str:
    """文件的称呼 《标题》文号."""
    return f"《{act.title}》{act.document_number or ''}"


def titles(names: tuple[str, ...], register: Register) -> str:
    """各文件的称呼 The acts named, by title where they are on record."""
    found = ((name, register.acts.get(name)) for name in names)
    return "、".join(title(act) if act else name for name, act in found)


def _count(act: Act) -> str:
    return f"{len(rows_of(act))} 个平台"


def _days(span: Span | Validity | None) -> str:
    return f"{span.starts} 至 {span.ends or UNTIL_REVIEW}" if span else "没有写明"


def _outcomes(act: Act, terms: type[ReviewOutcome | ObjectionOutcome | NationalOutcome]) -> str:
    counted = Counter(getattr(row, "outcome", None) for row in rows_of(act))
    return "、".join(f"{term.label} {counted[term]} 个" for term in terms if counted[term])


def _announcement(act: Any, _: Register) -> str:
    own = sum(1 for row in act.rows if row.validity)
    other = f"（其中 {own} 个另有规定）" if own and act.validity else ""
    common = _days(act.validity) if act.validity or not own else "逐个规定"
    return f"认定 {_count(act)}，有效期 {common}{other}"


def _validity_change(act: Any, register: Register) -> str:
    of = titles(act.of_notices, register) or f" {_count(act)}"
    days = [f"{name}改为 {day}" for name, day in (("起日", act.starts), ("止日", act.ends)) if day]
    return f"调整{of}的有效期" + ("，" + "、".join(days) if days else "")


def _correction(act: Any, register: Register) -> str:
    return f"更正{titles((act.corrects,), register)}：{act.what}"


def _annual_report(act: Any, _: Register) -> str:
    filed = sum(1 for row in act.rows if row.filed_on)
    return f"{act.year} 年度工作总结：已报送 {filed} 个，没有报送 {len(act.rows) - filed} 个"


MEANINGS: Mapping[ActKind, Callable[[Any, Register], str]] = {
    ActKind.CALL: lambda act, _: f"申报时间 {_days(act.applications)}",
    ActKind.PUBLICITY: lambda act, _: f"公示 {_count(act)}，公示期 {_days(act.window)}",
    ActKind.ANNOUNCEMENT: _announcement,
    ActKind.REVOCATION: lambda act, _: f"撤销 {_count(act)}的称号，自 {act.effective_on} 起生效",
    ActKind.REVIEW: lambda act, _: f"复核 {_count(act)}：{_outcomes(act, ReviewOutcome)}",
    ActKind.RENAMING: lambda act, _: f"{_count(act)}更名，自 {act.effective_on} 起生效",
    ActKind.VALIDITY_CHANGE: _validity_change,
    ActKind.WITHDRAWAL: lambda act, _: f"{_count(act)}退出，自 {act.effective_on} 起生效",
    ActKind.ABOLITION: lambda act, register: (
        f"废止{titles(act.of_notices, register)}，自 {act.effective_on} 起生效"
    ),
    ActKind.INSPECTION: lambda act, _: f"检查 {_count(act)}：{_outcomes(act, ReviewOutcome)}",
    ActKind.OBJECTION: lambda act, _: (
        f"处理对 {_count(act)}的异议：{_outcomes(act, ObjectionOutcome)}"
    ),
    ActKind.NATIONAL_RECOMMENDATION: lambda act, _: (
        f"推荐国家级，{_count(act)}：{_outcomes(act, NationalOutcome)}"
    ),
    ActKind.ANNUAL_REPORT: _annual_report,
    ActKind.CORRECTION: _correction,
}
