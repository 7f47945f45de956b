"""The log of the register: an entry for everything recorded, each bound to the one before.

It follows from the commits alone, so that the same commits give the same entries, and
a later commit only adds to them. Where the history of git had to be rewritten, the
entries up to then stand in a file of the register, sealed before the rewriting.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.history.versions import Chronicle, Items, Key, Revision
from generator.records.differences import masks
from generator.verify import FIELDS, Entry, commitment, entry_hash, salt_of

UNCOMMITTED = "登记记录有未提交的改动，日志只由已提交的记录生成。"
BROKEN = "封存的日志 log.jsonl 残缺，无法接续。"


@dataclass(slots=True)
class Recorded:
    """Last entry of the log on a subject; `text` is None if only its hash is known."""

    number: int
    salt: str
    commitment: str
    text: bytes | None = None

    @property
    def item(self) -> Any:
        """Content of the record as it was written, every value a text."""
        return None if self.text is None else json.loads(self.text)

    def holds(self, text: bytes) -> bool:
        """Whether the entry commits to this text."""
        return commitment(self.salt, json.loads(text)) == self.commitment


@dataclass
class Log:
    """Chain of entries that grows at its end; `unavailable` says why there is none."""

    entries: list[Entry] = field(default_factory=list)
    recorded: dict[Key, Recorded] = field(default_factory=dict)
    unavailable: str | None = None
    head: str | None = None

    def add(self, on: str, action: str, key: Key, salt: str, text: bytes | None) -> None:
        """Add an entry; `text` is what was recorded, as JSON, none where it was taken out."""
        promise = None if text is None else commitment(salt, json.loads(text))
        fields = (len(self.entries) + 1, on, action, *key, promise, self.head)
        self.append(dict(zip(FIELDS, fields, strict=True)))
        if promise is None:
            del self.recorded[key]
        else:
            self.recorded[key] = Recorded(len(self.entries), salt, promise, text)

    def append(self, entry: Entry) -> None:
        """Append an entry that is already made for this place."""
        self.entries.append(entry)
        self.head = entry_hash(entry)

    def take(self, revision: Revision, items: Items) -> None:
        """Add an entry for each item of a commit that is not what it was."""
        last = self.entries[-1]["on"] if self.entries else ""
        on = max(last, revision.on.isoformat())
        for key, text in sorted(items.items()):
            before = self.recorded.get(key)
            if text is None and before is None:
                continue
            if before and text is not None and before.holds(text):
                before.text = text
            else:
                salt = salt_of(revision.commit, *key)
                self.add(on, _action(before, text), key, salt, text)


def log_of(chronicle: Chronicle) -> Log:
    """Log of a register; without its whole history, or with a broken seal, it says so."""
    if chronicle.unavailable or chronicle.commit is None:
        return Log(unavailable=chronicle.unavailable or UNCOMMITTED)
    revisions = chronicle.revisions
    sealed = [at for at, revision in enumerate(revisions) if revision.sealed is not None]
    try:
        return grown(revisions, sealed[-1] if sealed else None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Log(unavailable=BROKEN)


def grown(revisions: Sequence[Revision], sealed: int | None = None) -> Log:
    """Log of revisions from the first on, or from the one, by index, that put down a sealed log.

    A sealed log that is broken raises whatever its lines lead to, ValueError above all.
    """
    if sealed is None:
        log, begin = Log(), 0
    else:
        log, begin = opened(revisions[sealed].sealed or b""), sealed + 1
        standing = _standing(revisions[:begin])
        gone = {key: None for key in log.recorded if key not in standing}
        log.take(revisions[sealed], standing | gone)
    for revision in revisions[begin:]:
        log.take(revision, revision.items)
    return log


def sealed_text(log: Log) -> str:
    """Text of `log.jsonl`: a line per entry, the salt only with the last one on each subject."""
    salts = {recorded.number: recorded.salt for recorded in log.recorded.values()}
    lines = (entry | {"salt": salts.get(entry["number"])} for entry in log.entries)
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)


def opened(content: bytes) -> Log:
    """Log that was sealed; raises ValueError where an entry does not follow upon the last."""
    log = Log()
    for line in content.decode().splitlines():
        entry = json.loads(line)
        salt = entry.pop("salt")
        if entry["number"] != len(log.entries) + 1 or entry["previous"] != log.head:
            raise ValueError("the chain is broken")
        log.append({name: entry[name] for name in FIELDS})
        key = (entry["subject"], entry["id"])
        log.recorded.pop(key, None)
        if entry["commitment"] is not None:
            log.recorded[key] = Recorded(entry["number"], salt or "", entry["commitment"])
    return log


def _standing(revisions: Iterable[Revision]) -> dict[Key, bytes | None]:
    """Everything on record after the last of these revisions."""
    items: dict[Key, bytes | None] = {}
    for revision in revisions:
        items |= revision.items
    return {key: text for key, text in items.items() if text is not None}


def _action(before: Recorded | None, text: bytes | None) -> str:
    if text is None:
        return "removed"
    if before is None:
        return "added"
    return "redacted" if before.text and masks(before.item, json.loads(text)) else "edited"
