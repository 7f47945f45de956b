"""Places in time: a platform that passed from one city to another, on every surface and on every day."""

import csv
import io
import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.checks.casebook import BASE
from generator.history.versions import Chronicle
from generator.intake import receive
from generator.records.values import parse_day
from generator.register.places import (
    known_divisions,
    place_spans,
    surely_had,
    surely_lacked,
)
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.database import write_database
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs, platform_makers
from generator.site.data.platform import platform_json
from generator.site.pages.platform import PlatformPages
from generator.site.pages.platforms import city_pages
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.site.search import verify_index
from tests.conftest import DAY, Command, findings_of
from tests.surfaces.reading import spread

CASE = Path(__file__).parent / "cases" / "registries" / "10-laiwu-into-jinan"
LAST_DAY, FIRST_DAY = date(2019, 1, 8), date(2019, 1, 9)
LAIWU, JINAN = "371200", "370100"
MOVED = 'division: [{code: "371202"}, {code: "370116", from: 2019-01-09}]\n'


def laid(folder: Path, division: str = MOVED) -> Path:
    """The case over the practice registry, with a place of its own for the platform."""
    shutil.copytree(BASE, folder)
    shutil.copytree(CASE, folder, dirs_exist_ok=True)
    file = folder / "platforms" / "sd-0003.yaml"
    text = file.read_text("utf-8")
    assert text.endswith('division: "370116"\n')
    file.write_text(text.replace('division: "370116"\n', division), "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The registry, laid out once."""
    return laid(tmp_path_factory.mktemp("places") / "registry")


@pytest.fixture(scope="module")
def register(folder: Path) -> Register:
    """The register of it."""
    return Register.bind(receive(folder))


def published(register: Register, day: date) -> dict[str, Any]:
    """What is published for machines on a day, by path; each is made when called."""
    return dict(outputs(Publication(Snapshot.of(register, day), Chronicle(None, (), "示例"))))


def content(made: Any) -> str:
    """Text of one output, which may come in pieces."""
    made = made()
    return (made if isinstance(made, bytes) else b"".join(made)).decode()


DIVISIONS = [
    # Laiwu recommends in 2018, Jinan in 2021: either code alone says nothing of the other day.
    ('division: "370116"\n', []),
    ('division: "371202"\n', []),
    (MOVED, []),
    # Only the year of the change is known.
    ('division: [{code: "371202"}, {code: "370116", from: 2019}]\n', []),
    # Several re-assignments, the last long after.
    (
        'division: [{code: "370102"}, {code: "371202", from: 1993}, {code: "370116", from: 2019-01-09}, '
        '{code: "370117", from: 2024-05-01}]\n',
        [],
    ),
    # Between the publicity of 2021 and its announcement: he who recommended answered for it then.
    (
        'division: [{code: "371202"}, {code: "370116", from: 2019}, {code: "370202", from: 2021-11-10}]\n',
        [],
    ),
    # Re-assigned before the recommendation of 2018.
    ('division: [{code: "371202"}, {code: "370116", from: 2018-11-05}]\n', ["B504"]),
    ('division: [{code: "371202"}, {code: "370116", from: 2018-11-06}]\n', []),
    # Not yet re-assigned when Jinan recommended it, and the old code long abolished by then.
    ('division: [{code: "371202"}, {code: "370116", from: 2021-11-02}]\n', ["B504", "X126"]),
    # The place before is not known.
    ('division: [{code: "370116", from: 2019-01-09}]\n', ["G102"]),
]


@pytest.mark.parametrize(("division", "codes"), DIVISIONS)
def test_who_recommends_answers_for_the_place_of_that_day(
    division: str, codes: list[str], tmp_path: Path
) -> None:
    """And nothing else is found but that the old edition's terms are not on record."""
    found = findings_of(laid(tmp_path / "registry", division), DAY)
    assert sorted({finding.rule.code for finding in found} - {"G103"}) == codes


def test_the_place_is_that_of_the_day(register: Register) -> None:
    """By day, by city, and on the roll; the code was abolished on the day of the change."""
    days = (date(2018, 12, 1), LAST_DAY, FIRST_DAY, date(2026, 1, 1))
    places = [Snapshot.of(register, day).listings["sd-0003"] for day in days]
    assert [each.division for each in places] == ["371202", "371202", "370116", "370116"]
    assert [each.city for each in places] == [LAIWU, LAIWU, JINAN, JINAN]
    before, after = Snapshot.of(register, LAST_DAY), Snapshot.of(register, FIRST_DAY)
    assert [each.id for each in before.by_city[LAIWU]] == ["sd-0003"]
    assert "sd-0003" in [each.id for each in after.by_city[JINAN]]
    assert LAIWU not in after.by_city
    assert LAIWU in after.parts


@pytest.mark.parametrize(
    ("day", "city", "listed"),
    [
        ("2019-01-08", "莱芜市", ["sd-0003"]), ("2019-01-08", "济南市", []), ("2019-01-09", "莱芜市", []),
        ("2019-01-09", "370100", ["sd-0003"]), ("2019-01-08", "371200", ["sd-0003"]),
    ],
)  # fmt: skip
def test_roll_and_show_ask_as_of_the_day(
    day: str, city: str, listed: list[str], folder: Path, registry_command: Command
) -> None:
    """`roll --city --on` and `show --on`, a city being called as it was then."""
    asked = ("--registry", folder, "--on", day, "--format", "json")
    done = registry_command("roll", "--city", city, *asked)
    assert [each["id"] for each in json.loads(done.stdout)["platforms"]] == listed
    is_former = city in ("莱芜市", "371200")
    assert ("莱芜市现在没有这个区划，只列所问那一天记在它名下的平台" in done.stderr) is is_former
    shown = json.loads(registry_command("show", "sd-0003", *asked).stdout)
    assert (shown["division"], shown["city"]) == (
        ("371202", LAIWU) if day == "2019-01-08" else ("370116", JINAN)
    )


def test_the_api_tells_both_places_with_their_days(register: Register) -> None:
    """The file of the platform, the history for any day, the files of both cities."""
    files = published(register, DAY)
    past = json.loads(content(files["api/v1/history.json"]))["platforms"]
    assert next(each["places"] for each in past if each["id"] == "sd-0003") == [
        {"division": "371202", "city": LAIWU, "starts": None, "ends": "2019-01-08"},
        {"division": "370116", "city": JINAN, "starts": "2019-01-09", "ends": None},
    ]
    of_city = {
        city: [each["id"] for each in json.loads(content(files[path]))["platforms"]]
        for city in (LAIWU, JINAN)
        if (path := f"api/v1/cities/{city}.json")
    }
    assert of_city == {LAIWU: [], JINAN: ["sd-0001", "sd-0003"]}
    snapshot = Snapshot.of(register, DAY)
    make = platform_makers(Publication(snapshot, Chronicle(None, (), "示例")))
    file = json.loads(make["api/v1/platforms/*.json"](snapshot.listings["sd-0003"]))["platform"]
    assert (file["division"], file["city"]) == ("370116", JINAN)
    assert file["divisions"] == [{"code": "371202"}, {"code": "370116", "from": "2019-01-09"}]
    shown = platform_json(Snapshot.of(register, LAST_DAY).listings["sd-0003"], snapshot)
    assert (shown["division"], shown["divisions"]) == ("371202", file["divisions"])


def test_the_feed_of_a_city_has_what_happened_while_the_platform_lay_there(
    register: Register,
) -> None:
    """The acts of 2018 are news of Laiwu, those of 2021 of Jinan."""
    files = published(register, DAY)
    acts = {city: content(files[f"feeds/cities/{city}.atom"]) for city in (LAIWU, JINAN)}
    assert "2018-announcement-9" in acts[LAIWU]
    assert "2021-announcement-9" not in acts[LAIWU]
    assert "2018-announcement-9" not in acts[JINAN]
    assert "2021-announcement-9" in acts[JINAN]
    assert f"calendar/{LAIWU}.ics" in files


def test_tables_have_the_place_of_their_day(register: Register, tmp_path: Path) -> None:
    """CSV and SQLite; there every place with its days, and the department's city on that day."""
    for day, place in (
        (LAST_DAY, ("371202", LAIWU, "莱芜市")),
        (FIRST_DAY, ("370116", JINAN, "济南市")),
    ):
        publication = Publication(Snapshot.of(register, day), Chronicle(None, (), "示例"))
        table = content(dict(outputs(publication))["data/platforms.csv"]).removeprefix("\ufeff")
        (row,) = [r for r in csv.DictReader(io.StringIO(table)) if r["id"] == "sd-0003"]
        assert (row["division"], row["city"], row["city_name"]) == place
    path = tmp_path / "registry.sqlite"
    write_database(path, publication)
    base = sqlite3.connect(path)
    places = base.execute("SELECT * FROM places WHERE platform = 'sd-0003'").fetchall()
    base.close()
    assert places == [
        ("sd-0003", 0, "371202", LAIWU, None, "2019-01-08"),
        ("sd-0003", 1, "370116", JINAN, "2019-01-09", None),
    ]


def test_the_page_shows_both_places_with_their_days(register: Register) -> None:
    """The latest first, each linked to its city; the page does not change from day to day."""
    texts = set()
    for day in (DAY, date(2026, 12, 1)):
        snapshot = Snapshot.of(register, day)
        page = PlatformPages(snapshot, Wording(register)).page(snapshot.listings["sd-0003"])
        texts.add(environment().get_template(page.template).render(page.words))
    (text,) = texts
    assert (
        '自2019年1月9日起：<a href="../../cities/370100/">济南市莱芜区</a>；'
        '此前：<a href="../../cities/371200/">莱芜市莱城区</a></dd>'
    ) in text
    pages = {
        page.address: page for page in city_pages(Snapshot.of(register, DAY), Wording(register))
    }
    former = pages["cities/371200/"]
    assert former.words["sheet"].total == 0
    assert [each.id for each in former.words["moved"]] == ["sd-0003"]
    assert pages["cities/370100/"].words["moved"] == ()
    common = {"page": former, "root": "../../", "wording": Wording(register)}
    said = (
        environment()
        .get_template("group.html")
        .render(common | {"snapshot": Snapshot.of(register, DAY)} | former.words)
    )
    assert "以下 1 个平台从前在这里" in said
    assert "现在这里没有平台。" in said


def test_answers_of_any_day_have_the_place_of_that_day(register: Register) -> None:
    """What /verify/ shows beside the verdict: each place from its first day on."""
    index = json.loads(verify_index(Snapshot.of(register, DAY)))
    columns = spread(index)
    said = columns["places"][columns["id"].index("sd-0003")]
    assert said == [["", "莱芜市莱城区"], ["2019-01-09", "济南市莱芜区"]]


def test_departments_are_those_of_the_day(tmp_path: Path) -> None:
    """A remit that passed to another department, and a name that is used no longer."""
    folder = laid(tmp_path / "registry")
    file = folder / "departments.yaml"
    text = file.read_text("utf-8")
    old = '      - {name: 示例·济南市局}\n    city: "370100"\n'
    assert old in text
    names = "      - {name: 示例·济南民营局, ends: 2019-02-28}\n      - {name: 示例·济南市局, starts: 2019-03-01}\n"
    new = f'{names}    city:\n      - {{code: "370100", ends: 2024-12-31}}\n'
    file.write_text(text.replace(old, new), "utf-8")
    assert [f for f in findings_of(folder, DAY) if f.rule.code != "G103"] == []
    register = Register.bind(receive(folder))
    jinan = {}
    for day in (LAST_DAY, date(2021, 1, 1), DAY):
        files = published(register, day)
        departments = json.loads(content(files["api/v1/departments.json"]))["departments"]
        jinan[day] = next(each for each in departments if each["id"] == "jinan-gxj")
        base = tmp_path / f"{day}.sqlite"
        write_database(base, Publication(Snapshot.of(register, day), Chronicle(None, (), "示例")))
        row = sqlite3.connect(base).execute("SELECT * FROM departments WHERE id = 'jinan-gxj'")
        jinan[day]["row"] = row.fetchone()[1:]
    assert [each["city"] for each in jinan.values()] == [JINAN, JINAN, None]
    assert [each["row"] for each in jinan.values()] == [
        ("示例·济南民营局", JINAN), ("示例·济南市局", JINAN), ("示例·济南市局", None),
    ]  # fmt: skip
    assert jinan[DAY]["cities"] == [{"code": JINAN, "starts": None, "ends": "2024-12-31"}]


def test_days_known_to_the_month_leave_both_places_open(tmp_path: Path) -> None:
    """On a day of that month; the place counts from the last day that it may mean."""
    division = 'division: [{code: "371202"}, {code: "370116", from: 2019-01}]\n'
    platform = Register.bind(receive(laid(tmp_path / "registry", division))).platforms["sd-0003"]
    asked = ("2018-12-31", "2019-01-01", "2019-01-31", "2019-02-01", "2019")
    assert [known_divisions(platform, parse_day(day)) for day in asked] == [
        ("371202",), ("371202", "370116"), ("370116",), ("370116",), ("371202", "370116"),
    ]  # fmt: skip
    assert [(each.code, each.starts) for each in place_spans(platform)] == [
        ("371202", None), ("370116", date(2019, 1, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "day", "had", "lacked"),
    [
        ("370102", "1990-01-01", True, False), ("370116", "2016-12-31", False, True),
        ("370116", "2017-01-01", False, False), ("370116", "2018-12-31", False, False),
        ("370116", "2019-01-01", True, False), ("371202", "2017-12-31", True, False),
        ("371202", "2018-01-01", False, False), ("371202", "2019-12-31", False, False),
        ("371202", "2020-01-01", False, True), ("990000", "2020-01-01", True, False),
    ],
)  # fmt: skip
def test_years_of_a_code_leave_a_year_of_doubt(
    code: str, day: str, had: bool, lacked: bool
) -> None:
    """GB/T 2260 is known by the year only."""
    assert (surely_had(code, parse_day(day)), surely_lacked(code, parse_day(day))) == (had, lacked)


def test_a_new_platform_may_be_given_its_places_with_their_days(
    registry_command: Command, registry_copy: Path
) -> None:
    """By code or by name, each but the first with its day; the file is in canonical form."""
    said = ("--name", "示例·新平台", "--operating-unit-name", "示例·新单位")
    said += ("--operating-unit-credit-code-unknown", "名单未印代码")
    place = ("--division", "莱芜市，济南市莱芜区=2019年1月9日")
    done = registry_command("new", "platform", "--registry", registry_copy, *said, *place)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = (
        path
        for path in registry_copy.rglob("platforms/sd-*.yaml")
        if "示例·新平台" in path.read_text("utf-8")
    )
    assert file.read_text("utf-8").endswith(
        'division:\n  - {code: "371200"}\n  - {code: "370116", from: 2019-01-09}\n'
    )
    assert registry_command("format", "--check", "--registry", registry_copy).returncode == 0
