"""Numbers and headings beside rows: of the same day as the rows, on the reader's own day."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
LATER, LONG = "2027-02-01", "2027年2月1日"


@pytest.mark.parametrize("path", ["functions/technology/", "years/2023/", "cities/370100/"])
def test_a_group_counts_the_rows_of_the_readers_day(visit: Visit, path: str) -> None:
    """As many as there are rows in force, and of the same day."""
    page = visit(path, LATER)
    expect(page.locator("[data-as-of][data-ready=true]")).to_have_count(1)
    rows = page.locator("tr[data-platform-id][data-status=in_force]").count()
    expect(page.locator("[data-count]")).to_have_text(str(rows))
    expect(page.locator("time[data-arranged]")).to_have_text(LONG)
    on_its_day = visit(path)
    assert int(on_its_day.locator("[data-count]").inner_text()) >= rows


def test_the_directory_says_the_day_of_its_rows(turn: Visit) -> None:
    """The day in the first sentence is that of the rows."""
    page = turn("platforms/", LATER)
    expect(page.locator("[data-results][data-ready=true]")).to_have_count(1)
    expect(page.locator("time[data-arranged]")).to_have_text(LONG)


def test_the_home_page_counts_for_the_readers_day(turn: Visit) -> None:
    """Every status as often as the directory has it; a status that nobody has is not shown."""
    page = turn("", LATER)
    expect(page.locator("#counts")).to_have_text(f"截至{LONG}")
    found: dict[str, Any] = page.evaluate(
        """async () => {
          const { read } = await import(new URL("assets/columns.js", document.baseURI));
          const counts = {};
          for (const each of (await read()).columns.status) counts[each] = (counts[each] ?? 0) + 1;
          return counts;
        }"""
    )
    shown = {
        str(place.get_attribute("data-count")): int(place.inner_text())
        for place in page.locator(".reg-count:visible [data-count]").all()
    }
    assert shown == found
    assert len(shown) > 4


def test_the_heading_of_open_lists_ends_with_the_last_of_them(turn: Visit) -> None:
    """The day after the last window closes nothing is called open any more."""
    assert turn("", "2026-11-26").locator("#open").inner_text() == "正在公示，可以提出异议"
    assert turn("", "2026-11-27").locator("#open").inner_text() == "近期公示，均已期满"
    assert turn("publicity/", "2026-11-27").locator("h1").inner_text() == "近期公示，均已期满"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2010-01-01", "本名录自 2018-11-05 起才有记录；2010-01-01 更早"),
        ("2026-11-25", "2026-11-25 在数据截至日 2026-11-23 之后，以下只按已有文件推算。"),
        ("2031-05-05", "本站应在 2026-11-30 以前更新"),
    ],
)
def test_a_day_beyond_what_is_known_is_said_in_words(turn: Visit, day: str, words: str) -> None:
    """/verify/ before the register begins, after its day, after its next update."""
    page = turn(f"verify/?id=sd-0016&on={day}")
    expect(page.locator("[data-ready=true]")).to_contain_text(words)
