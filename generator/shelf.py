"""存底 What was worked out before, kept for the next time in a private folder of the user.

Only plain bytes are kept, each under the hash of what it was made from and of the program
that made it, and with a hash of itself: what is damaged, foreign or older is not found,
and is worked out anew. Nothing that is kept is ever run.
"""

import hashlib
import os
import sqlite3
import sys
import sysconfig
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[1]
# What the program is made of: its own code, the templates, and the libraries by their versions.
SOURCES = ("generator/**/*", "site_templates/**/*")
OTHER_SOURCES = ("mkdocs.yml", "pyproject.toml", "requirements.lock")
OTHERS = 0o077
SIZE = 16


def private_folder() -> Path | None:
    """存底处 `registry-generator` in the cache folder of the user; none where others may write to it."""
    said = Path(os.environ.get("XDG_CACHE_HOME", ""))
    with suppress(OSError, RuntimeError):
        home = said if said.is_absolute() else Path.home() / ".cache"
        folder = home / "registry-generator"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid == os.getuid() and not found.st_mode & OTHERS and not folder.is_symlink():
            return folder
    return None


@cache
def program() -> bytes:
    """程序版本 A hash of everything that decides what the program makes of a record."""
    try:
        return _hashed()
    except OSError as fault:
        # It is asked for while a record is read: its own loss must not pass for one of the record.
        raise RuntimeError(f"程序自己的文件读不出来：{fault}") from fault


def _hashed() -> bytes:
    found = hashlib.blake2b(sys.version.encode(), digest_size=SIZE)
    for path in sorted(
        {p for form in SOURCES for p in ROOT.glob(form) if p.is_file() and p.suffix != ".pyc"}
    ):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    for name in OTHER_SOURCES:
        found.update((ROOT / name).read_bytes())
    libraries = sorted(p.name for p in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    found.update("\n".join(libraries).encode())
    return found.digest()


def key_of(*parts: bytes) -> bytes:
    """键 The hash of these parts and of the program; no part can pass for two."""
    found = hashlib.blake2b(program(), digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8) + part)
    return found.digest()


class Shelf:
    """存底 Values by key, one file of SQLite per registry; without a file it holds nothing."""

    def __init__(self, folder: Path | None, name: str) -> None:
        self._path = folder / f"{name}.sqlite" if folder else None
        self._used: set[bytes] = set()
        self._new: list[tuple[bytes, bytes, bytes]] = []
        self._base = self._opened()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        """放回 What is new is kept, unless something went wrong."""
        if self._base is None:
            return
        with suppress(sqlite3.Error):
            if kind is None:
                self._keep(self._base)
        self._base.close()
        self._base = None

    def get(self, key: bytes) -> bytes | None:
        """取 The value under a key, if it is whole."""
        if self._base is None:
            return None
        self._used.add(key)
        try:
            row = self._base.execute(
                "SELECT value, guard FROM kept WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error:
            self._discard()
            return None
        # Another program's table may hold anything under the same name.
        is_bytes = bool(row) and isinstance(row[0], bytes)
        return row[0] if is_bytes and _guard(key, row[0]) == row[1] else None

    def put(self, key: bytes, value: bytes) -> None:
        """存 A value under a key."""
        if self._base is not None:
            self._used.add(key)
            self._new.append((key, value, _guard(key, value)))

    def _opened(self) -> sqlite3.Connection | None:
        if self._path is None:
            return None
        for _ in range(2):
            try:
                base = sqlite3.connect(self._path, timeout=1)
                base.execute("PRAGMA synchronous = OFF")
                base.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB, guard BLOB) WITHOUT ROWID"
                )
                return base
            except sqlite3.Error:
                with suppress(OSError):  # a folder in its place, or one that may not be touched
                    self._path.unlink()
        return None

    def _keep(self, base: sqlite3.Connection) -> None:
        """The new values; and what was not asked for goes, once it is more than half."""
        if not self._new:
            return
        base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", self._new)
        (count,) = base.execute("SELECT count(*) FROM kept").fetchone()
        if count > 2 * len(self._used):
            base.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            base.executemany("INSERT INTO used VALUES (?)", [(key,) for key in self._used])
            base.execute("DELETE FROM kept WHERE key NOT IN (SELECT key FROM used)")
        base.commit()

    def _discard(self) -> None:
        assert self._base is not None
        assert self._path is not None
        self._base.close()
        self._base = None
        with suppress(OSError):
            self._path.unlink()


NO_SHELF = Shelf(None, "")


def _guard(key: bytes, value: bytes) -> bytes:
    found = hashlib.blake2b(key, digest_size=SIZE)
    # The value may be large: it is not joined to the key first.
    found.update(value)
    return found.digest()
