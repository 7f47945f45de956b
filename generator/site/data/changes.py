"""Changes of the published register, found by comparing what was published of each version.

Two things change it: a commit, and a day on which a status lapses. Each change is an
entry; the entries are numbered in order, and the numbers never change as long as git
only grows and each build is of a later day than the one before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from pydantic import Field
from pydantic_core import to_json

from generator.history.versions import Chronicle
from generator.records.differences import redacts
from generator.records.registry import Erratum
from generator.records.values import Record
from generator.register.reapplication import Bar, unit_keys
from generator.register.register import Document, Entry, History, Register
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import recorded_days
from generator.site.data.derivation import Head, Opening
from generator.site.data.models import PublishedChange
from generator.site.data.platform import state
from generator.terms.words import Status

PLATFORM, NOTICE, ERRATUM = "platform", "notice", "erratum"


class ChangeEntry(PublishedChange):
    """One change of a platform, a notice or an erratum; the content is in the file of its subject."""

    subject: str = Field(
        description="platform、notice 或 erratum；勘误的内容在 errata.json，也在所涉的平台和文件中。"
    )
    id: str


class ChangesFile(Head):
    """Last changes in order; `unavailable` says why there are none."""

    unavailable: str | None
    parts: tuple[str, ...] = Field(description="从前各份的地址，相对于 `api/v1/`，依次读取。")
    changes: tuple[ChangeEntry, ...]


class ChangesPartFile(Opening):
    """Earlier changes in order, as many as a file holds."""

    changes: tuple[ChangeEntry, ...]


@dataclass(frozen=True, slots=True)
class PublishedState:
    """State of a platform as published: its status with the codes of its caveats, and a hash of all of it.

    Thousands are held. The day since when the status runs follows from the rest of the state.
    """

    status: Status
    caveats: tuple[str, ...]
    seal: bytes

    @classmethod
    def of(cls, listing: Listing) -> "PublishedState":
        """State on the listing's day."""
        seal = blake2b(to_json(state(listing)), digest_size=16).digest()
        caveats = tuple(each.value for each in listing.standing.caveats)
        return cls(listing.status, caveats, seal)


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """Change of one platform, notice or erratum; `after` is of a platform that was not removed."""

    on: date
    commit: str | None
    action: str
    subject: str
    id: str
    before: PublishedState | None = None
    after: PublishedState | None = None
    number: int = 0

    @property
    def values(self) -> dict[str, Any]:
        """Values of `PublishedChange`."""
        return {
            "number": self.number,
            "on": str(self.on),
            "commit": self.commit,
            "action": self.action,
            "status_before": self.before.status.value if self.before else None,
            "caveats_before": self.before.caveats if self.before else (),
            "status_after": self.after.status.value if self.after else None,
            "caveats_after": self.after.caveats if self.after else (),
        }

    @property
    def entry(self) -> dict[str, Any]:
        """Values of `ChangeEntry`."""
        return {"subject": self.subject, "id": self.id} | self.values


class _Now(NamedTuple):
    """One state of the register: of a commit, or of a day without one."""

    register: Register
    on: date
    commit: str | None = None


@dataclass
class _Copy:
    """Copy of what has been published so far, as a careful reader keeps it."""

    snapshot: Snapshot | None = None
    on: date = date.min
    states: dict[str, PublishedState] = field(default_factory=dict)
    notices: set[str] = field(default_factory=set)
    days: dict[str, tuple[date, ...]] = field(default_factory=dict)


def changes(snapshot: Snapshot, chronicle: Chronicle) -> list[RegisterChange]:
    """Changes from the first commit to the day, numbered; none where git cannot tell."""
    if chronicle.unavailable:
        return []
    copy, entries = _Copy(), []
    for now in _states(snapshot, chronicle):
        # A clock set back, or a build of an earlier day, must not turn the order round.
        on = min(max(copy.on, now.on), snapshot.as_of)
        entries += [*_lapsed(copy, on), *_filed(copy, now._replace(on=on))]
    return [replace(change, number=number) for number, change in enumerate(entries, 1)]


def _states(snapshot: Snapshot, chronicle: Chronicle) -> Iterator[_Now]:
    for version, register in chronicle.registers(snapshot.register):
        yield _Now(register, version.on, version.commit)
    yield _Now(snapshot.register, snapshot.as_of)


def _lapsed(copy: _Copy, until: date) -> Iterator[RegisterChange]:
    """Changes that the days since the last one brought by themselves."""
    if copy.snapshot is None:
        return
    register = copy.snapshot.register
    issued = ((each.issued_on.first, False, each.id) for each in register.documents.values())
    turns = ((day, True, name) for name, days in copy.days.items() for day in days)
    # Day by day, so that a later day adds numbers at the end.
    for day, is_platform, name in sorted(
        {e for e in chain(issued, turns) if copy.on < e[0] <= until}
    ):
        if is_platform:
            yield from _seen(copy, copy.snapshot, name, _Now(register, day), "amended")
        else:
            copy.notices.add(name)
            yield RegisterChange(day, None, "added", NOTICE, name)
    copy.on = until


def _filed(copy: _Copy, now: _Now) -> Iterator[RegisterChange]:
    """Changes that one commit brought: to the notices and errata, then to the platforms they touch."""
    old, new = copy.snapshot, Snapshot.of(now.register, now.on)
    moved = _moved(old.bars if old else {}, new.bars)
    copy.snapshot, copy.on = new, now.on
    yield from _notices(copy, old.register.recorded.documents if old else {}, now)
    yield from _errata(old.register.errata if old else {}, now)
    before = old.register.histories if old else {}
    sameness = Sameness()
    for name in sorted({*before, *new.register.histories}):
        history = new.register.histories.get(name)
        if history is None:
            yield _removed(copy, name, now)
        elif not sameness.same(before.get(name), history) or (moved and moved & unit_keys(history)):
            copy.days[name] = tuple(day for day in _days(history, new.bars) if day > now.on)
            yield from _seen(copy, new, name, now, _cause(before.get(name), history))


def _moved(old: Mapping[str, list[Bar]], new: Mapping[str, list[Bar]]) -> set[str]:
    """The units whose bars are no longer what they were."""
    return {key for key in {*old, *new} if old.get(key) != new.get(key)}


def _notices(copy: _Copy, before: Mapping[str, Document], now: _Now) -> Iterator[RegisterChange]:
    documents = now.register.recorded.documents
    for name in sorted(copy.notices - documents.keys()):
        copy.notices.remove(name)
        yield RegisterChange(now.on, now.commit, "removed", NOTICE, name)
    for name, document in documents.items():
        if document == before.get(name) or document.issued_on.first > now.on:
            continue
        action = _edited_document(before[name], document) if name in copy.notices else "added"
        copy.notices.add(name)
        yield RegisterChange(now.on, now.commit, action, NOTICE, name)


def _errata(before: Mapping[str, Erratum], now: _Now) -> Iterator[RegisterChange]:
    after = now.register.errata
    for name in sorted({*before, *after}):
        was, erratum = before.get(name), after.get(name)
        if was != erratum:
            action = _edited(was, erratum) if was and erratum else "added" if erratum else "removed"
            yield RegisterChange(now.on, now.commit, action, ERRATUM, name)


def _removed(copy: _Copy, name: str, now: _Now) -> RegisterChange:
    was = copy.states.pop(name)
    del copy.days[name]
    return RegisterChange(now.on, now.commit, "removed", PLATFORM, name, was)


def _seen(
    copy: _Copy, snapshot: Snapshot, name: str, now: _Now, cause: str
) -> Iterator[RegisterChange]:
    """One platform looked at again: an entry if what is published of it has changed."""
    history, was = snapshot.register.histories[name], copy.states.get(name)
    after = PublishedState.of(snapshot.listing_on(history, now.on))
    if after != was or cause in ("corrected", "redacted"):
        copy.states[name] = after
        action = _action(was, after, cause)
        yield RegisterChange(now.on, now.commit, action, PLATFORM, name, was, after)


def _action(was: PublishedState | None, now: PublishedState, cause: str) -> str:
    if was is None:
        return "added"
    return "status_changed" if was.status != now.status and cause != "redacted" else cause


def _cause(before: History | None, after: History) -> str:
    """Why a platform changed: its own record was mended, or an act has spoken."""
    if before is None:
        return "added"
    if before.platform != after.platform:
        return _edited(before.platform, after.platform)
    known = {entry.act.id: entry for entry in before.entries}
    mended = any(e.act.id in known and e.row != known[e.act.id].row for e in after.entries)
    return "corrected" if mended else "amended"


def _edited(before: Record, after: Record) -> str:
    return "redacted" if redacts(before, after) else "corrected"


def _edited_document(before: Document, after: Document) -> str:
    """A redaction only where each record of the document that changed was redacted."""
    acts = zip_longest(before.acts, after.acts)
    pairs = [(before.beside, after.beside), *acts]
    changed = [(one, other) for one, other in pairs if one != other]
    is_redacted = all(one and other and _edited(one, other) == "redacted" for one, other in changed)
    return "redacted" if is_redacted else "corrected"


def _days(history: History, bars: Mapping[str, list[Bar]]) -> set[date]:
    """The days on which what is published of a platform may change by itself."""
    own = [bar for key in unit_keys(history) for bar in bars.get(key, ())]
    return {*recorded_days(history), *(day for bar in own for day in bar.turns)}


class Sameness:
    """Comparison of histories read at different times, by their contents."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Record, Record, bool]] = {}

    def same(self, one: History | None, other: History) -> bool:
        """Whether the platform and every entry in order are equal."""
        return (
            one is not None
            and _is_same(one.platform, other.platform)
            and len(one.entries) == len(other.entries)
            and all(map(self._same_entry, one.entries, other.entries))
        )

    def _same_entry(self, one: Entry, other: Entry) -> bool:
        return _is_same(one.row, other.row) and all(
            map(self._same_record, _records_of(one), _records_of(other))
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


def _records_of(entry: Entry) -> Iterable[Record | None]:
    return entry.act, entry.regulation, entry.corrected_by
