"""截至某日 The register as of one day: every platform with its answer, grouped once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from generator.records.act import Act
from generator.records.acts import Announcement, Publicity
from generator.records.platform import Platform
from generator.records.rows import ListedRow
from generator.register.history import Entry, History
from generator.register.register import Register
from generator.standing.identity import Identity, former_names, identity
from generator.standing.reapplication import Bar, bars_by_unit, unit_known_by
from generator.standing.standing import Standing, standing
from generator.standing.timeline import Spell, event_of, run_before, timeline
from generator.standing.validity import Period, periods
from generator.terms import Event, Status

PROVINCE = "0000"


@dataclass(frozen=True)
class Listing:
    """登记项 One platform as of one day: who it is, how it stands, and since when."""

    history: History
    as_of: date
    standing: Standing
    identity: Identity
    bar: Bar | None

    @property
    def platform(self) -> Platform:
        """示范平台 The identity record."""
        return self.history.platform

    @property
    def id(self) -> str:
        """编号 The platform's id."""
        return self.platform.id

    @property
    def status(self) -> Status:
        """资格状态 On the day of the snapshot."""
        return self.standing.status

    @cached_property
    def timeline(self) -> tuple[Spell, ...]:
        """状态沿革 On every day, past and to come, by what is on record; the one thing kept here."""
        return timeline(self.history)

    @property
    def spell(self) -> Spell | None:
        """本段状态 The spell that holds the day of the snapshot."""
        return self.spell_on(self.as_of)

    def spell_on(self, day: date) -> Spell | None:
        """某日所在的一段 None before anything is on record."""
        return next((spell for spell in self.timeline if spell.covers(day)), None)

    @property
    def since(self) -> date | None:
        """First day of the unbroken run of this status under this designation; none at the beginning."""
        return self._run[0].starts if self._run else None

    @property
    def event(self) -> Event | None:
        """What happened on the first day of that run."""
        if not self._run:
            return None
        at = self.timeline.index(self._run[0])
        before = self.timeline[at - 1].standing if at else None
        return event_of(before, self._run[0].standing, self._run[0].starts)

    @property
    def _run(self) -> tuple[Spell, ...]:
        spell = self.spell
        if spell is None:
            return ()
        at = self.timeline.index(spell)
        return self.timeline[run_before(self.timeline, at) : at + 1]

    @property
    def coming(self) -> tuple[Spell, ...]:
        """将来的变化 Spells begun after this day, by what is already on record."""
        return tuple(spell for spell in self.timeline if spell.starts > self.as_of)

    @property
    def former(self) -> tuple[Identity, ...]:
        """曾用名 Identities given up by this day."""
        return tuple(former_names(self.history, self.as_of))

    @property
    def periods(self) -> tuple[Period, ...]:
        """各认定期 All periods on record, oldest first."""
        return tuple(periods(self.history, self.as_of))

    @property
    def city(self) -> str | None:
        """设区市 The city's division code; none for 省直 units and where unknown."""
        division = self.platform.division
        if division is None or division.endswith(PROVINCE):
            return None
        return division[:4] + "00"

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """服务功能 Of the list that decides the standing, else of the latest list."""
        period = self.standing.period
        chosen = period.entry if period else None
        if chosen is None or not isinstance(chosen.row, ListedRow):
            lists = [*self.history.of(Announcement), *self.history.of(Publicity)]
            chosen = max(lists, key=lambda entry: entry.issued_on, default=None)
        return chosen.row.functions if chosen and isinstance(chosen.row, ListedRow) else ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """已有文件 The acts issued by this day, oldest first."""
        return tuple(entry for entry in self.history.entries if entry.issued_on <= self.as_of)


@dataclass(frozen=True)
class Snapshot:
    """截至某日 The whole register as of one day."""

    register: Register
    as_of: date

    @classmethod
    def of(cls, register: Register, as_of: date) -> "Snapshot":
        """截至 What holds on that day by what is on record."""
        return cls(register, as_of)

    @property
    def next_update(self) -> date:
        """下次更新 The day after which a copy of this snapshot may be out of date."""
        return self.as_of + timedelta(days=self.register.site.update_days)

    @cached_property
    def bars(self) -> Mapping[str, list[Bar]]:
        """限制期 By unit (第二十四条)."""
        return bars_by_unit(self.register)

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """登记项 Every platform ever recorded, by id."""
        histories = self.register.histories.items()
        return {name: self.listing_on(history, self.as_of) for name, history in histories}

    def look_ahead(self) -> None:
        """预先推算 Every timeline: a dozen makers need them, and a fork sees what is worked out by now."""
        for listing in self.listings.values():
            listing.timeline  # noqa: B018

    def listing_on(self, history: History, day: date) -> Listing:
        """某日登记项 One platform as of any day."""
        return self._listing(history, day, standing(history, day))

    def turned_to(self, day: date, listing: Listing) -> Listing:
        """翻到另一天 The same, where its timeline is known: that tells how it stood on every day."""
        spell = listing.spell_on(day)
        history = listing.history
        then = self._listing(history, day, spell.standing if spell else standing(history, day))
        vars(then)["timeline"] = listing.timeline
        return then

    def _listing(self, history: History, day: date, held: Standing) -> Listing:
        who = identity(history, day)
        mine = self.bars.get(unit_known_by(who, history), ())
        bar = max((b for b in mine if b.covers(day)), key=lambda each: each.ends, default=None)
        return Listing(history, day, held, who, bar)

    @cached_property
    def roll(self) -> tuple[Listing, ...]:
        """名录 The platforms in force on this day."""
        return tuple(each for each in self.listings.values() if each.status is Status.IN_FORCE)

    def with_status(self, status: Status) -> tuple[Listing, ...]:
        """某状态 The platforms of one status."""
        return tuple(each for each in self.listings.values() if each.status is status)

    @cached_property
    def by_city(self) -> Mapping[str, tuple[Listing, ...]]:
        """按市 Every platform by the city it lies in; "" for 省直 and unknown places."""
        return _grouped(self.listings.values(), lambda each: [each.city or ""])

    @cached_property
    def by_function(self) -> Mapping[str, tuple[Listing, ...]]:
        """按服务功能 Every platform by each of its functions."""
        return _grouped(self.listings.values(), lambda each: each.functions)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """官方文件 Issued by this day, newest first."""
        issued = (a for a in self.register.acts.values() if a.issued_on.first <= self.as_of)
        return tuple(sorted(issued, key=lambda act: (act.issued_on.first, act.id), reverse=True))


def in_order(snapshot: Snapshot) -> list[str]:
    """排列 The ids as the directory lists them: by city, then by id; unknown places last."""
    found = sorted((each.city or "~", each.id) for each in snapshot.listings.values())
    return [name for _, name in found]


def _grouped(
    listings: Iterable[Listing], keys: Callable[[Listing], Iterable[str]]
) -> Mapping[str, tuple[Listing, ...]]:
    found: dict[str, list[Listing]] = defaultdict(list)
    for listing in listings:
        for key in keys(listing):
            found[key].append(listing)
    return {key: tuple(found[key]) for key in sorted(found)}
