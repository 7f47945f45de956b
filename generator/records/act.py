"""官方文件 What every official act has, whatever its kind."""

from typing import ClassVar, Generic, TypeVar

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from generator.records.base import Count, DocumentNumber, Flag, Record, Slug, Source, Text
from generator.records.day import Day, PrintedDay
from generator.records.rows import Row
from generator.terms import ActKind

RowT = TypeVar("RowT", bound=Row)


class Act(Record):
    """官方文件 What every act has; `rows_complete: false` says our copy is partial."""

    kind_of_act: ClassVar[ActKind]

    id: Slug = Field(description="与文件名相同，永不更改，永不再用")
    kind: ActKind = Field(strict=False, description="文件种类")
    title: Text = Field(description="标题，照原文")
    document_number: DocumentNumber | None = Field(None, description="发文字号；没有印的不写")
    issued_on: PrintedDay = Field(description="成文日期")
    issuer: Slug = Field(description="发文机关，须在 `departments.yaml` 中")
    regulation: Slug = Field(description="所依据的办法版本")
    batch: Slug | None = Field(None, description="所属批次")
    source: Source | None = Field(None, description="原文网址和存档；没有网址的列为缺口")
    count: Count | None = Field(None, description="正文中写的数目，应与行数相等")
    rows_complete: Flag = Field(
        True, description="名单只录到一部分时写 `false`，列为缺口；不写即为 `true`"
    )
    remarks: Text | None = Field(None, description="备注")

    @field_validator("kind")
    @classmethod
    def _of_its_own_kind(cls, kind: ActKind) -> ActKind:
        if kind is cls.kind_of_act:
            return kind
        message = "“{kind}”应为“{own}”"
        raise PydanticCustomError("form", message, {"kind": kind, "own": cls.kind_of_act})

    @property
    def effective_on(self) -> Day:
        """生效日 The day the act takes effect: its own, or the day of issue."""
        own: Day | None = getattr(self, "takes_effect_on", None)
        return own or self.issued_on


class ListedAct(Act, Generic[RowT]):
    """附名单的文件 An act with a row per platform."""

    rows: tuple[RowT, ...] = Field(description="附表")


def rows_of(act: Act) -> tuple[Row, ...]:
    """附表 The rows of any act; empty where its kind has none."""
    found: tuple[Row, ...] = getattr(act, "rows", ())
    return found
