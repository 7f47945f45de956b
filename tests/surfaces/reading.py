"""One small reader for each surface: what it says of a platform on a day, as far as it says anything.

A reader gives the part of an answer (`tests.surfaces.truth`) that its surface holds: always the
status and its caveats. `None` says that the surface does not speak of that day.
"""

import csv
import html
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import python_calamine
from icalendar import Calendar

from generator.site.build import Site
from generator.terms.answers import Caveat
from generator.terms.words import Status
from tests.conftest import Command
from tests.surfaces.truth import Answer

Reader = Callable[[str, date], Answer | None]
ONE_DAY = timedelta(days=1)
LABELS = {status.label: status.value for status in Status}
VERDICT = re.compile(
    r'(?:<template data-from="([\d-]+)">)?\s*<section class="reg-verdict.*?</section>', re.DOTALL
)
ROW = re.compile(r'<tr data-platform-id="([^"]+)" data-status="([^"]+)".*?</tr>', re.DOTALL)


def content(site: Site, path: str) -> bytes:
    """The bytes of one file."""
    made: bytes | Iterable[bytes] = site[path]()
    return made if isinstance(made, bytes) else b"".join(made)


def loaded(site: Site, path: str) -> Any:
    return json.loads(content(site, path))


def plain(markup: str) -> str:
    """Text of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", markup)).strip()


def _held(spans: list[dict[str, Any]], day: date) -> dict[str, Any] | None:
    """The stretch that holds a day, by its first and last day."""
    text = day.isoformat()
    held = [each for each in spans if each["starts"] <= text <= (each.get("ends") or "9")]
    assert len(held) < 2, (held, day)
    return held[0] if held else None


def _before(site: Site, day: date) -> Answer:
    """What a list of stretches says by having none: before the register begins there is nothing to say."""
    begins = site.publication.snapshot.register.begins_on
    assert begins is None or day < begins, (day, begins)
    return {"status": "not_designated"}


def _json(values: dict[str, Any]) -> Answer:
    """Values of an answer as the API names them."""
    notes = values.get("caveats", ())
    part = {name: values.get(name) for name in ("status", "explanation", "designation")}
    return part | {
        "decided_by": values.get("decided_by", []),
        "codes": [note["code"] for note in notes],
        "caveats": [note["text"] for note in notes],
        "since": values.get("status_since"),
        "event": values.get("event"),
    }


def _spans(values: dict[str, Any]) -> Answer:
    validity, bar = values["validity"] or {"starts": None, "ends": None}, values["bar"]
    return {
        "starts": validity["starts"],
        "ends": validity["ends"],
        "bar": (bar["starts"], bar["ends"], bar["by"]) if bar else None,
        "sentence": values["sentence"],
    }


def platform_json(site: Site) -> Reader:
    """The stretches of the file of one platform."""

    @lru_cache(1)
    def timeline(name: str) -> list[dict[str, Any]]:
        spans: list[dict[str, Any]] = loaded(site, f"api/v1/platforms/{name}.json")["platform"][
            "timeline"
        ]
        return spans

    def says(name: str, day: date) -> Answer:
        held = _held(timeline(name), day)
        if held is None:
            return _before(site, day)
        return _json(held) | _spans(held) | {
            "label": held["label"], "publicity": held["under_publicity_by"],
        }  # fmt: skip

    return says


def history_json(site: Site) -> Reader:
    """The spells of the file of all platforms for any day."""
    every = {
        each["id"]: each["spells"] for each in loaded(site, "api/v1/history.json")["platforms"]
    }

    def says(name: str, day: date) -> Answer:
        held = _held(every[name], day)
        return _json(held) if held else _before(site, day)

    return says


def all_json(site: Site) -> Reader:
    """The list of all platforms on the day of the site; the roll and the statuses agree with it."""
    every = {each["id"]: each for each in loaded(site, "api/v1/all.json")["platforms"]}
    roll = {each["id"]: each for each in loaded(site, "api/v1/platforms.json")["platforms"]}
    statuses = loaded(site, "api/v1/status.json")

    def says(name: str, _: date) -> Answer:
        row = every[name]
        assert (name in roll) == (row["status"] == "in_force")
        assert roll.get(name, row) == row
        assert statuses["status"][name] == row["status"]
        assert statuses["caveats"].get(name, []) == row["caveats"]
        return _json(row) | _spans(row) | {"label": row["status_label"]}

    return says


def _cells(row: dict[str, str | None]) -> Answer:
    """One row of a table, by the names of its columns."""

    def several(name: str) -> list[str]:
        return (row[name] or "").split(";") if row[name] else []

    bar = row["bar_starts"], row["barred_until"], row["bar_by"]
    return {
        "status": row["status"], "label": row["status_label"], "codes": several("caveats"),
        "caveats": several("caveat_texts"), "since": row["status_since"], "event": row["event"],
        "explanation": row["explanation"], "decided_by": several("decided_by"),
        "designation": row["designation"], "starts": row["validity_starts"],
        "ends": row["validity_ends"], "bar": bar if any(bar) else None, "sentence": row["sentence"],
    }  # fmt: skip


def csv_table(site: Site) -> Reader:
    """The table as CSV, on the day of the site."""
    text = content(site, "data/platforms.csv").decode("utf-8-sig")
    rows = {
        row["id"]: {k: v or None for k, v in row.items()}
        for row in csv.DictReader(io.StringIO(text))
    }
    return lambda name, _: _cells(rows[name])


def workbook(site: Site) -> Reader:
    """The table as XLSX; its head is Chinese, in the order of the CSV."""
    head = content(site, "data/platforms.csv").decode("utf-8-sig").splitlines()[0].split(",")
    book = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(content(site, "data/platforms.xlsx"))
    )
    _, *lines = book.get_sheet_by_name("平台").to_python()

    def cell(value: Any) -> str | None:
        day = value.date() if isinstance(value, datetime) else value
        return str(day) if day else None

    rows = {line[0]: dict(zip(head, map(cell, line), strict=True)) for line in lines}
    return lambda name, _: _cells(rows[name])


def database(site: Site, folder: Path) -> tuple[Reader, Reader]:
    """Two readers of the SQLite file: the spells of any day, and the table on the day of the site."""
    path = folder / "registry.sqlite"
    path.write_bytes(content(site, "data/registry.sqlite"))
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row

    def column(query: str, *values: str) -> list[str]:
        return [row[0] for row in base.execute(query, values)]

    def spell(name: str, day: date) -> Answer:
        query = (
            "SELECT * FROM spells WHERE platform = ? AND starts <= ? AND ? <= coalesce(ends, '9')"
        )
        held = base.execute(query, (name, str(day), str(day))).fetchone()
        if held is None:
            return _before(site, day)
        at = (name, held["starts"])
        where = "WHERE platform = ? AND starts = ? ORDER BY position"
        return {
            "status": held["status"], "since": held["status_since"], "event": held["event"],
            "explanation": held["explanation"], "designation": held["designation"],
            "codes": column(f"SELECT code FROM spell_caveats {where}", *at),
            "caveats": column(f"SELECT text FROM spell_caveats {where}", *at),
            "decided_by": column(f"SELECT notice FROM spell_decided_by {where}", *at),
        }  # fmt: skip

    def row(name: str, _: date) -> Answer:
        return _cells(
            dict(base.execute("SELECT * FROM platforms WHERE id = ?", (name,)).fetchone())
        )

    return spell, row


def badge(site: Site) -> Reader:
    """The word of the badge with its mark, and its caveats in the title."""

    def says(name: str, _: date) -> Answer:
        picture = content(site, f"badges/{name}.svg").decode()
        title = html.unescape(re.findall("<title>(.*?)</title>", picture)[0]).split("：", 1)[1]
        words, _, notes = title.partition("。注意：")
        word = re.split("[ （]", words)[0]
        caveats = notes.removesuffix("。").split("；") if notes else []
        shown = html.unescape(re.findall("<text[^>]*>(.*?)</text>", picture)[1])
        assert shown.startswith(word)
        assert word.endswith("※") == bool(caveats)
        label = word.removesuffix("※")
        return {"status": LABELS[label], "label": label, "caveats": _joined(caveats)}

    return says


# The separator of the texts stands in some of them, too.
SEMICOLONS = [part for each in Caveat for part in (each.label.split("；"),) if len(part) > 1]


def _joined(parts: list[str]) -> list[str]:
    """Caveats whose own text has a semicolon, put together again."""
    texts: list[str] = []
    for part in parts:
        is_rest = texts and any(
            _fits(part, whole[1]) and _fits(texts[-1], whole[0]) for whole in SEMICOLONS
        )
        if is_rest:
            texts[-1] += f"；{part}"
        else:
            texts.append(part)
    return texts


def _fits(text: str, template: str) -> bool:
    return bool(re.fullmatch(re.sub(r"\\\{\w+\\\}", ".*", re.escape(template)), text))


def page(site: Site) -> Reader:
    """The verdicts of the page of a platform, for the day of the site and all later ones."""
    as_of = site.publication.snapshot.as_of

    @lru_cache(1)
    def verdicts(name: str) -> list[tuple[str, Answer]]:
        text = content(site, f"platforms/{name}/index.html").decode()
        return [(match[1] or "", verdict(match[0])) for match in VERDICT.finditer(text)]

    def says(name: str, day: date) -> Answer | None:
        if day < as_of:
            return None
        return [held for first, held in verdicts(name) if first <= day.isoformat()][-1]

    return says


def spread(index: Any) -> dict[str, list[Any]]:
    """Columns of the answers of /verify/, a value a platform; the ids as they count up."""
    columns = {name: _column(each) for name, each in index["platforms"].items() if name != "ids"}
    ids, last = [], dict[tuple[Any, ...], int]()
    stems, steps = (_column(index["platforms"]["ids"][part]) for part in ("stems", "steps"))
    for (stem, width), step in zip(stems, steps, strict=True):
        last[stem, width] = last.get((stem, width), 0) + step
        ids.append(f"{stem}{last[stem, width]:0{width}}")
    return {"id": ids} | columns


def _column(packed: Any) -> list[Any]:
    """From its table and the signs that name its entries; the sign of the backslash is passed over."""
    at = [ord(sign) - ord("0") for sign in packed["column"]]
    return [packed["table"][number - (number > ord("\\") - ord("0"))] for number in at]


def verdict(section: str) -> Answer:
    """One verdict as a page has it, by its paragraphs."""

    def first(pattern: str) -> str:
        found = re.findall(pattern, section, re.DOTALL)
        return plain(found[0]) if found else ""

    remarks = [plain(each) for each in re.findall('<p class="reg-caveat">(.*?)</p>', section)]
    basis = first("<p>(依据：.*?)</p>")
    return {
        "status": re.findall('data-status="([a-z_]+)"', section)[0],
        "label": first("<strong>(.*?)</strong>"),
        "sentence": first('<p class="reg-verdict__sentence">(.*?)</p>'),
        "english": first('<p class="reg-english" lang="en">(.*?)</p>'),
        "decided_by": re.findall("《示例·(h[^》]*)》", basis),
        "barred": re.sub("（撤销日没有印全.*", "", first("<p><b>(.*?)</b>")),
        "remarks": remarks,
    }


def verify_index(site: Site) -> Reader:
    """The answers of /verify/, as Python reads them: status, caveats, acts."""
    index = loaded(site, "verify/index.json")
    columns = spread(index)
    every = dict(zip(columns["id"], columns["days"], strict=True))

    def says(name: str, day: date) -> Answer:
        number = [number for first, number in every[name] if first <= day.isoformat()][-1]
        held = index["verdicts"][number]
        keys = [key.split() for key in held.get("caveats", [])]
        return {
            "status": held["status"],
            "label": index["statuses"][held["status"]]["label"],
            "codes": [code for code, *_ in keys],
            "caveats": [_text(index["caveats"][code][0], *days) for code, *days in keys],
            "explanation": held.get("explanation"),
            "decided_by": held.get("acts", []),
        }

    return says


def _text(template: str, first: str = "", last: str = "") -> str:
    return template.format(first=first, last=last)


def rows(site: Site) -> Iterator[tuple[str, str, Answer]]:
    """Every row of every list of platforms that is a page: its path, the platform, and what it says."""
    for path in site:
        if not path.endswith("index.html") or path.startswith(
            ("platforms/sd-", "help/", "notices/")
        ):
            continue
        for match in ROW.finditer(content(site, path).decode()):
            label = re.findall(r'<span class="reg-status[^>]*>(.*?)</span>', match[0])[0]
            notes = re.findall(r'class="reg-note"[^>]*aria-label="([^"]*)"', match[0])
            texts = (
                re.findall("注意：(.*?)。(?=注意：|$)", html.unescape(notes[0])) if notes else []
            )
            yield path, match[1], {"status": match[2], "label": label, "caveats": texts}


def lapses(site: Site, name: str) -> Iterator[tuple[date, Answer]]:
    """Entries of the feed of a platform on days without an act: the status that begins, and its caveats."""
    feed = content(site, f"feeds/platforms/{name}.atom").decode()
    for address, summary in re.findall("<entry><id>(.*?)</id>.*?<summary>(.*?)</summary>", feed):
        lapse = re.search(r"#([a-z_]+)-(\d{4}-\d\d-\d\d)$", address)
        if lapse:
            notes = html.unescape(summary).partition("。注意：")[2].removesuffix("。")
            caveats = _joined(notes.split("；")) if notes else []
            yield date.fromisoformat(lapse[2]), {"status": lapse[1], "caveats": caveats}


def last_days(site: Site) -> Iterator[tuple[str, date]]:
    """The last days of validity in the calendar."""
    for event in Calendar.from_ical(content(site, "calendar/all.ics")).walk("VEVENT"):
        if str(event["uid"]).startswith("validity-"):
            yield str(event["url"]).rstrip("/").rpartition("/")[2], event["dtstart"].dt


def show(command: Command, folder: Path, name: str, day: date) -> Answer:
    """The answer of `registry show` as JSON."""
    asked = ("show", name, "--on", day, "--registry", folder, "--format", "json")
    values = json.loads(command(*asked).stdout)
    part = _json(values) | _spans(values)
    return part | {"label": values["status_label"], "publicity": values["under_publicity_by"]}


def show_in_words(command: Command, folder: Path, name: str, day: date) -> Answer:
    """The answer of `registry show` for people."""
    text = command("show", name, "--on", day, "--registry", folder).stdout

    def after(head: str) -> list[str]:
        return re.findall(f"^{head}(.*)$", text, re.MULTILINE)

    label = after(f"截至 {day}：")[0]
    since = after("状态起日：")
    return {
        "status": LABELS[label],
        "label": label,
        "sentence": after("结论：")[0],
        "caveats": [each.removesuffix("。") for each in after("注意：")],
        "since": since[0].split("（")[0] if since else None,
        "decided_by": re.findall("《示例·(.*)》", "\n".join(after("依据："))),
    }


def roll(command: Command, folder: Path, day: date) -> dict[str, Answer]:
    """What `registry roll` lists, by platform."""
    done = command("roll", "--on", day, "--registry", folder, "--format", "json")
    rows = json.loads(done.stdout)["platforms"]
    return {row["id"]: _json(row) | _spans(row) for row in rows}
