"""登记簿 One book made of what was filed, looked up by id; the acts on one platform, corrections applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

from generator.records.acts import (
    Act,
    Announcement,
    Correction,
    Publicity,
    Review,
    Row,
    Succession,
    SuccessionRow,
    rows_of,
)
from generator.records.registry import Batch, Department, Platform, Receipt, Site, WorkCalendar
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed, Record
from generator.terms.words import ReviewOutcome


@dataclass(frozen=True, slots=True)
class Entry:
    """一条履历 One act, the row on this platform, and the edition the act rests on.

    `row` is none where the act speaks of a whole announcement (有效期调整、废止);
    `corrected_by` is the correction that put this row right, if any.
    """

    act: Act
    row: Row | None
    regulation: Regulation | None
    corrected_by: Act | None = None

    @property
    def issued_on(self) -> date:
        """成文日 The first day that the printed day of issue may mean."""
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
        own: Day | None = getattr(self.row, "takes_effect_on", None)
        return own or self.act.effective_on


@dataclass(frozen=True, slots=True)
class History:
    """履历 Everything the register holds on one platform."""

    platform: Platform
    entries: tuple[Entry, ...]
    # Announcements and reviews that name a publicity of this platform and do not list it.
    passed_over: tuple[Act, ...] = ()
    # The first day of the register's first act, before which it knows nothing.
    begins_on: date | None = None
    # Other platforms by id, for what one hands on to another.
    lookup: Callable[[str], "History | None"] = field(
        default=lambda _: None, compare=False, repr=False
    )

    def of(self, *forms: type[Act]) -> list[Entry]:
        """The entries whose act is of one of these kinds, oldest first."""
        asked = _asked(forms)
        return [entry for entry in self.entries if asked[type(entry.act)]]


class _Asked(dict[type[Act], bool]):
    """Is it one of these? Asked millions of times, and pydantic's models answer slowly."""

    def __init__(self, forms: tuple[type[Act], ...]) -> None:
        super().__init__()
        self.forms = forms

    def __missing__(self, kind: type[Act]) -> bool:
        self[kind] = issubclass(kind, self.forms)
        return self[kind]


_asked = cache(_Asked)


R = TypeVar("R", bound=Record)


def _book(filed: Iterable[Filed[R]], key: str = "id") -> dict[str, R]:
    return {str(getattr(item.record, key)): item.record for item in filed}


@dataclass(frozen=True)
class Register:
    """登记簿 All records, by id; where ids collide the later file stands (and is found)."""

    receipt: Receipt
    # By act, what was worked out of its rows: nearly every check walks over them.
    _entries: dict[int, Mapping[str, Entry]] = field(default_factory=dict, compare=False)
    _numbers: dict[int, dict[str, int]] = field(default_factory=dict, compare=False)
    _known: dict[date, "Register"] = field(default_factory=dict, compare=False)

    @classmethod
    def bind(cls, receipt: Receipt) -> "Register":
        """登记 Bind what was received into one book."""
        return cls(receipt)

    @cached_property
    def site(self) -> Site:
        """站点 Who publishes; a register without a site cannot be shown."""
        return self.receipt.site[0].record

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """示范平台 By id."""
        return dict(sorted(_book(self.receipt.platforms).items()))

    @cached_property
    def acts(self) -> Mapping[str, Act]:
        """官方文件 By id, oldest first."""
        acts = _book(self.receipt.acts).items()
        return dict(sorted(acts, key=lambda item: (item[1].issued_on.first, item[0])))

    @cached_property
    def regulations(self) -> Mapping[str, Regulation]:
        """办法版本 By id."""
        return _book(self.receipt.regulations)

    @cached_property
    def batches(self) -> Mapping[str, Batch]:
        """批次 By id."""
        return _book(self.receipt.batches)

    @cached_property
    def work_calendars(self) -> Mapping[int, WorkCalendar]:
        """工作日历 By year."""
        return {item.record.year: item.record for item in self.receipt.work_calendars}

    @cached_property
    def departments(self) -> Mapping[str, Department]:
        """主管部门 By id."""
        tables = (item.record.departments for item in self.receipt.departments)
        return {department.id: department for table in tables for department in table}

    @cached_property
    def _filed(self) -> Mapping[str, Filed[Any]]:
        named = chain(*self.receipt.drawers_with_ids)
        return {f"{type(item.record).__name__}:{item.record.id}": item for item in named}

    @cached_property
    def editions_by_file(self) -> Mapping[str, Regulation | None]:
        """各文件的依据 The edition that each act and each batch rests on, by its file."""
        named = {item.file: item.record.regulation for item in self.receipt.acts}
        named |= {item.file: item.record.regulation for item in self.receipt.batches}
        return {file: self.regulations.get(regulation) for file, regulation in named.items()}

    def filed_platform(self, name: str) -> Filed[Platform]:
        """平台文件 Where a platform's record stands."""
        return self._filed[f"Platform:{name}"]

    def filed_act(self, act: Act) -> Filed[Act]:
        """文件位置 Where an act's record stands."""
        return self._filed[f"{type(act).__name__}:{act.id}"]

    def filed_row(self, entry: Entry) -> tuple[Filed[Act], int]:
        """附表位置 Where an entry's row stands: its act's file, and the row's number from 0."""
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
        """更正 By the id of the act they correct, oldest first."""
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts.values():
            if isinstance(act, Correction) and self.corrected_in_the_end(act):
                found[act.corrects].append(act)
        return {corrected: tuple(acts) for corrected, acts in found.items()}

    def turns_back(self, correction: Correction[Row]) -> bool:
        """更正成环 Whether a chain of corrections comes back to one of its own."""
        passed: set[str] = set()
        act: Act | None = correction
        while isinstance(act, Correction):
            if act.id in passed:
                return True
            passed.add(act.id)
            act = self.acts.get(act.corrects)
        return False

    def corrected_in_the_end(self, correction: Correction[Row]) -> Act | None:
        """最终被更正的文件 At the end of the chain; none where the chain breaks or turns back."""
        act: Act | None = None if self.turns_back(correction) else correction
        while isinstance(act, Correction):
            act = self.acts.get(act.corrects)
        return act

    def returns(self, row: SuccessionRow) -> bool:
        """Whether a succession leads, by others, back to the platform that it began with."""
        passed, waiting = {row.platform}, [row.successor]
        while waiting:
            name = waiting.pop()
            if name == row.platform:
                return True
            if name not in passed:
                passed.add(name)
                waiting += self._successors.get(name, ())
        return False

    @cached_property
    def _successors(self) -> Mapping[str, list[str]]:
        """Successors of each platform, by every succession on record."""
        found: dict[str, list[str]] = defaultdict(list)
        for act in self.acts.values():
            for entry in self.entries_of(act).values() if isinstance(act, Succession) else ():
                assert isinstance(entry.row, SuccessionRow)
                found[entry.row.platform].append(entry.row.successor)
        return found

    def nearest(self, name: str, book: Iterable[str]) -> str | None:
        """最相近的编号 The id in a book that a mistyped one most likely meant."""
        near = get_close_matches(name, list(book), 1, 0.8)
        # Numbered ids are all near each other: a guess might name the wrong platform.
        return near[0] if near and _letters(near[0]) != _letters(name) else None

    def entries_of(self, act: Act) -> Mapping[str, Entry]:
        """生效的各行 The rows of an act by platform, corrections applied from its start."""
        if id(act) not in self._entries:
            self._entries[id(act)] = self._applied(act)
        return self._entries[id(act)]

    def _applied(self, act: Act) -> dict[str, Entry]:
        regulation = self.regulations.get(act.regulation)
        found = {row.platform: Entry(act, row, regulation) for row in rows_of(act)}
        for correction in self.corrections.get(act.id, ()):
            for platform, right in self.entries_of(correction).items():
                row = _corrected(found.get(platform), right)
                found[platform] = Entry(act, row, regulation, correction)
        return found

    @cached_property
    def histories(self) -> Mapping[str, History]:
        """Acts on each platform, oldest first, by its id."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for act in self.acts.values():
            if not isinstance(act, Correction):
                for platform, entry in self._reached(act).items():
                    found[platform].append(entry)
        begins_on = next((act.issued_on.first for act in self.acts.values()), None)
        return {
            name: History(
                platform,
                tuple(found[name]),
                tuple(self._passing_over(name, found[name])),
                begins_on,
                lambda other: self.histories.get(other),
            )
            for name, platform in self.platforms.items()
        }

    def known_on(self, day: date) -> "Register":
        """The register of what was surely issued by a day; identities and editions as they are."""
        if day not in self._known:
            acts = tuple(each for each in self.receipt.acts if each.record.issued_on.last <= day)
            self._known[day] = Register.bind(replace(self.receipt, acts=acts))
        return self._known[day]

    def _passing_over(self, name: str, entries: Iterable[Entry]) -> Iterator[Act]:
        for entry in entries:
            for act in self._followers.get(entry.act.id, ()):
                if name not in self.entries_of(act):
                    yield act

    @cached_property
    def _followers(self) -> Mapping[str, list[Act]]:
        """Announcements and reviews by the publicity that they name."""
        found: dict[str, list[Act]] = defaultdict(list)
        for act in self.acts.values():
            if isinstance(act, Announcement | Review) and act.publicity:
                found[act.publicity].append(act)
        return found

    def _reached(self, act: Act) -> dict[str, Entry]:
        """Platforms an act speaks of: by row, as a successor, or through the lists it names."""
        regulation = self.regulations.get(act.regulation)
        through = {name: Entry(act, None, regulation) for name in self._through_lists(act)}
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
        named = [self.acts.get(name) for name in getattr(act, "of_notices", ())]
        before = getattr(act, "granted_before", None)
        if before is not None:
            granting = (
                each for each in self.acts.values() if isinstance(each, Announcement | Review)
            )
            named += [each for each in granting if each.issued_on.last < before.first]
        reached = {name for each in named if each for name in self.entries_of(each)}
        excepted = {
            name for of in getattr(act, "except_listed_in", ()) for name in self._listed_again(of)
        }
        return reached - excepted

    def _listed_again(self, name: str) -> Iterator[str]:
        """Platforms listed in a document: publicised, announced, or reviewed and not failed."""
        for act in self.acts.values():
            if name in (act.id, act.id.partition("#")[0]):
                for platform, entry in self.entries_of(act).items():
                    is_failed = getattr(entry.row, "outcome", None) is ReviewOutcome.FAILED
                    if isinstance(act, Publicity | Announcement | Review) and not is_failed:
                        yield platform


def _letters(name: str) -> str:
    return "".join(letter for letter in name if not letter.isdigit())


def _corrected(wrong: Entry | None, right: Entry) -> Row | None:
    """The row as it should have stood: what a correction leaves unsaid stays as printed."""
    if wrong is None or wrong.row is None or right.row is None:
        return right.row
    said = {name: getattr(right.row, name) for name in right.row.model_fields_set}
    return wrong.row.model_copy(update=said)


class Sameness:
    """同否 Acts read twice are different objects, and an act has a row for every platform."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Record, Record, bool]] = {}

    def same(self, one: History | None, other: History) -> bool:
        """是否相同 The platform, and every entry in order."""
        return (
            one is not None
            and _is_same(one.platform, other.platform)
            and len(one.entries) == len(other.entries)
            and all(map(self._same_entry, one.entries, other.entries))
        )

    def _same_entry(self, one: Entry, other: Entry) -> bool:
        return _is_same(one.row, other.row) and all(
            map(self._same_record, _said(one), _said(other))
        )

    def _same_record(self, one: Record | None, other: Record | None) -> bool:
        if one is None or other is None or one is other:
            return one is other
        key = id(one), id(other)
        if key not in self._known:
            # Both are kept, so that no other object can ever bear their ids.
            self._known[key] = one, other, _is_same_but_rows(one, other)
        return self._known[key][2]


def _is_same(one: Record | None, other: Record | None) -> bool:
    """A record asks all of its fields, even of itself."""
    return one is other or one == other


def _is_same_but_rows(one: Record, other: Record) -> bool:
    """Each row is compared by itself: an act put right in one speaks of the others as before."""
    fields = (name for name in type(one).model_fields if name != "rows")
    return type(one) is type(other) and all(
        getattr(one, name) == getattr(other, name) for name in fields
    )


def _said(entry: Entry) -> Iterable[Record | None]:
    return entry.act, entry.regulation, entry.corrected_by
