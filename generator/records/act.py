"""官方文件 What every official act has, whatever its kind."""

from typing import ClassVar, Generic, TypeVar

from generator.records.base import Count, DocumentNumber, Flag, Record, Slug, Source, Text
from generator.records.day import Day, PrintedDay
from generator.records.rows import Row
from generator.terms import ActKind

RowT = TypeVar("RowT", bound=Row)


class Act(Record):
    """官方文件 What every act has; `rows_complete: false` says our copy is partial."""

    kind_of_act: ClassVar[ActKind]

    id: Slug
    kind: Text
    title: Text
    document_number: DocumentNumber | None = None
    issued_on: PrintedDay
    issuer: Slug
    regulation: Slug
    batch: Slug | None = None
    source: Source | None = None
    count: Count | None = None
    rows_complete: Flag = True
    remarks: Text | None = None

    @property
    def effective_on(self) -> Day:
        """生效日 The day the act takes effect: its own, or the day of issue."""
        own: Day | None = getattr(self, "takes_effect_on", None)
        return own or self.issued_on


class ListedAct(Act, Generic[RowT]):
    """附名单的文件 An act with a row per platform."""

    rows: tuple[RowT, ...]


def rows_of(act: Act) -> tuple[Row, ...]:
    """附表 The rows of any act; empty where its kind has none."""
    found: tuple[Row, ...] = getattr(act, "rows", ())
    return found
