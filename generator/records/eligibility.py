"""认定条件 What an edition asks of an applicant (第十四条至第十六条、第十九条), each with its article.

The thresholds stand in the edition's file; here is only their form.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.records.base import Count, Form, FunctionTerm, Record, Text
from generator.records.writing import published, written
from generator.terms import UnitKind

# At most 13 digits: a browser's numbers hold them exactly, so both judges agree.
AMOUNT = r"[0-9]{1,9}(?:\.[0-9]{1,4})?"
HIGHEST = 999_999_999.9999
SAYS_AMOUNT = "不带单位的数字，如 156.5"
SAYS_FIGURE = "不带单位的数字（如 156.5），或 true（是）、false（否）"


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(AMOUNT, value))


def _amount(value: Any) -> Decimal:
    if _is_amount(value):
        return Decimal(value)
    raise PydanticCustomError("type", SAYS_AMOUNT)


def _figure(value: Any) -> Decimal | bool:
    """Figures are judged more than once: one that was read already stays as it is."""
    if _is_amount(value):
        return Decimal(value)
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, Decimal | bool):
        return value
    raise PydanticCustomError("type", SAYS_FIGURE)


Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    published(type="number", minimum=0),
    written(
        SAYS_AMOUNT, type=["number", "string"],
        minimum=0, maximum=HIGHEST, pattern=f"^{AMOUNT}$",
    ),
]  # fmt: skip
Figure = Annotated[
    Decimal | bool,
    BeforeValidator(_figure),
    published(type=["number", "boolean"]),
    written(
        SAYS_FIGURE, type=["number", "boolean", "string"],
        minimum=0, maximum=HIGHEST, pattern=f"^(?:{AMOUNT}|true|false)$",
    ),
]  # fmt: skip
CriterionId = Annotated[str, Form(r"[a-z]+(?:_[a-z]+)*", "小写字母和下划线组成的编号")]
Figures = dict[str, Figure]


class Criterion(Record):
    """条件 A threshold where `at_least` is given, else a yes or no.

    `relaxed` is the threshold of the relaxed set; `highest` is what the figure cannot exceed.
    """

    id: CriterionId = Field(description="条件编号，同一版本中不重复；申报情况和评审数字用它")
    label: Text = Field(description="名称")
    article: Count = Field(description="条文编号")
    item: Count | None = Field(None, description="该条中的项，写作（一）（二）的即 1、2")
    at_least: Amount | None = Field(None, description="不低于多少；不写的，是一道是非题")
    relaxed: Amount | None = Field(None, description="放宽后不低于多少")
    highest: Amount | None = Field(None, description="不可能超过多少，如百分比写 100")
    unit: str = Field("", description="单位")
    gist: Text | None = Field(None, description="说明")


class Way(Record):
    """途径 One of several ways in which a function may be met."""

    label: Text = Field(description="名称")
    criteria: tuple[Criterion, ...] = Field(description="这一途径的条件，须全部符合")


class FunctionCriteria(Record):
    """功能要求 All of `criteria`, and one of `any_of` where there are ways (第十五条)."""

    function: FunctionTerm = Field(description="服务功能")
    article: Count = Field(description="条文编号")
    item: Count | None = Field(None, description="该条中的项，写作（一）（二）的即 1、2")
    criteria: tuple[Criterion, ...] = Field((), description="这项功能的条件，须全部符合")
    any_of: tuple[Way, ...] = Field(
        (), description="任选其一的几种途径；同时写了 `criteria` 的，那些也须符合"
    )


class Relaxation(Record):
    """放宽 The kinds of unit to which the relaxed thresholds apply (第十四条)."""

    unit_kinds: tuple[Annotated[UnitKind, Field(strict=False)], ...] = Field(
        description="适用放宽标准的单位性质"
    )
    article: Count = Field(description="条文编号")
    gist: Text | None = Field(None, description="自拟的要点")


class Material(Record):
    """申报材料 One of the papers to hand in, in our own words."""

    item: Count = Field(description="该条中的项，写作（一）（二）的即 1、2")
    gist: Text = Field(description="自拟的要点")


class Materials(Record):
    """申报材料清单 All of them (第十九条)."""

    article: Count = Field(description="条文编号")
    items: tuple[Material, ...] = Field(description="逐项的材料")


class Eligibility(Record):
    """认定条件 Every criterion of `general`, and those of at least one function."""

    relaxed_for: Relaxation | None = Field(None, description="放宽标准适用于谁")
    general: tuple[Criterion, ...] = Field((), description="基本条件，须全部符合")
    functions: tuple[FunctionCriteria, ...] = Field(
        (), description="各项服务功能的要求，至少符合一项功能"
    )
    materials: Materials | None = Field(None, description="申报材料")

    @property
    def criteria(self) -> Iterator[Criterion]:
        """全部条件 In the order of the edition."""
        functions = (chain(f.criteria, *(way.criteria for way in f.any_of)) for f in self.functions)
        return chain(self.general, *functions)
