"""Names of a platform and its unit on a day; finding it by any of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches

from generator.records.acts import AnnouncementRow, ListedRow, Renaming, RenamingRow, rows_of
from generator.records.registry import Platform
from generator.register.register import Entry, History, Register
from generator.terms.sameness import sameness


@dataclass(frozen=True, slots=True)
class Identity:
    """Names and credit code in use from one day on; `by` is the renaming."""

    name: str | None
    operating_unit: str
    credit_code: str | None
    starts: date | None = None
    ends: date | None = None
    by: Entry | None = None

    @property
    def shown(self) -> str:
        """Name of the platform, or of its unit if the lists print no name."""
        return self.name or self.operating_unit


def identities(history: History) -> tuple[Identity, ...]:
    """Every identity that was in use for a day at least, in order; the last is the latest on record."""
    if not history.identities:
        # All at once: another thread may be working them out as well.
        history.identities[:] = [
            each
            for each in every_identity(history)
            if each.ends is None or (each.starts or each.ends) <= each.ends
        ]
    return tuple(history.identities)


def every_identity(history: History) -> list[Identity]:
    """Every identity in order, those too that another renaming of the same day gave up at once."""
    known = [first_identity(history.platform)]
    renamings = _in_chain(history.of(Renaming), known[0])
    for entry, starts in zip(renamings, _starts(renamings), strict=True):
        known[-1] = replace(known[-1], ends=starts - timedelta(days=1))
        known.append(_renamed(known[-1], entry, starts))
    return known


def _starts(renamings: list[Entry]) -> list[date]:
    """First day of each: the one from which it surely counts, or that of one which it comes before."""
    days = [entry.counts_on for entry in renamings]
    return [min(days[at:]) for at in range(len(days))]


def _in_chain(entries: Iterable[Entry], first: Identity) -> list[Entry]:
    """Renamings by their day; those that may be of one day follow from the old name to the new one."""
    ordered: list[Entry] = []
    waiting = sorted(entries, key=lambda entry: entry.counts_on)
    name, unit = first.name, first.operating_unit
    while waiting:
        of_day = [each for each in waiting if each.effective_on <= waiting[0].counts_on]
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
    """Identity in use on a day."""
    return next(i for i in reversed(identities(history)) if i.starts is None or i.starts <= as_of)


def former_names(history: History, as_of: date) -> Iterator[Identity]:
    """Identities given up by a day, oldest first."""
    return (i for i in identities(history) if i.ends is not None and i.ends < as_of)


def first_identity(platform: Platform) -> Identity:
    """Identity of a platform as first recorded."""
    unit = platform.operating_unit
    return Identity(platform.name, unit.name, unit.credit_code)


def _renamed(last: Identity, entry: Entry, starts: date) -> Identity:
    row = entry.row
    assert isinstance(row, RenamingRow)
    return Identity(
        row.name.to if row.name else last.name,
        row.operating_unit.to if row.operating_unit else last.operating_unit,
        row.credit_code or last.credit_code,
        starts,
        by=entry,
    )


def nearest(name: str, book: Iterable[str]) -> str | None:
    """Id that a mistyped one most likely meant; None if none is near, or all are."""
    near = get_close_matches(name, list(book), 1, 0.8)
    # Numbered ids are all near each other: a guess might name the wrong platform.
    return near[0] if near and _letters(near[0]) != _letters(name) else None


def _letters(name: str) -> str:
    return "".join(letter for letter in name if not letter.isdigit())


def lookup(register: Register, text: str) -> list[History]:
    """Platforms that bear exactly this id, name (present or former), code or number, however it is typed.

    A record that is the same as another leads to the platform.
    """
    name = register.merged.get(text, text)
    if name in register.histories:
        return [register.histories[name]]
    wanted = sameness(text)
    return [h for h in register.histories.values() if wanted in map(sameness, _handles(h))]


def _handles(history: History) -> Iterator[str]:
    yield history.platform.id
    yield from (each.id for each in history.merged)
    yield from designations(history)


def similar(register: Register, text: str) -> list[str]:
    """Names on record that contain the words asked for, else those that come near."""
    names = {name for h in register.histories.values() for name in designations(h)}
    holding = sorted(name for name in names if sameness(text) in sameness(name))
    return holding[:5] or get_close_matches(text, sorted(names), 5, 0.5)


def designations(history: History) -> Iterator[str]:
    """Everything a platform was ever called: names, units, codes, numbers."""
    recorded = (first_identity(each) for each in history.merged)
    for identity in (*identities(history), *recorded):
        known = (identity.name, identity.operating_unit, identity.credit_code)
        yield from (each for each in known if each)
    for entry in history.entries:
        # What a correction has put right was printed all the same.
        rows = rows_of(entry.act) if entry.corrected_by else ()
        printed = (row for row in rows if row.platform == history.platform.id)
        for row in (entry.row, *printed):
            if isinstance(row, ListedRow):
                yield from (each for each in (row.name, row.operating_unit) if each)
            if isinstance(row, AnnouncementRow) and row.number:
                yield row.number
