"""Honest in time: a page built on one day tells the truth on another, or says it may not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP
from tests.conftest import DAY

pytestmark = pytest.mark.browser
SHANGHAI = ZoneInfo("Asia/Shanghai")
At = Callable[..., Page]


@pytest.fixture
def at(browser: Browser, address: str) -> Any:
    """Opens a page with the reader's clock fixed at a moment in Shanghai."""
    contexts = []

    def open_page(path: str, day: str, clock: str = "12:00", zone: str = "Asia/Shanghai") -> Page:
        context = browser.new_context(viewport=DESKTOP, timezone_id=zone)
        contexts.append(context)
        page = context.new_page()
        moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), SHANGHAI)
        page.clock.set_fixed_time(moment.astimezone(UTC))
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_status_follows_the_readers_day(turn: At) -> None:
    """In force through its last day, expired the day after, with the sentence to match."""
    path = "platforms/sd-0001/"
    verdict = turn(path, "2027-11-30").locator(".reg-verdict")
    expect(verdict).to_have_attribute("data-status", "in_force")
    verdict = turn(path, "2027-12-01").locator(".reg-verdict")
    expect(verdict).to_have_attribute("data-status", "expired")
    expect(verdict.locator("strong").first).to_have_text("期满")
    expect(verdict).to_contain_text("有效期已于2027年11月30日届满")
    expect(verdict).to_contain_text("截至2027年12月1日")


def test_day_is_shanghais_wherever_the_reader_is(at: At) -> None:
    """Midnight in Shanghai turns the day for a reader in another zone."""
    for zone in ("America/Los_Angeles", "Pacific/Auckland", "UTC"):
        before = at("platforms/sd-0001/", "2027-11-30", "23:59", zone)
        expect(before.locator(".reg-verdict")).to_have_attribute("data-status", "in_force")
        after = at("platforms/sd-0001/", "2027-12-01", "00:00", zone)
        expect(after.locator(".reg-verdict")).to_have_attribute("data-status", "expired")


def test_lists_follow_the_readers_day(turn: At) -> None:
    """The directory's rows, their facets and the page agree on a later day."""
    page = turn("platforms/?ended=1", "2027-01-01")
    expect(page.locator("[data-results][data-ready=true]")).to_have_count(1)
    row = page.locator("tr[data-platform-id=sd-0019]")
    expect(row).to_have_attribute("data-status", "expired")
    expect(row.locator(".reg-status")).to_have_text("期满")
    own = turn("platforms/sd-0019/", "2027-01-01").locator(".reg-verdict")
    expect(own).to_have_attribute("data-status", "expired")


def test_publicity_closes_by_itself(turn: At) -> None:
    """Days left are counted with today; the day after the last the window is closed."""
    left = turn("notices/2026-publicity-2/", "2026-11-26").locator("[data-days-to]")
    expect(left).to_have_text("1")
    assert turn("", "2026-11-24").locator("[data-days-to]").inner_text() == "3"
    closed = turn("publicity/", "2026-11-27")
    expect(closed.locator("[data-days-to]")).to_have_count(0)
    expect(closed.locator("main")).to_contain_text("公示期已于2026年11月26日届满")
    platform = turn("platforms/sd-0061/", "2026-11-27").locator(".reg-verdict")
    expect(platform).to_have_attribute("data-status", "awaiting_announcement")


def test_bar_ends_by_itself(turn: At) -> None:
    """The last barred day still says so; the next does not."""
    assert (
        turn("platforms/sd-0016/", "2027-09-20")
        .locator(".reg-verdict")
        .inner_text()
        .count("不得申报")
        == 1
    )
    assert (
        "不得申报"
        not in turn("platforms/sd-0016/", "2027-09-21").locator(".reg-verdict").inner_text()
    )


def test_page_past_its_next_update_says_so(turn: At) -> None:
    """On the day of the next update nothing; the day after, every page warns."""
    due = DAY + timedelta(days=7)
    for path in ("", "platforms/sd-0001/", "notices/", "help/", "data/", "verify/"):
        assert turn(path, due.isoformat()).locator("[role=alert]").count() == 0
        warning = turn(path, (due + timedelta(days=1)).isoformat()).locator("[role=alert]")
        expect(warning).to_be_visible()
        expect(warning).to_contain_text("本页可能已经过时")


def test_clock_that_runs_behind_changes_nothing(turn: At) -> None:
    """A reader's clock set before the build's day leaves the page as it was built."""
    page = turn("platforms/sd-0001/", "2020-01-01")
    expect(page.locator(".reg-verdict")).to_have_attribute("data-status", "in_force")
    expect(page.locator(".reg-verdict")).to_contain_text("截至2026年11月23日")
