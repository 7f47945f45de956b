"""日历 iCalendar: publicity windows, the last days to object, ends of validity and of bars.

What ended more than a year ago is left out. Every event is of whole days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vText

from generator.exports.envelope import File, Publication
from generator.exports.feeds import city_title
from generator.records.acts import Publicity
from generator.standing.reapplication import bars
from generator.standing.snapshot import Listing
from generator.standing.tenure import tenures
from generator.standing.validity import ONE_DAY
from generator.terms import City

FOLDER = "calendar"
KEPT = timedelta(days=366)
END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True)
class Term:
    """期间 From one day to another, both included; `uid` never changes."""

    uid: str
    starts: date
    ends: date
    told_on: date
    title: str
    path: str


def files(publication: Publication) -> Iterator[File]:
    """日历 One for all, and one for every city."""
    events, calendars = _gathered(publication)
    yield f"{FOLDER}/all.ics", _calendar(publication, "全部", calendars[""], events)
    for code in sorted({*(c.value for c in City), *publication.snapshot.by_city} - {""}):
        terms = calendars.get(code, {})
        yield f"{FOLDER}/{code}.ics", _calendar(publication, city_title(code), terms, events)


Ends = dict[str, date]


def _gathered(publication: Publication) -> tuple[dict[str, bytes], dict[str, Ends]]:
    """Every event as text, which stands in two calendars; by city, and for all, which of them."""
    events: dict[str, bytes] = {}
    calendars: dict[str, Ends] = {"": {}}
    for listing in publication.snapshot.listings.values():
        for term in _terms(listing):
            if term.ends >= publication.snapshot.as_of - KEPT:
                if term.uid not in events:
                    events[term.uid] = bytes(_event(term, publication).to_ical())
                for of in {"", listing.city or ""}:
                    calendars.setdefault(of, {})[term.uid] = term.ends
    return events, calendars


def _calendar(
    publication: Publication, title: str, terms: Ends, events: Mapping[str, bytes]
) -> bytes:
    site = publication.snapshot.register.site
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//registry-generator//ZH")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", vText(f"{title} - {site.title}{publication.mark}"))
    made.add("x-wr-caldesc", vText(publication.says))
    made.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    mine = (events[uid] for uid in sorted(terms, key=lambda uid: (terms[uid], uid)))
    return b"".join([made.to_ical().removesuffix(END), *mine, END])


def _event(term: Term, publication: Publication) -> Event:
    event = Event()
    event.add("uid", f"{term.uid}@{urlsplit(publication.snapshot.register.site.base_url).hostname}")
    event.add("dtstamp", datetime.combine(term.told_on, time(), UTC))
    event.add("dtstart", term.starts)
    event.add("dtend", term.ends + ONE_DAY)
    event.add("summary", term.title + publication.mark)
    event.add("description", publication.says)
    event.add("url", publication.address(term.path))
    event.add("transp", "TRANSPARENT")
    return event


def _terms(listing: Listing) -> Iterator[Term]:
    yield from _windows(listing)
    yield from _validities(listing)
    name, path = listing.identity.shown, f"platforms/{listing.id}/"
    for bar in bars(listing.history):
        if bar.entry.issued_on <= listing.as_of:
            uid, last = f"bar-{listing.id}-{bar.starts}", bar.ends
            yield Term(uid, last, last, bar.entry.issued_on, f"限制期最后一日：{name}", path)


def _windows(listing: Listing) -> Iterator[Term]:
    for entry in listing.entries:
        act = entry.act
        if isinstance(act, Publicity) and act.window:
            starts, ends = act.window.starts.first, act.window.ends.last
            path, day = f"notices/{act.id}/", entry.issued_on
            yield Term(f"window-{act.id}", starts, ends, day, f"公示：{act.title}", path)
            last = f"提出异议的最后一日：{act.title}"
            yield Term(f"object-{act.id}", ends, ends, day, last, path)


def _validities(listing: Listing) -> Iterator[Term]:
    """The last day of each title that runs to its own end."""
    name, path = listing.identity.shown, f"platforms/{listing.id}/"
    for tenure in tenures(listing.timeline):
        if tenure.runs_out and tenure.ends and tenure.period:
            uid, told = f"validity-{listing.id}-{tenure.ends}", tenure.period.entry.issued_on
            yield Term(uid, tenure.ends, tenure.ends, told, f"有效期最后一日：{name}", path)
