"""数据文件 Every file of the API, lazily: (path, bytes)."""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.exports.act import act_json, act_summary
from generator.exports.envelope import enveloped
from generator.exports.platform import platform_json, summary
from generator.standing.snapshot import Listing, Snapshot

API = "api/v1"
File = tuple[str, bytes]


def compose(snapshot: Snapshot) -> Iterator[File]:
    """数据文件 The safe default is what is in force; `all` says everything."""
    yield f"{API}/platforms.json", _list(snapshot, snapshot.roll)
    yield f"{API}/all.json", _list(snapshot, snapshot.listings.values())
    yield f"{API}/status.json", _status(snapshot)
    yield from _platforms(snapshot)
    yield from _notices(snapshot)
    for city, listings in snapshot.by_city.items():
        if city:
            yield f"{API}/cities/{city}.json", _list(snapshot, listings, city=city)
    for function, listings in snapshot.by_function.items():
        yield f"{API}/functions/{function}.json", _list(snapshot, listings, function=function)
    yield f"{API}/index.json", _index(snapshot)


def _list(snapshot: Snapshot, listings: Iterable[Listing], **of: str) -> bytes:
    found = [summary(listing) for listing in listings]
    return enveloped(snapshot, {**of, "total": len(found), "platforms": found})


def _status(snapshot: Snapshot) -> bytes:
    statuses = {name: listing.status.value for name, listing in snapshot.listings.items()}
    return enveloped(snapshot, {"total": len(statuses), "status": statuses})


def _platforms(snapshot: Snapshot) -> Iterator[File]:
    for name, listing in snapshot.listings.items():
        yield (
            f"{API}/platforms/{name}.json",
            enveloped(snapshot, {"platform": platform_json(listing)}),
        )


def _notices(snapshot: Snapshot) -> Iterator[File]:
    acts = [act_summary(act) for act in snapshot.acts]
    yield f"{API}/notices.json", enveloped(snapshot, {"total": len(acts), "notices": acts})
    for act in snapshot.acts:
        corrections = [c.id for c in snapshot.register.corrections.get(act.id, ())]
        content: dict[str, Any] = {"notice": act_json(act) | {"corrected_by": corrections}}
        yield f"{API}/notices/{act.id}.json", enveloped(snapshot, content)


def _index(snapshot: Snapshot) -> bytes:
    files = {
        "platforms": "platforms.json",
        "all": "all.json",
        "status": "status.json",
        "platform": "platforms/{id}.json",
        "notices": "notices.json",
        "notice": "notices/{id}.json",
        "city": "cities/{code}.json",
        "function": "functions/{term}.json",
    }
    return enveloped(snapshot, {"total": len(snapshot.listings), "files": files})
