"""Base of every model of the API, and the head of its files.

The models describe the published form: the JSON Schemas and the OpenAPI document are made from
them. A field is never of two kinds: what is not known, or does not apply, is null; only a row
of an act and a spell of `history.json` leave it out. `x-derived` marks what is worked out for a day; the rest is recorded.
"""

from datetime import date
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from generator.records.values import DAY_FORM

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
