"""Normalised SQLite file; its schema, with what each table holds, is database.sql."""

import errno
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from generator.records.acts import Act
from generator.records.registry import Erratum
from generator.records.values import Day
from generator.register.places import city_on, name_then
from generator.register.register import Entry
from generator.register.snapshot import Listing, Snapshot
from generator.site.data.act import act_summary
from generator.site.data.api import functions
from generator.site.data.derivation import values
from generator.site.data.envelope import Publication
from generator.site.data.platform import Values, past
from generator.site.data.table import COLUMNS, Cells, lines
from generator.terms.words import Status

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
    """Faults of the disk as any other file that cannot be written gives them."""
    try:
        yield
    except sqlite3.OperationalError as fault:
        reason = REASONS.get(fault.sqlite_errorcode & PRIMARY)
        if reason is None:
            raise
        raise OSError(reason, str(fault)) from None


@_reason_of_the_system()
def write_database(path: Path, publication: Publication) -> None:
    """Writes the SQLite file, filled in a fixed order so that its bytes are repeatable.

    Raises `OSError` with the system's own reason where the file cannot be written.
    """
    base = sqlite3.connect(path)
    base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {ddl()}")
    base.execute("PRAGMA foreign_keys = ON")
    _insert(base, _common(publication))
    left = lines(publication)
    while some := [*islice(left, TOGETHER)]:
        _insert(base, (table for line in some for table in _of_platform(*line)))
    base.commit()
    # Rows put in one after the other leave a tenth of the file empty.
    base.execute("VACUUM")
    base.close()
    publication.cells.clear()


def _insert(base: sqlite3.Connection, tables: Iterable[tuple[str, Rows]]) -> None:
    """Many rows of a table at once: each call costs as much as several rows."""
    waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for table, rows in tables:
        waiting[table] += rows
    for table, rows in waiting.items():
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def ddl() -> str:
    """Statements that make the tables; the platforms have the columns of the table."""
    columns = ", ".join(f"{column.name} TEXT" for column in COLUMNS)
    return SCHEMA.replace("{columns}", columns)


def _common(publication: Publication) -> Iterator[tuple[str, Rows]]:
    snapshot = publication.snapshot
    yield "about", [(key, _text(value)) for key, value in publication.head().items()]
    yield "statuses", [(s.value, s.label, s.meaning) for s in Status]
    labels = {term: term for term in snapshot.by_function} | functions(snapshot)
    yield "functions", sorted(labels.items())
    yield from _rested_on(snapshot)


def _rested_on(snapshot: Snapshot) -> Iterator[tuple[str, Rows]]:
    register = snapshot.register
    departments = register.departments.values()
    day = Day(snapshot.as_of, snapshot.as_of)
    cities = ((each, city_on(each, snapshot.as_of)) for each in departments)
    yield "departments", [(each.id, name_then(each, day), city) for each, city in cities]
    yield "regulations", [
        (r.id, r.title, r.document_number, r.level.value,
         _text(r.in_force.starts), _text(r.in_force.ends))
        for r in register.regulations.values()
    ]  # fmt: skip
    # All of them: a validity may already have been changed by an act of a later day.
    acts = register.acts.values()
    yield "errata", [_erratum(each) for each in register.errata.values()]
    yield "notices", [(*act_summary(act).values(), _content(act), act.document) for act in acts]


def _erratum(erratum: Erratum) -> tuple[str, ...]:
    recorded = values(erratum) | {"fields": to_json(erratum.fields).decode()}
    return tuple(recorded.values())


def _content(act: Act) -> str:
    """Everything recorded of an act beside the columns and the rows, as JSON."""
    recorded = {name: value for name, value in values(act).items() if name != "rows"}
    return to_json({k: v for k, v in recorded.items() if k not in act_summary(act)}).decode()


def _of_platform(listing: Listing, cells: Cells) -> Iterator[tuple[str, Rows]]:
    """Rows of one platform, in the order in which tables refer to each other."""
    name, of = listing.id, past(listing)
    yield "platforms", [cells]
    yield "platform_functions", [(name, *each) for each in enumerate(listing.functions)]
    yield "names", [(name, at, *each.values()) for at, each in enumerate(of["names"])]
    yield "places", [(name, at, *each.values()) for at, each in enumerate(of["places"])]
    yield from _spells(name, of["spells"])
    yield (
        "designations",
        [
            (name, at, each["decided_by"], *_days(each["validity"]), each["validity_changed_by"])
            for at, each in enumerate(of["designations"])
        ],
    )
    yield "entries", [(name, at, *_entry(each)) for at, each in enumerate(listing.entries)]


def _spells(name: str, spells: list[Values]) -> Iterator[tuple[str, Rows]]:
    """Stretches of days, then what each of them has several of."""
    columns = ("starts", "ends", "status", "status_since", "event", "explanation", "designation")
    yield "spells", [(name, *(each[column] for column in columns)) for each in spells]
    yield (
        "spell_caveats",
        [
            (name, each["starts"], at, *caveat.values())
            for each in spells
            for at, caveat in enumerate(each["caveats"])
        ],
    )
    yield (
        "spell_decided_by",
        [
            (name, each["starts"], at, notice)
            for each in spells
            for at, notice in enumerate(each["decided_by"])
        ],
    )


def _days(validity: Values | None) -> tuple[str | None, str | None]:
    return (validity["starts"], validity["ends"]) if validity else (None, None)


def _entry(entry: Entry) -> tuple[str | None, ...]:
    """Act, correction and row: every recorded value of the row, as JSON."""
    corrected_by = entry.corrected_by.id if entry.corrected_by else None
    row = to_json(values(entry.row)).decode() if entry.row else None
    return entry.act.id, corrected_by, row


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
