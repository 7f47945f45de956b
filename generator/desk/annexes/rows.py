"""读行 A line of the list as values of the register: who it is about, and the fields of its row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.desk.annexes.heads import label
from generator.desk.annexes.lines import Line
from generator.desk.annexes.values.articles import article
from generator.desk.annexes.values.bars import bars
from generator.desk.annexes.values.codes import credit_code
from generator.desk.annexes.values.days import span, validity
from generator.desk.annexes.values.departments import department
from generator.desk.annexes.values.functions import functions
from generator.desk.annexes.values.places import division
from generator.desk.annexes.values.reading import Read, error_in, is_ditto, is_nothing, sentence
from generator.desk.annexes.values.reviews import reviewed, says_no_more, says_reviewed
from generator.records.acts import ACTS
from generator.records.day import Day
from generator.records.regulation import Regulation
from generator.register.register import Register

# What tells who a row is about, beside the names.
IDENTITY = ("ordinal", "credit_code", "city", "county")
TEXTS = ("name", "operating_unit", "number", "grounds", "remarks")


@dataclass(frozen=True)
class Ground:
    """依据 What values are read by: the kind of the act, its day and its edition."""

    register: Register
    kind: str
    title: str
    day: Day
    edition: Regulation | None

    @property
    def fields(self) -> tuple[str, ...]:
        """行的字段 Of the rows of this kind of act."""
        rows: Any = ACTS[self.kind].model_fields["rows"].annotation
        return tuple(rows.__args__[0].model_fields)


@dataclass(frozen=True, slots=True)
class Doubt:
    """存疑 A value that is not understood; `kept` goes into the remarks if the clerk lets it pass.

    What a spreadsheet has spoilt was never printed, and is not kept.
    """

    field: str
    reason: str
    kept: str | None


@dataclass(frozen=True)
class Row:
    """一行 `values` are the fields of the row of the act, without its platform."""

    line: Line
    values: Mapping[str, Any]
    code: str | None = None
    division: str | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def name(self) -> str | None:
        """平台名称 As printed."""
        return self.values.get("name")

    @property
    def unit(self) -> str | None:
        """运营单位 As printed."""
        return self.values.get("operating_unit")


READERS: dict[str, Callable[[str, Ground], Read]] = {
    **{each: lambda text, _: Read(sentence(text)) for each in TEXTS},
    "functions": lambda text, ground: functions(
        text, ground.edition, ground.register.regulations.values()
    ),
    "credit_code": lambda text, _: credit_code(text),
    "recommended_by": lambda text, ground: _department(text, ground),
    "proposed_by": lambda text, ground: _department(text, ground),
    "reviewed": lambda text, _: reviewed(text),
    "bars_reapplication": lambda text, _: bars(text),
    "article": lambda text, _: article(text),
    "validity": lambda text, _: validity(text),
    "place": lambda text, _: division(text),
}


def _department(text: str, ground: Ground) -> Read:
    return department(text, ground.register.departments.values(), ground.day)


def row_of(line: Line, ground: Ground) -> Row:
    """读一行 Every cell on its own; what is blank, or a stroke, is absent."""
    texts = {each: text for each, text in line.texts.items() if not is_nothing(text)}
    read = {each: (text, _read(each, text, ground)) for each, text in _cells(texts, ground)}
    found = {each: value.value for each, (_, value) in read.items() if value.value is not None}
    if {"starts", "ends"} & texts.keys() and "validity" in ground.fields:
        days = [texts.get(end, "") for end in ("starts", "ends")]
        read["validity"] = ("至".join(days), value := span(*days))
        found |= {"validity": value.value} if value.value else {}
    values = _reviewed({each: found[each] for each in ground.fields if each in found}, ground)
    return Row(line, values, found.get("credit_code"), found.get("place"), tuple(_doubts(read)))


def _cells(texts: Mapping[str, str], ground: Ground) -> Iterator[tuple[str, str]]:
    """The cells that count for this kind of act; city and county make one place."""
    yield from ((each, text) for each, text in texts.items() if each in ground.fields)
    if "credit_code" in texts:
        yield "credit_code", texts["credit_code"]
    city, county = texts.get("city", ""), texts.get("county", "")
    place = city if city.endswith(county) else city + county
    if place:
        yield "place", place


def _read(each: str, text: str, ground: Ground) -> Read:
    if error_in(text):
        doubt = f"“{_label(each)}”是公式错误 {text}，请在表格中改为值"
        return Read(doubt=doubt, is_spoilt=True)
    if is_ditto(text):
        return Read(doubt=f"“{_label(each)}”只印“{text}”，不是这一行自己的内容，请写全")
    return READERS[each](text, ground)


def _doubts(read: Mapping[str, tuple[str, Read]]) -> Iterator[Doubt]:
    for each, (text, value) in read.items():
        if value.doubt:
            kept = None if value.is_spoilt else f"{_label(each)}印作“{sentence(text)}”"
            yield Doubt(each, value.doubt, kept)


def _label(each: str) -> str:
    return "所在地" if each == "place" else label(each)


def _reviewed(values: dict[str, Any], ground: Ground) -> dict[str, Any]:
    """A mark of review in the remarks of a publicity becomes the field that it is."""
    remarks = values.get("remarks", "")
    if "reviewed" not in ground.fields or not says_reviewed(remarks):
        return values
    kept = {k: v for k, v in values.items() if k != "remarks" or not says_no_more(remarks)}
    return kept | {"reviewed": "true"}
