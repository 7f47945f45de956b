"""平台数据 One platform as JSON: what `registry show` prints and the API publishes."""

from datetime import date
from typing import Any

from generator.exports.act import entry_json
from generator.register.history import Entry
from generator.standing.identity import Identity
from generator.standing.snapshot import Listing
from generator.standing.timeline import Spell
from generator.standing.validity import Period


def day(value: date | None) -> str | None:
    """日期 ISO, or none where unknown or unbounded."""
    return value.isoformat() if value else None


def summary(listing: Listing) -> dict[str, Any]:
    """摘要 What every list carries of a platform."""
    identity, standing = listing.identity, listing.standing
    return {
        "id": listing.id,
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "division": listing.platform.division,
        "city": listing.city,
        "functions": list(listing.functions),
        "status": listing.status.value,
        "status_label": listing.status.label,
        "as_of": day(listing.as_of),
        "validity": validity_json(standing.period),
        "decided_by": _act_id(standing.decided_by),
        "barred_until": day(listing.bar.ends) if listing.bar else None,
    }


def platform_json(listing: Listing) -> dict[str, Any]:
    """平台 Everything the register says of one platform as of the day."""
    platform, standing = listing.platform, listing.standing
    spell, unit = listing.spell, listing.platform.operating_unit
    return summary(listing) | {
        "status_since": day(spell.starts) if spell else None,
        "under_publicity_by": _act_id(standing.publicity),
        "caveats": [{"code": c.value, "label": c.label} for c in standing.caveats],
        "unit_kind": unit.kind.value if unit.kind else None,
        "name_unknown": platform.name_unknown,
        "credit_code_unknown": unit.credit_code_unknown,
        "services": platform.services,
        "contact": platform.contact.model_dump() if platform.contact else None,
        "former_names": [_former(each) for each in listing.former],
        "designations": [_designation(period) for period in listing.periods],
        "timeline": [_spell(each) for each in listing.timeline],
        "history": [entry_json(entry) for entry in listing.entries],
    }


def validity_json(period: Period | None) -> dict[str, str | None] | None:
    """有效期 Both days included; none where not known or not set."""
    if period is None:
        return None
    return {"starts": day(period.starts) if period.starts_known else None, "ends": day(period.ends)}


def _act_id(entry: Entry | None) -> str | None:
    return entry.act.id if entry else None


def _former(identity: Identity) -> dict[str, str | None]:
    return {
        "name": identity.name,
        "operating_unit": identity.operating_unit,
        "credit_code": identity.credit_code,
        "starts": day(identity.starts),
        "ends": day(identity.ends),
    }


def _designation(period: Period) -> dict[str, Any]:
    return {
        "decided_by": period.entry.act.id,
        "validity": validity_json(period),
        "validity_changed_by": _act_id(period.changed_by),
    }


def _spell(spell: Spell) -> dict[str, Any]:
    return {
        "starts": day(spell.starts),
        "ends": day(spell.ends),
        "status": spell.standing.status.value,
        "decided_by": _act_id(spell.standing.decided_by),
    }
