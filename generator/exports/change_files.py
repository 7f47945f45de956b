"""变更文件 The changes as JSON: all of them, and those of each platform."""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.exports.addresses import API
from generator.exports.changes import PLATFORM, Change
from generator.exports.envelope import File, Publication
from generator.exports.models.change import (
    ChangeEntry,
    ChangesFile,
    FullChange,
    PlatformChangesFile,
)


def files(publication: Publication, found: list[Change]) -> Iterator[File]:
    """变更文件 The content stands in the last entry on each subject."""
    said = {"unavailable": publication.chronicle.unavailable}
    last = {(change.subject, change.id): change.number for change in found}
    full = [_full(c, is_last=last[c.subject, c.id] == c.number) for c in found]
    yield f"{API}/changes.json", publication.listed(ChangesFile, "changes", full, **said)
    grouped: dict[str, list[Change]] = {name: [] for name in publication.snapshot.listings}
    for change in found:
        if change.subject == PLATFORM and change.id in grouped:
            grouped[change.id].append(change)
    for name, mine in grouped.items():
        content = publication.listed(
            PlatformChangesFile, "changes", _entries(mine), id=name, **said
        )
        yield f"{API}/platforms/{name}/changes.json", content


def _entries(found: Iterable[Change]) -> Iterator[ChangeEntry]:
    return (ChangeEntry(**_entry(change)) for change in found)


def _full(change: Change, *, is_last: bool) -> FullChange:
    platform, notice = (change.state, change.notice) if is_last else (None, None)
    return FullChange(**_entry(change), platform=platform, notice=notice)


def _entry(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "on": change.on,
        "commit": change.commit,
        "action": change.action,
        "subject": change.subject,
        "id": change.id,
        "status_before": change.before,
        "status_after": change.state.status if change.state else None,
    }
