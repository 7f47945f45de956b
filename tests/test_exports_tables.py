"""The same values in CSV, XLSX, SQLite and the API; hostile text stays text."""

import csv
import errno
import gc
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Container, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
import vobject
from python_calamine import CalamineWorkbook

from generator.history.versions import Chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.database import write_database
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs, platform_makers
from generator.site.data.table import COLUMNS, write_workbook
from tests.conftest import DAY, DEMONSTRATION, ROOT
from tests.registries import recorded

pytestmark = pytest.mark.slow
Rows = list[dict[str, str | None]]
HOSTILE = (
    '<script>alert(1)</script></script>&amp;"\'', "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1",
    "'=1", "＝1", " =1", "a;b,c", "\ttab", "two\nlines", "🏭𠮷", "{{7*7}}", "%s%n", "-->]]>",
)  # fmt: skip
LOOKED_AT = (
    "data/platforms.csv", "data/platforms.xlsx", "data/registry.sqlite", "feeds/notices.atom",
    "api/v1/platforms/sd-0002.json", "badges/sd-0002.svg", "calendar/all.ics",
)  # fmt: skip


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return published(recorded(DEMONSTRATION))


def published(register: Register, paths: Container[str] | None = None) -> dict[str, bytes]:
    """Every file for machines, or those at these paths, without git."""
    told = publication(register)
    makers = dict(outputs(told))
    for form, make_one in platform_makers(told).items():
        for name, listing in told.snapshot.listings.items():
            makers[form.replace("*", name)] = partial(make_one, listing)
    made = {path: make() for path, make in makers.items() if paths is None or path in paths}
    return {path: c if isinstance(c, bytes) else b"".join(c) for path, c in made.items()}


def publication(register: Register) -> Publication:
    """What is published of a register that is not in git."""
    told = Chronicle(None, (), "不在 git 中")
    return Publication(Snapshot.of(register, DAY), told)


def from_csv(made: dict[str, bytes]) -> Rows:
    content = made["data/platforms.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    found = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: text.removeprefix("'") or None for name, text in row.items()} for row in found]


def from_xlsx(made: dict[str, bytes]) -> Rows:
    book = CalamineWorkbook.from_filelike(io.BytesIO(made["data/platforms.xlsx"]))
    heads, *rows = book.get_sheet_by_name("平台").to_python()
    assert heads == [column.label for column in COLUMNS]
    days = [at for at, column in enumerate(COLUMNS) if column.is_day]
    assert all(isinstance(row[at], date) or row[at] == "" for row in rows for at in days)
    names = [column.name for column in COLUMNS]
    texts = [[None if value == "" else str(value) for value in row] for row in rows]
    return [dict(zip(names, row, strict=True)) for row in texts]


def from_sqlite(made: dict[str, bytes]) -> Rows:
    with closing(opened(made)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM platforms ORDER BY id")]


def opened(made: dict[str, bytes]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(made["data/registry.sqlite"])
    return connection


def from_api(made: dict[str, bytes]) -> Rows:
    """The columns that the API has under the same name."""
    everyone = json.loads(made["api/v1/all.json"])["platforms"]
    found = []
    for each in everyone:
        full = json.loads(made[f"api/v1/platforms/{each['id']}.json"])["platform"]
        assert {name: each[name] for name in full if name in each} == {
            name: full[name] for name in each if name in full
        }
        validity, contact = each["validity"] or {}, full["contact"] or {}
        row = {c.name: (full | each)[c.name] for c in COLUMNS if c.name in full | each}
        row |= {
            "functions": ";".join(full["functions"]) or None,
            "decided_by": ";".join(each["decided_by"]) or None,
            "caveats": ";".join(caveat["code"] for caveat in each["caveats"]) or None,
            "caveat_texts": ";".join(caveat["text"] for caveat in each["caveats"]) or None,
            "former_names": former(each, "name"),
            "former_units": former(each, "operating_unit"),
            "certificate_numbers": ";".join(each["certificate_numbers"]) or None,
            "bar_starts": (each["bar"] or {}).get("starts"),
            "bar_by": (each["bar"] or {}).get("by"),
        }
        row |= {f"validity_{end}": validity.get(end) for end in ("starts", "ends")}
        found.append(row | {name: contact.get(name) for name in ("phone", "website", "address")})
    return found


def former(each: dict[str, Any], field: str) -> str | None:
    """What it was called and is called no more, each once."""
    names = dict.fromkeys(name[field] for name in each["former_names"])
    return ";".join(name for name in names if name and name != each[field]) or None


def test_former_names_and_certificates_are_columns(made: dict[str, bytes]) -> None:
    """Written values: a name changed, a unit changed, two certificates, none."""
    rows = {row["id"]: row for row in from_csv(made)}
    told = ("certificate_numbers", "former_names", "former_units")
    assert [rows["sd-0044"][name] for name in told] == [
        "示例2023-011",
        "示例·梁山专用汽车公共服务平台",
        "示例·梁山专用汽车技术服务有限公司",
    ]
    assert rows["sd-0036"]["former_units"]
    assert rows["sd-0001"]["certificate_numbers"] == "示例2024-001;示例2021-001"
    assert [rows["sd-0006"][name] for name in told] == [None, None, None]


def test_every_format_holds_the_same_values(made: dict[str, bytes]) -> None:
    """Cell by cell, each read by another library than wrote it."""
    rows = from_csv(made)
    assert len(rows) >= 60
    assert from_xlsx(made) == from_sqlite(made) == rows
    api = from_api(made)
    assert len(api[0]) > 20
    assert [{name: row[name] for name in one} for row, one in zip(rows, api, strict=True)] == api


def test_database_is_whole_and_searchable(made: dict[str, bytes]) -> None:
    """Foreign keys hold, any piece of a name is found, former ones too, and it says what it is."""
    with closing(opened(made)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        query = "SELECT id FROM platforms_search WHERE names LIKE ? ORDER BY id"
        found = {
            piece: [row[0] for row in connection.execute(query, [f"%{piece}%"])]
            for piece in ("工业设", "济南", "陶", "梁山专用汽车公共", "不存在")
        }
        assert found == {
            "工业设": ["sd-0001"],
            "济南": ["sd-0001", "sd-0054"],
            "陶": ["sd-0004"],
            "梁山专用汽车公共": ["sd-0044"],
            "不存在": [],
        }
        about = dict(connection.execute("SELECT * FROM about"))
        on = "SELECT status FROM spells WHERE platform = ? AND starts <= ? AND (ends IS NULL OR ends >= ?)"
        counted = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        assert len(connection.execute(on, ["sd-0001", str(DAY), str(DAY)]).fetchall()) == 1
    assert (about["as_of"], about["demonstration"], about["licence"]) == (
        str(DAY),
        "True",
        "CC0-1.0",
    )
    assert counted > 150


def test_every_download_says_what_it_is(made: dict[str, bytes]) -> None:
    """The mark, the day and the licence travel with each file."""
    for row in from_csv(made):
        assert (row["as_of"], row["licence"]) == (str(DAY), "CC0-1.0")
        assert "演示数据" in (row["disclaimer"] or "")
    for name in ("datapackage.json", "catalog.jsonld", "dataset.jsonld"):
        said = made[f"data/{name}"].decode()
        assert all(word in said for word in ("演示数据", str(DAY), "publicdomain/zero/1.0"))
    resources = json.loads(made["data/datapackage.json"])["resources"]
    assert [each["path"] for each in resources] == [
        "platforms.csv", "platforms.xlsx", "registry.sqlite",
    ]  # fmt: skip


def test_the_same_records_give_the_same_bytes(made: dict[str, bytes]) -> None:
    """Binary files too."""
    again = published(Register.bind(receive(DEMONSTRATION)))
    assert [name for name in made if made[name] != again[name]] == []
    assert len(made) == len(again) > 340


def spoilt(hostile: str) -> Register:
    """The demonstration register with this text in every free text of its platforms and acts."""
    receipt = receive(DEMONSTRATION)
    for filed in receipt.platforms:
        unit = filed.record.operating_unit.model_copy(update={"name": hostile})
        changed = {"name": hostile, "operating_unit": unit, "services": hostile, "remarks": hostile}
        filed.record.__dict__.update(changed)
    for act in receipt.acts:
        act.record.__dict__.update({"title": hostile, "remarks": hostile})
        for row in getattr(act.record, "rows", ()):
            row.__dict__.update(
                {name: hostile for name in ("grounds", "remarks") if hasattr(row, name)}
            )
    return Register.bind(receipt)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_through_as_the_same_text(hostile: str) -> None:
    """In every field, through every format; a spreadsheet runs none of it."""
    made = published(spoilt(hostile), LOOKED_AT)
    raw = csv.reader(io.StringIO(made["data/platforms.csv"].decode("utf-8-sig"), newline=""))
    cells = [cell for row in raw for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    full = json.loads(made["api/v1/platforms/sd-0002.json"])["platform"]
    assert (full["name"], full["services"]) == (hostile, hostile)
    tables = [from_csv(made), from_xlsx(made), from_sqlite(made)]
    for rows in tables:
        row = next(row for row in rows if row["id"] == "sd-0002")
        assert (row["name"], row["operating_unit"], row["services"]) == (hostile, hostile, hostile)
    feed = feedparser.parse(made["feeds/notices.atom"])
    assert not feed.bozo
    titles = [entry.text for entry in entries(made["feeds/notices.atom"])]
    assert titles
    assert all(hostile in (title or "") for title in titles)
    badge = ElementTree.fromstring(made["badges/sd-0002.svg"])
    assert {each.tag.rpartition("}")[2] for each in badge.iter()} == {
        "svg",
        "title",
        "rect",
        "g",
        "text",
    }
    summaries = [
        e.summary.value for e in vobject.readOne(made["calendar/all.ics"].decode()).vevent_list
    ]
    # Platforms renamed by an act bear the new name of that act.
    assert len([summary for summary in summaries if hostile in summary]) > 20


def entries(feed: bytes) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(feed).iterfind("{*}entry/{*}title")


# The library leaves the scratch files of a book that it could not write to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_workbook_that_cannot_be_written_gives_the_reason_of_the_system(tmp_path: Path) -> None:
    """As every other file does, so that a build says it in a sentence."""
    told = publication(recorded(DEMONSTRATION))
    with pytest.raises(FileNotFoundError):
        write_workbook(tmp_path / "none" / "platforms.xlsx", told)
    gc.collect()


# In a process of its own, which may write no file of more than 100,000 bytes.
STARVED = """
import resource, sys
from pathlib import Path
from generator.site.data.database import write_database
from generator.intake import receive
from generator.register.register import Register
from tests.test_exports_tables import publication
told = publication(Register.bind(receive(Path(sys.argv[2]))))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
write_database(Path(sys.argv[1]), told)
"""


def test_database_that_cannot_be_written_gives_the_reason_of_the_system(tmp_path: Path) -> None:
    """A disk that takes no more, and a folder that is not there, in the words of other files."""
    told = publication(recorded(DEMONSTRATION))
    with pytest.raises(OSError, match="unable to open"):
        write_database(tmp_path / "none" / "registry.sqlite", told)
    command = [sys.executable, "-c", STARVED, tmp_path / "registry.sqlite", DEMONSTRATION]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == f"OSError: [Errno {errno.EIO}] disk I/O error"
