"""The box in the header and /search/: keys, groups, facets, the reader's day, offline, slow scripts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
BOX = "header [data-results=box]"
READY = "[data-results=search][data-ready=true]"


def typed(page: Page, text: str) -> None:
    """Opens the box by its key and types."""
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.locator(".reg-box input")).to_be_focused()
    page.keyboard.type(text)
    expect(page.locator(f"{BOX}[data-query='{text}']")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "platforms/sd-0001/", "help/", "notices/", "regulations/lgxf-2020-4/"]
)
def test_box_answers_on_every_page_with_a_status_on_every_platform(visit: Visit, path: str) -> None:
    """Groups of platforms, notices and prose; each platform with its status in words."""
    page = visit(path)
    typed(page, "撤销")
    expect(page.locator(f"{BOX} [data-notice-id]").first).to_be_visible()
    expect(page.locator(f"{BOX} .reg-found__group")).to_contain_text(["文件", "办法与说明"])
    page.locator(".reg-box input").fill("检验检测")
    hits = page.locator(f"{BOX} [data-platform-id]")
    expect(hits).to_have_count(7)
    for hit in hits.all():
        expect(hit.locator(".reg-status")).to_have_attribute(
            "data-status", hit.get_attribute("data-status") or ""
        )


def test_keys_open_walk_and_close(visit: Visit) -> None:
    """`s` opens, arrows walk and come round, Escape closes; Enter follows a hit."""
    page = visit("notices/")
    page.keyboard.press("s")
    page.keyboard.type("检验检测")
    # The hits of the whole word: the box may open with those of its beginning.
    expect(page.locator(BOX)).to_be_visible()
    expect(page.locator(f"{BOX} [data-platform-id]")).to_have_count(7)
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{BOX} a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"{BOX} a").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_visible()
    expect(page.locator(f"{BOX} [data-platform-id]")).to_have_count(7)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_contain_text("检验检测")


def test_one_hit_and_enter_goes_to_its_page_and_more_go_to_the_list(visit: Visit) -> None:
    """荣成海洋食品 is one platform; 检验检测 is several."""
    page = visit("help/")
    typed(page, "jngysj")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("platforms/sd-0001/$"))
    typed(page, "检验检测")
    page.keyboard.press("Enter")
    expect(page.locator(f"{READY} [data-platform-id]")).to_have_count(7)


def test_facets_of_the_page_of_all_hits_stay_in_the_address(visit: Visit) -> None:
    """Counted options; a choice narrows the list."""
    page = visit(f"search/?q={quote('检验检测')}")
    page.locator("select[name=status]").select_option("有效")
    hits = page.locator(f"{READY} [data-platform-id]")
    expect(hits).to_have_count(3)
    assert {hit.get_attribute("data-status") for hit in hits.all()} == {"in_force"}
    again = visit(page.url.split("/", 3)[3])
    expect(again.locator(f"{READY} [data-platform-id]")).to_have_count(3)


def test_works_offline_once_loaded(visit: Visit) -> None:
    """With the network gone the box answers, and so does the page of all hits."""
    page = visit(f"search/?q={quote('检验检测')}")
    expect(page.locator(READY)).to_have_count(1)
    typed(page, "平台")
    page.context.set_offline(True)
    page.locator(".reg-box input").fill("海洋")
    expect(page.locator(f"{BOX} [data-platform-id=sd-0016]")).to_be_visible()
    page.locator("main input[name=q]").fill("濟南")
    page.keyboard.press("Enter")
    expect(page.locator(f"{READY} [data-platform-id=sd-0001]")).to_be_visible()


def test_form_answers_while_scripts_are_slow(visit: Visit) -> None:
    """The box's script never comes; Enter still leads to the page that answers."""
    page = visit("help/statuses/")
    page.route("**/assets/register.js", lambda _: None)
    page.goto(page.url.replace("help/statuses/", "help/"), wait_until="commit")
    page.locator(".reg-box input").fill("检验检测")
    page.unroute_all(behavior="ignoreErrors")
    page.locator(".reg-box input").press("Enter")
    expect(page.locator(f"{READY} [data-platform-id]")).to_have_count(7)


def test_status_of_a_hit_follows_the_readers_day(browser: Browser, address: str) -> None:
    """In force on the day of the build, expired on a later day, without a new build."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2027, 12, 1, 4, tzinfo=UTC))
    page.goto(f"{address}search/?q=sd-0001")
    hit = page.locator(f"{READY} [data-platform-id=sd-0001]")
    expect(hit).to_have_attribute("data-status", "expired")
    context.close()


def test_phone_opens_the_box_over_the_header(visit: Visit) -> None:
    """The magnifier opens it; the box and its hits fit the window."""
    page = visit("platforms/sd-0001/", viewport=PHONE)
    page.locator(".reg-box button").click()
    page.keyboard.type("检验检测")
    expect(page.locator(f"{BOX} [data-platform-id]")).to_have_count(7)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2024 3号", "2024-revocation"),
        ("示例信〔2024〕3号", "2024-revocation"),
        ("2024年9月10日", "2024-revocation"),
        ("2024-9-10", "2024-revocation"),
    ],
)
def test_notices_by_number_and_day(turn: Visit, asked: str, found: str) -> None:
    """First among the notices, in whatever form it is typed."""
    results = turn(f"search/?q={quote(asked)}").locator(READY)
    expect(results.locator("[data-notice-id]").first).to_have_attribute("data-notice-id", found)


@pytest.mark.parametrize(
    ("asked", "found", "heading"),
    [
        ("“济南工业设计公共服务平台”", "sd-0001", "平台"),
        ("1、济南工业设计公共服务平台", "sd-0001", "平台"),
        ("济南工业设计平台", "sd-0001", "相近的平台"),
        ("烟台检测", "sd-0003", "相近的平台"),
        ("检测平台", "sd-0003", "相近的平台"),
    ],
)
def test_a_name_as_people_type_it(turn: Visit, asked: str, found: str, heading: str) -> None:
    """In quotes, numbered, or with words left out between others: found, and as near as it is."""
    results = turn(f"search/?q={quote(asked)}").locator(READY)
    expect(results.locator("h2").first).to_have_text(re.compile(f"^{heading}（"))
    expect(results.locator(f"[data-platform-id={found}]")).to_be_visible()


def test_a_year_is_never_near(turn: Visit) -> None:
    """2024年 finds no document of another year."""
    hits = turn(f"search/?q={quote('2024年')}").locator(f"{READY} [data-notice-id]")
    expect(hits).to_have_count(5)
    assert all("2024年" in text for text in hits.all_inner_texts())


def test_near_hits_are_marked_as_such(turn: Visit) -> None:
    """One wrong character: found, under a heading that says so."""
    results = turn(f"search/?q={quote('荣城海洋食品检验')}").locator(READY)
    expect(results.locator("h2")).to_have_text("相近的平台（1）")
    expect(results.locator("[data-platform-id=sd-0016]")).to_be_visible()
