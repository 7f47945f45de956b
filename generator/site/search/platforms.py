"""Platforms as columns of the index: what each is found by, listed with and filtered by.

Columns compress several times better than rows; `columns.js` reads them back.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.records.acts import AnnouncementRow, Correction, ListedRow, Row, rows_of
from generator.records.codes import check_digit
from generator.register.answer import Standing, StandingCaveat
from generator.register.identity import Identity, identities
from generator.register.register import Register
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import tenures

SERIAL = re.compile(r"(.*?)(0|[1-9]\d{0,8}|0\d{1,8})", re.DOTALL)
FIRST, ESCAPE = ord("0"), ord("\\") - ord("0")
# Beyond this many different values, numbers take the place of characters.
MANY = 50_000
NO_CODE = "-" * 17


def packed(values: Iterable[Hashable]) -> dict[str, Any]:
    """Each different value once, and one character per row that names it."""
    table: dict[Hashable, int] = {}
    column = [table.setdefault(value, len(table)) for value in values]
    is_short = len(table) < MANY
    return {
        "table": list(table),
        "column": "".join(map(_character, column)) if is_short else column,
    }


def _character(number: int) -> str:
    """A printable character that JSON writes as it is."""
    return chr(FIRST + number + (number >= ESCAPE))


def credit_codes(values: Sequence[str]) -> dict[str, Any]:
    """The first signs of all, then the second ones, to the seventeenth; of the check digits, which follow, only wrong ones.

    Signs of one place resemble, and compress better than codes; "-" where no code is known.
    """
    return {
        "signs": [
            "".join(signs) for signs in zip(*(v[:17] or NO_CODE for v in values), strict=True)
        ],
        "irregular": {
            at: value[-1]
            for at, value in enumerate(values)
            if value and value[-1] != check_digit(value)
        },
    }


def serials(values: Sequence[str]) -> dict[str, Any]:
    """Numbered names: the stem, the width, and the step from the last number of the same stem."""
    last: dict[tuple[str, int], int] = {}
    stems, steps = [], []
    for value in values:
        stem, digits = _split(value)
        key = (stem, len(digits))
        number = int(digits or 0)
        stems.append(key)
        steps.append(number - last.get(key, 0))
        last[key] = number
    return {"stems": packed(stems), "steps": packed(steps)}


def _split(value: str) -> tuple[str, str]:
    match = SERIAL.fullmatch(value)
    return (match[1], match[2]) if match else (value, "")


def plain_columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """One list of values per field of the rows, which all have the same fields."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}


@dataclass(slots=True)
class Handles:
    """Every name, unit and number that a platform ever bore; the present ones stand first."""

    names: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def add(self, name: str | None, unit: str | None, number: str | None) -> None:
        """Add what is not known yet, in single spaces."""
        for value, known in ((name, self.names), (unit, self.units), (number, self.numbers)):
            plain = _plain(value)
            if plain and plain not in known:
                known.append(plain)

    def span(self, each: Identity) -> tuple[str, int, int]:
        """First day of an identity or "", and which of these names, -1 for none, and of these units it bore."""
        name, unit = _plain(each.name), _plain(each.operating_unit)
        first = each.starts.isoformat() if each.starts else ""
        return first, self.names.index(name) if name else -1, self.units.index(unit)

    def add_row(self, row: Row | None) -> None:
        """Add a row of a list as printed."""
        if isinstance(row, ListedRow):
            number = row.number if isinstance(row, AnnouncementRow) else None
            self.add(row.name, row.operating_unit, number)


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def handles_of(snapshot: Snapshot) -> Iterator[Handles]:
    """Handles of every platform: by its identities, and by every list as printed and as corrected."""
    printed = _printed_rows(snapshot.register)
    for listing in snapshot.listings.values():
        handles = Handles()
        for each in (listing.identity, *identities(listing.history)):
            handles.add(each.name, each.operating_unit, each.credit_code)
        for merged in listing.history.merged:
            unit = merged.operating_unit
            handles.add(merged.name, unit.name, unit.credit_code)
            handles.add(None, None, merged.id)
        for row in (*(e.row for e in listing.history.entries), *printed.get(listing.id, ())):
            handles.add_row(row)
        yield handles


def _printed_rows(register: Register) -> dict[str, list[Row]]:
    """Rows of corrections and of what they correct, by platform: a history tells them as mended."""
    rows: dict[str, list[Row]] = {}
    for act in register.acts.values():
        if isinstance(act, Correction) or act.id in register.corrections:
            for row in rows_of(act):
                rows.setdefault(row.platform, []).append(row)
    return rows


def platform_columns(listings: Sequence[Listing], handles: Sequence[Handles]) -> dict[str, Any]:
    """Columns of these platforms, in the order given."""
    present = [each.identity.credit_code or "" for each in listings]
    others = [[n for n in h.numbers if n != code] for h, code in zip(handles, present, strict=True)]
    return {
        "ids": serials([each.id for each in listings]),
        "texts": "\n".join(map(_line, listings, handles)),
        "codes": credit_codes(present),
        "numbers": {
            "counts": packed(map(len, others)),
            "values": serials([number for numbers in others for number in numbers]),
        },
        **{name: packed(map(value, listings)) for name, value in VALUES.items()},
    }


def _line(listing: Listing, handles: Handles) -> str:
    """Name and unit side by side, since they resemble; then former names and former units."""
    name = handles.names[0] if listing.identity.name else ""
    former = handles.names[1:] if name else handles.names
    parts = [name, handles.units[0], "\v".join(former), "\v".join(handles.units[1:])]
    return "\t".join(parts).rstrip("\t")


def caveat_key(caveat: StandingCaveat) -> str:
    """Code of a caveat, then the values of its slots, between spaces."""
    days = (str(day) for day in (caveat.first, caveat.last) if day)
    return " ".join((caveat.value, *days))


def _standing(listing: Listing) -> tuple[tuple[str, ...], ...]:
    """(first day, status, *caveats): on the day of the snapshot, without a day, then from each coming one."""
    coming = (_marked(spell.starts.isoformat(), spell.standing) for spell in listing.coming)
    return (_marked("", listing.standing), *coming)


def _marked(first: str, standing: Standing) -> tuple[str, ...]:
    return (first, standing.status.value, *map(caveat_key, standing.caveats))


def _place(listing: Listing) -> tuple[str, str]:
    """The code of the part of the territory, empty where there is none, and the place in words."""
    return listing.city or "", listing.place


def _years(listing: Listing) -> tuple[int, ...]:
    return tuple(sorted({period.entry.issued_on.year for period in listing.periods}))


def _kind(listing: Listing) -> str:
    kind = listing.platform.operating_unit.kind
    return kind.label if kind else ""


def _validity(listing: Listing) -> tuple[str, ...]:
    """First and last day of the period that decides; each empty where not on record. Empty without one.

    One more where it runs until the next review.
    """
    period = listing.standing.period
    if period is None:
        return ()
    starts = period.starts.isoformat() if period.starts_known else ""
    days = starts, period.ends.isoformat() if period.ends else ""
    return (*days, "open") if period.is_open else days


def _run_out(listing: Listing) -> tuple[str, ...]:
    """Last days of the titles that ran out, or will, by what is on record."""
    runs = tenures(listing.timeline)
    return tuple(each.ends.isoformat() for each in runs if each.runs_out and each.ends)


VALUES = {
    "standing": _standing,
    "place": _place,
    "functions": lambda listing: listing.functions,
    "years": _years,
    "kind": _kind,
    "validity": _validity,
    "run_out": _run_out,
}
