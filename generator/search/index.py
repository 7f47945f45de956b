"""检索索引 One columnar file that the browser scans in memory: exact and complete."""

import json
from collections.abc import Iterator
from typing import Any

from generator.records.act import Act
from generator.standing.lookup import designations
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import Status

INDEX = "search/index.json"
VERSION = 1


def compose(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    """索引文件 One file; the labels travel with it, so the script holds no second list."""
    site = snapshot.register.site
    content = {
        "version": VERSION,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": site.demo,
        "labels": {status.value: status.label for status in Status},
        "platforms": _columns([_platform(each) for each in snapshot.listings.values()]),
        "notices": _columns([_notice(act) for act in snapshot.acts]),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    yield INDEX, (text + "\n").encode()


def _platform(listing: Listing) -> dict[str, Any]:
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


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
