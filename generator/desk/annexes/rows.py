"""A line of the list as values of the register: who it is about, and the fields of its row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.desk.annexes.cells import (
    CROSSES,
    IS_REVIEWED,
    TICKS,
    ReadValue,
    bracketed,
    compact,
    error_in,
    is_ditto,
    is_nothing,
    joined_lines,
    near_names,
    parted_names,
    points_elsewhere,
    read_article,
    read_bar,
    read_credit_code,
    read_day,
    read_department,
    read_division,
    read_figure,
    read_functions,
    read_outcome,
    read_reviewed,
    read_span,
    read_validity,
    read_yes_no,
    says_only_reviewed,
    says_reviewed,
    says_unit_first,
)
from generator.desk.annexes.columns import FIGURES, column_label
from generator.desk.annexes.listing import AnnexLine, ListTitle
from generator.desk.annexes.titles import TitleValue, title_values
from generator.desk.questions import row_model
from generator.records.acts import ACTS
from generator.records.regulation import Criterion, Regulation, function_labels
from generator.records.values import Day, parts
from generator.register.identity import designations, lookup
from generator.register.register import Register
from generator.terms.said import Said, said
from generator.terms.words import ActKind, Term

# What tells who a row is about.
WHO = ("name", "operating_unit")
IDENTITY = ("ordinal", *WHO, "credit_code", "city", "county")
TEXTS = (*WHO, "name_to", "unit_to", "number", "grounds", "grade", "remarks")
# In these a reference to another paper is a text like any other.
PROSE = ("grounds", "remarks")
DAYS = ("rectify_by", "inspected_on", "takes_effect_on", "plan_filed_on", "starts", "ends")
# Columns of a renaming, each with the field whose new value it prints.
RENAMED = {"name_to": "name", "unit_to": "operating_unit", "code_to": "credit_code"}
NOT_FILED, NONE = ("未报送", "没有报送", "未报"), "none"


@dataclass(frozen=True)
class ReadingContext:
    """The kind of the act, its day and its edition, by which values are read.

    `common` are texts that count for every row which prints none of its own; `introduced` are
    names that the same paper gives to platforms: kind of name, platform, name; `titles` are those
    read so far.
    """

    register: Register
    kind: str
    title: str
    day: Day
    edition: Regulation | None
    common: Mapping[str, str] = field(default_factory=dict)
    introduced: tuple[tuple[str, str, str], ...] = ()
    titles: dict[ListTitle, tuple[int, str, list[TitleValue]]] = field(
        default_factory=dict, compare=False
    )

    @property
    def form(self) -> Any:
        """The model of a row of this kind of act."""
        return row_model(ACTS[self.kind])

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields in a row of this kind of act."""
        return tuple(self.form.model_fields)

    @property
    def outcomes(self) -> type[Term]:
        """Words of the outcome, for a kind whose rows have one."""
        within = parts(self.form.model_fields["outcome"].annotation)
        return next(part for part in within if isinstance(part, type) and issubclass(part, Term))

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that such a list may print: who it is about, and the fields of the row."""
        days = ("starts", "ends") if "validity" in self.fields else ()
        after = tuple(RENAMED) if self.kind == ActKind.RENAMING else ()
        mark = ("reviewed",) if "outcome" in self.fields else ()
        return (*IDENTITY, *self.fields, *days, *after, *mark, *self.criteria)

    @property
    def criteria(self) -> Mapping[str, Criterion]:
        """Criteria of the act's edition, by the columns that print their figures."""
        terms = self.edition.eligibility if self.edition and FIGURES in self.fields else None
        return {f"{FIGURES}.{each.id}": each for each in (terms.criteria if terms else ())}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that is not understood; `kept` goes into the remarks if the clerk lets it pass.

    What a spreadsheet has spoilt was never printed, and is not kept.
    """

    field: str
    reason: Said
    kept: str | None


@dataclass(frozen=True)
class AnnexRow:
    """A row as read: `values` are the fields of the act's row, without its platform.

    `name`, `unit`, `code` and `division` tell who it is about, as printed. `sources` say what was
    not taken from its own cells.
    """

    line: AnnexLine
    values: Mapping[str, Any]
    name: str | None = None
    unit: str | None = None
    code: str | None = None
    division: str | None = None
    doubts: tuple[Doubt, ...] = field(default=())
    sources: tuple[Said, ...] = ()


READERS: dict[str, Callable[[str, ReadingContext], ReadValue]] = {
    **{each: lambda text, _: ReadValue(joined_lines(text)) for each in TEXTS},
    "functions": lambda text, context: read_functions(
        text, context.edition, context.register.regulations.values()
    ),
    "credit_code": lambda text, _: read_credit_code(text),
    "recommended_by": lambda text, context: _read_department(text, context),
    "proposed_by": lambda text, context: _read_department(text, context),
    "reviewed": lambda text, _: read_reviewed(text),
    "bars_reapplication": lambda text, _: read_bar(text),
    "article": lambda text, _: read_article(text),
    "validity": lambda text, _: read_validity(text),
    "place": lambda text, context: read_division(text, context.register.territory),
    **{each: lambda text, _: read_day(text) for each in DAYS},
    "filed_on": lambda text, _: ReadValue(NONE) if compact(text) in NOT_FILED else read_day(text),
    "outcome": lambda text, context: read_outcome(text, context.outcomes),
    "code_to": lambda text, _: read_credit_code(text),
    "by": lambda text, context: _read_department(text, context),
    "same_legal_person": lambda text, _: read_yes_no(text),
    "keeps_title": lambda text, _: read_yes_no(text),
    "designation": lambda text, context: read_document(text, context.register),
    "successor": lambda text, context: read_platform(text, context.register),
    "national_document_number": lambda text, _: ReadValue(bracketed(text)),
}


def _document_key(text: str) -> str:
    """A number or title by which a document is known, whatever its brackets; 号 may be left out."""
    return bracketed(bracketed(text).strip("《》")).removesuffix("号")


def read_document(text: str, register: Register) -> ReadValue:
    """The document that is named by its number, title or id."""
    wanted = _document_key(text)
    documents = register.documents.values()
    named = [
        d.id
        for d in documents
        if wanted in (d.id, *(_document_key(name) for name in (d.document_number, d.title) if name))
    ]
    if len(named) == 1:
        return ReadValue(named[0])
    if named:
        return ReadValue(doubt=said("document_several", text=text))
    known = (name for d in documents for name in (d.title, d.document_number) if name)
    return ReadValue(doubt=said("document_unknown", text=text, near=near_names(text, known)))


def read_platform(text: str, register: Register) -> ReadValue:
    """The platform that is named by its id, code, number, or any name that it ever bore."""
    platforms = lookup(register, joined_lines(text))
    if len(platforms) == 1:
        return ReadValue(platforms[0].platform.id)
    if platforms:
        return ReadValue(doubt=said("platform_several", text=text, count=len(platforms)))
    names = (name for history in register.histories.values() for name in designations(history))
    return ReadValue(doubt=said("platform_unknown", text=text, near=near_names(text, names)))


def _read_department(text: str, context: ReadingContext) -> ReadValue:
    register = context.register
    return read_department(text, register.departments.values(), context.day, register.territory)


def row_of(line: AnnexLine, context: ReadingContext) -> AnnexRow:
    """A line with every cell read on its own; what is blank, or a stroke, is absent."""
    printed = {each: text for each, text in line.texts.items() if not is_nothing(text)}
    apart, doubts = _parted_names(printed)
    ticked, strange = _ticked_functions(apart, context)
    titled, unclear = title_values(line.titles, context)
    titled_texts = {each: value.text for each, value in titled.items()}
    texts = _with_outcome({**context.common, **titled_texts, **ticked}, context)
    used = [value for each, value in titled.items() if each not in ticked]
    cells = _counting_cells(texts, context)
    read = {each: (text, _read_cell(each, text, context)) for each, text in cells}
    by_field = {each: value.value for each, (_, value) in read.items() if value.value is not None}
    if {"starts", "ends"} & texts.keys() and "validity" in context.fields:
        starts, ends = (
            texts.get(end, "" if end in line.blank else None) for end in ("starts", "ends")
        )
        read["validity"] = (f"{starts or ''}至{ends or ''}", value := read_span(starts, ends))
        by_field |= {"validity": value.value} if value.value else {}
    name, unit, code, place = (by_field.get(each) for each in (*WHO, "credit_code", "place"))
    titles = (said("title_unclear", title=title) for title in unclear)
    of_file = (Doubt("", reason, None) for reason in (*line.doubts, *doubts, *strange, *titles))
    row_doubts = (
        *of_file,
        *_doubts(read, context),
        *_missing(read, context),
        *_not_in_list(used, context),
    )
    sources = (*line.sources, *_sources(used, ticked, printed, context))
    values = _row_values(by_field, context)
    return AnnexRow(line, values, name, unit, code, place, row_doubts, sources)


JOINT = {"name_and_unit": WHO, "unit_and_name": WHO[::-1]}


def _parted_names(printed: Mapping[str, str]) -> tuple[dict[str, str], tuple[Said, ...]]:
    """Platform and unit apart where one cell holds both, in the order of its head."""
    texts, doubts = dict(printed), list[Said]()
    for joint, fields in JOINT.items():
        text = texts.pop(joint, "")
        parts = parted_names(text)
        if len(parts) == len(fields):
            is_unit_first = says_unit_first(text)
            named = fields if is_unit_first is None else WHO[::-1] if is_unit_first else WHO
            texts |= dict(zip(named, parts, strict=True))
        elif text:
            doubts.append(said("joint_names", text=joined_lines(text)))
    return texts, tuple(doubts)


TICKED = TICKS | {"■", "●", "★", "是", "有", "R", "Y", "y"}
NOT_TICKED = CROSSES | {"○", "否", "0", "x", "X", "N", "n"}
TICK_COLUMN = "functions."


def _ticked_functions(
    texts: Mapping[str, str], context: ReadingContext
) -> tuple[dict[str, str], tuple[Said, ...]]:
    """The functions whose columns are ticked, as one text; a mark that is neither yes nor no is a doubt."""
    marks = {n: compact(text) for n, text in texts.items() if n.startswith(TICK_COLUMN)}
    others = {n: text for n, text in texts.items() if n not in marks}
    known = function_labels(context.register.regulations.values())
    labels = {f"{TICK_COLUMN}{term}": label for term, label in known.items()}
    ticked = [labels[n] for n, mark in marks.items() if mark in TICKED]
    strange = tuple(
        said("tick_unclear", label=labels[n], text=mark)
        for n, mark in marks.items()
        if mark not in TICKED | NOT_TICKED
    )
    listed = [text for text in (others.get("functions"), *ticked) if text]
    return others | ({"functions": "、".join(listed)} if ticked else {}), strange


def _sources(
    used: Sequence[TitleValue],
    texts: Mapping[str, str],
    printed: Mapping[str, str],
    context: ReadingContext,
) -> Iterator[Said]:
    """Sentences on what did not stand in a cell of its own: from a title, ticks, a joint cell, the clerk's options."""
    for each in used:
        if each.field in context.columns:
            yield said("from_title", label=_field_label(each.field, context), title=each.title)
    if any(each.startswith(TICK_COLUMN) for each in printed):
        yield said("from_ticks")
    if JOINT.keys() & printed.keys() and {*WHO} <= texts.keys():
        yield said("from_joint_cell")
    titled = {each.field for each in used}
    others = (name for name in context.common if name not in texts and name not in titled)
    yield from (said("from_option", label=_field_label(name, context)) for name in others)


def _not_in_list(used: Sequence[TitleValue], context: ReadingContext) -> Iterator[Doubt]:
    """A title that says 复核 over rows that cannot say so."""
    for each in used:
        is_review = each.field == "reviewed" and each.text in IS_REVIEWED
        if is_review and "reviewed" not in context.columns:
            label = ActKind.labels()[context.kind]
            yield Doubt("", said("review_in_title", title=each.title, kind=label), None)


def _with_outcome(texts: dict[str, str], context: ReadingContext) -> dict[str, str]:
    """A column 复核 or 复核结果 tells the outcome, where the rows have one."""
    if "outcome" in context.fields and "reviewed" in texts:
        texts.setdefault("outcome", texts.pop("reviewed"))
    return texts


def _counting_cells(texts: Mapping[str, str], context: ReadingContext) -> Iterator[tuple[str, str]]:
    """The cells that count for this kind of act; city and county make one place."""
    apart = (
        "ordinal",
        "city",
        "county",
        *(() if "starts" in context.fields else ("starts", "ends")),
    )
    counting = {*context.columns} - {*apart}
    yield from ((each, text) for each, text in texts.items() if each in counting)
    city, county = texts.get("city", ""), texts.get("county", "")
    place = city if city.endswith(county) else city + county
    if place:
        yield "place", place


def _row_values(by_field: Mapping[str, Any], context: ReadingContext) -> dict[str, Any]:
    """The fields of the row; a renaming prints what was and what is now in columns of their own."""
    changed = RENAMED.values() if context.kind == ActKind.RENAMING else ()
    values = {n: by_field[n] for n in context.fields if n in by_field and n not in changed}
    figures = {n.partition(".")[2]: by_field[n] for n in context.criteria if n in by_field}
    values |= {FIGURES: figures} if figures else {}
    for column, name in RENAMED.items() if changed else ():
        if column in by_field:
            after = by_field[column]
            is_name = name in WHO
            values[name] = {"from": by_field.get(name), "to": after} if is_name else after
    if values.get("filed_on") == NONE:
        values |= {"filed": values.pop("filed_on")}
    return _with_review_mark(values, context)


def _missing(read: Mapping[str, Any], context: ReadingContext) -> Iterator[Doubt]:
    """Doubts on what every row of this kind must say, and this one does not."""
    required = (n for n, each in context.form.model_fields.items() if each.is_required())
    for each in required:
        if each not in (*read, "platform"):
            reason = said("field_missing", label=_field_label(each, context), field=each)
            yield Doubt(each, reason, None)
    if context.kind == ActKind.RENAMING and not {*RENAMED} & read.keys():
        yield Doubt("name_to", said("change_missing"), None)


def _read_cell(each: str, text: str, context: ReadingContext) -> ReadValue:
    if error_in(text):
        doubt = said("formula_error", label=_field_label(each, context), text=text)
        return ReadValue(doubt=doubt, is_spoilt=True)
    if is_ditto(text) or (each not in PROSE and points_elsewhere(text)):
        return ReadValue(doubt=said("only_ditto", label=_field_label(each, context), text=text))
    if each in context.criteria:
        return read_figure(text, context.criteria[each])
    return READERS[each](text, context)


def _doubts(read: Mapping[str, tuple[str, ReadValue]], context: ReadingContext) -> Iterator[Doubt]:
    for each, (text, value) in read.items():
        if value.doubt:
            kept = (
                None
                if value.is_spoilt
                else f"{_field_label(each, context)}印作“{joined_lines(text)}”"
            )
            yield Doubt(each, value.doubt, kept)


def _field_label(each: str, context: ReadingContext) -> str:
    if each in context.criteria:
        return context.criteria[each].label
    return "所在地" if each in ("place", "city") else column_label(each)


def _with_review_mark(values: dict[str, Any], context: ReadingContext) -> dict[str, Any]:
    """A mark of review in the remarks of a publicity becomes the field that it is."""
    remarks = values.get("remarks", "")
    if "reviewed" not in context.fields or not says_reviewed(remarks):
        return values
    kept = {k: v for k, v in values.items() if k != "remarks" or not says_only_reviewed(remarks)}
    return kept | {"reviewed": "true"}
