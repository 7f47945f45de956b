"""Published forms: their base and the head of every file, and how they are derived from the record models.

A recorded field is published without another list, under its own name unless RENAMED says
otherwise. Whatever has no published form, or would share a name with a field of another form,
raises `Unpublished` when this room is imported. The JSON Schemas and the OpenAPI document are made
from these forms. A field is never of two kinds: what is not known, or does not apply, is null;
only a row of an act and a spell of `history.json` leave it out. `x-derived` marks what is worked
out for a day; the rest is recorded.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from generator.records.values import DAY_FORM, Day, Record

SCHEMA_VERSION = "1.5"
T = TypeVar("T")

Printed = Annotated[str, Field(pattern=DAY_FORM, description="日期，照原文；只知月份时写到月")]
X_DERIVED = Field(json_schema_extra={"x-derived": True})
Derived = Annotated[T, X_DERIVED]


class Output(BaseModel):
    """Published form; no field has a default unless a file may leave it out."""

    # Built when first used: most commands publish nothing.
    model_config = ConfigDict(frozen=True, defer_build=True)


class Figure(Output):
    """One figure of an assessment: an amount, or whether something holds; the other is null."""

    criterion: str
    amount: float | None
    holds: bool | None


class Opening(Output):
    """Head of every file; a file with nothing more names no build and no day."""

    schema_version: str = Field(description="本数据格式的版本；首位不变，已有字段的含义就不变。")
    title: str = Field(description="名录名称。")
    demonstration: bool = Field(description="true 为演示数据，不得作为任何依据。")
    disclaimer: str | None = Field(description="演示数据的声明。")
    licence: str | None = Field(description="许可。")


class Head(Opening):
    """Head of a list: the same in every list of one build, but for `total`."""

    as_of: date = Field(description="截至哪一天（北京时间）；推定的值都以这一天为准。")
    sequence: int = Field(description="截至当日在录的文件数；只增不减，可据以分辨新旧。")
    next_update: date = Field(description="最迟哪一天更新；过了这一天，本文件可能已经过时。")
    commit: str | None = Field(
        description="登记记录所在的 git 提交；不在 git 中或有未提交的改动时为 null。"
    )
    total: int = Field(description="本文件所列的条数。")


Convert = Callable[[Any], Any]
# By record field: "Class.field". Two fields of one name in different forms get two names.
RENAMED = {
    "RenamingRow.name": "name_change",
    "RenamingRow.operating_unit": "operating_unit_change",
    "OperatingUnit.name": "operating_unit",
    "OperatingUnit.kind": "unit_kind",
    "Platform.division": "divisions",
    "Department.city": "cities",
}
# Nested records whose fields are published beside those of the record that holds them.
SPREAD = {"Platform.operating_unit"}
B = TypeVar("B", bound=Output)
SCALARS = {str: str, int: int, bool: bool, date: date, Day: Printed, Decimal: float}
# Most values are plain already: they are asked first.
PLAIN = {str, int, bool, NoneType}


class Unpublished(TypeError):
    """A recorded field has no published form, or its name is taken by another form."""


def union_model(
    name: str, records: Iterable[type[Record]], base: type[B], /, **more: Any
) -> type[B]:
    """Model with every field of these records under its published name, beside those of `base`.

    `more` are further fields, as for `model`; they and those of `base` are not derived. A field
    may be absent unless each record requires it. Raises `Unpublished`.
    """
    records = tuple(records)
    forms: dict[str, Any] = {}
    required: dict[str, int] = {}
    for record, field in _fields(records):
        key = published_name(record, field)
        if key in more or key in base.model_fields:
            continue
        form = _form(record, field)
        if forms.setdefault(key, form) != form:
            raise Unpublished(f"{record.__name__}.{field}：另有同名而形式不同的字段")
        required[key] = required.get(key, 0) + record.model_fields[field].is_required()
    recorded = {
        key: (form, ...) if required[key] == len(records) else (form | None, None)
        for key, form in forms.items()
    }
    return model(name, base, **recorded, **more)


def model(name: str, base: type[B], /, **fields: Any) -> type[B]:
    """Model that extends `base`: each field a form, or a form and its default."""
    return create_model(name, __base__=base, **dict(_defined(fields)))


def derived(form: Any) -> Any:
    """Form that is worked out for a day rather than recorded."""
    return Annotated[form, X_DERIVED]


def list_of(form: Any) -> Any:
    """Form of a list of such things."""
    return tuple[form, ...]


def _defined(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`from` is a word of Python: such a field stands under another name, with an alias."""
    for key, entry in fields.items():
        form, default = entry if isinstance(entry, tuple) else (entry, ...)
        aliased = Field(default, alias=key) if iskeyword(key) else default
        yield f"{key}_" if iskeyword(key) else key, (form, aliased)


def _fields(records: Iterable[type[Record]]) -> Iterator[tuple[type[Record], str]]:
    """Fields of these records; those of a record that is spread stand among them."""
    for record in records:
        for field, info in record.model_fields.items():
            if _is_spread(record, field):
                yield from _fields([cast(type[Record], info.annotation)])
            else:
                yield record, field


def published_name(record: type[Record], field: str) -> str:
    """Name under which a field of a record is published."""
    for owner in record.__mro__:
        if renamed := RENAMED.get(f"{owner.__name__}.{field}"):
            return renamed
    return record.model_fields[field].alias or field


def single_values(record: type[Record]) -> Iterator[tuple[str, str]]:
    """Published name and Chinese label of each field of a record that holds one value."""
    for owner, field in _fields([record]):
        form = _form(owner, field)
        if get_origin(form) is not tuple and not _is_nested(form):
            label = (owner.model_fields[field].description or field).partition("；")[0]
            yield published_name(owner, field), label.partition("，")[0]


def values(record: Record) -> dict[str, Any]:
    """Recorded values under their published names, plain; what is not recorded is left out."""
    held = record.__dict__
    result: dict[str, Any] = {}
    for field, key, convert in _steps(type(record)):
        value = held[field]
        if value is not None and key:
            result[key] = convert(value) if convert else value
        elif value is not None:
            result.update(values(value))
    return result


def plain(value: Any) -> Any:
    """Any record, model or value as plain JSON values; a model keeps all of its fields, days as printed."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        return {info.alias or name: plain(getattr(value, name)) for name, info in fields}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return _number(value) if isinstance(value, Decimal) else _text(value)


def _is_spread(record: type[Record], field: str) -> bool:
    return any(f"{owner.__name__}.{field}" in SPREAD for owner in record.__mro__)


@cache
def _steps(record: type[Record]) -> tuple[tuple[str, str, Convert | None], ...]:
    """Fields of a record: name, published name (empty where spread), and what makes the value plain."""
    return tuple(
        (field, "", None)
        if _is_spread(record, field)
        else (field, published_name(record, field), _converter(_form(record, field)))
        for field in record.model_fields
    )


def _form(record: type[Record], field: str) -> Any:
    """Published form of a recorded field, without null."""
    form = _published(record.model_fields[field].annotation)
    if form is None:
        raise Unpublished(f"{record.__name__}.{field}：没有发布的形式")
    return form


def _published(kind: Any) -> Any:
    origin, inner = get_origin(kind), [a for a in get_args(kind) if a is not NoneType]
    if origin is Annotated or (origin in (Union, UnionType) and len(inner) == 1):
        return _published(inner[0])
    if origin is tuple:
        item: Any = _published(inner[0])
        return item and list_of(item)
    if origin is dict:
        return tuple[Figure, ...]
    if origin is Literal:
        return str
    if isinstance(kind, type) and issubclass(kind, Record):
        return _nested(kind)
    return str if isinstance(kind, type) and issubclass(kind, Enum) else SCALARS.get(kind)


@cache
def _nested(record: type[Record]) -> type[Output]:
    return union_model(record.__name__, [record], Output)


def _is_nested(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, Output)


def _converter(form: Any) -> Convert | None:
    if get_origin(form) is tuple:
        return _list_converter(get_args(form)[0])
    if _is_nested(form):
        return values
    if form is float:
        return _number
    return None if form in (int, bool) else _text


def _list_converter(item: Any) -> Convert:
    if item is Figure:
        return _figures
    convert = _converter(item)
    return lambda items: [convert(each) for each in items] if convert else list(items)


def _figures(figures: dict[str, Any]) -> list[dict[str, Any]]:
    return [_figure(*each) for each in figures.items()]


def _figure(criterion: str, value: Any) -> dict[str, Any]:
    holds = isinstance(value, bool)
    amount = None if holds else _number(value)
    return {"criterion": criterion, "amount": amount, "holds": value if holds else None}


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _text(value: Any) -> Any:
    """Text as it is; the code of a word; a day as printed."""
    if type(value) is str:
        return value
    return value.value if isinstance(value, Enum) else str(value)
