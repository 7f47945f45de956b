"""A site whose directory comes on several pages: filters find everything, the box and /verify/ answer."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.words import Status
from tests import commands
from tests.bench.records import DAY
from tests.bench.registries import write_registry
from tests.browser.conftest import served
from tests.browser.test_everyone import OF_COLOUR, RULES, judged

pytestmark = pytest.mark.browser
COUNT, SHEET = 520, 500
READY = "[data-results=directory][data-ready=true]"
ROWS = f"{READY} tr[data-platform-id]"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def split_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a few more random platforms than one page holds."""
    folder = tmp_path_factory.mktemp("sheets")
    write_registry(folder / "registry", COUNT)
    done = commands.run(
        "build",
        "--registry",
        folder / "registry",
        "--on",
        DAY,
        "--out",
        folder / "site",
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout
    return folder / "site"


@pytest.fixture(scope="module")
def everyone(split_site: Path) -> list[dict[str, Any]]:
    """Every platform, from the API of the same build."""
    content = (split_site / "api/v1/all.json").read_text("utf-8")
    every: list[dict[str, Any]] = json.loads(content)["platforms"]
    assert len(every) == COUNT
    return every


@pytest.fixture(scope="module")
def address(split_site: Path) -> Iterator[str]:
    """Where that site is served."""
    yield from served(split_site)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page on a day; an error, or a list of the API, fails the test."""
    wrong: list[str] = []
    context = browser.new_context(locale="zh-CN")

    def open_page(path: str, day: str = "2026-11-23") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("request", lambda r: wrong.append(r.url) if "/api/" in r.url else None)
        page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
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
        following = page.locator("[data-pager]").last.locator("button[aria-current] ~ button").first
        if not following.count():
            break
        number = following.inner_text()
        following.click()
        # Above and below the list alike.
        expect(page.locator("[data-pager] button[aria-current]")).to_have_text([number, number])
        found += ids(page)
    return found


def test_sheets_hold_everyone_once_and_lead_on(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """By the links alone, from the first page to the last."""
    page, found, pages = visit("platforms/"), [], 1
    expect(page.locator(".reg-sheet")).to_have_text(
        f"第 1 页，共 2 页；第 1–{SHEET} 个，共 {COUNT} 个。"
    )
    found += ids(page)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").first.click()
        pages += 1
        expect(page.locator("[data-sheets] [aria-current]")).to_have_text([str(pages)] * 2)
        found += ids(page)
    assert pages == 2
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
    expect(page.locator("[data-said]")).to_contain_text(f"列出 {counted['技术服务']} 个")
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
    """Drawn by the script or printed: the same row, word for word, with the same links."""
    page = visit("platforms/")
    row = page.locator("tbody tr").first
    name, printed = row.get_attribute("data-platform-id"), row.inner_text()
    links = "row => [...row.querySelectorAll('a')].map((a) => a.href)"
    printed_links = row.evaluate(links)
    page.locator("input[name=ended]").uncheck()
    expect(page.locator("[data-said]")).to_contain_text("没有列出")
    page.locator("input[name=ended]").check()
    assert page.locator("tbody tr").first.inner_text() == printed
    page.locator("select[name=sort]").select_option("name")
    page.locator("select[name=city]").select_option(printed.split("\t")[2])
    page.locator("select[name=sort]").select_option("starts")
    page.locator("select[name=sort]").select_option("")
    drawn = page.locator(f"{READY} tr[data-platform-id={name}]")
    assert drawn.inner_text() == printed
    assert drawn.evaluate(links) == printed_links


def test_names_sort_and_the_list_is_saved_over_all_pages(
    visit: Open, everyone: list[dict[str, Any]]
) -> None:
    """By name, every platform of a status; the saved file has them all, in the order in sight."""
    page = visit("platforms/?status=in_force&sort=name")
    ids(page)
    with page.expect_download() as download:
        page.locator("[data-kind=csv]").click()
    content = Path(download.value.path()).read_text("utf-8-sig")
    rows = [*csv.DictReader(io.StringIO(content))]
    by_id = {each["id"]: each for each in everyone}
    assert {row["编号"] for row in rows} == {
        each["id"] for each in everyone if each["status"] == "in_force"
    }
    for row in rows:
        known = by_id[row["编号"]]
        assert row["名称"] == known["name"]
        assert row["统一社会信用代码"] == known["credit_code"]
        assert (row["有效期起"], row["有效期止"]) == (
            known["validity"]["starts"],
            known["validity"]["ends"],
        )
    assert turned(page) == [row["编号"] for row in rows]


def test_statuses_follow_the_readers_day_printed_and_drawn(visit: Open, split_site: Path) -> None:
    """What is in force on the day of the build has ended years later, on the sheet and in the filter."""
    page = visit("platforms/", day="2040-01-01")
    expect(page.locator("[data-as-of][data-ready=true]")).to_have_count(1)
    assert page.locator("tbody tr[data-status=in_force]").count() == 0
    for row in page.locator("tbody tr").all()[:5]:
        status = row.get_attribute("data-status")
        expect(row.locator(f".reg-status--{status}")).to_have_count(1)
    page = visit("platforms/?status=expired", day="2040-01-01")
    then = Snapshot.of(Register.bind(receive(split_site.parent / "registry")), date(2040, 1, 1))
    wanted = sorted(each.id for each in then.with_status(Status.EXPIRED))
    assert len(wanted) > 400
    assert sorted(turned(page)) == wanted


def test_sorting_by_end(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """Over all, the earliest first."""
    ends = {p["id"]: (p["validity"] or {}).get("ends") or "9" for p in everyone}
    page = visit("platforms/?status=in_force&sort=ends")
    order = [ends[name] for name in turned(page)]
    assert order == sorted(order)
    assert len(order) > 200
    page = visit("platforms/?status=expired&sort=ended")
    order = [ends[name] for name in ids(page)]
    assert order == sorted(order, reverse=True)


def test_search_finds_every_one(visit: Open, everyone: list[dict[str, Any]]) -> None:
    """However general the query."""
    page = visit(f"search/?q={quote('平台')}")
    results = page.locator("[data-results=search][data-ready=true]")
    expect(results).to_have_count(1)
    wanted = {p["id"] for p in everyone if "平台" in p["name"]}
    assert len(wanted) > 400
    hits = results.locator("[data-platform-id]").evaluate_all(
        "all => all.map((hit) => hit.dataset.platformId)"
    )
    assert wanted <= set(hits)


@pytest.mark.parametrize(
    ("scheme", "kind", "rules"), [("light", "tag", RULES), ("dark", "rule", OF_COLOUR)]
)
@pytest.mark.parametrize(
    "path", ["platforms/page/2/", "platforms/?status=expired", "cities/370100/", "search/?q=平台"]
)
def test_axe_finds_nothing_in_split_lists(
    visit: Open, path: str, scheme: str, kind: str, rules: list[str]
) -> None:
    """On a small window too, and nothing is wider than it."""
    page = visit(path)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert judged(page, kind, rules) > (20 if rules is RULES else 0)


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
