"""敌意文字 Every text of every record tries to run: no page, table, feed, badge or calendar lets it."""

import csv
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as xml

import feedparser
import jinja2
import pytest
from icalendar import Calendar
from justhtml import JustHTML
from python_calamine import CalamineWorkbook

from generator.site.pages.templates import environment
from tests.conftest import Command
from tests.hostile.registry import HOSTILE, PAYLOADS, hostile
from tests.hostile.site import built
from tests.test_policy import Looked

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, registry_command: Command) -> Path:
    """The site of the hostile registry."""
    return built(tmp_path_factory.mktemp("hostile"), registry_command)


def test_no_page_holds_anything_that_a_text_has_made(hostile_site: Path) -> None:
    """One policy, no handler, no foreign link, no element of theirs; and every page well-formed."""
    looked, wrong = 0, []
    for path in sorted(hostile_site.rglob("*.html")):
        page, name = path.read_text("utf-8"), path.relative_to(hostile_site).as_posix()
        found = Looked(page)
        wrong += [f"{name}: {each}" for each in found.wrong]
        wrong += [name] if len(found.policies) != 1 or "<x-hostile" in page else []
        wrong += [f"{name}: {e}" for e in JustHTML(page, collect_errors=True).errors[:1]]
        looked += PAYLOADS[-2] in page
    assert wrong == []
    assert looked > 250


def test_linked_data_is_data(hostile_site: Path) -> None:
    """It parses, says the very name, and holds no bracket that could end its element."""
    page = (hostile_site / "platforms/sd-0001/index.html").read_text("utf-8")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    assert not re.search("[<>&]", found[0])
    assert json.loads(found[0])["about"]["name"].endswith(HOSTILE)


def test_json_says_the_texts_as_they_are(hostile_site: Path) -> None:
    """Every JSON file parses; a name is the very text of the record."""
    files = [*hostile_site.rglob("*.json"), *hostile_site.rglob("*.jsonld")]
    assert len([json.loads(path.read_text("utf-8")) for path in files]) > 150
    everyone = json.loads((hostile_site / "api/v1/all.json").read_text("utf-8"))["platforms"]
    assert [p["id"] for p in everyone if p["name"] and not p["name"].endswith(HOSTILE)] == []


def test_tables_run_no_formula(hostile_site: Path) -> None:
    """No cell of a CSV begins like a formula; no sheet of the workbook holds one."""
    looked = 0
    for path in hostile_site.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert [cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]", cell)] == [], path.name
        looked += sum(cell.startswith("'=") for cell in cells)
    assert looked > 60
    path = hostile_site / "data/platforms.xlsx"
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/")]
        assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
        assert not [name for name in book.namelist() if "external" in name or "vba" in name.lower()]
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("平台").to_python()
    assert sum(cell == hostile(_kept(cell)) for row in rows for cell in row if _kept(cell)) > 60


def _kept(cell: object) -> str:
    text = str(cell).removeprefix(f"{PAYLOADS[0]};")
    return text.removesuffix(HOSTILE) if text.endswith(HOSTILE) else ""


def test_feeds_badges_and_charts_are_well_formed_and_inert(hostile_site: Path) -> None:
    """Parsed by another's reader, titles are the very texts; a drawing holds no script."""
    feeds = list(hostile_site.rglob("*.atom"))
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, path.name
        assert xml.fromstring(path.read_bytes()).tag.endswith("feed")
    drawings = [p for p in hostile_site.rglob("*.svg") if "assets" not in p.parts]
    for path in drawings:
        for element in xml.fromstring(path.read_bytes()).iter():
            name = element.tag.rpartition("}")[2]
            assert name not in ("script", "a", "image", "foreignObject", "iframe", "x-hostile"), (
                path
            )
            assert not [key for key in element.attrib if key.startswith("on") or "href" in key], (
                path
            )
    assert len(feeds) > 70
    assert len(drawings) > 60


def test_calendars_hold_only_our_events(hostile_site: Path) -> None:
    """A line break in a text begins no line: no attachment, no event cut short."""
    looked = 0
    for path in hostile_site.rglob("*.ics"):
        content = path.read_bytes()
        assert not re.search(rb"^(ATTACH|END:VEVENT=|<)", content, re.MULTILINE), path.name
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content), path.name
        calendar = Calendar.from_ical(content)
        assert content.count(b"\r\nEND:VEVENT\r\n") == len(calendar.walk("VEVENT"))
        looked += sum(HOSTILE in str(event["summary"]) for event in calendar.walk("VEVENT"))
    assert looked > 60


def test_templates_escape_by_default_and_let_nothing_undefined_through() -> None:
    """The environment itself, and the places that say `safe`: words of ours."""
    made = environment()
    assert made.from_string("{{ text }}").render(text="<b>&'\"") == "&lt;b&gt;&amp;&#39;&#34;"
    with pytest.raises(jinja2.UndefinedError):
        made.from_string("{{ nothing }}").render()
    names = made.list_templates(extensions=["html"])
    assert len(names) > 20
    texts = {name: made.loader.get_source(made, name)[0] for name in names if made.loader}
    said = {f"{n}: {at}" for n, t in texts.items() for at in re.findall(r"[^{( ]+\s*\|\s*safe", t)}
    # A template of a page has two names: its own, and that below the folder of all templates.
    assert said == {
        *(
            f"{folder}{words}"
            for folder in ("", "pages/")
            for words in (
                "revocations.html: '<b>限制期内</b>'|safe",
                "ending.html: 'status=in_force&amp;sort=ends'|safe",
                "ending.html: 'status=expired&amp;sort=ended'|safe",
            )
        ),
        # The prose of the printer, and the list of its headings.
        "theme/main.html: contents) | safe",
    }
    assert not [name for name, text in texts.items() if "autoescape" in text]
