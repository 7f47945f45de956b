"""The directory: facets that combine, count and stay in the address; sorting, paging, CSV."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
READY = "[data-results=directory][data-ready=true]"
SHOWN = f"{READY} tr[data-platform-id]:visible"


@pytest.fixture(scope="module")
def everyone(site: Path) -> list[dict[str, Any]]:
    """Every platform, from the API of the same build."""
    found: list[dict[str, Any]] = json.loads((site / "api/v1/all.json").read_text("utf-8"))[
        "platforms"
    ]
    return found


def shown(page: Page) -> list[str]:
    """The ids of the rows in sight, in order."""
    expect(page.locator(READY)).to_have_count(1)
    return [str(row.get_attribute("data-platform-id")) for row in page.locator(SHOWN).all()]


def test_ended_platforms_are_hidden_at_first_and_one_click_away(
    visit: Visit, everyone: list[dict[str, Any]]
) -> None:
    """First what has a future; then, on one click, everything."""
    ended = {"expired", "abolished", "revoked", "withdrawn", "not_designated"}
    page = visit("platforms/")
    current = {p["id"] for p in everyone if p["status"] not in ended}
    assert set(shown(page)) == current
    expect(page.locator("[data-said]")).to_contain_text(f"另有 {len(everyone) - len(current)} 个")
    page.locator("input[name=ended]").check()
    expect(page.locator("[data-said]")).to_have_text(f"列出 {len(everyone)} 个。")
    assert page.url.endswith("?ended=1")
    pages = page.locator("[data-pager] button")
    assert pages.count() == -(-len(everyone) // 50)
    first = shown(page)
    pages.nth(1).click()
    assert {*first, *shown(page)} == {p["id"] for p in everyone}


def test_facets_combine_count_and_hide_what_would_be_empty(
    visit: Visit, everyone: list[dict[str, Any]]
) -> None:
    """Two facets together show what both ask; each option says how many it would leave."""
    page = visit("platforms/?ended=1&city=济南市")
    jinan = [p for p in everyone if p["city"] == "370100"]
    assert set(shown(page)) == {p["id"] for p in jinan}
    options = page.locator("select[name=function] option").all_inner_texts()[1:]
    counted = {text.split("（")[0]: int(text.split("（")[1][:-1]) for text in options}
    assert all(counted.values())
    assert counted["技术服务"] == sum("technology" in p["functions"] for p in jinan)
    page.locator("select[name=function]").select_option("技术服务")
    assert set(shown(page)) == {p["id"] for p in jinan if "technology" in p["functions"]}
    assert "city=" in page.url
    assert "function=" in page.url


def test_address_brings_the_same_list_back(visit: Visit) -> None:
    """What was chosen stays in the address, and the address shows it again."""
    page = visit("platforms/?status=revoked&sort=name")
    first = shown(page)
    assert {row.get_attribute("data-status") for row in page.locator(SHOWN).all()} == {"revoked"}
    again = visit(page.url.split("/", 3)[3])
    assert shown(again) == first
    assert len(first) > 3


def test_sorting_by_end_puts_the_earliest_end_first(
    visit: Visit, everyone: list[dict[str, Any]]
) -> None:
    """The order is that of the recorded ends."""
    page = visit("platforms/?status=in_force&sort=ends")
    ends = {p["id"]: (p["validity"] or {}).get("ends") or "9" for p in everyone}
    order = [ends[name] for name in shown(page)]
    assert order == sorted(order)
    assert len(set(order)) > 2


def test_csv_holds_what_is_shown(visit: Visit) -> None:
    """The saved file lists the rows in sight, in order, and opens in a spreadsheet."""
    page = visit("platforms/?status=revoked")
    ids = shown(page)
    with page.expect_download() as download:
        page.locator("[data-csv]").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["编号"] for row in table] == ids
    assert {row["状态"] for row in table} == {"已撤销"}


def test_without_a_script_the_list_is_complete_and_leads_to_facet_pages(
    visit: Visit, everyone: list[dict[str, Any]]
) -> None:
    """A plain complete list, and a page per city, function and year."""
    page = visit("platforms/", java_script_enabled=False)
    assert page.locator("tr[data-platform-id]:visible").count() == len(everyone)
    links = [str(a.get_attribute("href")) for a in page.locator("noscript a").all()]
    assert sum("cities/" in link for link in links) == 16
    assert sum("functions/" in link for link in links) == 7
