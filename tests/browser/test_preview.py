"""The open page follows the record by itself, and says what is wrong with it."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP
from tests.serving import serving

pytestmark = pytest.mark.browser
PATIENCE = 60_000
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.fixture
def opened(browser: Browser, registry_copy: Path) -> Iterator[tuple[Page, Path]]:
    """The page of a platform as previewed, and its record; a refused script or request fails."""
    wrong: list[str] = []
    with serving(registry_copy) as address:
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN")
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(str(fault)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))
        page.goto(f"{address}platforms/sd-0001/")
        yield page, registry_copy / "platforms" / "sd-0001.yaml"
        assert wrong == []
        context.close()


def test_open_page_follows_an_edit_and_keeps_its_place(opened: tuple[Page, Path]) -> None:
    """Without a hand on the page; it stays scrolled as it was."""
    page, record = opened
    before = record.read_text("utf-8")
    page.mouse.wheel(0, 400)
    page.wait_for_function("scrollY > 300")
    for words in ("示例·第一次改动", "示例·第二次改动"):
        edited = re.sub(r"services: .*", f"services: {words}", before)
        assert words in edited
        record.write_text(edited, "utf-8")
        expect(page.get_by_text(words)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("scrollY > 300")
    expect(page.locator("#preview-news")).to_have_count(0)


def test_new_page_can_be_opened_at_once(opened: tuple[Page, Path]) -> None:
    """A platform that the site on the disk does not know."""
    page, record = opened
    said = record.read_text("utf-8").replace("sd-0001", "sd-9999")
    said = re.sub("name: .*", "name: 示例·新登记的平台", said, count=1)
    said = re.sub("credit_code: .*", "credit_code_unknown: 示例：未载", said, count=1)
    record.with_name("sd-9999.yaml").write_text(said, "utf-8")
    with page.expect_navigation(timeout=PATIENCE):
        pass
    page.goto(page.url.replace("sd-0001", "sd-9999"))
    expect(page.get_by_role("heading", level=1)).to_have_text("示例·新登记的平台")


def test_mistake_is_told_on_the_page_until_it_is_mended(opened: tuple[Page, Path]) -> None:
    """With file, line and column, the sentence and the remedy; the page stays meanwhile."""
    page, record = opened
    before = record.read_text("utf-8")
    heading = page.get_by_role("heading", level=1).inner_text()
    record.write_text(before.replace("division:", "divisoin:"), "utf-8")
    news = page.get_by_role("alert")
    expect(news).to_be_visible(timeout=PATIENCE)
    line = before[: before.index("division:")].count("\n") + 1
    expect(news.locator("code").first).to_contain_text(f"sd-0001.yaml:{line}:1")
    expect(news).to_contain_text("不认识字段“divisoin”")
    expect(news).to_contain_text("改法：是否为“division”？")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.evaluate(AXE)
    assert (
        page.evaluate("axe.run('#preview-news').then(found => found.violations.map(v => v.id))")
        == []
    )
    record.write_text(before, "utf-8")
    expect(news).to_have_count(0, timeout=PATIENCE)
