"""平台数据 One platform for machines: what `registry show` prints and the API publishes."""

from typing import Any

from generator.exports.act import history_entry, plain
from generator.exports.models.platform import (
    Caveat,
    Contact,
    Designation,
    Name,
    Past,
    Platform,
    Spell,
    State,
    Summary,
    Validity,
)
from generator.register.history import Entry
from generator.standing import timeline
from generator.standing.identity import Identity, identities
from generator.standing.reapplication import bars
from generator.standing.snapshot import Listing
from generator.standing.validity import Period


def platform_json(listing: Listing) -> dict[str, Any]:
    """平台 Everything the register says of one platform, as plain values."""
    found: dict[str, Any] = plain(platform(listing))
    return found


def state(listing: Listing) -> State:
    """平台 Who it is and how it stands."""
    return State(**_state(listing))


def summary(listing: Listing) -> Summary:
    """摘要 What every list carries of a platform."""
    return Summary(**_state(listing), as_of=listing.as_of)


def _state(listing: Listing) -> dict[str, Any]:
    identity, standing = listing.identity, listing.standing
    return {
        "id": listing.id,
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "division": listing.platform.division,
        "city": listing.city,
        "functions": listing.functions,
        "status": listing.status.value,
        "status_label": listing.status.label,
        "validity": _validity(standing.period),
        "decided_by": _act_id(standing.decided_by),
        "barred_until": listing.bar.ends if listing.bar else None,
    }


def platform(listing: Listing) -> Platform:
    """平台 Everything the register says of one platform as of the day."""
    record, standing, unit = listing.platform, listing.standing, listing.platform.operating_unit
    return Platform(
        **_state(listing),
        as_of=listing.as_of,
        status_since=listing.spell.starts if listing.spell else None,
        under_publicity_by=_act_id(standing.publicity),
        caveats=tuple(Caveat(code=c.value, label=c.label) for c in standing.caveats),
        unit_kind=unit.kind.value if unit.kind else None,
        name_unknown=record.name_unknown,
        credit_code_unknown=unit.credit_code_unknown,
        services=record.services,
        contact=Contact(**record.contact.model_dump()) if record.contact else None,
        remarks=record.remarks,
        former_names=tuple(_name(each) for each in listing.former),
        designations=_designations(listing),
        timeline=_spells(listing),
        history=tuple(history_entry(entry) for entry in listing.entries),
    )


def past(listing: Listing) -> Past:
    """一个平台的历史 Its names, spells, designations and bars, for any day."""
    return Past(
        id=listing.id,
        names=tuple(_name(each) for each in identities(listing.history)),
        spells=_spells(listing),
        designations=_designations(listing),
        bars=tuple(Validity(starts=bar.starts, ends=bar.ends) for bar in bars(listing.history)),
    )


def _validity(period: Period | None) -> Validity | None:
    """Both days included; none where not known or not set."""
    if period is None:
        return None
    return Validity(starts=period.starts if period.starts_known else None, ends=period.ends)


def _act_id(entry: Entry | None) -> str | None:
    return entry.act.id if entry else None


def _name(identity: Identity) -> Name:
    return Name(
        name=identity.name,
        operating_unit=identity.operating_unit,
        credit_code=identity.credit_code,
        starts=identity.starts,
        ends=identity.ends,
    )


def _designations(listing: Listing) -> tuple[Designation, ...]:
    return tuple(
        Designation(
            decided_by=period.entry.act.id,
            validity=_validity(period),
            validity_changed_by=_act_id(period.changed_by),
        )
        for period in listing.periods
    )


def _spells(listing: Listing) -> tuple[Spell, ...]:
    return tuple(_spell(each) for each in listing.timeline)


def _spell(spell: timeline.Spell) -> Spell:
    return Spell(
        starts=spell.starts,
        ends=spell.ends,
        status=spell.standing.status.value,
        decided_by=_act_id(spell.standing.decided_by),
    )
