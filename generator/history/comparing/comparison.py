"""对比 The parts of a comparison: acts, platforms, other records, and what could not be read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.findings import Finding
from generator.history.sides import Side
from generator.records.act import Act
from generator.records.differences import Difference
from generator.register.history import Entry
from generator.terms import Action, Fact, Status


@dataclass(frozen=True, order=True)
class Days:
    """起止 Both days included; none where not known or not set."""

    starts: date | None
    ends: date | None


Value = str | date | Days | tuple[str, ...] | None


@dataclass(frozen=True)
class Mended:
    """更正的一处 What a correction puts right in one platform's row: what stood, what stands now."""

    platform: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class ActChange:
    """文件的变化 One act; `act` as it is now, or as it was where it is no more."""

    action: Action
    act: Act
    file: str
    differences: tuple[Difference, ...] = ()
    mended: tuple[Mended, ...] = ()


@dataclass(frozen=True)
class StatusChange:
    """资格状态 Of one platform on the day, before and after; none where it is not on record.

    `since` is the first day of the status it has now, `decided_by` what that rests on.
    """

    before: Status | None
    after: Status | None
    since: date | None
    decided_by: Entry | None

    @property
    def is_change(self) -> bool:
        """是否变化 Whether the day is answered otherwise than before."""
        return self.before is not self.after


@dataclass(frozen=True)
class FactChange:
    """事项的变化 One thing that the public is told of a platform on the day."""

    fact: Fact
    before: Value
    after: Value


@dataclass(frozen=True)
class Turn:
    """将来的变化 What a day to come brings, by what is on record."""

    on: date
    fact: Fact
    value: Value
    by: Act | None


@dataclass(frozen=True)
class Stretch:
    """过去的一段 Days gone by that are answered otherwise now; both days included."""

    starts: date
    ends: date
    before: Status
    after: Status


@dataclass(frozen=True)
class PlatformChange:
    """平台的变化 What is told of one platform otherwise than before.

    `coming` is newly foreseen, `dropped` no longer foreseen, `past` answered otherwise in
    retrospect; `differences` are of its own record, beside its identity.
    """

    id: str
    name: str
    action: Action
    status: StatusChange
    facts: tuple[FactChange, ...] = ()
    coming: tuple[Turn, ...] = ()
    dropped: tuple[Turn, ...] = ()
    past: tuple[Stretch, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def is_told(self) -> bool:
        """是否有变化 Whether there is anything to tell of the platform."""
        parts = (self.facts, self.coming, self.dropped, self.past, self.differences)
        return self.status.is_change or any(parts)


@dataclass(frozen=True)
class RecordChange:
    """其他记录的变化 A department table, an edition, a batch, a calendar, the site."""

    action: Action
    file: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """对比 What changes for the public from `base` to `head`, told as of one day.

    `form_only` are files that were changed without changing a record; `unread_before` and
    `unread` are what could not be read on either side, and so is not compared.
    """

    base: Side
    head: Side
    as_of: date
    acts: tuple[ActChange, ...]
    platforms: tuple[PlatformChange, ...]
    records: tuple[RecordChange, ...]
    form_only: tuple[str, ...]
    unread_before: tuple[Finding, ...]
    unread: tuple[Finding, ...]

    @property
    def status_changes(self) -> tuple[PlatformChange, ...]:
        """资格状态有变的平台 On the day; platforms new to the register among them."""
        return tuple(each for each in self.platforms if each.status.is_change)

    @property
    def later_status_changes(self) -> tuple[PlatformChange, ...]:
        """日后的资格状态有变的平台 The same on the day, but not on every day to come."""
        return tuple(
            each
            for each in self.platforms
            if not each.status.is_change
            and any(turn.fact is Fact.STATUS for turn in (*each.coming, *each.dropped))
        )

    @property
    def is_empty(self) -> bool:
        """对公众没有变化 Whether nothing at all is told otherwise than before."""
        return not (self.acts or self.platforms or self.records)
