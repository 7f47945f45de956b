"""Fields of a form as controls, and what was typed into them as answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.desk.answers import choices, referable
from generator.desk.new import HEADING
from generator.desk.questions import Question
from generator.terms.findings import Advice, Finding
from generator.web.draft import DraftAct
from generator.web.table import COUNT, ActTable
from generator.web.visitor import Visitor

LONG_TEXTS = ("remarks", "what", "heading", "validity_unknown", "publicity_unknown")
HIDDEN = ("id",)
# Named by a whole sentence: the half of it misleads.
WHOLE_LABELS = ("what",)


@dataclass(frozen=True)
class Field:
    """One control: its name in the form, its label, its value, and what is to be said of it.

    `shape` is text, area, select or checks; `part` the name of the group it stands in.
    """

    name: str
    path: str
    label: str
    part: str
    note: str
    shape: str
    value: str
    values: tuple[str, ...]
    options: Mapping[str, str]
    is_required: bool
    is_proposed: bool
    is_absent: bool
    is_missing: bool
    wrong: Advice
    doubt: str
    findings: Sequence[Finding]


def fields(
    table: ActTable, at: int, findings: Mapping[tuple[int, str], Sequence[Finding]], is_alone: bool
) -> list[Field]:
    """The controls of one act, in the order of its form; an act alone in its paper has no heading."""
    form = table.form
    proposed = {question.path for question in table.act.proposed}
    asked = [q for q in form.questions() if q.path not in HIDDEN and _is_asked(table, q, is_alone)]
    return [_field(table, at, q, q.path in proposed, findings.get((at, q.path), ())) for q in asked]


def _is_asked(table: ActTable, question: Question, is_alone: bool) -> bool:
    if question.path == HEADING:
        return not is_alone
    return question.path in table.form.values or table.form.is_asked(question)


def _field(
    table: ActTable, at: int, question: Question, is_proposed: bool, findings: Sequence[Finding]
) -> Field:
    form = table.form
    value = form.values.get(question.path, "")
    acts = referable(form.desk, question)
    options = acts or choices(form.desk, question, form.answers)
    is_several = question.is_list and bool(options)
    long = "area" if question.path in LONG_TEXTS else "text"
    return Field(
        name=f"a.{at}.{question.path}",
        path=question.path,
        label=question.label if question.path in WHOLE_LABELS else question.short,
        part=question.part,
        note="" if question.path in WHOLE_LABELS else question.explanation,
        shape="checks" if is_several else "select" if options else long,
        value=value if isinstance(value, str) else "",
        values=tuple(value) if isinstance(value, list) else (str(value),) if value else (),
        options=options,
        is_required=question.is_required,
        is_proposed=is_proposed,
        is_absent=question.path in table.kept.absent,
        is_missing=question in table.missing and not table.is_fresh,
        wrong=table.wrong.get(question.path, ""),
        doubt=_compared(table, value) if question.path == COUNT else "",
        findings=findings,
    )


def _compared(table: ActTable, count: str) -> str:
    """Sentence where the number that the paper prints is not that of the rows."""
    rows = len(table.act.taken.matches if table.act.taken else table.form.rows)
    if not rows or not count.isdecimal() or int(count) == rows:
        return ""
    sentence = f"正文写 {count} 个，名单有 {rows} 行。"
    is_less = int(count) < rows
    return sentence + (
        "请对照原文改正。" if is_less else "名单没有录全的，将照实注明只录到一部分。"
    )


def answered(draft: DraftAct, at: int, visitor: Visitor) -> DraftAct:
    """The act with what was typed; a proposal left as it was is no answer, one deleted is absent."""
    answers, absent = dict(draft.answers), set(draft.absent)
    ticked = {path for path, _ in visitor.texts(f"no.{at}.")}
    proposed = dict(visitor.texts(f"was.{at}."))
    typed: dict[str, list[str]] = {path: [] for path, _ in visitor.texts(f"has.{at}.")}
    for path, text in visitor.texts(f"a.{at}."):
        typed.setdefault(path, []).extend([text] if text else [])
    for path, texts in typed.items():
        text, was = ",".join(texts), proposed.get(path)
        is_absent = path in ticked or (not text and bool(was))
        absent = absent | {path} if is_absent else absent - {path}
        answers.pop(path, None)
        if text and text != was and not is_absent:
            answers[path] = text
    return draft.model_copy(update={"answers": answers, "absent": tuple(sorted(absent))})
