"""数据库 A normalised SQLite file; its schema, with what each table holds, is database.sql."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from generator.exports.act import act_summary, plain
from generator.exports.envelope import Publication
from generator.exports.lists import functions
from generator.exports.models.platform import Platform
from generator.exports.platform import past, platform
from generator.exports.table import COLUMNS, Value
from generator.standing.snapshot import Snapshot
from generator.terms import Status

SCHEMA = (Path(__file__).parent / "database.sql").read_text("utf-8")
Rows = Iterable[tuple[Any, ...]]


def database(publication: Publication, rows: list[tuple[Value, ...]]) -> bytes:
    """数据库 Filled in a fixed order in memory, so that its bytes are repeatable."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(ddl())
        connection.execute("PRAGMA foreign_keys = ON")
        for table, found in _tables(publication, rows):
            _insert(connection, table, list(found))
        connection.commit()
        return connection.serialize()


def ddl() -> str:
    """建库语句 With a column for each of the table's."""
    columns = ", ".join(f"{column.name} TEXT" for column in COLUMNS)
    return SCHEMA.replace("{columns}", columns)


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _tables(publication: Publication, rows: list[tuple[Value, ...]]) -> Iterator[tuple[str, Rows]]:
    snapshot = publication.snapshot
    yield "about", [(key, _text(value)) for key, value in plain(publication.head()).items()]
    yield "statuses", [(s.value, s.label, s.meaning) for s in Status]
    labels = {term: term for term in snapshot.by_function} | functions(snapshot)
    yield "functions", sorted(labels.items())
    yield from _rested_on(snapshot)
    yield "platforms", [tuple(_text(value) for value in row) for row in rows]
    for listing in snapshot.listings.values():
        yield from _of_platform(platform(listing), plain(past(listing))["names"])


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


def _of_platform(found: Platform, names: list[dict[str, Any]]) -> Iterator[tuple[str, Rows]]:
    of = found.id
    yield "platform_functions", [(of, at, term) for at, term in enumerate(found.functions)]
    yield "names", [(of, at, *name.values()) for at, name in enumerate(names)]
    yield "spells", [(of, *plain(spell).values()) for spell in found.timeline]
    yield (
        "designations",
        [
            (of, at, d.decided_by, *_days(plain(d.validity)), d.validity_changed_by)
            for at, d in enumerate(found.designations)
        ],
    )
    yield (
        "entries",
        [
            (of, at, entry.id, entry.corrected_by, _json(plain(entry.row)))
            for at, entry in enumerate(found.history)
        ],
    )
    known = [each["name"] or "" for each in names] + [each["operating_unit"] for each in names]
    words = (of, found.name, found.operating_unit, found.credit_code, " ".join(known))
    yield "platforms_search", [words]


def _days(validity: dict[str, Any] | None) -> tuple[Any, Any]:
    return (validity["starts"], validity["ends"]) if validity else (None, None)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
