"""Real questions to the register of real acts: the written answer, with its caveats, on every surface."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from generator.history.versions import Chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.data.table import COLUMNS
from generator.site.shells import print_shells
from generator.terms.answers import Caveat
from tests.conftest import NATIONAL, Command
from tests.histories import read
from tests.surfaces.reading import spread

DATA = Path(__file__).parent / "data"
ROWS = {
    row["row_id"]: row
    for row in csv.DictReader((DATA / "real-rows.csv").read_text("utf-8").splitlines())
}
TAG = re.compile(r"<[^>]+>")
Answer = dict[str, Any]


ASKED = read(DATA / "real-questions.yaml")
FIRST_RECORDED = "2012-12-06"


def written(answer: dict[str, Any]) -> Answer:
    """An answer of the file, as the surfaces are read: codes without slots, nothing left out."""
    caveats = answer.get("caveats", ())
    return {
        **{name: answer[name] for name in ("status", "label", "sentence")},
        **{name: answer.get(name) for name in ("since", "event", "explanation", "validity")},
        "decided_by": [*answer.get("decided_by", ())],
        "bar": None,
        "caveats": [each.split()[0] for each in caveats],
        "texts": [caveat_text(each) for each in caveats],
    }


def caveat_text(key: str) -> str:
    """Sentence of a caveat, its first day filled in."""
    code, *days = key.split()
    return Caveat(code).label.format(first=days[0] if days else "")


def on(answers: list[dict[str, Any]], day: str) -> Answer:
    """The answer that holds on the day: the last that begins by it."""
    return written([each for each in answers if each["from"] <= day][-1])


# By day, then by platform: the answer that is written.
QUESTIONS: dict[str, dict[str, Answer]] = {
    day: {name: on(group["answers"], day) for group in ASKED["groups"] for name in group["rows"]}
    for day in ASKED["days"]
}


def each_question() -> Iterator[tuple[str, str, Answer]]:
    """Every question: the day, the platform, the answer."""
    for day, answers in QUESTIONS.items():
        for name, answer in answers.items():
            yield day, name, answer


@pytest.fixture(scope="module")
def site_on(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Site]:
    """The site as it is built on a day; what the printer prints is the same on each."""
    register = Register.bind(receive(NATIONAL))
    now = Snapshot.of(register, date(2026, 11, 28))
    printed = print_shells(now, tmp_path_factory.mktemp("printed"))

    @cache
    def built(day: str) -> Site:
        snapshot = Snapshot.of(register, date.fromisoformat(day))
        return Site(Publication(snapshot, Chronicle(None, (), "不在 git 中")), printed)

    return built


def made(site: Site, path: str) -> bytes:
    """A file of the site."""
    content = site[path]()
    return content if isinstance(content, bytes) else b"".join(content)


def period(validity: Mapping[str, str | None] | None) -> str | None:
    """A validity as it is written in the questions."""
    return f"{validity['starts'] or ''}..{validity['ends'] or ''}" if validity else None


def covering(stretches: list[Any], day: str) -> Any:
    """The stretch of days that holds a day; the first one reaches back without a limit."""
    held = [each for each in stretches if each["starts"] <= day] or stretches[:1]
    return held[-1]


# What a spell of history.json leaves out has no value.
NOTHING: dict[str, Any] = {
    "sentence": "", "validity": None, "bar": None, "status_since": None, "event": None,
    "explanation": None, "decided_by": [], "caveats": [], "designation": None,
}  # fmt: skip


def of_json(value: Any) -> Answer:
    """An answer of the API, as it is written in the questions."""
    return {
        "status": value["status"],
        "sentence": value["sentence"],
        "since": value["status_since"],
        "event": value["event"],
        "explanation": value["explanation"],
        "validity": period(value["validity"]),
        "decided_by": value["decided_by"],
        "bar": value["bar"],
        "caveats": [each["code"] for each in value["caveats"]],
        "texts": [each["text"] for each in value["caveats"]],
    }


def agrees(given: Answer, expected: Answer, *, where: object) -> None:
    """Whether a surface gives what is written, in every value that it gives."""
    assert {"status", "caveats"} <= set(given) or "texts" in given, where
    assert given == {name: expected[name] for name in given}, where


def test_every_row_is_asked_about() -> None:
    """Each national row of the source, under the name of its unit, on fifteen days."""
    rows = {name: row for group in ASKED["groups"] for name, row in group["rows"].items()}
    assert sorted(rows.values()) == [key for key, row in ROWS.items() if row["level"] == "国家级"]
    platforms = Register.bind(receive(NATIONAL)).platforms
    units = {name: each.operating_unit.name for name, each in platforms.items()}
    assert units == {name: ROWS[row]["operating_unit"] for name, row in rows.items()}
    assert len([*each_question()]) == 15 * 19


@pytest.mark.slow
def test_files_that_answer_for_any_day(site_on: Callable[[str], Site]) -> None:
    """The JSON of a platform, history.json, and the tables of SQLite."""
    site = site_on("2026-11-28")
    history = {e["id"]: e for e in json.loads(made(site, "api/v1/history.json"))["platforms"]}
    for day, name, answer in each_question():
        if day < FIRST_RECORDED:
            # Before the register begins there is no stretch; see the files of a day.
            continue
        own = json.loads(made(site, f"api/v1/platforms/{name}.json"))["platform"]
        stretch = covering(own["timeline"], day)
        agrees(of_json(stretch) | {"label": stretch["label"]}, answer, where=(day, name))
        spell = covering(history[name]["spells"], day)
        given = of_json(NOTHING | spell)
        named = {key: given[key] for key in ("status", "since", "event", "decided_by", "caveats")}
        agrees(named, answer, where=(day, name))


SPELL = """
SELECT s.status, s.status_since AS since, s.event, s.explanation, l.label,
  (SELECT group_concat(code, ';') FROM (SELECT code FROM spell_caveats c
    WHERE c.platform = s.platform AND c.starts = s.starts ORDER BY position)) AS caveats,
  (SELECT group_concat(notice, ';') FROM (SELECT notice FROM spell_decided_by d
    WHERE d.platform = s.platform AND d.starts = s.starts ORDER BY position)) AS decided_by
FROM spells s JOIN statuses l ON l.code = s.status
WHERE s.platform = ? AND s.starts <= ? AND (s.ends IS NULL OR s.ends >= ?)
"""


def test_the_database_answers_for_any_day(site_on: Callable[[str], Site]) -> None:
    """As its own comment says: starts <= day <= ends."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(made(site_on("2026-11-28"), "data/registry.sqlite"))
        connection.row_factory = sqlite3.Row
        for day, name, answer in each_question():
            if day >= FIRST_RECORDED:
                (row,) = connection.execute(SPELL, (name, day, day))
                given = dict(row)
                for many in ("caveats", "decided_by"):
                    given[many] = given[many].split(";") if given[many] else []
                agrees(given, answer, where=(day, name))


def cells(row: Mapping[str, str]) -> Answer:
    """A row of the table, as it is written in the questions."""
    value = {key: text or None for key, text in row.items()}
    days = {"starts": value["validity_starts"], "ends": value["validity_ends"]}
    has_period = any(days.values())
    return {
        "status": value["status"],
        "label": value["status_label"],
        "sentence": value["sentence"],
        "since": value["status_since"],
        "event": value["event"],
        "explanation": value["explanation"],
        **({"validity": period(days)} if has_period else {}),
        "decided_by": (value["decided_by"] or "").split(";") if value["decided_by"] else [],
        "bar": value["bar_by"],
        "caveats": value["caveats"].split(";") if value["caveats"] else [],
        "texts": value["caveat_texts"].split(";") if value["caveat_texts"] else [],
    }


@pytest.mark.slow
@pytest.mark.parametrize("day", QUESTIONS)
def test_files_of_a_day(day: str, site_on: Callable[[str], Site]) -> None:
    """As built on the day: the lists of the API, CSV and XLSX, badge, page, and the look-up."""
    site = site_on(day)
    everyone = {e["id"]: e for e in json.loads(made(site, "api/v1/all.json"))["platforms"]}
    text = made(site, "data/platforms.csv").decode("utf-8-sig")
    table = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(site, "data/platforms.xlsx")))
    names = [column.name for column in COLUMNS]
    rows = book.get_sheet_by_name("平台").to_python()[1:]
    sheet = {row[0]: dict(zip(names, map(str, row), strict=True)) for row in rows}
    found = looked_up(site)
    for name, answer in QUESTIONS[day].items():
        where = (day, name)
        agrees(of_json(everyone[name]), answer, where=where)
        agrees(cells(table[name]), answer, where=where)
        agrees(cells(sheet[name]), answer, where=where)
        agrees(found[name], answer, where=where)
        agrees(on_page(made(site, f"platforms/{name}/index.html").decode()), answer, where=where)
        badge = made(site, f"badges/{name}.svg").decode()
        assert (answer["label"] + "※" in badge) == bool(answer["caveats"]), where
        assert all(each in badge for each in (answer["label"], *answer["texts"])), where
    in_force = [each["id"] for each in json.loads(made(site, "api/v1/platforms.json"))["platforms"]]
    assert in_force == holders(day)


def holders(day: str) -> list[str]:
    """Platforms that hold the title on the day, by the written answers."""
    answers = QUESTIONS[day]
    return sorted(name for name, answer in answers.items() if answer["status"] == "in_force")


def looked_up(site: Site) -> dict[str, Answer]:
    """What the look-up says of every platform on the day of the site."""
    index = json.loads(made(site, "search/index.json"))
    ids = sorted(site.publication.snapshot.listings)
    standing = index["platforms"]["standing"]
    signs = [standing["table"][int(sign)] for sign in standing["column"]]
    return {
        name: {"status": now[0][1], "caveats": [each.split()[0] for each in now[0][2:]]}
        for name, now in zip(ids, signs, strict=True)
    }


def on_page(page: str) -> Answer:
    """What stands on top of a platform's page on the day of the site."""
    section = page.partition('<section class="reg-verdict')[2].partition("</section>")[0]
    caveats = re.findall(r'<p class="reg-caveat">(.*?)</p>', section)
    return {
        "label": TAG.sub("", section.partition("<strong>")[2].partition("</strong>")[0]),
        "sentence": re.findall(r'<p class="reg-verdict__sentence">(.*?)</p>', section)[0],
        "texts": [
            text.removeprefix("注意：").removesuffix("。")
            for text in caveats
            if text.startswith("注意：")
        ],
    }


def test_the_index_of_verify_answers_for_any_day(site_on: Callable[[str], Site]) -> None:
    """The templates it carries, filled from the slots it carries, as the browser does."""
    index = json.loads(made(site_on("2026-11-28"), "verify/index.json"))
    columns = spread(index)
    platforms = dict(zip(columns["id"], columns["days"], strict=True))
    for day, name, answer in each_question():
        number = [at for first, at in platforms[name] if first <= day][-1]
        judged = index["verdicts"][number]
        words = index["statuses"][judged["status"]]
        given = {
            "status": judged["status"],
            "label": words["label"],
            "sentence": words["sentence"].format_map(judged.get("slots", {})),
            "explanation": judged.get("explanation"),
            "decided_by": judged.get("acts", []),
            "caveats": [each.split()[0] for each in judged.get("caveats", [])],
            "bar": judged.get("bar"),
        }
        agrees(given, answer, where=(day, name))


@pytest.mark.parametrize("day", QUESTIONS)
def test_show_and_roll(day: str, registry_command: Command) -> None:
    """One of each kind by the name of its unit, as data and as text; the roll of the day."""
    of_the_day = ("--registry", NATIONAL, "--on", day)
    for name in ("nat-0001", "nat-0010", "nat-0013"):
        answer = QUESTIONS[day][name]
        value = json.loads(registry_command("show", name, *of_the_day, "--format", "json").stdout)
        agrees(of_json(value), answer, where=name)
        lines = registry_command("show", value["operating_unit"], *of_the_day).stdout.splitlines()
        assert f"截至 {day}：{answer['label']}" in lines
        assert f"结论：{answer['sentence']}" in lines
        notes = [line for line in lines if line.startswith("注意：")]
        assert notes == [f"注意：{text}。" for text in answer["texts"]]
    roll = json.loads(registry_command("roll", *of_the_day, "--format", "json").stdout)
    assert [each["id"] for each in roll["platforms"]] == holders(day)
    for each in roll["platforms"]:
        agrees(of_json(each), QUESTIONS[day][each["id"]], where=each["id"])
