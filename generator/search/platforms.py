"""平台各列 What each platform is found by, its status on coming days, and its facets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.records.act import rows_of
from generator.records.rows import AnnouncementRow, ListedRow, Row
from generator.search.packing import codes, packed, serials
from generator.standing.identity import identities
from generator.standing.snapshot import Listing, Snapshot


@dataclass
class Handles:
    """称谓 Every name, unit and number a platform ever bore; the present ones stand first."""

    names: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def add(self, name: str | None, unit: str | None, number: str | None) -> None:
        """添 What is not known yet."""
        for said, known in ((name, self.names), (unit, self.units), (number, self.numbers)):
            plain = " ".join((said or "").split())
            if plain and plain not in known:
                known.append(plain)

    def add_row(self, row: Row | None) -> None:
        """添一行 A row of a list as printed."""
        if isinstance(row, ListedRow):
            number = row.number if isinstance(row, AnnouncementRow) else None
            self.add(row.name, row.operating_unit, number)


def handles_of(snapshot: Snapshot) -> list[Handles]:
    """各平台的称谓 From the identities, and from every list as printed then and as corrected."""
    found = {}
    for listing in snapshot.listings.values():
        found[listing.id] = mine = Handles()
        for each in (listing.identity, *identities(listing.history)):
            mine.add(each.name, each.operating_unit, each.credit_code)
        for entry in listing.history.entries:
            mine.add_row(entry.row)
    for act in snapshot.register.acts.values():
        for row in rows_of(act):
            if row.platform in found:
                found[row.platform].add_row(row)
    return list(found.values())


def columns_of(
    snapshot: Snapshot, handles: Sequence[Handles], function: Callable[[str], str]
) -> dict[str, Any]:
    """各列 The whole table of platforms, in the order of their ids."""
    every = list(snapshot.listings.values())
    present = [each.identity.credit_code or "" for each in every]
    others = [_without(h.numbers, code) for h, code in zip(handles, present, strict=True)]
    return {
        "ids": serials([each.id for each in every]),
        "texts": "\n".join(map(_line, every, handles)),
        "codes": codes(present),
        "numbers": {
            "counts": packed(map(len, others)),
            "values": serials([number for mine in others for number in mine]),
        },
        "standing": packed(map(_standing, every)),
        "city": packed(each.city or "" for each in every),
        "functions": packed(tuple(map(function, each.functions)) for each in every),
        "years": packed(map(_years, every)),
        "kind": packed(map(_kind, every)),
    }


def _line(listing: Listing, handles: Handles) -> str:
    """Name and unit side by side, since they resemble; then former names and former units."""
    name = handles.names[0] if listing.identity.name else ""
    former = handles.names[1:] if name else handles.names
    parts = [name, handles.units[0], "\v".join(former), "\v".join(handles.units[1:])]
    return "\t".join(parts).rstrip("\t")


def _without(numbers: list[str], code: str) -> list[str]:
    return [number for number in numbers if number != code]


def _standing(listing: Listing) -> tuple[str, ...]:
    """The status on the day of the snapshot, then each coming day with its status."""
    coming = ((spell.starts.isoformat(), spell.standing.status.value) for spell in listing.coming)
    return (listing.status.value, *(each for pair in coming for each in pair))


def _kind(listing: Listing) -> str:
    kind = listing.platform.operating_unit.kind
    return kind.label if kind else ""


def _years(listing: Listing) -> tuple[int, ...]:
    return tuple(sorted({period.entry.issued_on.year for period in listing.periods}))
