"""Register bound from the filed records, looked up by id; the acts on one platform, corrections applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

from generator.records.acts import (
    Act,
    Announcement,
    Correction,
    DocumentOfActs,
    Publicity,
    Reconsideration,
    RenamingRow,
    Review,
    Row,
    Succession,
    SuccessionRow,
    rows_of,
)
from generator.records.registry import (
    Batch,
    Department,
    Erratum,
    Platform,
    Receipt,
    SiteRecord,
    WorkCalendar,
)
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed, Record
from generator.register.resolving import corrected_row, merged_into, resolved, survivors
from generator.register.territory import Territory
from generator.terms.words import ActKind, ReviewOutcome


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, its row on this platform, and the edition that the act rests on.

    `row` is none where the act speaks of a whole announcement (有效期调整、废止);
    `corrected_by` is the correction that put this row right, if any; `is_in_part` where the
    act spares those listed again and our copy of a list may lack this platform: then it proves
    nothing by silence.
    """

    act: Act
    row: Row | None
    regulation: Regulation | None
    corrected_by: Act | None = None
    is_in_part: bool = False

    @property
    def issued_on(self) -> date:
        """First day that the printed day of issue may mean."""
        return self.act.issued_on.first

    @property
    def effective_on(self) -> date:
        """First day on which the act may take effect."""
        return self._effect.first

    @property
    def counts_on(self) -> date:
        """Day from which the act surely counts: the last that its printed day of effect may mean."""
        return self._effect.last

    @property
    def counts_on_issue(self) -> date:
        """Day by which the act was surely issued."""
        return self.act.issued_on.last

    @property
    def _effect(self) -> Day:
        # The only kind of row with a day of its own; asked of the class, which is quickest.
        own = self.row.takes_effect_on if type(self.row) is RenamingRow else None
        return own or self.act.effective_on


@dataclass(frozen=True, slots=True)
class History:
    """Everything that the register holds on one platform."""

    platform: Platform
    entries: tuple[Entry, ...]
    # Announcements and reviews that name a publicity of this platform and do not list it.
    passed_over: tuple[Act, ...] = ()
    # Other records of the same platform, which lead to this one.
    merged: tuple[Platform, ...] = ()
    # The first day of the register's first act, before which it knows nothing.
    begins_on: date | None = None
    # Other platforms by id, for what one hands on to another.
    lookup: Callable[[str], "History | None"] = field(
        default=lambda _: None, compare=False, repr=False
    )
    # Worked out once: what the acts come to (see `fold`), and who the platform was (`identities`).
    folds: dict[date, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    identities: list[Any] = field(default_factory=list, init=False, compare=False, repr=False)
    _places: "_Places" = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", _places(tuple([type(e.act) for e in self.entries])))

    def of(self, *forms: type[Act]) -> tuple[Entry, ...]:
        """The entries whose act is of one of these kinds, oldest first; every day asks for them."""
        places = self._places[forms]
        return tuple([self.entries[at] for at in places]) if places else ()


class _Places(dict[tuple[type[Act], ...], tuple[int, ...]]):
    """Positions of acts of some kinds in a history: most have alike, and pydantic answers slowly."""

    def __init__(self, kinds: tuple[type[Act], ...]) -> None:
        super().__init__()
        self.kinds = kinds

    def __missing__(self, forms: tuple[type[Act], ...]) -> tuple[int, ...]:
        self[forms] = tuple(at for at, kind in enumerate(self.kinds) if issubclass(kind, forms))
        return self[forms]


_places = cache(_Places)
R = TypeVar("R", bound=Record)


def _book(filed: Iterable[Filed[R]], key: str = "id") -> dict[str, R]:
    return {str(getattr(item.record, key)): item.record for item in filed}


@dataclass(frozen=True, slots=True)
class Document:
    """Official paper with its acts as printed; `beside` is what one of several acts says beside them."""

    id: str
    acts: tuple[Act, ...]
    beside: DocumentOfActs | None = None

    @property
    def title(self) -> str:
        """Title, as printed."""
        return self.acts[0].title

    @property
    def document_number(self) -> str | None:
        """Document number, as printed."""
        return self.acts[0].document_number

    @property
    def issued_on(self) -> Day:
        """Day of issue, as printed."""
        return self.acts[0].issued_on

    @property
    def kinds(self) -> tuple[ActKind, ...]:
        """Kinds of its acts in printed order, each once."""
        return tuple(dict.fromkeys(act.kind_of_act for act in self.acts))

    @property
    def label(self) -> str:
        """Kinds in words."""
        return "、".join(kind.label for kind in self.kinds)


@dataclass(frozen=True)
class Register:
    """Records by id; if ids collide the later file stands, and that is a finding."""

    receipt: Receipt
    as_received: Receipt
    # By act, what was worked out of its rows: nearly every check walks over them.
    _entries: dict[int, Mapping[str, Entry]] = field(default_factory=dict, compare=False)
    _numbers: dict[int, dict[str, int]] = field(default_factory=dict, compare=False)
    _known: dict[date, "Register"] = field(default_factory=dict, compare=False)
    lines: dict[int, tuple[Any, ...]] = field(default_factory=dict, compare=False)

    @classmethod
    def bind(cls, receipt: Receipt) -> "Register":
        """Register of everything that was received, each act with what it means."""
        return cls(resolved(receipt), receipt)

    @cached_property
    def recorded(self) -> "Register":
        """Register with each act word for word as its file has it, for publication."""
        return Register(self.as_received, self.as_received)

    @cached_property
    def site(self) -> SiteRecord:
        """Publisher and publication; a register without a site cannot be shown."""
        return self.receipt.site[0].record

    @cached_property
    def territory(self) -> Territory:
        """Division whose register this is, with its parts and its names of places."""
        return Territory.of(self.receipt)

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """Platforms by id, without the records that are the same as another."""
        return {name: each for name, each in self.records.items() if name not in self.merged}

    @cached_property
    def records(self) -> Mapping[str, Platform]:
        """Every record of a platform by its id; ids of all of them are taken for ever."""
        return dict(sorted(_book(self.receipt.platforms).items()))

    @cached_property
    def merged(self) -> Mapping[str, str]:
        """Id of the platform, by the id of each further record of it (`same_as`)."""
        return survivors(self.receipt)

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        """Acts by id, oldest first; those of one document in printed order."""
        acts = _book(self.receipt.acts).values()
        return {act.id: act for act in sorted(acts, key=_order)}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id, oldest first."""
        beside = _book(self.receipt.documents)
        acts: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts.values():
            acts[act.document].append(act)
        return {name: Document(name, tuple(acts[name]), beside.get(name)) for name in acts}

    def named(self, name: str | None, *kinds: type[Act]) -> tuple[Act, ...]:
        """Acts that a reference may mean: the one of that id, or of a document those of these kinds.

        Of a document of a single act that one, whatever its kind. For one platform, such
        an act is meant if it lists it; `Act.is_named` asks that of the acts in its history.
        """
        if name is None:
            return ()
        if name in self.acts:
            return (self.acts[name],)
        acts = self.documents[name].acts if name in self.documents else ()
        return tuple(act for act in acts if not kinds or isinstance(act, kinds))

    def fitting(self, name: str | None, platforms: Set[str], *kinds: type[Act]) -> tuple[Act, ...]:
        """Acts that a reference may mean for these platforms: of a document, those that list one."""
        acts = self.named(name, *kinds)
        if name in self.acts:
            return acts
        return tuple(act for act in acts if platforms & {row.platform for row in rows_of(act)})

    def corrected(self, correction: Correction[Row]) -> Act | None:
        """Act that a correction puts right; none where it is not on record, or several fit."""
        platforms = {row.platform for row in rows_of(correction)}
        fitting = self.fitting(correction.corrects, platforms)
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def regulations(self) -> Mapping[str, Regulation]:
        """Editions of the regulation by id."""
        return _book(self.receipt.regulations)

    @cached_property
    def batches(self) -> Mapping[str, Batch]:
        """Batches by id."""
        return _book(self.receipt.batches)

    @cached_property
    def errata(self) -> Mapping[str, Erratum]:
        """Errata by id, in the order in which they were found."""
        errata = _book(self.receipt.errata).values()
        return {each.id: each for each in sorted(errata, key=lambda e: (e.found_on.first, e.id))}

    @cached_property
    def work_calendars(self) -> Mapping[int, WorkCalendar]:
        """Work calendars by year."""
        return {item.record.year: item.record for item in self.receipt.work_calendars}

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """Departments by id."""
        tables = (item.record.departments for item in self.receipt.departments)
        return {department.id: department for table in tables for department in table}

    @cached_property
    def _filed(self) -> Mapping[str, Filed[Any]]:
        named = chain(*self.receipt.drawers_with_ids)
        return {f"{type(item.record).__name__}:{item.record.id}": item for item in named}

    @cached_property
    def editions_by_file(self) -> Mapping[str, Regulation | None]:
        """Edition that each act and each batch rests on, by its file."""
        named = {item.file: item.record.regulation for item in self.receipt.acts}
        named |= {item.file: item.record.regulation for item in self.receipt.batches}
        return {file: self.regulations.get(regulation) for file, regulation in named.items()}

    def filed_platform(self, name: str) -> Filed[Platform]:
        """Record of a platform with its place; an unknown id raises KeyError."""
        return self._filed[f"Platform:{name}"]

    def filed_act(self, act: Act) -> Filed[Act]:
        """Record of an act with its place."""
        return self._filed[f"{type(act).__name__}:{act.id}"]

    def filed_row(self, entry: Entry) -> tuple[Filed[Act], int]:
        """Record that holds an entry's row, and the row's number from 0."""
        act = entry.corrected_by or entry.act
        name = entry.row.platform if entry.row else ""
        return self.filed_act(act), self._numbers_of(act).get(name, 0)

    def _numbers_of(self, act: Act) -> dict[str, int]:
        """The number of each platform's first row, so that no list is searched twice."""
        if id(act) not in self._numbers:
            rows = list(enumerate(rows_of(act)))
            self._numbers[id(act)] = {row.platform: at for at, row in reversed(rows)}
        return self._numbers[id(act)]

    @cached_property
    def corrections(self) -> Mapping[str, tuple[Act, ...]]:
        """Corrections by the id of the act they correct in the end, oldest first."""
        corrections: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts.values():
            if isinstance(act, Correction) and self.corrected_in_the_end(act):
                corrected = self.corrected(act)
                corrections[corrected.id if corrected else ""].append(act)
        return {corrected: tuple(acts) for corrected, acts in corrections.items()}

    def turns_back(self, correction: Correction[Row]) -> bool:
        """Whether a chain of corrections comes back to one of its own."""
        passed: set[str] = set()
        act: Act | None = correction
        while isinstance(act, Correction):
            if act.id in passed:
                return True
            passed.add(act.id)
            act = self.corrected(act)
        return False

    def corrected_in_the_end(self, correction: Correction[Row]) -> Act | None:
        """Act at the end of a chain of corrections; None if it breaks or turns back."""
        act: Act | None = None if self.turns_back(correction) else correction
        while isinstance(act, Correction):
            act = self.corrected(act)
        return act

    def returns(self, row: SuccessionRow) -> bool:
        """Whether a succession leads, by others, back to the platform that it began with."""
        return row.platform in {row.successor, *self.takers_over([row.successor])}

    @cached_property
    def _successors(self) -> Mapping[str, list[str]]:
        """Successors of each platform, by every succession on record."""
        successors: dict[str, list[str]] = defaultdict(list)
        for act in self.acts.values():
            for entry in self.entries_of(act).values() if isinstance(act, Succession) else ():
                assert isinstance(entry.row, SuccessionRow)
                successors[entry.row.platform].append(entry.row.successor)
        return successors

    def entries_of(self, act: Act) -> Mapping[str, Entry]:
        """Rows of an act by platform, corrections applied from its start."""
        if id(act) not in self._entries:
            self._entries[id(act)] = self._applied(act)
        return self._entries[id(act)]

    def _applied(self, act: Act) -> dict[str, Entry]:
        regulation = self.regulations.get(act.regulation)
        entries: dict[str, Entry] = {}
        for printed in rows_of(act):
            entries.setdefault(printed.platform, Entry(act, printed, regulation))
        for correction in self.corrections.get(act.id, ()):
            for platform, right in self.entries_of(correction).items():
                wrong = entries.get(platform)
                row = corrected_row(wrong.row if wrong else None, right.row)
                entries[platform] = Entry(act, row, regulation, correction)
        return entries

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """Acts on each platform, oldest first, by its id."""
        entries: dict[str, list[Entry]] = defaultdict(list)
        for act in self.acts.values():
            if not isinstance(act, Correction):
                for platform, entry in self._reached(act).items():
                    entries[platform].append(entry)
        merged = merged_into(self.merged)
        lookup = self._history
        return {
            name: History(
                platform,
                tuple(entries[name]),
                tuple(self._passing_over(name, entries[name])),
                tuple(self.records[each] for each in merged.get(name, ())),
                self.begins_on,
                lookup,
            )
            for name, platform in self.platforms.items()
        }

    def _history(self, name: str) -> History | None:
        return self.histories.get(name)

    @property
    def begins_on(self) -> date | None:
        """First day of the first act on record, before which nothing is known; None without an act."""
        return next((act.issued_on.first for act in self.acts.values()), None)

    def known_on(self, day: date) -> "Register":
        """The register of what was surely issued by a day; identities and editions as they are."""
        if day not in self._known:
            received = self.as_received
            acts = tuple(each for each in received.acts if each.record.issued_on.last <= day)
            self._known[day] = Register.bind(replace(received, acts=acts))
        return self._known[day]

    def _passing_over(self, name: str, entries: Iterable[Entry]) -> Iterator[Act]:
        for entry in entries:
            for by in {entry.act.id, entry.act.document}:
                for act in self._followers.get(by, ()):
                    if name not in self.entries_of(act):
                        yield act

    @cached_property
    def _followers(self) -> Mapping[str, list[Act]]:
        """Announcements and reviews by the publicity that they name."""
        followers: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts.values():
            if isinstance(act, Announcement | Review) and act.publicity:
                followers[act.publicity].append(act)
        return followers

    @cached_property
    def naming(self) -> Mapping[str, Mapping[str, Act]]:
        """Acts by the id of each act that they build on: its publicity, the lists moved, what is decided upon."""
        naming: dict[str, dict[str, Act]] = defaultdict(dict)
        for act in self.acts.values():
            named = [*self.named(getattr(act, "publicity", None), Publicity)]
            for name in getattr(act, "of_notices", ()):
                named += self.named(name, Announcement, Review)
            if isinstance(act, Reconsideration):
                named += self.fitting(act.about, {row.platform for row in act.rows})
            for each in named:
                naming[each.id][act.id] = act
        return naming

    def _reached(self, act: Act) -> dict[str, Entry]:
        """Platforms an act speaks of: by row, as a successor, or through the lists it names."""
        regulation = self.regulations.get(act.regulation)
        spared = [
            each for name in getattr(act, "except_listed_in", ()) for each in self.named(name)
        ]
        is_in_part = not all(each.rows_complete for each in spared)
        through = {
            name: Entry(act, None, regulation, is_in_part=is_in_part)
            for name in self._through_lists(act)
        }
        own = self.entries_of(act)
        if isinstance(act, Succession):
            through |= {
                entry.row.successor: entry
                for entry in own.values()
                if isinstance(entry.row, SuccessionRow) and not self.returns(entry.row)
            }
        return {**through, **own}

    def _through_lists(self, act: Act) -> set[str]:
        """Platforms of the lists that an act abolishes or changes, but for those excepted."""
        lists = getattr(act, "of_notices", ())
        named = [each for name in lists for each in self.named(name, Announcement, Review)]
        before = getattr(act, "granted_before", None)
        if before is not None:
            granting = (
                each for each in self.acts.values() if isinstance(each, Announcement | Review)
            )
            named += [each for each in granting if each.issued_on.last < before.first]
        reached = {name for each in named for name in self.entries_of(each)}
        reached |= self.takers_over(reached)
        excepted = {
            name for of in getattr(act, "except_listed_in", ()) for name in self._listed_again(of)
        }
        return reached - excepted

    def takers_over(self, names: Iterable[str]) -> set[str]:
        """Platforms that succeeded these, or those that took over from these."""
        reached, waiting = set[str](), [*names]
        while waiting:
            more = {*self._successors.get(waiting.pop(), ())} - reached
            reached |= more
            waiting += more
        return reached

    def _listed_again(self, name: str) -> Iterator[str]:
        """Platforms listed in a document: publicised, announced, or reviewed and not failed."""
        for act in self.named(name):
            for platform, entry in self.entries_of(act).items():
                is_failed = getattr(entry.row, "outcome", None) is ReviewOutcome.FAILED
                if isinstance(act, Publicity | Announcement | Review) and not is_failed:
                    yield platform


def _order(act: Act) -> tuple[date, str, int]:
    return act.issued_on.first, act.document, act.number
