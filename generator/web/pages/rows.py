"""Rows of a list as the table shows them: everything to be written, doubts with their choices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.desk.annexes.columns import IGNORED, folded_head
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.lists import lists_in
from generator.desk.annexes.matching import RowMatch
from generator.desk.annexes.rows import ReadingContext
from generator.desk.annexes.table import OUTCOME_LABELS, lines_below, row_remarks, written_values
from generator.desk.annexes.taking import TAKES_NEW, TakenAnnex
from generator.desk.papers import reading_context
from generator.desk.questions import questions
from generator.desk.sentences import platforms_in
from generator.records.values import parts
from generator.register.identity import identity
from generator.terms.findings import Finding
from generator.terms.heads import HEADS
from generator.terms.words import Term
from generator.web.completing import LISTED
from generator.web.draft import DeskDraft
from generator.web.table import ActTable, known_heads
from generator.web.visitor import Visitor
from generator.web.words import column_name

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


def row_views(
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


def lines_beside(taken: TakenAnnex, visitor: Visitor) -> list[str]:
    """Sentences on every line and column that is not taken, on the file, and the totals."""
    return [visitor.plain(line) for line in lines_below(taken)]


def context_of(table: ActTable) -> ReadingContext | None:
    """The context in which rows of an act are read; None while its day or edition is not known."""
    try:
        return table.act.taken.context if table.act.taken else reading_context(table.form, {})
    except (Complaint, KeyError):
        return None


def typed_columns(context: ReadingContext) -> list[str]:
    """Columns that a clerk types for this kind of act; a known platform needs only its name."""
    left = (*NOT_TYPED, *(() if context.kind in TAKES_NEW else OF_NEW_ONES))
    names = dict.fromkeys(n for n in context.columns if n in HEADS and n not in left)
    return sorted(names, key=lambda name: name == "remarks")


def typed_rows(table: ActTable, context: ReadingContext) -> list[list[Cell]]:
    """The rows typed so far, and some empty ones below."""
    columns = typed_columns(context)
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
            terms = [p for p in parts(question.annotation) if _is_term(p)]
            if terms:
                return list(terms[0].labels().values())
            return ("是", "否") if question.takes(bool) else ()
    return ("是", "否") if column == "reviewed" else ()


def _is_term(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, Term)


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


def rulings(at: int, before: Mapping[str, str], visitor: Visitor) -> dict[str, str]:
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


def strange_columns(table: ActTable) -> list[ColumnView]:
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


def pasted_heads(text: str) -> list[str]:
    """The cells of the first line of a pasted list."""
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[0].split("\t") if lines else []
