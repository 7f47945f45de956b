"""平台的变化 What the public is told of each platform otherwise than before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from generator.history.comparing.comparison import (
    Days,
    FactChange,
    PlatformChange,
    StatusChange,
    Turn,
    Value,
)
from generator.history.comparing.hiding import hidden, told
from generator.history.comparing.statuses import since, steps, stretches
from generator.records.differences import Difference, differences
from generator.records.platform import Platform
from generator.records.rows import AnnouncementRow
from generator.standing.identity import Identity, identities
from generator.standing.reapplication import Bar, unit_keys
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import Action, Fact

# The fields of the record that are told as the identity on the day.
IDENTITY: Mapping[tuple[str, ...], Fact] = {
    ("name",): Fact.NAME,
    ("operating_unit", "name"): Fact.OPERATING_UNIT,
    ("operating_unit", "credit_code"): Fact.CREDIT_CODE,
}
Turns = Mapping[tuple[date, Fact, Value], Turn]


def platform_changes(base: Snapshot, head: Snapshot) -> list[PlatformChange]:
    """各平台的变化 Those whose status changes first; what cannot be read now is not removed."""
    before, after = base.register.histories, head.register.histories
    moved = {key for key in {*base.bars, *head.bars} if base.bars.get(key) != head.bars.get(key)}
    found = [
        _changed(base, head, name)
        for name, history in after.items()
        if history != before.get(name) or (moved and moved & unit_keys(history))
    ]
    gone = before.keys() - after.keys() - head.register.receipt.refused
    found += [_removed(base.listings[name]) for name in sorted(gone)]
    return sorted(
        (each for each in found if each.is_told),
        key=lambda each: (not each.status.is_change, each.id),
    )


def _removed(was: Listing) -> PlatformChange:
    status = StatusChange(was.status, None, None, None)
    return PlatformChange(was.id, was.identity.shown, Action.REMOVED, status)


def _changed(base: Snapshot, head: Snapshot, name: str) -> PlatformChange:
    history = base.register.histories.get(name)
    was = base.listing_on(history, base.as_of) if history else None
    now = head.listing_on(head.register.histories[name], head.as_of)
    ahead, foreseen = _turns(head, now), _turns(base, was) if was else {}
    instead = {(turn.on, turn.fact): turn.value for turn in ahead.values()}
    facts = tuple(_facts(was, now))
    return PlatformChange(
        id=name,
        name=now.identity.shown,
        action=Action.EDITED if was else Action.ADDED,
        status=StatusChange(
            was.status if was else None, now.status, since(now), now.standing.decided_by
        ),
        facts=facts,
        coming=tuple(turn for key, turn in ahead.items() if key not in foreseen),
        dropped=tuple(
            replace(turn, value=told(turn.value, instead.get((turn.on, turn.fact))))
            for key, turn in foreseen.items()
            if key not in ahead
        ),
        past=tuple(stretches(was, now, head.as_of)),
        differences=tuple(_own(was.platform, now.platform, facts)) if was else (),
    )


def _own(before: Platform, after: Platform, facts: tuple[FactChange, ...]) -> Iterator[Difference]:
    """What differs in the record itself, beside what is told of the identity anyway."""
    known = {each.fact for each in facts}
    found = hidden(differences(before, after))
    return (each for each in found if IDENTITY.get(each.said) not in known)


def _facts(was: Listing | None, now: Listing) -> Iterator[FactChange]:
    before, after = _told_of(was) if was else {}, _told_of(now)
    unit = now.platform.operating_unit
    excuses = {Fact.NAME: now.platform.name_unknown, Fact.CREDIT_CODE: unit.credit_code_unknown}
    for fact, value in after.items():
        old = told(before.get(fact), value or excuses.get(fact))
        if (old or None) != (value or None):
            yield FactChange(fact, old or None, value or None)


def _told_of(listing: Listing) -> dict[Fact, Value]:
    """What the public is told of a platform on the day, beside its status."""
    standing, identity, period = listing.standing, listing.identity, listing.standing.period
    validity = Days(period.starts if period.starts_known else None, period.ends) if period else None
    rows = [e.row for e in listing.entries if isinstance(e.row, AnnouncementRow)]
    return {
        Fact.DECIDED_BY: standing.decided_by.act.id if standing.decided_by else None,
        Fact.VALIDITY: validity,
        Fact.BARRED_UNTIL: listing.bar.ends if listing.bar else None,
        Fact.NAME: identity.name,
        Fact.OPERATING_UNIT: identity.operating_unit,
        Fact.CREDIT_CODE: identity.credit_code,
        Fact.FUNCTIONS: listing.functions,
        Fact.NUMBERS: tuple(row.number for row in rows if row.number),
        Fact.CAVEATS: tuple(caveat.value for caveat in standing.caveats),
    }


def _turns(snapshot: Snapshot, listing: Listing) -> Turns:
    """What the days after the day bring, by what is on record."""
    found = [
        *(Turn(d, Fact.STATUS, s, by.act if by else None) for d, s, by in steps(listing)),
        *_renamings(identities(listing.history)),
        *(Turn(b.starts, Fact.BARRED_UNTIL, b.ends, b.entry.act) for b in _bars(snapshot, listing)),
    ]
    order = list(Fact).index
    later = sorted((t for t in found if t.on > listing.as_of), key=lambda t: (t.on, order(t.fact)))
    return {(turn.on, turn.fact, turn.value): turn for turn in later}


def _bars(snapshot: Snapshot, listing: Listing) -> Iterator[Bar]:
    keys = sorted(unit_keys(listing.history))
    return (bar for key in keys for bar in snapshot.bars.get(key, ()))


def _renamings(known: tuple[Identity, ...]) -> Iterator[Turn]:
    for old, new in pairwise(known):
        by = new.by.act if new.by else None
        for fact in (Fact.NAME, Fact.OPERATING_UNIT, Fact.CREDIT_CODE):
            value: str | None = getattr(new, fact.value)
            if value != getattr(old, fact.value) and new.starts:
                yield Turn(new.starts, fact, value, by)
