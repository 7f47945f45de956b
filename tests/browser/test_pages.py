"""The built site in a real browser: read, found, on a phone, in the dark, without a script."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.browser

KINDS_OF_PAGE = [
    "",
    "platforms/",
    "platforms/sd-0001/",
    "platforms/sd-0016/",
    "platforms/sd-0040/",
    "platforms/sd-0056/",
    "notices/",
    "notices/2026-publicity-2/",
    "notices/2025-announcement/",
    "notices/2026-revocation/",
    "notices/2022-correction/",
    "publicity/",
    "revocations/",
    "ending/",
    "statistics/",
    "changes/",
    "feeds/?of=platforms/sd-0016",
    "gaps/",
    "en/",
    "cities/370100/",
    "functions/technology/",
    "years/2021/",
    "regulations/",
    "regulations/lgxf-2020-4/",
    "eligibility/",
    "data/",
    "help/",
    "help/statuses/",
    "help/findings/",
    "help/P302/",
    "help/Y003/",
    "search/?q=%E6%B5%B7%E6%B4%8B",
    "verify/?id=sd-0016&on=2024-09-20",
    "check-list/#list=sd-0001%0Asd-0016%0Ax",
]
STATUSES = {
    "sd-0001": ("有效", "in_force"),
    "sd-0002": ("期满", "expired"),
    "sd-0016": ("已撤销", "revoked"),
    "sd-0041": ("公示中", "under_publicity"),
    "sd-0040": ("公示期满待公布", "awaiting_announcement"),
    "sd-0007": ("已退出", "withdrawn"),
    "sd-0051": ("未认定", "not_designated"),
}
Visit = Callable[..., Page]


@pytest.mark.parametrize("platform", STATUSES)
def test_status_stands_first_in_words_and_in_the_page_without_a_script(
    visit: Visit, platform: str
) -> None:
    """The first thing on a platform's page is its status, and needs no script."""
    label, code = STATUSES[platform]
    page = visit(f"platforms/{platform}/", java_script_enabled=False)
    status = page.locator(".reg-verdict strong").first
    expect(status).to_have_text(label)
    expect(page.locator(".reg-platform")).to_have_attribute("data-status", code)
    box = status.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < DESKTOP["height"] / 2


def test_header_box_finds_by_part_of_a_name(visit: Visit) -> None:
    """A few characters from the middle of a name, typed into the box on any page."""
    page = visit("regulations/lgxf-2020-4/")
    box = page.locator("header input[name=q]")
    box.fill("海洋食品")
    # Before the hits are there, Enter leads to the page of all hits instead.
    expect(page.locator("header [data-platform-id=sd-0016]")).to_be_visible()
    box.press("Enter")
    expect(page.locator("h1")).to_have_text("示例·荣成海洋食品检验检测公共服务平台")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("荣成海洋", "sd-0016"),
        ("９１３７９９００９９９９００１６９２", "sd-0016"),
        ("示例·济南工业设计研究院", "sd-0001"),
        ("平", "sd-0062"),
        (" 检验 检测 ", "sd-0016"),
    ],
)
def test_search_ignores_width_and_spaces(turn: Visit, typed: str, found: str) -> None:
    """Full width, spaces and single characters make no difference."""
    page = turn(f"search/?q={quote(typed)}")
    results = page.locator("[data-results=search][data-ready=true]")
    expect(results.locator(f"[data-platform-id={found}]")).to_have_count(1)


def test_search_finds_notices_by_number(turn: Visit) -> None:
    """A document number in any brackets leads to the act."""
    page = turn(f"search/?q={quote('示例信[2024]003号')}")
    results = page.locator("[data-results=search][data-ready=true]")
    expect(results.locator("[data-notice-id='2024-revocation']")).to_have_count(1)


def test_absence_is_explained(turn: Visit) -> None:
    """Nothing found says what that means and what to do."""
    page = turn(f"search/?q={quote('不存在的名字')}")
    results = page.locator("[data-results=search][data-ready=true]")
    expect(results).to_contain_text("没有找到写着“不存在的名字”的记录")
    expect(results).to_contain_text("向主管部门核实")


def test_directory_filters_by_status_and_is_complete_without_a_script(visit: Visit) -> None:
    """With a script one status shows; without, the whole list."""
    page = visit("platforms/?status=revoked")
    expect(page.locator("[data-results=directory][data-ready=true]")).to_have_count(1)
    shown = page.locator("[data-results=directory] tr[data-platform-id]:visible")
    assert {row.get_attribute("data-status") for row in shown.all()} == {"revoked"}
    plain = visit("platforms/", java_script_enabled=False)
    assert plain.locator("tr[data-platform-id]:visible").count() >= 60
