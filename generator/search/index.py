"""检索索引 One columnar file that the browser scans in memory: exact and complete."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from generator.records.act import Act
from generator.search.normalisation import normalised, traditional_of
from generator.search.packing import columns
from generator.search.platforms import columns_of, handles_of
from generator.search.prose import prose
from generator.standing.division import division_name
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
    every, handles = [*snapshot.listings.values()], [*handles_of(snapshot)]
    names = {normalised(text) for each in handles for text in (*each.names, *each.units)}
    platforms = columns_of(every, handles, labels_of(snapshot).__getitem__)
    return sealed(
        labelled(snapshot) | signs(snapshot, names) | {"platforms": platforms} | others(snapshot)
    )


def sealed(said: dict[str, Any]) -> Index:
    """定址 The index as a file."""
    content = encoded(said)
    return Index(f"search/index-{mark_of(content)}.json", content)


def mark_of(content: bytes) -> str:
    """标记 Of a content, for its address."""
    return hashlib.sha256(content).hexdigest()[:16]


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


def labelled(snapshot: Snapshot) -> dict[str, Any]:
    """标签 The head, and what the codes are called."""
    # Codes that were cities once still stand in old lists.
    labels = City.labels()
    former = {c: division_name(c) or c for c in snapshot.by_city if c and c not in labels}
    return head(snapshot) | {"labels": Status.labels(), "cities": labels | former}


def signs(snapshot: Snapshot, names: set[str]) -> dict[str, Any]:
    """文字 Traditional characters and readings of what occurs; `names` are normalised already."""
    # Its dictionary takes a fifth of a second to open, and most commands do without.
    from generator.search.pinyin import readings

    acts = (text for act in snapshot.acts for text in (act.title, act.document_number or ""))
    printed = names | set(map(normalised, acts))
    said = (normalised(text) for row in prose(snapshot) for text in row[1:])
    occurring = set().union(*printed, *said)
    return {"traditional": traditional_of(occurring), "readings": readings(printed)}


def others(snapshot: Snapshot) -> dict[str, Any]:
    """其余 The notices and the pages."""
    fields = ("address", "title", "text")
    return {
        "notices": columns([_notice(act) for act in snapshot.acts]),
        "prose": columns([dict(zip(fields, row, strict=True)) for row in prose(snapshot)]),
    }


def labels_of(snapshot: Snapshot) -> dict[str, str]:
    """功能名称 The service functions by the words of their editions."""
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
