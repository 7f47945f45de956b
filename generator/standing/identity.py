"""名称与单位 What a platform and its unit were called on a day; renamings are acts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.records.acts import Renaming
from generator.records.platform import Platform
from generator.records.rows import RenamingRow
from generator.register.history import Entry, History


@dataclass(frozen=True, slots=True)
class Identity:
    """身份 The names and the credit code in use from one day on; `by` is the renaming."""

    name: str | None
    operating_unit: str
    credit_code: str | None
    starts: date | None = None
    ends: date | None = None
    by: Entry | None = None

    @property
    def shown(self) -> str:
        """显示名称 The platform's name, or its unit's where the lists print no name."""
        return self.name or self.operating_unit


def identities(history: History) -> tuple[Identity, ...]:
    """历次名称 Every identity in order; the last is the latest on record."""
    found = [_first(history.platform)]
    for entry in sorted(history.of(Renaming), key=lambda entry: entry.effective_on):
        last, starts = found[-1], entry.effective_on
        found[-1] = Identity(
            last.name, last.operating_unit, last.credit_code,
            last.starts, starts - timedelta(days=1), last.by,
        )  # fmt: skip
        found.append(_renamed(last, entry))
    return tuple(found)


def identity(history: History, as_of: date) -> Identity:
    """某日名称 The identity in use on a day."""
    return next(i for i in reversed(identities(history)) if i.starts is None or i.starts <= as_of)


def former_names(history: History, as_of: date) -> Iterator[Identity]:
    """曾用名 The identities given up by a day, oldest first."""
    return (i for i in identities(history) if i.ends is not None and i.ends < as_of)


def _first(platform: Platform) -> Identity:
    unit = platform.operating_unit
    return Identity(platform.name, unit.name, unit.credit_code)


def _renamed(last: Identity, entry: Entry) -> Identity:
    row = entry.row
    assert isinstance(row, RenamingRow)
    return Identity(
        row.name.to if row.name else last.name,
        row.operating_unit.to if row.operating_unit else last.operating_unit,
        row.credit_code or last.credit_code,
        entry.effective_on,
        by=entry,
    )
