"""A line of the list as values of the register: who it is about, and the fields of its row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.desk.annexes.cells import (
    ReadValue,
    error_in,
    is_ditto,
    is_nothing,
    joined_lines,
    read_article,
    read_bar,
    read_credit_code,
    read_department,
    read_division,
    read_figure,
    read_functions,
    read_reviewed,
    read_span,
    read_validity,
    says_only_reviewed,
    says_reviewed,
)
from generator.desk.annexes.columns import FIGURES, column_label
from generator.desk.annexes.listing import AnnexLine
from generator.records.acts import ACTS
from generator.records.regulation import Criterion, Regulation
from generator.records.values import Day
from generator.register.register import Register

# What tells who a row is about, beside the names.
IDENTITY = ("ordinal", "credit_code", "city", "county")
TEXTS = ("name", "operating_unit", "number", "grounds", "remarks")


@dataclass(frozen=True)
class ReadingContext:
    """The kind of the act, its day and its edition, by which values are read."""

    register: Register
    kind: str
    title: str
    day: Day
    edition: Regulation | None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields in a row of this kind of act."""
        rows: Any = ACTS[self.kind].model_fields["rows"].annotation
        return tuple(rows.__args__[0].model_fields)

    def takes(self, field: str) -> bool:
        """Whether a row of this kind of act has a field, or a figure of that name."""
        return field.partition(".")[0] in self.fields

    def criterion(self, field: str) -> Criterion | None:
        """The criterion of the act's edition that a figure is of."""
        terms = self.edition.eligibility if self.edition else None
        known = {f"{FIGURES}.{each.id}": each for each in (terms.criteria if terms else ())}
        return known.get(field)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that is not understood; `kept` goes into the remarks if the clerk lets it pass.

    What a spreadsheet has spoilt was never printed, and is not kept.
    """

    field: str
    reason: str
    kept: str | None


@dataclass(frozen=True)
class AnnexRow:
    """A row as read: `values` are the fields of the act's row, without its platform."""

    line: AnnexLine
    values: Mapping[str, Any]
    code: str | None = None
    division: str | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def name(self) -> str | None:
        """The platform's name as printed."""
        return self.values.get("name")

    @property
    def unit(self) -> str | None:
        """The operating unit as printed."""
        return self.values.get("operating_unit")


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
    "place": lambda text, _: read_division(text),
}


def _read_department(text: str, context: ReadingContext) -> ReadValue:
    return read_department(text, context.register.departments.values(), context.day)


def row_of(line: AnnexLine, context: ReadingContext) -> AnnexRow:
    """A line with every cell read on its own; what is blank, or a stroke, is absent."""
    texts = {each: text for each, text in line.texts.items() if not is_nothing(text)}
    cells = _counting_cells(texts, context)
    read = {each: (text, _read_cell(each, text, context)) for each, text in cells}
    by_field = {each: value.value for each, (_, value) in read.items() if value.value is not None}
    if {"starts", "ends"} & texts.keys() and "validity" in context.fields:
        days = [texts.get(end, "") for end in ("starts", "ends")]
        read["validity"] = ("至".join(days), value := read_span(*days))
        by_field |= {"validity": value.value} if value.value else {}
    figures = {each.partition(".")[2]: by_field[each] for each in by_field if "." in each}
    by_field |= {FIGURES: figures} if figures else {}
    values = {each: by_field[each] for each in context.fields if each in by_field}
    code, place = by_field.get("credit_code"), by_field.get("place")
    return AnnexRow(
        line, _with_review_mark(values, context), code, place, tuple(_doubts(read, context))
    )


def _counting_cells(texts: Mapping[str, str], context: ReadingContext) -> Iterator[tuple[str, str]]:
    """The cells that count for this kind of act; city and county make one place."""
    yield from ((each, text) for each, text in texts.items() if context.takes(each))
    if "credit_code" in texts:
        yield "credit_code", texts["credit_code"]
    city, county = texts.get("city", ""), texts.get("county", "")
    place = city if city.endswith(county) else city + county
    if place:
        yield "place", place


def _read_cell(each: str, text: str, context: ReadingContext) -> ReadValue:
    if error_in(text):
        doubt = f"“{_field_label(each, context)}”是公式错误 {text}，请在表格中改为值"
        return ReadValue(doubt=doubt, is_spoilt=True)
    if is_ditto(text):
        return ReadValue(
            doubt=f"“{_field_label(each, context)}”只印“{text}”，不是这一行自己的内容，请写全"
        )
    if "." in each:
        return read_figure(text, context.criterion(each))
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
    criterion = context.criterion(each)
    if criterion:
        return criterion.label
    return "所在地" if each == "place" else column_label(each)


def _with_review_mark(values: dict[str, Any], context: ReadingContext) -> dict[str, Any]:
    """A mark of review in the remarks of a publicity becomes the field that it is."""
    remarks = values.get("remarks", "")
    if "reviewed" not in context.fields or not says_reviewed(remarks):
        return values
    kept = {k: v for k, v in values.items() if k != "remarks" or not says_only_reviewed(remarks)}
    return kept | {"reviewed": "true"}
