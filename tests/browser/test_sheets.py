"""A site whose lists come in parts: filters find everything, the box and /verify/ answer, pages lead on."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from generator.cli.making import published, shells
from generator.composing import ordered
from playwright.sync_api import Browser, Page, expect

from generator import output
from generator.cli.desk import kept
from generator.intake import receive
from generator.register.register import Register
from generator.sizes import Sizes
from generator.standing.snapshot import Snapshot
from tests.bench.records import DAY
from tests.bench.registries import write_registry
from tests.browser.conftest import served
from tests.browser.test_everyone import AXE, RULES, RUN

pytestmark = pytest.mark.browser
COUNT, SHEET = 330, 40
SIZES = Sizes(sheet=SHEET, part=50, whole=100, block=16, reach=6)
READY = "[data-results=directory][data-ready=true]"
ROWS = f"{READY} tr[data-platform-id]"
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A few hundred random platforms."""
    folder = tmp_path_factory.mktemp("register") / "registry"
    write_registry(folder, COUNT)
    return Snapshot.of(Register.bind(receive(folder)), DAY)


@pytest.fixture(scope="module")
def split_site(tmp_path_factory: pytest.TempPathFactory, register: Snapshot) -> Path:
    """The site of that register, built with small sizes."""
    out = tmp_path_factory.mktemp("sheets") / "site"
    publication = replace(published(register, ()), sizes=SIZES)
    with output.workshop() as folder, kept(out) as shelf:
        printed = shells(register, folder)
        output.write(ordered(publication, printed, ""), out, shelf, lambda _: None)
    return out


@pytest.fixture(scope="module")
def everyone(split_site: Path) -> list[dict[str, Any]]:
    """Every platform, from the API of the same build."""
    found: list[dict[str, Any]] = json.loads((split_site / "api/v1/all.json").read_text("utf-8"))[
        "platforms"
    ]
    assert len(found) == COUNT
    return found


@pytest.fixture(scope="module")
def address(split_site: Path) -> Iterator[str]:
    """Where that site is served."""
    yield from served(split_site)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page on the day of the snapshot; an error or a whole list fails the test."""
    wrong: list[str] = []
    context = browser.new_context(locale="zh-CN")

    def open_page(path: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("request", lambda r: wrong.append(r.url) if "/api/" in r.url else None)
        page.clock.set_fixed_time("2026-11-23T12:00:00+08:00")
        page.goto(address + path)
        return page

    yield open_page
    context.close()
    assert wrong == []


def ids(page: Page) -> list[str]:
    """The ids of the rows of the directory."""
    expect(page.locator(READY)).to_have_count(1)
    return [str(row.get_attribute("data-platform-id")) for row in page.locator(ROWS).all()]


def turned(page: Page) -> list[str]:
    """The ids of every page of a filtered list."""
    found = ids(page)
    while page.locator("[data-pager]:visible").count():
        following = page.locator("[data-pager] button[aria-current] ~ button").first
        if not following.count():
            break
        number = following.inner_text()
        following.click()
        expect(page.locator("[data-pager] button[aria-current]")).to_have_text(number)
        found += ids(page)
    return found


def test_sheets_hold_everyone_once_and_lead_on(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """By the links alone, from the first page to the last."""
    page, found, pages = visit("platforms/"), [], 1
    expect(page.locator(".reg-sheet")).to_have_text(
        f"第 1 页，共 9 页；第 1–{SHEET} 个，共 {COUNT} 个。"
    )
    found += ids(page)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        pages += 1
        expect(page.locator("[data-sheets] [aria-current]")).to_have_text(str(pages))
        found += ids(page)
    assert pages == 9
    assert sorted(found) == [each["id"] for each in everyone]


def test_filters_find_everything_and_stay_in_the_address(
    visit: Open, everyone: list[dict[str, Any]]
) -> None:
    """Not only the rows of the sheet; two together; the address brings them back."""
    wanted = [p for p in everyone if p["city"] == "370100"]
    page = visit(f"platforms/?ended=1&city={quote('济南市')}")
    assert sorted(turned(page)) == [p["id"] for p in wanted]
    options = page.locator("select[name=function] option").all_inner_texts()[1:]
    counted = {text.split("（")[0]: int(text.split("（")[1][:-1]) for text in options}
    assert counted["技术服务"] == sum("technology" in p["functions"] for p in wanted)
    page.locator("select[name=function]").select_option("技术服务")
    expect(page.locator("[data-said]")).to_contain_text(f"共 {counted['技术服务']} 个")
    both = [p["id"] for p in wanted if "technology" in p["functions"]]
    assert sorted(turned(page)) == both
    again = visit(page.url.split("/", 3)[3].replace("page=", "p="))
    assert sorted(turned(again)) == both


@pytest.mark.parametrize("status", ["in_force", "expired"])
def test_links_by_status_find_every_one(
    visit: Open, everyone: list[dict[str, Any]], status: str
) -> None:
    """As the home page links them."""
    page = visit(f"platforms/?status={status}")
    assert sorted(turned(page)) == [p["id"] for p in everyone if p["status"] == status]
    assert {row.get_attribute("data-status") for row in page.locator(ROWS).all()} == {status}


def test_rows_in_sight_say_what_the_sheet_says(visit: Open) -> None:
    """Drawn by the script or printed: the same row, word for word."""
    page = visit("platforms/")
    row = page.locator("tbody tr").first
    name, printed = row.get_attribute("data-platform-id"), row.inner_text()
    page.locator("input[name=ended]").uncheck()
    expect(page.locator("[data-said]")).to_contain_text("没有列出")
    page.locator("input[name=ended]").check()
    assert page.locator("tbody tr").first.inner_text() == printed
    city = printed.split("\t")[2]
    page.locator("select[name=city]").select_option(city)
    drawn = page.locator(f"{READY} tr[data-platform-id={name}]")
    assert "".join(drawn.inner_text().split()) == "".join(printed.split())


def test_sorting_by_end(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """Over all, the earliest first."""
    ends = {p["id"]: (p["validity"] or {}).get("ends") or "9" for p in everyone}
    page = visit("platforms/?status=in_force&sort=ends")
    order = [ends[name] for name in turned(page)]
    assert order == sorted(order)
    assert len(order) > SHEET


def test_search_says_what_it_has_not_looked_at_and_goes_on(
    visit: Open, everyone: list[dict[str, Any]]
) -> None:
    """A general query in turns; the count at the end is that of all."""
    page = visit(f"search/?q={quote('平台')}")
    results = page.locator("[data-results=search][data-ready=true]")
    expect(results).to_contain_text("没有查看，以下不全")
    assert int(results.get_attribute("data-partial") or 0) > 0
    button = page.get_by_role("button", name="再查看一批")
    for _ in range(COUNT // (SIZES.block * SIZES.reach)):
        before = results.get_attribute("data-partial") or ""
        button.first.click()
        expect(results).not_to_have_attribute("data-partial", before)
    expect(results).to_have_attribute("data-partial", "0")
    wanted = {p["id"] for p in everyone if "平台" in p["name"]}
    assert len(wanted) > 300
    assert {
        h.get_attribute("data-platform-id") for h in results.locator("[data-platform-id]").all()
    } == wanted


def test_typing_reads_little(visit: Open) -> None:
    """A letter at a time: what has been read is said to be a part, and it is a small part."""
    page = visit("help/")
    read: list[str] = []
    page.on("request", lambda r: read.append(r.url) if "search/blocks/" in r.url else None)
    page.keyboard.press("/")
    for typed in ("g", "gg", "ggf"):
        page.locator(".reg-box input").fill(typed)
        box = page.locator(f"header [data-results=box][data-query={typed}][data-ready=true]")
        expect(box).to_contain_text("只查看了一部分")
    assert 1 <= len(read) <= 3
    page.keyboard.press("Enter")
    expect(page.locator("[data-results=search][data-ready=true]")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["platforms/page/2/", "platforms/?status=expired", "cities/370100/", "search/?q=平台"]
)
def test_axe_finds_nothing_in_split_lists(visit: Open, path: str, scheme: str) -> None:
    """On a small window too, and nothing is wider than it."""
    page = visit(path)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(AXE)
    found = page.evaluate(RUN, RULES)
    assert found["wrong"] == []
    assert found["passes"] > 20


def test_box_and_verification_answer(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """A whole name leads to its page, a code to its verdict on a day."""
    some = everyone[200]
    page = visit("help/")
    page.keyboard.press("/")
    page.keyboard.type(some["name"])
    expect(page.locator("header [data-results=box] [data-platform-id]").first).to_have_attribute(
        "data-platform-id", some["id"]
    )
    page = visit(f"verify/?q={some['credit_code']}&on=2026-11-23")
    hit = page.locator("[data-results=verify][data-ready=true] [data-platform-id]")
    expect(hit).to_have_attribute("data-status", some["status"])
    expect(hit).to_have_attribute("data-platform-id", some["id"])
    expect(hit).to_contain_text(some["operating_unit"])
