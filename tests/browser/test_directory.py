"""The directory: facets that combine, count and stay in the address; sorting, paging, CSV."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import PHONE
from tests.conftest import DAY

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
    expect(page.locator("[data-said]")).to_have_text(f"列出 {len(everyone)} 个，第 1 页，共 2 页。")
    assert page.url.endswith("?ended=1")
    below = page.locator("[data-pager]").last.locator("button")
    assert below.all_inner_texts() == ["1", "2", "下一页"]
    first = shown(page)
    below.last.click()
    expect(page.locator("[data-said]")).to_contain_text("第 2 页")
    assert {*first, *shown(page)} == {p["id"] for p in everyone}
    # The reader stands at the head of the list again.
    expect(page.locator(SHOWN).first).to_be_in_viewport()


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
        page.locator("[data-kind=csv]").click()
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


def test_workbook_has_the_day_the_source_and_the_disclaimer(visit: Visit) -> None:
    """The same rows as text, caveats too, and a second sheet that says where they come from."""
    page = visit("platforms/?status=undetermined", str(DAY))
    ids = shown(page)
    with page.expect_download() as download:
        page.locator("[data-kind=xlsx]").click()
    book = CalamineWorkbook.from_path(str(download.value.path()))
    assert book.sheet_names == ["名单", "说明"]
    heads, *rows = book.get_sheet_by_name("名单").to_python()
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [row["编号"] for row in told] == ids == ["sd-0012"]
    assert told[0]["统一社会信用代码"] == "12379900999900126R"
    assert "有效期" in str(told[0]["注意"])
    about = {str(key): str(value) for key, value in book.get_sheet_by_name("说明").to_python()}
    assert about["数据截至"] == str(DAY)
    assert about["来源"] == page.url
    assert "不得作为任何依据" in about["声明"]


def test_filters_fold_on_phones_and_say_how_many_are_chosen(visit: Visit) -> None:
    """One button until it is pressed; by keyboard too; on a desktop there is none."""
    page = visit("platforms/", str(DAY), viewport=PHONE)
    ids = shown(page)
    fold, city = page.locator(".reg-fold"), page.locator("select[name=city]")
    expect(city).to_be_hidden()
    fold.focus()
    page.keyboard.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    city.select_option("济南市")
    expect(fold).to_have_text("筛选（已选 1 项）")
    assert len(shown(page)) < len(ids)
    fold.click()
    expect(city).to_be_hidden()
    expect(visit("platforms/").locator(".reg-fold")).to_be_hidden()


# What browsers of November 2021 (Chrome 96, Firefox 95, Safari 15.1) did not have in all of them.
YOUNG = """
for (const [holder, names] of [
  [Array.prototype, "at findLast findLastIndex toSorted toReversed toSpliced with group groupToMap"],
  [String.prototype, "at isWellFormed toWellFormed"], [Object, "hasOwn groupBy"], [Map, "groupBy"],
  [Promise, "withResolvers try"],
  [Set.prototype, "union intersection difference isSubsetOf isSupersetOf symmetricDifference isDisjointFrom"],
  [URL, "canParse parse"], [URLSearchParams.prototype, "size"], [window, "structuredClone Iterator"],
  [AbortSignal, "any timeout"],
  [Element.prototype, "ariaLabel ariaExpanded ariaCurrent ariaHidden checkVisibility setHTMLUnsafe moveBefore"],
  [HTMLElement.prototype, "popover showPopover togglePopover inert"], [Blob.prototype, "bytes"],
  [Intl, "Segmenter DurationFormat"],
]) for (const name of names.split(" ")) if (holder) delete holder[name];
"""


def test_state_lives_in_the_address_on_browsers_of_five_years_ago(
    browser: Browser, address: str
) -> None:
    """Filters, pages, search, verification and list check, without what came later."""
    context, wrong = browser.new_context(locale="zh-CN"), list[str]()
    context.add_init_script(YOUNG)
    page = context.new_page()
    page.on("pageerror", lambda fault: wrong.append(str(fault)))
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")
    page.goto(f"{address}platforms/")
    shown(page)
    assert page.evaluate("[].at") is None
    page.locator("select[name=city]").select_option("济南市")
    expect(page.locator("[data-said]")).to_contain_text("列出 4 个")
    assert page.url.endswith("?city=%E6%B5%8E%E5%8D%97%E5%B8%82")
    page.locator("button[type=reset]").click()
    expect(page.locator("[data-said]")).to_contain_text("列出 41 个")
    assert page.url.endswith("platforms/")
    for path, status in (
        ("search/?q=2022-005", "revoked"),
        ("verify/?id=sd-0016&on=2024-09-19", "in_force"),
        ("check-list/#list=sd-0016", "revoked"),
    ):
        page.goto(address + path)
        hit = page.locator("main [data-results][data-ready=true] [data-platform-id=sd-0016]")
        expect(hit).to_have_attribute("data-status", status)
    page.clock.set_fixed_time("2027-03-01T12:00:00+08:00")
    page.goto(address)
    expect(page.locator("[data-as-of][data-ready=true]").first).to_be_attached()
    context.close()
    assert wrong == []
