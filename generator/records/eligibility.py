"""认定条件 What an edition asks of an applicant (第十四条至第十六条、第十九条), each with its article.

The thresholds stand in the edition's file; here is only their form.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.records.base import Count, FunctionTerm, Record, Text
from generator.terms import UnitKind

# At most 13 digits: a browser's numbers hold them exactly, so both judges agree.
AMOUNT = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(AMOUNT, value))


def _amount(value: Any) -> Decimal:
    if _is_amount(value):
        return Decimal(value)
    raise PydanticCustomError("type", "不带单位的数字，如 156.5")


def _figure(value: Any) -> Decimal | bool:
    """Figures are judged more than once: one that was read already stays as it is."""
    if _is_amount(value):
        return Decimal(value)
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, Decimal | bool):
        return value
    raise PydanticCustomError("type", "不带单位的数字（如 156.5），或 true（是）、false（否）")


Amount = Annotated[
    Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0})
]
Figure = Annotated[
    Decimal | bool, BeforeValidator(_figure), WithJsonSchema({"type": ["number", "boolean"]})
]
Figures = dict[str, Figure]


class Criterion(Record):
    """条件 A threshold where `at_least` is given, else a yes or no.

    `relaxed` is the threshold of the relaxed set; `highest` is what the figure cannot exceed.
    """

    id: FunctionTerm
    label: Text
    article: Count
    item: Count | None = None
    at_least: Amount | None = None
    relaxed: Amount | None = None
    highest: Amount | None = None
    unit: str = ""
    gist: Text | None = None


class Way(Record):
    """途径 One of several ways in which a function may be met."""

    label: Text
    criteria: tuple[Criterion, ...]


class FunctionCriteria(Record):
    """功能要求 All of `criteria`, and one of `any_of` where there are ways (第十五条)."""

    function: FunctionTerm
    article: Count
    item: Count | None = None
    criteria: tuple[Criterion, ...] = ()
    any_of: tuple[Way, ...] = ()


class Relaxation(Record):
    """放宽 The kinds of unit to which the relaxed thresholds apply (第十四条)."""

    unit_kinds: tuple[Annotated[UnitKind, Field(strict=False)], ...]
    article: Count
    gist: Text | None = None


class Material(Record):
    """申报材料 One of the papers to hand in, in our own words."""

    item: Count
    gist: Text


class Materials(Record):
    """申报材料清单 All of them (第十九条)."""

    article: Count
    items: tuple[Material, ...]


class Eligibility(Record):
    """认定条件 Every criterion of `general`, and those of at least one function."""

    relaxed_for: Relaxation | None = None
    general: tuple[Criterion, ...] = ()
    functions: tuple[FunctionCriteria, ...] = ()
    materials: Materials | None = None

    @property
    def criteria(self) -> Iterator[Criterion]:
        """全部条件 In the order of the edition."""
        functions = (chain(f.criteria, *(way.criteria for way in f.any_of)) for f in self.functions)
        return chain(self.general, *functions)
