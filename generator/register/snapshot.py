"""Register as of one day: every platform with its answer; changes by day; counts by year and kind."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from generator.records.acts import (
    Abolition,
    Act,
    Announcement,
    Correction,
    ListedRow,
    Objection,
    Publicity,
    Reconsideration,
    Renaming,
    Review,
    Revocation,
    Succession,
    ValidityChange,
    Withdrawal,
)
from generator.records.registry import Platform
from generator.register.answer import Standing, standing
from generator.register.designation import Period, periods
from generator.register.errata import Errata, errata_concerning
from generator.register.identity import Identity, former_names, identity
from generator.register.places import PlaceSpan, code_on, place_spans
from generator.register.reapplication import Bar, bars_by_unit, person_keys, unit_keys
from generator.register.register import Document, Entry, History, Register
from generator.register.territory import Territory
from generator.register.timeline import Spell, timeline
from generator.terms.answers import Event
from generator.terms.words import Status, UnitKind


@dataclass(frozen=True)
class Listing:
    """Platform as of one day: who it is, how it stands, and since when."""

    history: History
    as_of: date
    standing: Standing
    identity: Identity
    bar: Bar | None
    territory: Territory

    @property
    def platform(self) -> Platform:
        """Record of the platform's identity."""
        return self.history.platform

    @property
    def id(self) -> str:
        """Id of the platform."""
        return self.platform.id

    @property
    def status(self) -> Status:
        """Status on the day of the snapshot."""
        return self.standing.status

    @cached_property
    def timeline(self) -> tuple[Spell, ...]:
        """Spells of every day, past and to come, by the acts on record."""
        return timeline(self.history)

    @property
    def spell(self) -> Spell | None:
        """Spell that holds the day of the snapshot."""
        return self.spell_on(self.as_of)

    def spell_on(self, day: date) -> Spell | None:
        """Spell that holds a day; None before anything is on record."""
        for spell in reversed(self.timeline):
            if spell.starts <= day:
                return spell
        return None

    def standing_on(self, day: date) -> Standing:
        """Standing on another day, read from the timeline."""
        spell = self.spell_on(day)
        return spell.standing if spell else standing(self.history, day)

    @property
    def since(self) -> date | None:
        """First day of the unbroken run of this status under this designation; none at the beginning."""
        return self.spell.since if self.spell else None

    @property
    def event(self) -> Event | None:
        """Event on the first day of that run."""
        return self.spell.event if self.spell else None

    @property
    def coming(self) -> tuple[Spell, ...]:
        """Spells begun after this day, by the acts already on record."""
        return tuple(spell for spell in self.timeline if spell.starts > self.as_of)

    @property
    def former(self) -> tuple[Identity, ...]:
        """Identities given up by this day."""
        return tuple(former_names(self.history, self.as_of))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Periods of designation on record, oldest first."""
        return tuple(periods(self.history, self.as_of))

    @cached_property
    def division(self) -> str | None:
        """Division in which the platform lies on this day; None where that is unknown."""
        return code_on(self.places, self.as_of)

    @property
    def city(self) -> str | None:
        """Code of the part of the territory it lies in; None for the territory's own and unknown places."""
        return self.territory.part_of(self.division)

    def city_on(self, day: date) -> str | None:
        """Part of the territory in which it lay on another day; None for its own and unknown places."""
        return self.territory.part_of(code_on(self.places, day))

    @property
    def place(self) -> str:
        """Place that it lies in, in words."""
        return self.territory.place(self.division)

    @property
    def places(self) -> tuple[PlaceSpan, ...]:
        """Every place on record with its days, oldest first."""
        return place_spans(self.platform)

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """Service functions by the list that decides the standing, else by the latest list."""
        period = self.standing.period
        chosen = period.entry if period else None
        if chosen is None or not isinstance(chosen.row, ListedRow):
            lists = [*self.history.of(Announcement), *self.history.of(Publicity)]
            chosen = max(lists, key=lambda entry: entry.issued_on, default=None)
        return chosen.row.functions if chosen and isinstance(chosen.row, ListedRow) else ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Acts issued by this day, oldest first."""
        return tuple(entry for entry in self.history.entries if entry.issued_on <= self.as_of)


@dataclass(frozen=True)
class Snapshot:
    """The whole register as of one day."""

    register: Register
    as_of: date

    @classmethod
    def of(cls, register: Register, as_of: date) -> "Snapshot":
        """Snapshot of a register as of a day."""
        return cls(register, as_of)

    @property
    def territory(self) -> Territory:
        """Division whose register this is."""
        return self.register.territory

    @property
    def next_update(self) -> date:
        """Day after which a copy of this snapshot may be out of date."""
        return self.as_of + timedelta(days=self.register.site.update_days)

    @cached_property
    def bars(self) -> Mapping[str, list[Bar]]:
        """Bars by unit (第二十四条)."""
        return bars_by_unit(self.register)

    @cached_property
    def errata(self) -> Errata:
        """Errata by what they concern, whatever the day: the records bear what was put right."""
        return errata_concerning(self.register)

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """Every platform ever recorded, by id."""
        histories = self.register.histories.items()
        return {name: self.listing_on(history, self.as_of) for name, history in histories}

    def listing_on(self, history: History, day: date) -> Listing:
        """Platform as of any day."""
        return self._listing(history, day, standing(history, day))

    def turned_to(self, day: date, listing: Listing) -> Listing:
        """Listing as of another day, read from its timeline."""
        then = self._listing(listing.history, day, listing.standing_on(day))
        vars(then)["timeline"] = listing.timeline
        return then

    def _listing(self, history: History, day: date, held: Standing) -> Listing:
        bar = self.bar_on(history, day)
        return Listing(history, day, held, identity(history, day), bar, self.territory)

    def bar_on(self, history: History, day: date) -> Bar | None:
        """Bar on whoever runs the platform that day; of several, the one that lasts longest."""
        if self.bars.keys().isdisjoint(unit_keys(history)):
            # Few were ever barred.
            return None
        keys = sorted(person_keys(history, identity(history, day)) & self.bars.keys())
        bars = [bar for key in keys for bar in self.bars[key] if bar.covers(day)]
        return max(bars, key=lambda each: each.ends, default=None)

    @cached_property
    def roll(self) -> tuple[Listing, ...]:
        """Platforms in force on this day."""
        return tuple(each for each in self.listings.values() if each.status is Status.IN_FORCE)

    def with_status(self, status: Status) -> tuple[Listing, ...]:
        """Platforms of one status."""
        return tuple(each for each in self.listings.values() if each.status is status)

    @cached_property
    def by_city(self) -> Mapping[str, tuple[Listing, ...]]:
        """Platforms by the part of the territory they lie in; "" for those that lie in none."""
        return _grouped(self.listings.values(), lambda each: [each.city or ""])

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Codes of the territory's parts, and of former ones in which platforms lie or once lay by this day."""
        platforms = self.register.platforms.values()
        spans = (span for platform in platforms for span in place_spans(platform))
        begun = {s.code for s in spans if s.starts is None or s.starts <= self.as_of}
        lain = filter(None, map(self.territory.part_of, begun))
        return tuple(sorted({*self.territory.parts, *lain}))

    @cached_property
    def by_former_city(self) -> Mapping[str, tuple[Listing, ...]]:
        """Platforms by each part of the territory in which they lay before and lie no longer."""
        return _grouped(self.listings.values(), self._former_cities)

    def _former_cities(self, listing: Listing) -> set[str]:
        left = (span for span in listing.places if span.ends and span.ends < self.as_of)
        return {
            city
            for span in left
            if (city := self.territory.part_of(span.code)) and city != listing.city
        }

    @cached_property
    def unplaced(self) -> str:
        """Words over the platforms that lie in no part: the territory's own, unknown places, places outside."""
        places = (each.division for each in self.by_city.get("", ()))
        is_outside = any(place and not self.territory.holds(place) for place in places)
        return f"{self.territory.own}{'、辖区以外' if is_outside else ''}或所在地未载"

    def part_name(self, code: str | None) -> str:
        """Name of a part of the territory; words for what lies in none."""
        return self.territory.part_name(code) if code else self.unplaced

    @cached_property
    def by_function(self) -> Mapping[str, tuple[Listing, ...]]:
        """Platforms by each of their functions."""
        return _grouped(self.listings.values(), lambda each: each.functions)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Acts issued by this day, newest first."""
        issued = (a for a in self.register.acts.values() if a.issued_on.first <= self.as_of)
        return tuple(sorted(issued, key=newness, reverse=True))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Documents issued by this day, newest first."""
        names = dict.fromkeys(act.document for act in self.acts)
        return tuple(self.register.documents[name] for name in names)


def newness(act: Act) -> tuple[date, str, int]:
    """Sort key by which the newest act comes first, if it is reversed."""
    return act.issued_on.first, act.document, -act.number


def in_order(snapshot: Snapshot) -> list[str]:
    """Ids as the directory lists them: by city, then by id; unknown places last."""
    places = sorted((each.city or "~", each.id) for each in snapshot.listings.values())
    return [name for _, name in places]


def _grouped(
    listings: Iterable[Listing], keys: Callable[[Listing], Iterable[str]]
) -> Mapping[str, tuple[Listing, ...]]:
    groups: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        for key in keys(listing):
            groups[key].append(listing)
    return {key: tuple(groups[key]) for key in sorted(groups)}


# Acts that may change a status on the day they are issued or take effect.
TELLING = (
    Announcement, Review, Objection, Revocation, Withdrawal, Abolition, ValidityChange,
    Succession, Reconsideration,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """Change of one platform: its status from `before` to `after`, or an act without a new status.

    `act` is none where a status lapses and no act of that day is on record.
    """

    on: date
    effective_on: date
    act: Act | None
    listing: Listing
    entry: Entry | None
    before: Status | None = None
    after: Status | None = None

    @property
    def is_decided(self) -> bool:
        """Whether an act of that day brought the change; False if a day alone did, as an expiry."""
        entry = self.entry
        return entry is not None and self.effective_on in (entry.effective_on, entry.issued_on)

    @property
    def order(self) -> tuple[date, str, str, str, date]:
        """Sort key; changes that agree in all of it are told together."""
        act = self.act.id if self.act else ""
        return self.on, act, self.before or "", self.after or "", self.effective_on


def changes(snapshot: Snapshot) -> list[list[Change]]:
    """Changes up to the day of the snapshot, the newest first; those of one act and kind together."""
    every = [change for each in snapshot.listings.values() for change in _of(each)]
    every += [change for act in snapshot.acts for change in _corrected(snapshot, act)]
    known = [change for change in every if change.on <= snapshot.as_of]
    known.sort(key=lambda change: change.order, reverse=True)
    return [list(together) for _, together in groupby(known, lambda change: change.order)]


def _of(listing: Listing) -> Iterator[Change]:
    """Each new status, each new designation under the same status, and what acts changed."""
    before, period = Status.NOT_DESIGNATED, None
    for spell in listing.timeline:
        after, starts = spell.standing.status, spell.starts
        is_again = after is Status.IN_FORCE and _by(spell.standing.period) != _by(period)
        if after is not before or is_again:
            entry = _behind(listing, starts, spell.standing.decided_by)
            yield _change(listing, entry, starts, before, after)
        before, period = after, spell.standing.period
    for entry in listing.entries:
        if isinstance(entry.act, Renaming | ValidityChange):
            yield _change(listing, entry, entry.effective_on)


def _behind(listing: Listing, day: date, decided_by: Entry | None) -> Entry | None:
    """The act of that very day; else the one that the status rests on, as when a validity ends."""
    of_day = [e for e in listing.history.of(*TELLING) if day in (e.effective_on, e.issued_on)]
    return decided_by if decided_by in of_day or not of_day else of_day[-1]


def _by(period: Period | None) -> str | None:
    return period.entry.act.id if period else None


def _change(listing: Listing, entry: Entry | None, starts: date, *statuses: Status) -> Change:
    on = max(starts, entry.issued_on) if entry else starts
    return Change(on, starts, entry.act if entry else None, listing, entry, *statuses)


def _corrected(snapshot: Snapshot, act: Act) -> Iterator[Change]:
    if isinstance(act, Correction):
        on = act.issued_on.first
        for name, entry in snapshot.register.entries_of(act).items():
            if name in snapshot.listings:
                yield Change(on, on, act, snapshot.listings[name], entry)


def in_force_by_year(snapshot: Snapshot) -> dict[int, int]:
    """Number of titles in force on 31 December of every full year, from the first with a title."""
    begun = [p.starts.year for _, p in _periods(snapshot) if p.starts <= snapshot.as_of]
    years = range(min(begun, default=snapshot.as_of.year), snapshot.as_of.year)
    ends = {year: date(year, 12, 31) for year in years}
    counts = Counter(
        y for each in snapshot.listings.values() for y, day in ends.items() if _held_on(each, day)
    )
    return {year: counts[year] for year in years}


def by_kind(snapshot: Snapshot) -> dict[UnitKind | None, tuple[int, int]]:
    """Numbers in force and ever, by kind of unit; None stands for a kind not recorded."""
    everyone = Counter(_kind(listing) for listing in snapshot.listings.values())
    held = Counter(_kind(listing) for listing in snapshot.roll)
    return {kind: (held[kind], everyone[kind]) for kind in (*UnitKind, None) if everyone[kind]}


def designations_by_year(snapshot: Snapshot) -> dict[int, tuple[int, int]]:
    """Numbers of first designations and of redesignations, by the year of the announcement."""
    first: Counter[int] = Counter()
    again: Counter[int] = Counter()
    for listing in snapshot.listings.values():
        granted = sorted(p.entry.issued_on for p in _announced(listing))
        first.update(day.year for day in granted[:1])
        again.update(day.year for day in granted[1:])
    return {year: (first[year], again[year]) for year in _span([*first, *again], snapshot)}


def revocations_by_year(snapshot: Snapshot) -> dict[int, int]:
    """Number of revocations by the year in which they took effect."""
    counts = Counter(
        entry.effective_on.year
        for listing in snapshot.listings.values()
        for entry in listing.entries
        if isinstance(entry.act, Revocation) and entry.effective_on <= snapshot.as_of
    )
    return {year: counts[year] for year in _span(counts, snapshot)}


def run_out_by_year(snapshot: Snapshot) -> dict[int, tuple[int, int]]:
    """Numbers of titles that ran to their own end: designated again by now, and not."""
    redesignated: dict[int, list[bool]] = defaultdict(list)
    for listing, period in _periods(snapshot):
        if period.ends and period.ends < snapshot.as_of and _held_on(listing, period.ends):
            redesignated[period.ends.year].append(_again(listing, period))
    years = _span(redesignated, snapshot)
    return {y: (sum(redesignated[y]), redesignated[y].count(False)) for y in years}


def _again(listing: Listing, period: Period) -> bool:
    return any(other.starts > period.starts for other in _announced(listing))


def _announced(listing: Listing) -> Iterator[Period]:
    """The designations announced by now; a review that confirms a title is none."""
    for period in listing.periods:
        if isinstance(period.entry.act, Announcement) and period.entry.issued_on <= listing.as_of:
            yield period


def _periods(snapshot: Snapshot) -> Iterator[tuple[Listing, Period]]:
    return ((each, period) for each in snapshot.listings.values() for period in each.periods)


def _held_on(listing: Listing, day: date) -> bool:
    spell = listing.spell_on(day)
    return spell is not None and spell.standing.status is Status.IN_FORCE


def _kind(listing: Listing) -> UnitKind | None:
    return listing.platform.operating_unit.kind


def _span(years: Iterable[int], snapshot: Snapshot) -> range:
    """Every year from the first to this: a year without any is shown as none."""
    return range(min(years, default=snapshot.as_of.year + 1), snapshot.as_of.year + 1)
