"""Acts in words: what each kind does, in one sentence, and how an act is called."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from generator.desk.sentences import PLATFORM, SENTENCES
from generator.records.acts import Act, Window, rows_of
from generator.records.values import Span, Validity
from generator.register.identity import identities
from generator.register.register import Register
from generator.terms.citations import part_label
from generator.terms.said import Said, worded
from generator.terms.words import (
    ActKind,
    DecisionOutcome,
    NationalOutcome,
    ObjectionOutcome,
    ReviewOutcome,
)

UNTIL_REVIEW = "下次复核"


def act_meaning(act: Act, register: Register) -> str:
    """One sentence on what the act does, and from when."""
    partial = "" if act.rows_complete else "（名单没有录全）"
    return MEANINGS[act.kind_of_act](act, register) + partial


def act_title(act: Act) -> str:
    """The act as 《标题》文号, and which one of several in its paper."""
    return f"《{act.title}》{act.document_number or ''}{part_label(act.id)}"


def act_titles(names: tuple[str, ...], register: Register) -> str:
    """The acts named, by title where they are on record."""
    acts = ((name, next(iter(register.named(name)), None)) for name in names)
    return "、".join(act_title(act) if act else name for name, act in acts)


def _count(act: Act) -> str:
    return f"{len(rows_of(act))} 个平台"


def _effect(act: Act) -> str:
    return f"自 {act.effective_on} 起生效"


def _renaming_meaning(act: Any, _: Register) -> str:
    """Rows may have days of their own."""
    days = sorted({str(row.takes_effect_on or act.effective_on) for row in act.rows})
    since = f"自 {days[0]} 起生效" if len(days) == 1 else f"自 {days[0]} 至 {days[-1]} 先后生效"
    return f"{_count(act)}更名，{since if days else _effect(act)}"


def _excepted(act: Any, register: Register) -> str:
    spared = act_titles(act.except_listed_in, register)
    return f"，列入{spared}的除外" if spared else ""


def _span_text(span: Span | Validity | None) -> str:
    return f"{span.starts} 至 {span.ends or UNTIL_REVIEW}" if span else "没有写明"


def _outcomes(
    act: Act, terms: type[ReviewOutcome | ObjectionOutcome | NationalOutcome | DecisionOutcome]
) -> str:
    counted = Counter(getattr(row, "outcome", None) for row in rows_of(act))
    return "、".join(f"{term.label} {counted[term]} 个" for term in terms if counted[term])


def _window_text(window: Window | None) -> str:
    """Window as the file has it: its days, or its first day and how many working days."""
    if window and window.ends is None:
        return f"{window.starts} 起 {window.working_days} 个工作日"
    return f"{window.starts} 至 {window.ends}" if window else "没有写明"


def _announcement_meaning(act: Any, _: Register) -> str:
    own = sum(1 for row in act.rows if row.validity)
    other = f"（其中 {own} 个另有规定）" if own and act.validity else ""
    common = _span_text(act.validity) if act.validity or not own else "逐个规定"
    return f"认定 {_count(act)}，有效期 {common}{other}"


def _validity_change_meaning(act: Any, register: Register) -> str:
    of = act_titles(act.of_notices, register) or f" {_count(act)}"
    days = [f"{name}改为 {day}" for name, day in (("起日", act.starts), ("止日", act.ends)) if day]
    changed = "，" + "、".join(days) if days else ""
    return f"调整{of}的有效期{changed}{_excepted(act, register)}"


def _abolition_meaning(act: Any, register: Register) -> str:
    older = f" {act.granted_before} 之前公布的认定" if act.granted_before else ""
    titles = act_titles(act.of_notices, register)
    return f"废止{titles}{older}，{_effect(act)}{_excepted(act, register)}"


def _correction_meaning(act: Any, register: Register) -> str:
    return f"更正{act_titles((act.corrects,), register)}：{act.what}"


def _annual_report_meaning(act: Any, _: Register) -> str:
    filed = sum(1 for row in act.rows if row.filed_on)
    return f"{act.year} 年度工作总结：已报送 {filed} 个，没有报送 {len(act.rows) - filed} 个"


MEANINGS: Mapping[ActKind, Callable[[Any, Register], str]] = {
    ActKind.CALL: lambda act, _: f"申报时间 {_span_text(act.applications)}",
    ActKind.PUBLICITY: lambda act, _: f"公示 {_count(act)}，公示期 {_window_text(act.window)}",
    ActKind.ANNOUNCEMENT: _announcement_meaning,
    ActKind.REVOCATION: lambda act, _: f"撤销 {_count(act)}的称号，{_effect(act)}",
    ActKind.REVIEW: lambda act, _: f"复核 {_count(act)}：{_outcomes(act, ReviewOutcome)}",
    ActKind.RENAMING: _renaming_meaning,
    ActKind.VALIDITY_CHANGE: _validity_change_meaning,
    ActKind.WITHDRAWAL: lambda act, _: f"{_count(act)}退出，{_effect(act)}",
    ActKind.ABOLITION: _abolition_meaning,
    ActKind.INSPECTION: lambda act, _: f"检查 {_count(act)}：{_outcomes(act, ReviewOutcome)}",
    ActKind.OBJECTION: lambda act, _: (
        f"处理对 {_count(act)}的异议：{_outcomes(act, ObjectionOutcome)}"
    ),
    ActKind.NATIONAL_RECOMMENDATION: lambda act, _: (
        f"推荐国家级，{_count(act)}：{_outcomes(act, NationalOutcome)}"
    ),
    ActKind.ANNUAL_REPORT: _annual_report_meaning,
    ActKind.CORRECTION: _correction_meaning,
    ActKind.RECONSIDERATION: lambda act, register: (
        f"{act.by}对{act_titles((act.about,), register)}的决定，"
        f"{_count(act)}：{_outcomes(act, DecisionOutcome)}"
    ),
    ActKind.SUCCESSION: lambda act, _: f"{_count(act)}由别的平台承继，{_effect(act)}",
    ActKind.OTHER: lambda act, _: (
        f"{f'涉及 {_count(act)}，' if act.rows else ''}不影响任何平台的资格"
    ),
}


def terminal_words(register: Register) -> Callable[[Said], str]:
    """A function from a sentence to the words of a terminal, where a platform is its id and its latest name."""

    def called(kind: str, id: str) -> str:
        return f"{id}（{identities(register.histories[id])[-1].shown}）" if kind == PLATFORM else id

    return lambda sentence: worded(sentence, called, SENTENCES)
