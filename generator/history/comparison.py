"""Comparison of two versions of the register for the public: a value, not a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from generator.history.alteration import completes
from generator.history.versions import Version, within
from generator.intake.receiving import drawer
from generator.records.acts import Act, AnnouncementRow, Correction, DocumentOfActs, Row, rows_of
from generator.records.differences import (
    Difference,
    differences,
    public_value,
    unredacted,
    without_redacted,
)
from generator.records.registry import Platform
from generator.records.values import Filed
from generator.register.answer import Standing, StandingCaveat
from generator.register.designation import ONE_DAY
from generator.register.identity import Identity, identities
from generator.register.reapplication import Bar, unit_keys
from generator.register.register import Entry, Register
from generator.register.snapshot import Listing, Snapshot
from generator.terms.findings import Finding
from generator.terms.words import Action, Fact, Status

# What a document of several acts says once for all of them, and what it says beside them.
ONCE = ("title", "document_number", "issued_on", "issuer", "source")
BESIDE = ("count", "remarks")
# The fields of a platform's record that are told as its identity on the day.
IDENTITY: Mapping[tuple[str, ...], Fact] = {
    ("name",): Fact.NAME,
    ("operating_unit", "name"): Fact.OPERATING_UNIT,
    ("operating_unit", "credit_code"): Fact.CREDIT_CODE,
}
COMPARED_BY_RECORD = ("platforms", "acts")
# The day a status begins, and how the platform stands from then on.
Step = tuple[date, Standing]


@dataclass(frozen=True, order=True)
class Days:
    """First and last day of a validity, both included; none where not known or not set."""

    starts: date | None
    ends: date | None


Value = str | date | Days | tuple[str, ...] | None


@dataclass(frozen=True)
class Mended:
    """One value that a correction puts right in a platform's row: what stood, what stands now."""

    platform: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class ActChange:
    """Change of one act; `act` is as it is now, or as it was where it is no more."""

    action: Action
    act: Act
    file: str
    differences: tuple[Difference, ...] = ()
    mended: tuple[Mended, ...] = ()


@dataclass(frozen=True)
class StatusChange:
    """Status of one platform on the day, before and after; none where it is not on record.

    `since` is the first day of the status it has now, `deciding` all acts that it rests on;
    the caveats of each side belong to its status.
    """

    before: Status | None
    after: Status | None
    since: date | None
    deciding: tuple[Entry, ...] = ()
    caveats_before: tuple[StandingCaveat, ...] = ()
    caveats_after: tuple[StandingCaveat, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether the day is answered otherwise than before."""
        return self.before is not self.after


@dataclass(frozen=True)
class FactChange:
    """Change of one thing that the public is told of a platform on the day."""

    fact: Fact
    before: Value
    after: Value


@dataclass(frozen=True)
class Turn:
    """One thing that a day to come brings, by what is on record; a status with its caveats."""

    on: date
    fact: Fact
    value: Value
    by: tuple[Act, ...]
    caveats: tuple[StandingCaveat, ...] = ()


@dataclass(frozen=True)
class PastStretch:
    """Days gone by that are answered otherwise now; first and last day included."""

    starts: date
    ends: date
    before: Status
    after: Status


@dataclass(frozen=True)
class PlatformChange:
    """Everything that is told of one platform otherwise than before.

    `coming` is newly foreseen, `dropped` no longer foreseen, `past` answered otherwise in
    retrospect; `differences` are of its own record, beside its identity.
    """

    id: str
    name: str
    action: Action
    status: StatusChange
    facts: tuple[FactChange, ...] = ()
    coming: tuple[Turn, ...] = ()
    dropped: tuple[Turn, ...] = ()
    past: tuple[PastStretch, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to tell of the platform."""
        parts = (self.facts, self.coming, self.dropped, self.past, self.differences)
        return self.status.is_change or any(parts)


@dataclass(frozen=True)
class RecordChange:
    """Change of another record: a department table, an edition, a batch, a calendar, the site."""

    action: Action
    file: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Everything that changes for the public from `base` to `head`, told as of one day.

    `form_only` are files that were changed without changing a record; `unread_before` and
    `unread` are what could not be read on either side, and so is not compared.
    """

    base: Version
    head: Version
    as_of: date
    acts: tuple[ActChange, ...]
    platforms: tuple[PlatformChange, ...]
    records: tuple[RecordChange, ...]
    form_only: tuple[str, ...]
    unread_before: tuple[Finding, ...]
    unread: tuple[Finding, ...]

    @property
    def status_changes(self) -> tuple[PlatformChange, ...]:
        """Platforms whose status on the day changes; those new to the register among them."""
        return tuple(each for each in self.platforms if each.status.is_change)

    @property
    def later_status_changes(self) -> tuple[PlatformChange, ...]:
        """Platforms whose status is the same on the day, but not on every day to come."""
        return tuple(
            each
            for each in self.platforms
            if not each.status.is_change
            and any(turn.fact is Fact.STATUS for turn in (*each.coming, *each.dropped))
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is told otherwise than before."""
        return not (self.acts or self.platforms or self.records)


def compare(base: Version, head: Version, as_of: date) -> Comparison:
    """Compare two versions as of one day, by what changes for the public."""
    one, other = (Snapshot.of(version.register, as_of) for version in (base, head))
    return Comparison(
        base=base,
        head=head,
        as_of=as_of,
        acts=tuple(act_changes(base, head)),
        platforms=tuple(platform_changes(one, other)),
        records=tuple(record_changes(base, head)),
        form_only=tuple(form_only(base, head)),
        unread_before=_wrong(base),
        unread=_wrong(head),
    )


def _wrong(version: Version) -> tuple[Finding, ...]:
    findings = sorted(version.receipt.findings, key=lambda finding: finding.order)
    return tuple(finding for finding in findings if finding.is_error)


# Acts, one by one.


def act_changes(base: Version, head: Version) -> Iterator[ActChange]:
    """Changed acts in the order of their days; what cannot be read now does not count as removed."""
    before, after = base.register.recorded.acts, head.register.recorded.acts
    every = sorted({**before, **after}.values(), key=_order)
    for act in every:
        if act.id not in after:
            if act.document not in head.receipt.refused:
                yield ActChange(Action.REMOVED, act, _file(base, act))
        elif act.id not in before:
            mended = tuple(_mended(act, base.register, head.register))
            yield ActChange(Action.ADDED, act, _file(head, act), mended=mended)
        elif edits := [*_edits(base, head, act.id)]:
            yield _edited(edits, before[act.id], act, head)


def _order(act: Act) -> tuple[date, str, int]:
    return act.issued_on.first, act.document, act.number


def _edits(base: Version, head: Version, name: str) -> Iterator[Difference]:
    """Differences of an act; what its document says once is told with the first of its acts."""
    before, after = base.register.recorded.acts[name], head.register.recorded.acts[name]
    for edit in differences(before, after):
        if after.number == 1 or edit.names[0] not in ONCE:
            yield edit
    one, other = (
        version.register.recorded.documents[act.document].beside
        for version, act in ((base, before), (head, after))
    )
    if one and other and after.number == 1:
        for edit in differences(one, other):
            if edit.names[0] in BESIDE:
                yield edit


def _edited(edits: list[Difference], before: Act, after: Act, head: Version) -> ActChange:
    return ActChange(_action(edits, before), after, _file(head, after), without_redacted(edits))


def _action(edits: list[Difference], before: Act) -> Action:
    left = unredacted(edits)
    if not left:
        return Action.REDACTED
    return Action.COMPLETED if all(completes(each, before) for each in left) else Action.EDITED


def _file(version: Version, act: Act) -> str:
    return within(version.receipt.folder, version.register.filed_act(act).file)


def _mended(act: Act, base: Register, head: Register) -> Iterator[Mended]:
    """Values that a new correction gives otherwise than they stood before it."""
    if not isinstance(act, Correction):
        return
    target = head.corrected_in_the_end(act)
    wrong = _standing(target, base) if target else {}
    for row in rows_of(act):
        was = wrong.get(row.platform)
        for name in type(row).model_fields:
            if name in row.model_fields_set and name != "platform":
                now = getattr(row, name)
                yield Mended(row.platform, name, public_value(getattr(was, name, None), now), now)


def _standing(target: Act, base: Register) -> dict[str, Row]:
    """Rows as they counted before; as printed, where the act itself is new."""
    if target.id in base.acts:
        entries = base.entries_of(base.acts[target.id])
        return {name: entry.row for name, entry in entries.items() if entry.row}
    return {row.platform: row for row in rows_of(target)}


# Platforms, one by one, as of one day.


def platform_changes(base: Snapshot, head: Snapshot) -> list[PlatformChange]:
    """Changed platforms, those whose status changes first; what cannot be read now is not removed."""
    before, after = base.register.histories, head.register.histories
    moved = {key for key in {*base.bars, *head.bars} if base.bars.get(key) != head.bars.get(key)}
    changes = [
        _changed(base, head, name)
        for name, history in after.items()
        if history != before.get(name) or (moved and moved & unit_keys(history))
    ]
    gone = before.keys() - after.keys() - head.register.receipt.refused
    # Whoever asks for a record that leads to another now is answered by that one.
    merged = gone & head.register.merged.keys()
    changes += [_changed(base, head, name) for name in sorted(merged)]
    changes += [_removed(base.listings[name]) for name in sorted(gone - merged)]
    return sorted(
        (each for each in changes if each.has_changes),
        key=lambda each: (not each.status.is_change, each.id),
    )


def _removed(was: Listing) -> PlatformChange:
    status = StatusChange(was.status, None, None, caveats_before=was.standing.caveats)
    return PlatformChange(was.id, was.identity.shown, Action.REMOVED, status)


def _changed(base: Snapshot, head: Snapshot, name: str) -> PlatformChange:
    history = base.register.histories.get(name)
    was = base.listing_on(history, base.as_of) if history else None
    answering = head.register.merged.get(name, name)
    now = head.listing_on(head.register.histories[answering], head.as_of)
    record = head.register.records[name]
    ahead, foreseen = _turns(head, now), _turns(base, was) if was else {}
    instead = {(turn.on, turn.fact): turn.value for turn in ahead.values()}
    facts = tuple(_facts(was, now))
    return PlatformChange(
        id=name,
        name=now.identity.shown,
        action=Action.EDITED if was else Action.ADDED,
        status=_status(was, now),
        facts=facts,
        coming=tuple(turn for key, turn in ahead.items() if key not in foreseen),
        dropped=tuple(
            replace(turn, value=public_value(turn.value, instead.get((turn.on, turn.fact))))
            for key, turn in foreseen.items()
            if key not in ahead
        ),
        past=tuple(stretches(was, now, head.as_of)),
        differences=tuple(_own(was.platform, record, facts)) if was else (),
    )


def _status(was: Listing | None, now: Listing) -> StatusChange:
    return StatusChange(
        was.status if was else None,
        now.status,
        now.since,
        now.standing.deciding,
        was.standing.caveats if was else (),
        now.standing.caveats,
    )


def _own(before: Platform, after: Platform, facts: tuple[FactChange, ...]) -> Iterator[Difference]:
    """Differences of the record itself, beside what is told of the identity anyway."""
    known = {each.fact for each in facts}
    edits = without_redacted(differences(before, after))
    return (each for each in edits if IDENTITY.get(each.names) not in known)


def _facts(was: Listing | None, now: Listing) -> Iterator[FactChange]:
    before, after = _public_facts(was) if was else {}, _public_facts(now)
    unit = now.platform.operating_unit
    excuses = {Fact.NAME: now.platform.name_unknown, Fact.CREDIT_CODE: unit.credit_code_unknown}
    for fact, value in after.items():
        old = public_value(before.get(fact), value or excuses.get(fact))
        if (old or None) != (value or None):
            yield FactChange(fact, old or None, value or None)


def _public_facts(listing: Listing) -> dict[Fact, Value]:
    """Everything that the public is told of a platform on the day, beside its status."""
    standing, identity, period = listing.standing, listing.identity, listing.standing.period
    validity = Days(period.starts if period.starts_known else None, period.ends) if period else None
    rows = [e.row for e in listing.entries if isinstance(e.row, AnnouncementRow)]
    return {
        Fact.DECIDED_BY: tuple(dict.fromkeys(entry.act.id for entry in standing.deciding)),
        Fact.VALIDITY: validity,
        Fact.BARRED_UNTIL: listing.bar.ends if listing.bar else None,
        Fact.NAME: identity.name,
        Fact.OPERATING_UNIT: identity.operating_unit,
        Fact.CREDIT_CODE: identity.credit_code,
        Fact.FUNCTIONS: listing.functions,
        Fact.NUMBERS: tuple(row.number for row in rows if row.number),
        Fact.CAVEATS: tuple(caveat.value for caveat in standing.caveats),
    }


def _turns(snapshot: Snapshot, listing: Listing) -> Mapping[tuple[date, Fact, Value], Turn]:
    """Everything that the days after the day bring, by what is on record."""
    turns = [
        *(_status_turn(day, standing) for day, standing in steps(listing)),
        *_renamings(identities(listing.history)),
        *(
            Turn(bar.starts, Fact.BARRED_UNTIL, bar.ends, (bar.entry.act,))
            for bar in _bars(snapshot, listing)
        ),
    ]
    order = list(Fact).index
    later = sorted((t for t in turns if t.on > listing.as_of), key=lambda t: (t.on, order(t.fact)))
    return {(turn.on, turn.fact, turn.value): turn for turn in later}


def _status_turn(day: date, standing: Standing) -> Turn:
    acts = tuple(entry.act for entry in standing.deciding)
    return Turn(day, Fact.STATUS, standing.status, acts, standing.caveats)


def _bars(snapshot: Snapshot, listing: Listing) -> Iterator[Bar]:
    keys = sorted(unit_keys(listing.history))
    return (bar for key in keys for bar in snapshot.bars.get(key, ()))


def _renamings(known: tuple[Identity, ...]) -> Iterator[Turn]:
    for old, new in pairwise(known):
        by = (new.by.act,) if new.by else ()
        for fact in (Fact.NAME, Fact.OPERATING_UNIT, Fact.CREDIT_CODE):
            value: str | None = getattr(new, fact.value)
            if value != getattr(old, fact.value) and new.starts:
                yield Turn(new.starts, fact, value, by)


# Statuses of a platform on both sides, day by day.


def steps(listing: Listing | None) -> list[Step]:
    """Days on which the status becomes another, and how the platform stands from then on."""
    changes: list[Step] = []
    for spell in listing.timeline if listing else ():
        status = changes[-1][1].status if changes else Status.NOT_DESIGNATED
        if spell.standing.status is not status:
            changes.append((spell.starts, spell.standing))
    return changes


def stretches(before: Listing | None, after: Listing, as_of: date) -> Iterator[PastStretch]:
    """Days gone by whose answer is another now, but for those that reach the day."""
    one, other = steps(before), steps(after)
    days = sorted({day for day, _ in (*one, *other) if day <= as_of})
    pairs = [(day, (_on(one, day), _on(other, day))) for day in days]
    runs = [(list(run), pair) for pair, run in groupby(pairs, lambda each: each[1])]
    starts = [run[0][0] for run, _ in runs]
    for at, (_, (was, now)) in enumerate(runs[:-1]):
        if was is not now:
            yield PastStretch(starts[at], starts[at + 1] - ONE_DAY, was, now)


def _on(known: list[Step], day: date) -> Status:
    passed = [standing.status for starts, standing in known if starts <= day]
    return passed[-1] if passed else Status.NOT_DESIGNATED


# Other records, file by file.


def record_changes(base: Version, head: Version) -> Iterator[RecordChange]:
    """Changes of every record that is neither a platform nor an act, file by file."""
    for file in sorted({*base.filed, *head.filed}):
        if drawer(file) in COMPARED_BY_RECORD:
            continue
        was, now = base.filed.get(file), head.filed.get(file)
        if now is None:
            if file not in head.files:
                yield RecordChange(Action.REMOVED, file)
        elif was is None:
            yield RecordChange(Action.ADDED, file)
        elif was[0].record != now[0].record:
            edits = without_redacted(differences(was[0].record, now[0].record))
            yield RecordChange(Action.EDITED, file, edits)


def form_only(base: Version, head: Version) -> Iterator[str]:
    """Files that were changed, moved or annotated while the record they hold is the same."""
    for file in sorted({*base.files, *head.files}):
        if base.files.get(file) == head.files.get(file):
            continue
        was, now = base.filed.get(file), head.filed.get(file)
        read = [filed for several in (was, now) if several for filed in several]
        if read and all(_stands(base, f, file) and _stands(head, f, file) for f in read):
            yield file


def _stands(version: Version, filed: Filed[Any], file: str) -> bool:
    """Whether a version holds the record, in whichever folder."""
    name = drawer(file)
    if name not in COMPARED_BY_RECORD:
        return any(each.record == filed.record for each in version.filed.get(file, ()))
    if isinstance(filed.record, DocumentOfActs):
        return any(each.record == filed.record for each in version.receipt.documents)
    book = version.register.records if name == "platforms" else version.register.recorded.acts
    return bool(book.get(filed.record.id) == filed.record)
