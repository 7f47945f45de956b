"""iCalendar files: publicity windows, the last days to object, ends of validity and of bars.

What ended more than a year ago is left out. Every event is of whole days.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from urllib.parse import urlsplit

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vText

from generator.records.acts import Publicity, Renaming
from generator.register.designation import ONE_DAY
from generator.register.reapplication import bars
from generator.register.register import Entry
from generator.register.snapshot import Listing
from generator.register.timeline import tenures
from generator.site.data.envelope import Outputs, Publication
from generator.terms.citations import notice_path

FOLDER = "calendar"
KEPT = timedelta(days=366)
EAST = timedelta(hours=8)
END = b"END:VCALENDAR\r\n"
# An event stands in two calendars and is made once: its text by its name.
Events = dict[str, bytes]


@dataclass(frozen=True)
class CalendarTerm:
    """Days from one to another, both included; `uid` never changes, whatever becomes of the days.

    `told_on` are the days on which the event was made and changed: calendars that hold a copy of
    it take the later one for the newer.
    """

    uid: str
    starts: date
    ends: date
    told_on: tuple[date, ...]
    title: str
    path: str


def outputs(publication: Publication) -> Outputs:
    """One calendar for all, and one for every part of the territory."""
    events: Events = {}
    yield f"{FOLDER}/all.ics", partial(_calendar, publication, "全部", None, events)
    for code in publication.snapshot.parts:
        title = publication.snapshot.part_name(code)
        yield f"{FOLDER}/{code}.ics", partial(_calendar, publication, title, code, events)


def _calendar(publication: Publication, title: str, city: str | None, events: Events) -> bytes:
    """Calendar of a part of the territory, or of all; `events` are those made already, by their name."""
    snapshot = publication.snapshot
    listings = snapshot.listings.values() if city is None else snapshot.by_city.get(city, ())
    terms = {term.uid: term for listing in listings for term in _terms(listing)}
    kept = [term for term in terms.values() if term.ends >= snapshot.as_of - KEPT]
    for term in kept:
        if term.uid not in events:
            events[term.uid] = bytes(_event(term, publication).to_ical())
    ordered = sorted(kept, key=lambda term: (term.ends, term.uid))
    empty = _empty_calendar(publication, title).to_ical().removesuffix(END)
    return b"".join([empty, *(events[term.uid] for term in ordered), END])


def _empty_calendar(publication: Publication, title: str) -> Calendar:
    site = publication.snapshot.register.site
    calendar = named_calendar(f"{title} - {site.title}{publication.mark}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-caldesc", vText(publication.says))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add_component(_timezone())
    return calendar


def named_calendar(name: str) -> Calendar:
    """Calendar of this program, without any event."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//registry-generator//ZH")
    calendar.add("x-wr-calname", vText(name))
    return calendar


def _timezone() -> Timezone:
    """Time of the days; a calendar without any component is not lawful (RFC 5545, 3.6)."""
    standard, zone = TimezoneStandard(), Timezone()
    standard.add("dtstart", datetime.combine(date(1992, 1, 1), time()))
    standard.add("tzoffsetfrom", EAST)
    standard.add("tzoffsetto", EAST)
    zone.add("tzid", "Asia/Shanghai")
    zone.add_component(standard)
    return zone


def _event(term: CalendarTerm, publication: Publication) -> Event:
    host = urlsplit(publication.snapshot.register.site.base_url).hostname
    event = day_event(f"{term.uid}@{host}", max(term.told_on), (term.starts, term.ends))
    event.add("sequence", len(term.told_on) - 1)
    event.add("summary", term.title + publication.mark)
    event.add("description", publication.told)
    event.add("url", publication.address(term.path))
    return event


def day_event(uid: str, told_on: date, days: tuple[date, date]) -> Event:
    """Event of whole days, the last included, that blocks nobody's time; told as it was on a day."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(told_on, time(), UTC))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    return event


def _terms(listing: Listing) -> Iterator[CalendarTerm]:
    yield from _windows(listing)
    yield from _validities(listing)
    name, path = listing.identity.shown, f"platforms/{listing.id}/"
    for bar in bars(listing.history):
        if bar.entry.issued_on <= listing.as_of:
            uid, last = f"bar-{listing.id}-{bar.starts}", bar.ends
            told_on = _told_on(bar.entry, listing)
            yield CalendarTerm(uid, last, last, told_on, f"限制期最后一日：{name}", path)


def _windows(listing: Listing) -> Iterator[CalendarTerm]:
    for entry in listing.entries:
        act = entry.act
        if isinstance(act, Publicity) and act.window:
            starts, ends = act.window.starts.first, act.window.last.last
            path, days = notice_path(act.document), (entry.issued_on, *_corrected_on(entry))
            # Lists of one document put before the public together are one event.
            name = act.id if act.id == act.document else f"{act.document}-{ends}"
            yield CalendarTerm(f"window-{name}", starts, ends, days, f"公示：{act.title}", path)
            last = f"提出异议的最后一日：{act.title}"
            yield CalendarTerm(f"object-{name}", ends, ends, days, last, path)


def _validities(listing: Listing) -> Iterator[CalendarTerm]:
    """The last day of each title that runs to its own end, named by its grant."""
    name, path = listing.identity.shown, f"platforms/{listing.id}/"
    grants: Counter[str] = Counter()
    for tenure in tenures(listing.timeline):
        if tenure.runs_out and tenure.ends and tenure.period:
            grant, *later = tenure.period.by
            grants[grant.act.id] += 1
            # A title that lapsed and was taken up again by a later review has two last days.
            again = f"-{grants[grant.act.id]}" if grants[grant.act.id] > 1 else ""
            uid, told_on = (
                f"validity-{listing.id}-{grant.act.id}{again}",
                _told_on(grant, listing, later),
            )
            yield CalendarTerm(
                uid, tenure.ends, tenure.ends, told_on, f"有效期最后一日：{name}", path
            )


def _told_on(first: Entry, listing: Listing, later: Sequence[Entry] = ()) -> tuple[date, ...]:
    """Days of the act, of those that changed what it says, and of later renamings of the platform."""
    renamed = (
        entry.issued_on
        for entry in listing.entries
        if isinstance(entry.act, Renaming) and entry.issued_on > first.issued_on
    )
    changed = (day for entry in (first, *later) for day in _corrected_on(entry))
    return (first.issued_on, *(entry.issued_on for entry in later), *renamed, *changed)


def _corrected_on(entry: Entry) -> Iterator[date]:
    if entry.corrected_by:
        yield entry.corrected_by.issued_on.first
