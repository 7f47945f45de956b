"""The lists on another day: what ends soon, what has ended, and bars that run out."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages import platforms
from tests.browser.conftest import PHONE
from tests.conftest import DAY, DEMONSTRATION

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
YEAR_END = "2026-12-31"


def section(page: Page, name: str) -> Locator:
    """The section under a heading, once the page has put its rows in place."""
    expect(page.locator("[data-as-of][data-ready=true]")).to_have_count(1)
    return page.locator(f"section:has(#{name})")


@pytest.mark.parametrize(
    ("day", "name", "said", "status"),
    [
        ("2026-11-23", "soon-90", "38 天后", "in_force"),
        ("2026-12-01", "soon-30", "30 天后", "in_force"),
        ("2026-12-31", "soon-30", "今天", "in_force"),
        ("2027-01-01", "lately-30", "1 天前", "expired"),
        ("2027-01-30", "lately-30", "30 天前", "expired"),
        ("2027-01-31", "lately-90", "31 天前", "expired"),
        ("2027-06-29", "lately-180", "180 天前", "expired"),
    ],
)
def test_endings_stand_in_the_section_of_the_readers_day(
    turn: Visit, day: str, name: str, said: str, status: str
) -> None:
    """Eight titles end with the year: each day finds them in its own section, with their days."""
    part = section(turn("ending/", day=day), name)
    ends = part.locator(f"tbody tr:has(time[datetime='{YEAR_END}'])")
    expect(ends).to_have_count(8)
    for away in ends.locator("[data-away]").all():
        expect(away).to_have_text(said)
    # Some of the eight have applied again, and wait for the announcement.
    statuses = {row.get_attribute("data-status") for row in ends.all()}
    assert status in statuses
    assert ("in_force" in statuses) == (status == "in_force")


def sections_on(snapshot: Snapshot, day: date) -> dict[str, tuple[str, list[str]]]:
    """Number and shown rows of each section, as a build of that day would print them."""
    spans = platforms.ending_spans(Snapshot.of(snapshot.register, day))
    return {
        f"{name}-{span.reach}": (
            str(len(span.whole.endings)),
            [each.listing.id for each in span.endings[:10]],
        )
        for name, every in spans.items()
        for span in every
    }


def test_every_section_is_that_of_a_build_of_the_readers_day(turn: Visit) -> None:
    """Whatever the day: the same rows in the same order, the same counts, and tables only where there are rows."""
    snapshot = Snapshot.of(Register.bind(receive(DEMONSTRATION)), DAY)
    shown = 0
    for offset in (0, 7, 39, 220, 420):
        day = DAY + timedelta(days=offset)
        page = turn("ending/", day=day.isoformat())
        for name, (count, rows) in sections_on(snapshot, day).items():
            part = section(page, name)
            expect(part.locator("p b").first).to_have_text(count)
            ids = part.locator("tbody tr").evaluate_all(
                "all => all.map((row) => row.dataset.platformId)"
            )
            assert ids == rows
            assert part.locator("table").is_visible() == bool(rows)
            shown += len(rows)

    assert shown > 20


def test_clock_that_runs_behind_changes_nothing(visit: Visit) -> None:
    """A reader whose clock is wrong sees the page as it was built."""
    plain = visit("ending/", java_script_enabled=False).locator(".reg-page").inner_text()
    page = visit("ending/", day="2025-01-01")
    section(page, "soon-30")
    assert page.locator(".reg-page").inner_text() == plain


def test_bar_runs_out_on_the_readers_day(turn: Visit) -> None:
    """In force through its last day; the day after it is over, and the entry is with the past."""
    for day, is_running in (("2027-09-20", True), ("2027-09-21", False)):
        page = turn("revocations/", day=day)
        expect(page.locator("[data-as-of][data-ready=true]")).to_have_count(1)
        row = page.locator("tr[data-platform-id=sd-0016]")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("限制期内" if is_running else "已届满")
        assert row.is_visible() == is_running
        page.locator("details summary").click()
        expect(row).to_be_visible()
        assert bool(row.locator("xpath=ancestor::details").count()) != is_running
        told = page.locator("details summary").inner_text()
        assert f"（{page.locator('details tbody tr').count()} 条）" in told


def test_order_of_the_past_is_kept(turn: Visit) -> None:
    """Entries that move stand where their day puts them."""
    page = turn("revocations/", day="2035-01-01")
    expect(page.locator("[data-as-of][data-ready=true]")).to_have_count(1)
    days = page.locator("details tr[data-key]").evaluate_all(
        "rows => rows.map((r) => r.dataset.key)"
    )
    assert days == sorted(days, reverse=True)
    assert len(days) == 4
    # Three revocations set no bar, and stay in front.
    expect(page.locator("table:visible tbody tr")).to_have_count(3)


def test_english_line_follows_the_readers_day(turn: Visit) -> None:
    """In force on its last day, expired on the next."""
    for day, said in (
        ("2027-11-30", "In force: valid 2024-12-01 to 2027-11-30."),
        ("2027-12-01", "Expired: was valid until 2027-11-30."),
    ):
        line = turn("platforms/sd-0001/", day=day).locator(".reg-english")
        expect(line).to_have_text(said)
        expect(line).to_have_attribute("lang", "en")


def test_charts_fit_the_phone_and_their_words_are_whole(visit: Visit) -> None:
    """No label or number of a chart is cut at either edge of a narrow window."""
    for width in (320, PHONE["width"]):
        page = visit("statistics/", viewport={"width": width, "height": 844})
        edges = page.locator(".reg-chart text").evaluate_all(
            "all => all.map((t) => { const b = t.getBoundingClientRect(); return [b.left, b.right]; })"
        )
        assert len(edges) > 100
        assert min(left for left, _ in edges) >= 0
        assert max(right for _, right in edges) <= width


def test_changes_unfold_and_lists_are_reached_from_home(visit: Visit) -> None:
    """The earlier months open with a click; the row on the home page leads there."""
    page = visit("")
    page.locator(".reg-ways a", has_text="变动").click()
    first, last = page.locator(".reg-month").first, page.locator(".reg-month").last
    expect(first.locator(".reg-change").first).to_be_visible()
    expect(last.locator(".reg-change").first).to_be_hidden()
    last.locator("summary").first.click()
    expect(last.locator(".reg-change").first).to_be_visible()
    assert re.search(r"2018年", last.inner_text())
