"""日志 The log of the register: an entry for everything recorded, each bound to the one before.

It follows from the commits alone, so that the same commits give the same entries, and
a later commit only adds to them. Where the history of git had to be rewritten, the
entries up to then stand in a file of the register, sealed before the rewriting.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.history.chronicle import Chronicle, Items, Key, Version
from generator.records.redaction import masks
from generator.verifier.entries import FIELDS, Entry, commitment, entry_hash, salt_of
from generator.verifier.merkle import root_of

UNCOMMITTED = "登记记录有未提交的改动，日志只由已提交的记录生成。"
BROKEN = "封存的日志 log.jsonl 残缺，无法接续。"


@dataclass(slots=True)
class Kept:
    """所存 What is known of the last entry on a subject; `text` none where only its hash is."""

    number: int
    salt: str
    commitment: str
    text: bytes | None = None

    @property
    def item(self) -> Any:
        """所记内容 As it was written, every value a text."""
        return None if self.text is None else json.loads(self.text)


@dataclass
class Log:
    """日志 Grows by entries; `unavailable` says why there is none."""

    entries: list[Entry] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    kept: dict[Key, Kept] = field(default_factory=dict)
    unavailable: str | None = None

    @cached_property
    def root(self) -> str | None:
        """根 Of all entries; asked when the log is complete."""
        return None if self.unavailable else root_of(self.hashes).hex()

    def add(self, on: str, action: str, key: Key, salt: str, text: bytes | None) -> None:
        """记一条 `text` is what was recorded, as JSON; none where the record was taken out."""
        promised = None if text is None else commitment(salt, json.loads(text))
        previous = self.hashes[-1].hex() if self.hashes else None
        fields = (len(self.entries) + 1, on, action, *key, promised, previous)
        self.append(dict(zip(FIELDS, fields, strict=True)))
        if promised is None:
            del self.kept[key]
        else:
            self.kept[key] = Kept(len(self.entries), salt, promised, text)

    def append(self, entry: Entry) -> None:
        """接上 An entry that is already made."""
        self.entries.append(entry)
        self.hashes.append(entry_hash(entry))

    def take(self, version: Version, items: Items) -> None:
        """记一次提交 An entry for everything in it that is not what it was."""
        last = self.entries[-1]["on"] if self.entries else ""
        on = max(last, version.on.isoformat())
        for key, text in sorted(items.items()):
            kept = self.kept.get(key)
            if text is None and kept is None:
                continue
            if kept and text is not None and _is_promised(kept, text):
                kept.text = text
            else:
                salt = salt_of(version.commit, *key)
                self.add(on, _action(kept, text), key, salt, text)


def _is_promised(kept: Kept, text: bytes) -> bool:
    return commitment(kept.salt, json.loads(text)) == kept.commitment


def log_of(told: Chronicle) -> Log:
    """日志 Of a register; without the whole history it says so."""
    if told.unavailable or told.commit is None:
        return Log(unavailable=told.unavailable or UNCOMMITTED)
    sealed = [at for at, version in enumerate(told.versions) if version.sealed is not None]
    try:
        return grown(told.versions, sealed[-1] if sealed else None)
    except (ValueError, KeyError, TypeError):
        return Log(unavailable=BROKEN)


def grown(versions: Sequence[Version], sealed: int | None = None) -> Log:
    """逐次记来 From the first commit on, or from the one that put down a sealed log."""
    if sealed is None:
        log, begin = Log(), 0
    else:
        log, begin = opened(versions[sealed].sealed or b""), sealed + 1
        standing = _standing(versions[:begin])
        gone = {key: None for key in log.kept if key not in standing}
        log.take(versions[sealed], standing | gone)
    for version in versions[begin:]:
        log.take(version, version.items)
    return log


def sealed_text(log: Log) -> str:
    """封存 A line per entry; the salt only with the last one on each subject."""
    salts = {kept.number: kept.salt for kept in log.kept.values()}
    lines = (entry | {"salt": salts.get(entry["number"])} for entry in log.entries)
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def opened(content: bytes) -> Log:
    """启封 A sealed log; its entries must hang together."""
    log = Log()
    for line in content.decode().splitlines():
        said = json.loads(line)
        salt = said.pop("salt")
        expected = log.hashes[-1].hex() if log.hashes else None
        if said["number"] != len(log.entries) + 1 or said["previous"] != expected:
            raise ValueError("the chain is broken")
        log.append({name: said[name] for name in FIELDS})
        key = (said["subject"], said["id"])
        log.kept.pop(key, None)
        if said["commitment"] is not None:
            log.kept[key] = Kept(said["number"], salt or "", said["commitment"])
    return log


def _standing(versions: Iterable[Version]) -> dict[Key, bytes | None]:
    """Everything on record after the last of these versions."""
    found: dict[Key, bytes | None] = {}
    for version in versions:
        found |= version.items
    return {key: text for key, text in found.items() if text is not None}


def _action(kept: Kept | None, text: bytes | None) -> str:
    if text is None:
        return "removed"
    if kept is None:
        return "added"
    return "redacted" if kept.text and masks(kept.item, json.loads(text)) else "edited"
