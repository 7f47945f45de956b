"""平台各列 What each platform is found by, its status on coming days, and its facets."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.records.act import rows_of
from generator.records.acts import Correction
from generator.records.rows import AnnouncementRow, ListedRow, Row
from generator.register.register import Register
from generator.search.packing import codes, packed, serials
from generator.standing.identity import identities
from generator.standing.snapshot import Listing, Snapshot

FACETS = ("standing", "city", "functions", "years", "kind")


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


def handles_of(snapshot: Snapshot, listings: Iterable[Listing] | None = None) -> Iterator[Handles]:
    """各平台的称谓 From the identities, and from every list as printed then and as corrected."""
    printed = _printed(snapshot.register)
    for listing in snapshot.listings.values() if listings is None else listings:
        mine = Handles()
        for each in (listing.identity, *identities(listing.history)):
            mine.add(each.name, each.operating_unit, each.credit_code)
        for row in (*(e.row for e in listing.history.entries), *printed.get(listing.id, ())):
            mine.add_row(row)
        yield mine


def _printed(register: Register) -> dict[str, list[Row]]:
    """The rows of corrections and of what they correct, by platform: a history tells them as mended."""
    found: dict[str, list[Row]] = {}
    for act in register.acts.values():
        if isinstance(act, Correction) or act.id in register.corrections:
            for row in rows_of(act):
                found.setdefault(row.platform, []).append(row)
    return found


def columns_of(
    every: Sequence[Listing], handles: Sequence[Handles], function: Callable[[str], str]
) -> dict[str, Any]:
    """各列 A table of platforms, in the order given."""
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
        **facets_of([facets_row(each, function) for each in every]),
    }


def facets_row(listing: Listing, function: Callable[[str], str]) -> tuple[Hashable, ...]:
    """筛选项 What one platform is filtered by; in the order of `FACETS`."""
    return (
        _standing(listing),
        listing.city or "",
        tuple(map(function, listing.functions)),
        _years(listing),
        _kind(listing),
    )


def facets_of(rows: Sequence[Sequence[Hashable]], names: Sequence[str] = FACETS) -> dict[str, Any]:
    """筛选各列 The same of many, a column each."""
    return {name: packed(row[at] for row in rows) for at, name in enumerate(names)}


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
