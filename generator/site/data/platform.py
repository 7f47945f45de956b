"""Platforms for machines: the values that fill the published forms.

The file of one platform says nothing of the day on which it is made: it gives the answer for
every stretch of days. Lists and `registry show` give the answer of one day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from generator.records import registry as records
from generator.records.acts import Act, AnnouncementRow
from generator.register.answer import Standing, StandingCaveat
from generator.register.designation import ONE_DAY, Period
from generator.register.identity import Identity, identities
from generator.register.places import PlaceSpan
from generator.register.reapplication import Bar, bars, unit_keys
from generator.register.register import Entry, History
from generator.register.sentences import sentence
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import Spell
from generator.site.data.act import history_entry
from generator.site.data.derivation import Output, union_model, values
from generator.site.data.models import BLANK, MergedRecord

Values = dict[str, Any]
Bars = Mapping[str, list[Bar]]


def state(listing: Listing) -> Values:
    """Values of `State` as of the listing's day."""
    identity, standing = listing.identity, listing.standing
    return {
        "id": listing.id,
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "division": listing.division,
        "city": listing.city,
        "functions": listing.functions,
        "status": listing.status.value,
        "status_label": listing.status.label,
        **_basis(standing),
        "validity": _validity(standing.period),
        "bar": _bar(listing.bar),
        "barred_until": str(listing.bar.ends) if listing.bar else None,
    }


def summary(listing: Listing) -> Values:
    """Values of `Summary`."""
    return state(listing) | {
        "status_since": _day(listing.since),
        "event": listing.event.value if listing.event else None,
        "sentence": sentence(listing.standing),
        "as_of": str(listing.as_of),
        "former_names": [_name(each) for each in listing.former],
        "certificate_numbers": certificate_numbers(listing),
    }


def certificate_numbers(listing: Listing) -> list[str]:
    """Numbers of all certificates on record by the listing's day, each once, the newest first."""
    rows = (entry.row for entry in reversed(listing.entries))
    numbers = (row.number for row in rows if isinstance(row, AnnouncementRow) and row.number)
    return [*dict.fromkeys(numbers)]


def platform_json(listing: Listing, snapshot: Snapshot, known_on: date | None = None) -> Values:
    """Answer of `registry show`: the platform with its answer on the listing's day.

    `known_on` is the day by which acts had to be issued to count.
    """
    return {
        **summary(listing),
        "since": _day(listing.since),
        "known_on": _day(known_on),
        "under_publicity_by": _act_id(listing.standing.publicity),
        **_recorded(listing, snapshot),
        "timeline": stretches(listing, snapshot),
    }


def published_platform(
    listing: Listing,
    snapshot: Snapshot,
    changes: Iterable[Values],
    merged: records.Platform | None = None,
) -> Values:
    """Values of `Platform`, the same on every day on which nothing happens to it.

    A `merged` record of the platform keeps what is recorded of itself; all the rest is the platform's.
    """
    own = _identity_record(merged) if merged else {}
    return BLANK | {
        **_recorded(listing, snapshot),
        "division": listing.division,
        "city": listing.city,
        "functions": listing.functions,
        "timeline": stretches(listing, snapshot),
        "changes": [*changes],
        **own,
    }


def platform_history(listing: Listing) -> Values:
    """Values of `PlatformHistory`."""
    values = past(listing)
    return values | {"spells": [_brief(spell) for spell in values["spells"]]}


def past(listing: Listing) -> Values:
    """All of a platform's past, each spell with everything that `Past` has."""
    return {
        "id": listing.id,
        "names": [_name(each) for each in identities(listing.history)],
        "places": [_place(each, listing) for each in listing.places],
        "spells": [_past(spell) for spell in listing.timeline],
        "designations": _designations(listing),
        "bars": [
            {"starts": str(bar.starts), "ends": str(bar.ends)} for bar in bars(listing.history)
        ],
    }


def stretches(listing: Listing, snapshot: Snapshot) -> list[Values]:
    """Values of `StretchAnswer` for every day on record, oldest first."""
    history = listing.history
    edges = _bar_edges(history, snapshot.bars)
    answers: list[Values] = []
    for spell in listing.timeline:
        inner = [day for day in edges if spell.starts < day and spell.covers(day)]
        ends = [day - ONE_DAY for day in inner]
        for first, last in zip([spell.starts, *inner], [*ends, spell.ends], strict=True):
            bar = _bar(snapshot.bar_on(history, first)) if edges else None
            if first in inner and answers[-1]["bar"] == bar:
                answers[-1]["ends"] = _day(last)
            else:
                answers.append(_stretch(spell, first, last) | {"bar": bar})
    return answers


def _recorded(listing: Listing, snapshot: Snapshot) -> Values:
    """All that is on record by the listing's day, under the names of that day."""
    identity = listing.identity
    return {
        **_identity_record(listing.platform),
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "former_names": [_name(each) for each in listing.former],
        "merged_records": [_merged(each) for each in listing.history.merged],
        "designations": _designations(listing),
        "history": [history_entry(entry) for entry in listing.entries],
        "errata": [*map(values, snapshot.errata.by_platform.get(listing.id, ()))],
    }


def _merged(record: records.Platform) -> Values:
    recorded = _identity_record(record)
    return {name: recorded[name] for name in MergedRecord.model_fields}


def _identity_record(record: records.Platform) -> Values:
    return RECORD_BLANK | values(record)


# What a record does not say is null.
RECORD_BLANK: Values = dict.fromkeys(union_model("Record", [records.Platform], Output).model_fields)


def _bar_edges(history: History, unit_bars: Bars) -> list[date]:
    """Days on which it may change whether the unit is barred; none where it never was."""
    unit_bars_of_it = [bar for key in unit_keys(history) for bar in unit_bars.get(key, ())]
    if not unit_bars_of_it:
        return []
    turns = {day for bar in unit_bars_of_it for day in bar.turns}
    return sorted(turns | {i.starts for i in identities(history) if i.starts})


def _bar(bar: Bar | None) -> Values | None:
    if bar is None:
        return None
    return {"starts": str(bar.starts), "ends": str(bar.ends), "by": bar.entry.act.id}


def _stretch(spell: Spell, first: date, last: date | None) -> Values:
    standing = spell.standing
    return {
        **_past(spell),
        "starts": str(first),
        "ends": _day(last),
        "label": standing.status.label,
        "sentence": sentence(standing),
        "validity": _validity(standing.period),
        "under_publicity_by": _act_id(standing.publicity),
    }


def _past(spell: Spell) -> Values:
    """Values of `Past` for one spell."""
    return {
        "starts": str(spell.starts),
        "ends": _day(spell.ends),
        "status": spell.standing.status.value,
        "status_since": _day(spell.since),
        "event": spell.event.value if spell.event else None,
        **_basis(spell.standing),
    }


def _brief(values: Values) -> Values:
    return {name: value for name, value in values.items() if value}


def _basis(standing: Standing) -> Values:
    """Values that are told with a status: its caveats, why it is negative, and the acts it rests on."""
    return {
        "caveats": notes(standing.caveats),
        "explanation": standing.explanation.value if standing.explanation else None,
        "decided_by": [act.id for act in deciding_acts(standing)],
        "designation": _act_id(standing.grant),
    }


def deciding_acts(standing: Standing) -> list[Act]:
    """All acts without which the status or the validity would differ, each once, the grant first."""
    return [*{entry.act.id: entry.act for entry in standing.deciding}.values()]


def notes(caveats: Iterable[StandingCaveat]) -> list[Values]:
    """Values of `Note` for each caveat."""
    return [{"code": each.value, "text": each.label} for each in caveats]


def _validity(period: Period | None) -> Values | None:
    """Both days included; none where not known or not set."""
    if period is None:
        return None
    starts = str(period.starts) if period.starts_known else None
    return {"starts": starts, "ends": _day(period.ends)}


def _name(identity: Identity) -> Values:
    return {
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "starts": _day(identity.starts),
        "ends": _day(identity.ends),
    }


def _place(span: PlaceSpan, listing: Listing) -> Values:
    return {
        "division": span.code,
        "city": listing.territory.part_of(span.code),
        "starts": _day(span.starts),
        "ends": _day(span.ends),
    }


def _designations(listing: Listing) -> list[Values]:
    return [
        {
            "decided_by": period.entry.act.id,
            "validity": _validity(period),
            "validity_changed_by": _act_id(period.changed_by),
        }
        for period in listing.periods
    ]


def _act_id(entry: Entry | None) -> str | None:
    return entry.act.id if entry else None


def _day(day: date | None) -> str | None:
    return str(day) if day else None
