"""数据库 A normalised SQLite file; its schema, with what each table holds, is database.sql."""

import errno
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.exports.act import act_summary, plain
from generator.exports.envelope import Publication
from generator.exports.lists import functions
from generator.exports.models.notice import Row
from generator.exports.models.platform import Platform, Validity
from generator.exports.table import COLUMNS, Line
from generator.standing.identity import Identity, identities
from generator.standing.snapshot import Snapshot
from generator.terms import Status

SCHEMA = (Path(__file__).parent / "database.sql").read_text("utf-8")
Rows = Iterable[tuple[Any, ...]]
# Platforms whose rows are put in together.
TOGETHER = 500
# What SQLite says of a disk, as the system says it; anything else is a fault of ours.
REASONS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EIO,
}
PRIMARY = 0xFF


@contextmanager
def _reason_of_the_system() -> Iterator[None]:
    """As any other file that cannot be written gives it."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        reason = REASONS.get(fault.sqlite_errorcode & PRIMARY)
        if reason is None:
            raise
        raise OSError(reason, str(fault)) from None


class Database:
    """数据库 Filled in a fixed order, so that its bytes are repeatable."""

    @_reason_of_the_system()
    def __init__(self, path: Path, publication: Publication) -> None:
        self.path = path
        self._base = sqlite3.connect(path)
        self._base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {ddl()}")
        self._base.execute("PRAGMA foreign_keys = ON")
        self._waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._count = 0
        for table, found in _common(publication):
            self._waiting[table] += found

    @_reason_of_the_system()
    def add(self, line: Line) -> None:
        """记一个平台 Its row, and what hangs on it."""
        cells = tuple(_text(value) for value in line.cells)
        self._waiting["platforms"].append(cells)
        names = identities(line.source.listing.history)
        for table, found in _of_platform(line.source.platform, names):
            self._waiting[table] += found
        self._count += 1
        if self._count % TOGETHER == 0:
            self._insert()

    @_reason_of_the_system()
    def finish(self) -> None:
        """合上 All in one transaction."""
        self._insert()
        self._base.commit()
        self._base.close()

    def _insert(self) -> None:
        """What waits: each call costs as much as several rows."""
        for table, rows in ((table, rows) for table, rows in self._waiting.items() if rows):
            marks = ", ".join("?" for _ in rows[0])
            self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._waiting.clear()


def ddl() -> str:
    """建库语句 With a column for each of the table's."""
    columns = ", ".join(f"{column.name} TEXT" for column in COLUMNS)
    return SCHEMA.replace("{columns}", columns)


def _common(publication: Publication) -> Iterator[tuple[str, Rows]]:
    snapshot = publication.snapshot
    yield "about", [(key, _text(value)) for key, value in plain(publication.head()).items()]
    yield "statuses", [(s.value, s.label, s.meaning) for s in Status]
    labels = {term: term for term in snapshot.by_function} | functions(snapshot)
    yield "functions", sorted(labels.items())
    yield from _rested_on(snapshot)


def _rested_on(snapshot: Snapshot) -> Iterator[tuple[str, Rows]]:
    register = snapshot.register
    departments = register.departments.values()
    yield "departments", [(d.id, d.names[-1].name, d.city) for d in departments]
    yield "regulations", [
        (r.id, r.title, r.document_number, r.level.value,
         _text(r.in_force.starts), _text(r.in_force.ends))
        for r in register.regulations.values()
    ]  # fmt: skip
    # All of them: a validity may already have been changed by an act of a later day.
    acts = register.acts.values()
    yield "notices", [tuple(plain(act_summary(act)).values()) for act in acts]


def _of_platform(found: Platform, names: Iterable[Identity]) -> Iterator[tuple[str, Rows]]:
    of, names = found.id, tuple(names)
    yield "platform_functions", [(of, at, term) for at, term in enumerate(found.functions)]
    yield (
        "names",
        [
            (of, at, n.name, n.operating_unit, n.credit_code, _text(n.starts), _text(n.ends))
            for at, n in enumerate(names)
        ],
    )
    yield (
        "spells",
        [(of, str(s.starts), _text(s.ends), s.status, s.decided_by) for s in found.timeline],
    )
    yield (
        "designations",
        [
            (of, at, d.decided_by, *_days(d.validity), d.validity_changed_by)
            for at, d in enumerate(found.designations)
        ],
    )
    yield (
        "entries",
        [
            (of, at, entry.id, entry.corrected_by, _json(entry.row))
            for at, entry in enumerate(found.history)
        ],
    )
    known = [each.name or "" for each in names] + [each.operating_unit for each in names]
    words = (of, found.name, found.operating_unit, found.credit_code, " ".join(known))
    yield "platforms_search", [words]


def _days(validity: Validity | None) -> tuple[str | None, str | None]:
    return (_text(validity.starts), _text(validity.ends)) if validity else (None, None)


def _json(row: Row | None) -> str | None:
    return row.model_dump_json(by_alias=True) if row else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
