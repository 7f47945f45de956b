"""检索索引 One columnar file that the browser scans in memory: exact and complete."""

import json
from collections.abc import Iterator
from typing import Any

from generator.records.act import Act
from generator.standing.identity import identities
from generator.standing.lookup import designations
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.timeline import Spell
from generator.terms import Caveat, Status

INDEX = "search/index.json"
VERIFY = "verify/index.json"
VERSION = 1


def compose(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """索引文件 For the look-up, and for the question of a day; the labels travel with each."""
    notices = columns([_notice(act) for act in snapshot.acts])
    listings = snapshot.listings.values()
    yield INDEX, encoded(snapshot, {
        "platforms": columns([handles(each) for each in listings]), "notices": notices,
    })  # fmt: skip
    yield VERIFY, encoded(snapshot, {
        "platforms": columns([handles(each) | answers(each) for each in listings]),
        "notices": {},
        "acts": {act.id: [act.title, act.document_number or ""] for act in snapshot.register.acts.values()},
    })  # fmt: skip


def encoded(snapshot: Snapshot, content: dict[str, Any]) -> bytes:
    """编码 Compact JSON under the head that scripts read."""
    head = {
        "version": VERSION,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": snapshot.register.site.demo,
        "labels": Status.labels(),
    }
    return (json.dumps(head | content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def answers(listing: Listing) -> dict[str, Any]:
    """各日答案 The spells and the names of a platform, for any day; and what absence means."""
    partial = Caveat.DESIGNATION_NOT_ON_RECORD in listing.standing.caveats
    return {
        "spells": [
            [spell.starts.isoformat(), spell.standing.status.value, _deciding(spell)]
            for spell in listing.timeline
        ],
        "names": [
            [each.starts.isoformat() if each.starts else "", each.name or "", each.operating_unit]
            for each in identities(listing.history)
        ],
        "note": f"{Caveat.DESIGNATION_NOT_ON_RECORD.label}。" if partial else "",
    }


def _deciding(spell: Spell) -> str:
    entry = spell.standing.decided_by
    return entry.act.id if entry else ""


def handles(listing: Listing) -> dict[str, Any]:
    """称谓 What a platform can be found by, and its status."""
    identity = listing.identity
    shown = {identity.name, identity.operating_unit, identity.credit_code}
    others = sorted({each for each in designations(listing.history) if each not in shown})
    return {
        "id": listing.id,
        "name": identity.name or "",
        "unit": identity.operating_unit,
        "code": identity.credit_code or "",
        "others": others,
        "status": listing.status.value,
    }


def _notice(act: Act) -> dict[str, Any]:
    return {
        "id": act.id,
        "title": act.title,
        "number": act.document_number or "",
        "on": str(act.issued_on),
        "kind": act.kind_of_act.label,
    }


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """按列 A column per field, which compresses far better than rows."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
