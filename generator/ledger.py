"""写出账 Of a site as it was written: every file with its hash, and how it lay on the disk.

A file that still has its size, its time and its number on the disk is the one that was
written: its hash is known without reading it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.shelf import Shelf, key_of

# Size, time and number of a file.
Stamp = tuple[int, int, int]


class Row(NamedTuple):
    """一个文件 What it holds, and how it lies."""

    path: str
    sha256: str
    size: int
    moment: int
    number: int

    def lies_in(self, folder: Path) -> bool:
        """是否原样 Whether the file of this path is the one that was written."""
        with suppress(OSError):
            return stamp(os.lstat(f"{folder}/{self.path}")) == self[2:]
        return False


def stamp(found: os.stat_result) -> Stamp:
    """印记 Of a file on the disk."""
    return found.st_size, found.st_mtime_ns, found.st_ino


@dataclass
class Entry:
    """一部分 Its key, and its rows as text: a large site has hundreds of thousands of them."""

    key: str
    text: str

    @classmethod
    def of(cls, key: str, rows: Iterable[Row]) -> "Entry":
        """记一部分 The path stands last: it may hold a space."""
        return cls(key, "\n".join(f"{r[1]} {r[2]} {r[3]} {r[4]} {r[0]}" for r in rows))

    @property
    def rows(self) -> Iterator[Row]:
        """各文件 In the order in which they were made."""
        for line in self.text.split("\n") if self.text else ():
            digest, size, moment, number, path = line.split(" ", 4)
            yield Row(path, digest, int(size), int(moment), int(number))


@dataclass
class Ledger:
    """写出账 Of one folder: what the whole was made of, the folder's own number, every part."""

    key: str = ""
    number: int = 0
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        """全部文件 Part by part."""
        return (row for entry in self.entries.values() for row in entry.rows)

    @property
    def stamps(self) -> dict[str, Stamp]:
        """各文件的印记 By path."""
        return {row.path: row[2:] for row in self.rows}

    @property
    def count(self) -> int:
        """文件数 A line for each."""
        return sum(e.text.count("\n") + 1 for e in self.entries.values() if e.text)


def opened(shelf: Shelf, folder: Path) -> Ledger:
    """翻账 Of the folder that stands there now; an empty one where that is not the one written."""
    kept = shelf.get(_name(folder))
    if kept is None:
        return Ledger()
    key, number, entries = json.loads(kept)
    if not folder.is_dir() or folder.stat().st_ino != number:
        return Ledger()
    return Ledger(key, number, {name: Entry(*said) for name, said in entries.items()})


def keep(shelf: Shelf, folder: Path, ledger: Ledger) -> None:
    """入账 For the folder as it stands now."""
    entries = {name: (entry.key, entry.text) for name, entry in ledger.entries.items()}
    said = (ledger.key, folder.stat().st_ino, entries)
    shelf.put(_name(folder), json.dumps(said, ensure_ascii=False).encode())


def _name(folder: Path) -> bytes:
    return key_of(b"ledger", bytes(folder.absolute()))
