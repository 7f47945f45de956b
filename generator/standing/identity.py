"""名称与单位 What a platform and its unit were called on a day; renamings are acts."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    """Every identity in order; the last is the latest on record."""
    found = [_first(history.platform)]
    for entry in _in_chain(history.of(Renaming), found[0]):
        last, starts = found[-1], entry.counts_on
        found[-1] = replace(last, ends=starts - timedelta(days=1))
        found.append(_renamed(last, entry))
    return tuple(
        each for each in found if each.ends is None or (each.starts or each.ends) <= each.ends
    )


def _in_chain(entries: list[Entry], first: Identity) -> list[Entry]:
    """Renamings by their day; those of one day follow from the old name to the new one."""
    ordered: list[Entry] = []
    waiting = sorted(entries, key=lambda entry: entry.counts_on)
    name, unit = first.name, first.operating_unit
    while waiting:
        of_day = [each for each in waiting if each.counts_on == waiting[0].counts_on]
        entry = next((each for each in of_day if _follows(each, name, unit)), of_day[0])
        waiting.remove(entry)
        ordered.append(entry)
        row = entry.row
        assert isinstance(row, RenamingRow)
        name = row.name.to if row.name else name
        unit = row.operating_unit.to if row.operating_unit else unit
    return ordered


def _follows(entry: Entry, name: str | None, unit: str) -> bool:
    row = entry.row
    assert isinstance(row, RenamingRow)
    is_named = row.name is None or row.name.from_ == name
    return is_named and (row.operating_unit is None or row.operating_unit.from_ == unit)


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
        entry.counts_on,
        by=entry,
    )
