"""铺放 One part of a site laid in the new folder: made, or taken over from the site before.

Nothing is ever written into a file that two sites share.
"""

import hashlib
import io
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from generator.ledger import Entry, Ledger, Row, stamp
from generator.parts import File, Part


@dataclass
class Ground:
    """工地 The new folder with what already lies in it, and the site before with its ledger."""

    fresh: Path
    before: Path
    lies: Ledger = field(default_factory=Ledger)
    known: Ledger = field(default_factory=Ledger)
    folders: set[str] = field(default_factory=set)

    def lay(self, part: Part) -> Entry:
        """铺一部分 A part whose key is that of the site before is not made again."""
        key, lying = part.key(), {row.path: row for row in self._rows(self.lies, part)}
        taken = self._taken(part, key, lying)
        rows = taken if taken is not None else [self._written(f, lying) for f in part.make()]
        for path in lying.keys() - {row.path for row in rows}:
            remove(self.fresh, path)
        return Entry.of(key, rows)

    def _rows(self, ledger: Ledger, part: Part) -> Iterable[Row]:
        entry = ledger.entries.get(part.name)
        return entry.rows if entry else ()

    def _taken(self, part: Part, key: str, lying: dict[str, Row]) -> list[Row] | None:
        entry = self.known.entries.get(part.name)
        if entry is None or not key or entry.key != key:
            return None
        rows = list(entry.rows)
        if not all(row.lies_in(self.before) for row in rows):
            return None
        if part.head:
            return [self._written(self._headed(row.path, part.head), lying) for row in rows]
        return [self._lying(row, lying) or self._linked(row) for row in rows]

    def _headed(self, path: str, head: bytes) -> File:
        """What follows the head is as it was; the last line of the head tells where that begins."""
        content = Path(f"{self.before}/{path}").read_bytes()
        last = head[head.rindex(b"\n") :]
        return path, head + content[content.index(last) + len(last) :]

    def _lying(self, row: Row, lying: dict[str, Row]) -> Row | None:
        found = lying.get(row.path)
        return found if found and found.sha256 == row.sha256 and found.lies_in(self.fresh) else None

    def _linked(self, row: Row) -> Row:
        self._make_room(row.path)
        Path(f"{self.fresh}/{row.path}").hardlink_to(f"{self.before}/{row.path}")
        return row

    def _written(self, file: File, lying: dict[str, Row]) -> Row:
        path, content = file
        with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
            digest = hashlib.file_digest(source, "sha256").hexdigest()
            wanted = Row(path, digest, source.tell(), 0, 0)
            if found := self._lying(wanted, lying):
                return found
            source.seek(0)
            return self._copied(source, wanted)

    def _copied(self, source: IO[bytes], wanted: Row) -> Row:
        path = wanted.path
        with self._opened(path) as opened:
            shutil.copyfileobj(source, opened)
            opened.truncate()
            return Row(path, wanted.sha256, *stamp(os.fstat(opened.fileno())))

    def _opened(self, path: str) -> IO[bytes]:
        """To be written over where the file is ours alone: a disk gives a place back but slowly."""
        place = Path(f"{self.fresh}/{path}")
        if self.lies.entries and place.is_file() and place.stat().st_nlink == 1:
            return place.open("r+b")
        self._make_room(path)
        try:
            return place.open("xb")
        except FileExistsError:
            raise ValueError(f"two files of one path: {path}") from None

    def _make_room(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self.folders:
            Path(f"{self.fresh}/{folder}").mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)
        if self.lies.entries:
            Path(f"{self.fresh}/{path}").unlink(missing_ok=True)


def remove(folder: Path, path: str) -> None:
    """拆除 A file that the new site has not, and the folders left empty by it."""
    (folder / path).unlink(missing_ok=True)
    with suppress(OSError):
        for emptied in list(Path(path).parents)[:-1]:
            (folder / emptied).rmdir()
