"""What readers take along: a copied verdict, a day for the calendar, a link that tells what it leads to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.conftest import DAY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


def test_verdict_is_copied_with_all_that_belongs_to_it(visit: Visit) -> None:
    """Name, word, sentence, bar and address."""
    page = visit("platforms/sd-0016/", str(DAY))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制结论").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(
        "示例·荣成海洋食品检验检测公共服务平台\n已撤销\n自2024年9月20日起撤销称号"
    )
    assert "运营单位至2027年9月20日（含当日）不得申报" in text
    assert text.endswith(page.url)
    assert page.get_by_role("button", name="把最后一日加入日历").count() == 0


def test_last_day_of_a_running_validity_goes_into_a_calendar(visit: Visit) -> None:
    """One whole day, with the same name each time, in lines of at most 75 bytes; not once it is over."""
    page = visit("platforms/sd-0001/", str(DAY))
    with page.expect_download() as started:
        page.get_by_role("button", name="把最后一日加入日历").click()
    content = Path(started.value.path()).read_bytes()
    assert max(map(len, content.split(b"\r\n"))) <= 75
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event.decoded("dtstart")) == "2027-11-30"
    assert event["uid"] == "last-day-sd-0001@example.org"
    assert event["summary"] == "有效期最后一日：示例·济南工业设计公共服务平台"
    later = visit("platforms/sd-0001/", "2027-12-01")
    expect(later.get_by_role("button", name="复制结论")).to_be_visible()
    assert later.get_by_role("button", name="把最后一日加入日历").count() == 0


@pytest.mark.parametrize("path", ["revocations/", "changes/", "publicity/"])
def test_lists_lead_to_their_feed_and_the_calendar(visit: Visit, path: str) -> None:
    """Where people look."""
    links = visit(path).locator("main .reg-links a")
    assert [link.get_attribute("href") for link in links.all()][:2] == [
        f"../feeds/{path.strip('/')}.atom", "../calendar/all.ics",
    ]  # fmt: skip


def test_header_has_the_questions_and_the_revocations_as_columns(visit: Visit) -> None:
    """The lit column is that of the page."""
    for path, column in (
        ("verify/", "查验"), ("check-list/", "查验"), ("revocations/", "撤销"), ("notices/", "公示公告"),
    ):  # fmt: skip
        page = visit(path)
        labels = page.locator(".md-tabs a").all_inner_texts()
        assert labels == ["首页", "名录", "查验", "公示公告", "撤销", "办法", "数据", "帮助"]
        expect(page.locator(".md-tabs a[aria-current=true]")).to_have_text(column)


def test_feed_is_read_on_the_page_by_who_has_no_reader(visit: Visit) -> None:
    """From the page of a platform: its entries in order, as links; a name that is none is said."""
    page = visit("platforms/sd-0016/", str(DAY))
    page.get_by_role("link", name="订阅变化").click()
    entries = page.locator("[data-results=feed][data-ready=true] li")
    expect(entries).to_have_count(5)
    days = [each.get_attribute("datetime") for each in entries.locator("time").all()]
    assert days == sorted(days, key=str, reverse=True)
    expect(entries.first).to_contain_text("示例信〔2024〕003号")
    expect(page.locator("[data-results=feed] code")).to_contain_text("feeds/platforms/sd-0016.atom")
    entries.first.locator("a").click()
    expect(page.locator("h1")).to_contain_text("关于撤销1个")
    for name in ("nothing", "../api/v1/index"):
        page = visit(f"feeds/?of={name}", str(DAY))
        expect(page.locator("[data-results=feed][data-ready=true]")).to_contain_text(
            "没有取到这一份订阅"
        )
    expect(page.locator("main tbody tr")).to_have_count(20)
