"""One act on a page: its fields in groups, its rows, and the controls of its list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.desk.annexes.columns import IGNORED, folded_head
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.lists import lists_in
from generator.desk.annexes.matching import RowMatch
from generator.desk.annexes.rows import ReadingContext
from generator.desk.annexes.table import OUTCOME_LABELS, lines_below, row_remarks, written_values
from generator.desk.annexes.taking import TAKES_NEW, TakenAnnex
from generator.desk.answers import choices, is_term, referable
from generator.desk.new import HEADING, KINDS, rows_of_publicity
from generator.desk.papers import reading_context
from generator.desk.questions import Question, questions, row_model
from generator.desk.sentences import platforms_in
from generator.records.values import parts
from generator.register.identity import identity
from generator.terms.findings import Advice, Finding
from generator.terms.heads import HEADS
from generator.web.amend import LISTED
from generator.web.draft import PASTED, TYPED, DeskDraft, DraftAct
from generator.web.future import PlacedFindings
from generator.web.table import COUNT, ActTable, DraftTable, known_heads
from generator.web.visitor import Visitor
from generator.web.words import column_name

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


def act_fields(
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


# Typed in other columns, or worked out.
NOT_TYPED = ("ordinal", "county", "validity", "platform")
OF_NEW_ONES = ("operating_unit", "credit_code", "city")
SPARE_ROWS = 3


@dataclass(frozen=True)
class Cell:
    """One control of a row typed by hand: its column, its text, and what may be chosen."""

    column: str
    label: str
    text: str
    options: Sequence[str]


@dataclass(frozen=True)
class RowView:
    """One row: its outcome, its platform, what will be written, its doubts and what may be ruled."""

    label: str
    outcome: str
    outcome_label: str
    name: str
    unit: str
    platform: str
    values: Mapping[str, str]
    remarks: Sequence[str]
    candidates: Mapping[str, str]
    may_be_new: bool
    ruling: str
    findings: Sequence[Finding]


def _row_views(
    table: ActTable,
    at: int,
    findings: Mapping[tuple[int, str], Sequence[Finding]],
    visitor: Visitor,
) -> list[RowView]:
    """The rows of a list that was read, as they stand."""
    taken = table.act.taken
    if taken is None:
        return []
    return [
        _row_view(match, taken, table, findings.get((at, match.row.line.label), ()), visitor)
        for match in taken.matches
    ]


def _row_view(
    match: RowMatch,
    taken: TakenAnnex,
    table: ActTable,
    findings: Sequence[Finding],
    visitor: Visitor,
) -> RowView:
    row = match.row
    return RowView(
        label=row.line.label,
        outcome=match.outcome.value,
        outcome_label="已在名单" if LISTED in match.notes else OUTCOME_LABELS[match.outcome],
        name=row.name or "",
        unit=row.unit or "",
        platform=_shown(match.platform, visitor),
        values={
            visitor.plain(label): visitor.plain(value)
            for label, value in written_values(match, taken).items()
        },
        remarks=[visitor.plain(text) for text in row_remarks(match)],
        candidates=_candidates(match, visitor),
        may_be_new=taken.context.kind in TAKES_NEW and bool(row.unit),
        ruling=table.kept.rulings.get(row.line.label, ""),
        findings=findings,
    )


def _shown(platform: str | None, visitor: Visitor) -> str:
    history = visitor.edition.register.histories.get(platform or "")
    return identity(history, visitor.edition.as_of).shown if history else ""


def _candidates(match: RowMatch, visitor: Visitor) -> dict[str, str]:
    """Platforms that a doubt speaks of, with their names and what tells them apart."""
    ids = dict.fromkeys(filter(None, (match.platform, *platforms_in(match.reasons))))
    histories = visitor.edition.register.histories
    return {
        id: f"{now.shown}（{now.operating_unit}，{id}）"
        for id in ids
        for now in [identity(histories[id], visitor.edition.as_of)]
    }


def _lines_beside(taken: TakenAnnex, visitor: Visitor) -> list[str]:
    """Sentences on every line and column that is not taken, on the file, and the totals."""
    return [visitor.plain(line) for line in lines_below(taken)]


def context_of(table: ActTable) -> ReadingContext | None:
    """The context in which rows of an act are read; None while its day or edition is not known."""
    try:
        return table.act.taken.context if table.act.taken else reading_context(table.form, {})
    except (Complaint, KeyError):
        return None


def _typed_columns(context: ReadingContext) -> list[str]:
    """Columns that a clerk types for this kind of act; a known platform needs only its name."""
    left = (*NOT_TYPED, *(() if context.kind in TAKES_NEW else OF_NEW_ONES))
    names = dict.fromkeys(n for n in context.columns if n in HEADS and n not in left)
    return sorted(names, key=lambda name: name == "remarks")


def _typed_rows(table: ActTable, context: ReadingContext) -> list[list[Cell]]:
    """The rows typed so far, and some empty ones below."""
    columns = _typed_columns(context)
    # What was typed for another kind stays to be seen: the kind may have been a slip.
    typed = dict.fromkeys(name for row in table.kept.rows for name, text in row.items() if text)
    columns += [n for n in typed if n in HEADS and n not in (*NOT_TYPED, *columns)]
    rows = [*table.kept.rows, *({} for _ in range(SPARE_ROWS))]
    options = {name: _options(name, context) for name in columns}
    return [[Cell(n, column_name(n), row.get(n, ""), options[n]) for n in columns] for row in rows]


def _options(column: str, context: ReadingContext) -> Sequence[str]:
    """Choices in a column: outcomes, yes or no; nothing where it is a text."""
    for question in questions(context.form):
        if question.path == column:
            terms = [p for p in parts(question.annotation) if is_term(p)]
            if terms:
                return list(terms[0].labels().values())
            return ("是", "否") if question.takes(bool) else ()
    return ("是", "否") if column == "reviewed" else ()


def rows_typed(
    at: int, kept_rows: Sequence[Mapping[str, str]], visitor: Visitor
) -> tuple[dict[str, str], ...]:
    """The rows of the form; the platform that a row was begun for stays until its name is changed."""
    rows: dict[int, dict[str, str]] = {}
    for rest, text in visitor.texts(f"r.{at}."):
        number, _, column = rest.partition(".")
        if number.isdecimal() and text:
            rows.setdefault(int(number), {})[column] = text
    for at_row, row in rows.items():
        before = kept_rows[at_row] if at_row < len(kept_rows) else {}
        if before.get("platform") and before.get("name", "") == row.get("name", ""):
            row["platform"] = before["platform"]
    last = max((at_row for at_row, row in rows.items() if row), default=-1)
    return tuple(rows.get(at_row, {}) for at_row in range(last + 1))


def rulings_typed(at: int, before: Mapping[str, str], visitor: Visitor) -> dict[str, str]:
    """The clerk's decisions by row: those of the form in place of those before."""
    others = dict(visitor.texts(f"other.{at}."))
    ruled = dict(before)
    for label, choice in visitor.texts(f"rule.{at}."):
        ruling = others.get(label, "") if choice == "other" else choice
        ruled.pop(label, None)
        if ruling:
            ruled[label] = ruling
    return ruled


def lists_of_annex(draft: DeskDraft, visitor: Visitor) -> list[tuple[str, str, int]]:
    """The lists of the annex: the name by which one is chosen, what it is called, its rows."""
    content = visitor.desk.drafts.annex(draft)
    if content is None:
        return []
    try:
        annex = visitor.desk.opener(draft.annex, content)
        lists = lists_in(annex, known_heads(visitor.edition.register))
    except Complaint:
        return []
    return [
        (p[0].grid.name, p[0].grid.called, sum(len(part.ordinals) for part in p)) for p in lists
    ]


@dataclass(frozen=True)
class ColumnView:
    """A column of a list that its head does not tell: how it is named in the form, and its head."""

    key: str
    head: str
    chosen: str


def _strange_columns(table: ActTable) -> list[ColumnView]:
    """Columns that are not taken since nobody knows what they are, and those named by the clerk."""
    taken = table.act.taken
    unknown = [column for column, _ in taken.unused if column.field is None] if taken else []
    named = [
        column
        for column in (table.act.listing.columns if table.act.listing else ())
        if folded_head(column.head) in table.kept.columns
    ]
    columns = {folded_head(column.head): column.head for column in (*unknown, *named)}
    return [ColumnView(key, head, table.kept.columns.get(key, "")) for key, head in columns.items()]


def columns_named(at: int, before: Mapping[str, str], visitor: Visitor) -> dict[str, str]:
    """Fields of columns as the clerk says, by their folded heads or by their numbers."""
    named = dict(before)
    for key, field in visitor.texts(f"c.{at}."):
        named.pop(key, None)
        if field in (*HEADS, IGNORED):
            named[key] = field
    return named


def column_options(context: ReadingContext | None, chosen: Iterable[str]) -> dict[str, str]:
    """Columns that may be chosen, by their fields: of a list of this kind, and those chosen already.

    The kind or the day may have been changed since; what was chosen stays.
    """
    fields = [name for name in (*(context.columns if context else ()), *chosen) if name in HEADS]
    return {IGNORED: "不收"} | {name: column_name(name) for name in fields}


def _pasted_heads(text: str) -> list[str]:
    """The cells of the first line of a pasted list."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[0].split("\t") if lines else []


@dataclass(frozen=True)
class ActView:
    """One act on the page: its fields in groups, its rows, and the controls of its list."""

    at: int
    kept: DraftAct
    kind: str
    parts: list[tuple[str, list[Field]]]
    rows: list[RowView]
    typed: list[list[Cell]]
    beside: list[str]
    columns: list[ColumnView]
    column_options: dict[str, str]
    heads: list[str]
    complaint: str
    lists_platforms: bool
    from_publicity: int
    findings: list[Any]


def act_view(table: DraftTable, at: int, places: PlacedFindings, visitor: Visitor) -> ActView:
    """One act of a draft as the page shows it."""
    act = table.acts[at]
    context = context_of(act) if act.form.lists_platforms else None
    groups: dict[str, list[Field]] = {}
    is_alone = len(table.acts) == 1 and not table.draft.within
    for each in act_fields(act, at, places.fields, is_alone):
        groups.setdefault(each.part, []).append(each)
    taken = act.act.taken
    return ActView(
        at=at,
        kept=act.kept,
        kind=KINDS[act.kept.kind],
        parts=[*groups.items()],
        rows=_row_views(act, at, places.rows, visitor),
        typed=_typed_rows(act, context) if context and act.kept.listing == TYPED else [],
        beside=_lines_beside(taken, visitor) if taken and act.kept.listing != TYPED else [],
        columns=_strange_columns(act),
        column_options=column_options(context, act.kept.columns.values()),
        heads=_pasted_heads(act.kept.pasted) if _lacks_heads(act) else [],
        complaint=visitor.plain(act.complaint) if act.complaint else "",
        lists_platforms=act.form.lists_platforms,
        from_publicity=0 if act.act.listing or table.draft.amends else len(of_publicity(act)),
        findings=[*places.fields.get((at, "id"), ()), *places.fields.get((at, ""), ())],
    )


def _lacks_heads(act: ActTable) -> bool:
    is_numbered = any(key.isdecimal() for key in act.kept.columns)
    return act.kept.listing == PASTED and (act.act.listing is None or is_numbered)


def of_publicity(act: ActTable) -> list[dict[str, Any]]:
    """Rows that the publicity of an act listed."""
    form = act.form
    return (
        rows_of_publicity(form.desk, row_model(form.model), form.answers)
        if form.lists_platforms
        else []
    )
