"""动态 What a feed tells: the acts, and the days on which a status lapsed by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.exports.envelope import Publication
from generator.records.act import Act
from generator.standing.snapshot import Listing
from generator.standing.validity import ONE_DAY

FEWEST = 10
WINDOW = timedelta(days=8)


@dataclass(frozen=True)
class Event:
    """一条动态 `address` is its name for ever, and where it can be read."""

    address: str
    on: date
    title: str
    says: str


def recent(events: Iterable[Event], as_of: date) -> list[Event]:
    """近期动态 The newest first: all of the last eight days, and never fewer than ten."""
    found = sorted(events, key=lambda event: (event.on, event.address), reverse=True)
    fresh = [event for event in found if event.on > as_of - WINDOW]
    return found[: max(FEWEST, len(fresh))]


def of_act(act: Act, publication: Publication, names: Iterable[str] = ()) -> Event:
    """一份文件 Under the address of its own page, with the platforms it is told for."""
    number = act.document_number or "无文号"
    listed = "、".join(names)
    return Event(
        publication.address(f"notices/{act.id}/"),
        act.issued_on.first,
        f"{act.kind_of_act.label}：{act.title}",
        f"{act.issued_on}，{number}。" + (f"涉及：{listed}。" if listed else ""),
    )


def of_platforms(listings: Iterable[Listing], publication: Publication) -> Iterator[Event]:
    """平台动态 Each act on any of them, and each lapse of a status."""
    acts: dict[str, tuple[Act, list[str]]] = {}
    for listing in listings:
        for entry in listing.entries:
            acts.setdefault(entry.act.id, (entry.act, []))[1].append(listing.identity.shown)
        yield from _lapses(listing, publication)
    for act, names in acts.values():
        yield of_act(act, publication, names)


def _lapses(listing: Listing, publication: Publication) -> Iterator[Event]:
    """Days on which the status changed though no act is of that day."""
    acted = {day for entry in listing.entries for day in (entry.issued_on, entry.effective_on)}
    before = None
    for spell in listing.timeline:
        status, starts = spell.standing.status, spell.starts
        if before not in (None, status) and starts <= listing.as_of and starts not in acted:
            yield Event(
                publication.address(f"platforms/{listing.id}/#{status.value}-{starts}"),
                starts,
                f"{status.label}：{listing.identity.shown}",
                f"自{starts}起，资格状态为“{status.label}”；前一状态至{starts - ONE_DAY}。",
            )
        before = status
