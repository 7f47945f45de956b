"""检索索引 One columnar file that the browser scans in memory: exact and complete."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from generator.records.act import Act
from generator.search.normalisation import normalised, traditional_of
from generator.search.packing import columns
from generator.search.pinyin import readings
from generator.search.platforms import columns_of, handles_of
from generator.search.prose import prose
from generator.standing.snapshot import Snapshot
from generator.terms import City, Status

POINTER = "search/index.json"
VERSION = 2


@dataclass(frozen=True)
class Index:
    """检索索引 Its address carries the hash of its content, so it can be kept for ever."""

    address: str
    content: bytes


def index_of(snapshot: Snapshot) -> Index:
    """编索引 The whole index of a snapshot."""
    labels = {"labels": Status.labels(), "cities": City.labels()}
    content = encoded(head(snapshot) | labels | _tables(snapshot))
    mark = hashlib.sha256(content).hexdigest()[:16]
    return Index(f"search/index-{mark}.json", content)


def encoded(content: dict[str, Any]) -> bytes:
    """编码 Compact JSON."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def pointer(snapshot: Snapshot, index: Index) -> bytes:
    """指路 For a page kept from an earlier build, whose index is gone."""
    return encoded(head(snapshot) | {"address": index.address.rpartition("/")[2]})


def head(snapshot: Snapshot) -> dict[str, Any]:
    """文件头 What every file of the look-up says of itself."""
    return {
        "version": VERSION,
        "as_of": snapshot.as_of.isoformat(),
        "demonstration": snapshot.register.site.demo,
    }


def _tables(snapshot: Snapshot) -> dict[str, Any]:
    handles = handles_of(snapshot)
    pages = prose(snapshot)
    names = [text for each in handles for text in (*each.names, *each.units)]
    printed = [text for act in snapshot.acts for text in (act.title, act.document_number or "")]
    said = [text for row in pages for text in row[1:]]
    occurring = set().union(*map(normalised, {*names, *printed, *said}))
    return {
        "traditional": traditional_of(occurring),
        "readings": readings(map(normalised, {*names, *printed})),
        "platforms": columns_of(snapshot, handles, _labels(snapshot).__getitem__),
        "notices": columns([_notice(act) for act in snapshot.acts]),
        "prose": columns(
            [dict(zip(("address", "title", "text"), row, strict=True)) for row in pages]
        ),
    }


def _labels(snapshot: Snapshot) -> dict[str, str]:
    """The service functions by the words of their editions."""
    found = {term: term for term in snapshot.by_function}
    for edition in snapshot.register.regulations.values():
        found |= {each.term: each.label for each in edition.service_functions}
    return found


def _notice(act: Act) -> dict[str, str]:
    return {
        "id": act.id,
        "title": act.title,
        "number": act.document_number or "",
        "on": str(act.issued_on),
        "kind": act.kind_of_act.label,
    }
