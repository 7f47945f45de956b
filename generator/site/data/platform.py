"""Platforms for machines: the published forms, and the values that fill them.

The file of one platform says nothing of the day on which it is made: it gives the answer for
every stretch of days. Lists and `registry show` give the answer of one day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_origin

from generator.records import registry as records
from generator.records.acts import Act
from generator.register.answer import Standing, StandingCaveat
from generator.register.designation import ONE_DAY, Period
from generator.register.identity import Identity, identities
from generator.register.places import PlaceSpan
from generator.register.reapplication import Bar, bars, person_keys, unit_keys
from generator.register.register import Entry, History
from generator.register.sentences import sentence
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import Spell
from generator.site.data.act import HistoryEntry, PublishedErratum, history_entry
from generator.site.data.derivation import derived, list_of, model, or_null, union_model, values
from generator.site.data.models.base import Derived, Head, Opening, Output

Values = dict[str, Any]
Bars = Mapping[str, list[Bar]]


class PublishedValidity(Output):
    """Both days included; null where not known or not set."""

    starts: date | None
    ends: date | None


class Note(Output):
    """Caveat beside the status: a reader of the status must know it."""

    code: str
    text: str


class PublishedBar(Output):
    """Days on which the unit may not apply, both included, and the revocation that says so."""

    starts: date
    ends: date
    by: str


class State(Output):
    """Who a platform is, and how it stands on a day."""

    id: str
    name: str | None
    operating_unit: str
    credit_code: str | None
    division: str | None
    city: Derived[str | None]
    functions: tuple[str, ...]
    status: Derived[str]
    status_label: Derived[str]
    caveats: Derived[tuple[Note, ...]]
    """附注：引用资格状态时须一并引用。"""
    explanation: Derived[str | None]
    """结论为否定时的缘由。"""
    validity: PublishedValidity | None
    decided_by: Derived[tuple[str, ...]]
    """没有它们，状态或有效期就会不同的各份文件。"""
    designation: Derived[str | None]
    """所依据的认定文件。"""
    bar: Derived[PublishedBar | None]
    barred_until: Derived[date | None]


class Summary(State):
    """State with the beginning of its status, and the day that its derived values are of."""

    status_since: Derived[date | None]
    """同一次认定之下，本状态不间断的第一日。"""
    event: Derived[str | None]
    """那一日发生的事。"""
    sentence: Derived[str]
    """一句话的结论，不含附注。"""
    as_of: date


class Name(Output):
    """Names of a platform and its unit from one day to another."""

    name: str | None
    operating_unit: str
    credit_code: str | None
    starts: date | None
    ends: date | None


class PublishedPlace(Output):
    """Place of a platform from one day to another; null where not known or not over."""

    division: str
    city: str | None
    starts: date | None
    ends: date | None


class MergedRecord(Output):
    """Further record of the same platform: its id leads to the platform, whose files it says."""

    id: str
    name: str | None
    operating_unit: str
    credit_code: str | None


class PublishedDesignation(Output):
    """Act that granted the title, and its validity as it stands now."""

    decided_by: str
    validity: PublishedValidity | None
    validity_changed_by: str | None


class Past(Output):
    """Stretch of days with one standing, both included; `ends` is null for the last."""

    starts: date
    ends: date | None
    status: str
    status_since: date | None
    event: str | None
    caveats: tuple[Note, ...]
    explanation: str | None
    decided_by: tuple[str, ...]
    designation: str | None


class StretchAnswer(Past):
    """Stretch of days with one answer."""

    label: str
    sentence: str
    validity: PublishedValidity | None
    under_publicity_by: str | None
    bar: PublishedBar | None


class PublishedChange(Output):
    """One change of a platform, as the register's changes number it."""

    number: int
    """编号，从 1 起，不变。"""
    on: date
    commit: str | None
    action: str
    """added 新增、status_changed 状态变化、amended 依文件变化、corrected 更正、redacted 隐去、removed 移除。"""
    status_before: str | None
    caveats_before: tuple[str, ...]
    status_after: str | None
    caveats_after: tuple[str, ...]
    """附注代码。"""


Platform = union_model(
    "Platform",
    [records.Platform],
    Output,
    division=derived(or_null(str)),
    city=derived(or_null(str)),
    functions=list_of(str),
    former_names=derived(list_of(Name)),
    merged_records=derived(list_of(MergedRecord)),
    designations=derived(list_of(PublishedDesignation)),
    timeline=derived(list_of(StretchAnswer)),
    history=list_of(HistoryEntry),
    errata=list_of(PublishedErratum),
    changes=list_of(PublishedChange),
    changes_unavailable=or_null(str),
)
BLANK: Values = dict.fromkeys(Platform.model_fields)
# Everything the register says of one platform.
PlatformFile = model("PlatformFile", Opening, platform=Platform)


class PlatformsFile(Head):
    """Platforms in force, or all."""

    platforms: tuple[Summary, ...]


class CityFile(PlatformsFile):
    """Every platform ever recorded in a part of the territory."""

    city: str


class FunctionFile(PlatformsFile):
    """Every platform that ever bore a service function."""

    function: str


class StatusFile(Head):
    """Status of every id, for who only needs a yes or a no, and the caveats of those that have any."""

    status: dict[str, str]
    caveats: dict[str, tuple[Note, ...]]
    same_as: dict[str, str]
    """并入另一编号的：原编号和留用的编号。"""


# A spell of `history.json`, the longest file of all: what it does not have is left out.
BriefPast = model(
    "BriefPast",
    Output,
    starts=date,
    status=str,
    **{
        name: (field.annotation, () if get_origin(field.annotation) is tuple else None)
        for name, field in Past.model_fields.items()
        if name not in ("starts", "status")
    },
)


class PlatformHistory(Output):
    """One platform, enough to answer for any day."""

    id: str
    names: tuple[Name, ...]
    places: tuple[PublishedPlace, ...]
    spells: tuple[BriefPast, ...]  # type: ignore[valid-type]
    designations: tuple[PublishedDesignation, ...]
    bars: tuple[PublishedValidity, ...]


class HistoryFile(Head):
    """Every platform: on a day, take the spell and the name that hold it."""

    platforms: tuple[PlatformHistory, ...]


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
    }


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
        "timeline": stretches(listing, snapshot.bars),
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
        "timeline": stretches(listing, snapshot.bars),
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


def stretches(listing: Listing, unit_bars: Bars) -> list[Values]:
    """Values of `StretchAnswer` for every day on record, oldest first."""
    history = listing.history
    edges = _bar_edges(history, unit_bars)
    answers: list[Values] = []
    for spell in listing.timeline:
        inner = [day for day in edges if spell.starts < day and spell.covers(day)]
        ends = [day - ONE_DAY for day in inner]
        for first, last in zip([spell.starts, *inner], [*ends, spell.ends], strict=True):
            bar = _bar_on(first, history, unit_bars) if edges else None
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


def _bar_on(day: date, history: History, unit_bars: Bars) -> Values | None:
    """The bar on who runs the platform that day; of several, the one that lasts longest."""
    who = next(i for i in reversed(identities(history)) if i.starts is None or i.starts <= day)
    keys = sorted(person_keys(history, who))
    held = [bar for key in keys for bar in unit_bars.get(key, ()) if bar.covers(day)]
    if not held:
        return None
    return _bar(max(held, key=lambda each: each.ends))


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
    """What must be told with a status: its caveats, why it is negative, and the acts it rests on."""
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
