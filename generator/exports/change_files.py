"""变更文件 The changes as JSON: all of them, and those of each platform."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from generator.exports.act import notice
from generator.exports.addresses import API
from generator.exports.changes import Change
from generator.exports.envelope import File, Publication
from generator.exports.models.change import (
    ChangeEntry,
    ChangesFile,
    FullChange,
    PlatformChangesFile,
)
from generator.exports.platform import state


def files(publication: Publication) -> Iterator[File]:
    """变更文件 The content stands in the last entry on each subject: it is what holds now."""
    said = {"unavailable": publication.chronicle.unavailable}
    found = publication.changes
    last = {(change.subject, change.id): change.number for change in found}
    full = (_full(c, publication) if last[c.subject, c.id] == c.number else _bare(c) for c in found)
    with publication.streamed(ChangesFile, "changes", len(found), full, **said) as path:
        yield f"{API}/changes.json", path


def platform_changes(name: str, mine: Iterable[Change], publication: Publication) -> File:
    """一个平台的变更 In order."""
    said = {"unavailable": publication.chronicle.unavailable}
    content = publication.listed(PlatformChangesFile, "changes", _entries(mine), id=name, **said)
    return f"{API}/platforms/{name}/changes.json", content


def told(change: Change) -> bytes:
    """所述 What an entry says of a change, without the content."""
    return to_json(_entry(change))


def _entries(found: Iterable[Change]) -> Iterator[ChangeEntry]:
    return (ChangeEntry(**_entry(change)) for change in found)


def _full(change: Change, publication: Publication) -> FullChange:
    listing = publication.snapshot.listings[change.id] if change.told else None
    platform = state(listing) if listing else None
    told = notice(change.act) if change.act else None
    return FullChange(**_entry(change), platform=platform, notice=told)


def _bare(change: Change) -> FullChange:
    return FullChange(**_entry(change), platform=None, notice=None)


def _entry(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "on": change.on,
        "commit": change.commit,
        "action": change.action,
        "subject": change.subject,
        "id": change.id,
        "status_before": change.before.value if change.before else None,
        "status_after": change.told.status.value if change.told else None,
    }
