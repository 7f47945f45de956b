"""印制 The same register printed by each printer that site.yaml may choose, looked at in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.site.printing import MARKS, OWN_FILES, policy
from generator.terms.words import Printer
from tests import commands
from tests.browser.conftest import DESKTOP, PHONE, served
from tests.conftest import DAY, DEMONSTRATION
from tests.registries import laid_in_git, with_logo, with_site_line

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 64"><style>rect{fill:#fff}</style>'
    b'<rect width="96" height="64" style="opacity:.9"/></svg>'
)
COLUMNS = {
    "首页": "", "名录": "platforms/", "查验": "verify/", "公示公告": "notices/",
    "撤销": "revocations/", "办法": "regulations/", "数据": "data/", "帮助": "help/",
}  # fmt: skip
# Pages of every depth, of prose and of records, and the tab that is lit on each.
PAGES = {
    "": "首页", "help/": "帮助", "data/": "数据", "help/V203/": "帮助", "platforms/": "名录",
    "platforms/sd-0016/": "名录", "notices/2024-revocation/": "公示公告", "404.html": "",
}  # fmt: skip


@pytest.fixture(scope="module", params=Printer)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """The folder and the address of the demonstration with a logo, printed by one printer.

    The address ends in the path that its own `base_url` names.
    """
    folder = laid_in_git(tmp_path_factory.mktemp("printed") / "checkout", DEMONSTRATION)
    with_logo(folder / "registry", "logo.svg", LOGO)
    with_site_line(folder / "registry", f"printer: {request.param}")
    out = folder.parent / "sd-sme-platforms"
    done = commands.run("build", "--on", DAY, "--out", out, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    for address in served(folder.parent):
        yield out, f"{address}sd-sme-platforms/"


def test_every_page_is_filled(printed: tuple[Path, str]) -> None:
    """No mark is left, each page has its policy, and nothing that no page asks for is published."""
    site, _ = printed
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 200
    assert [path for path, page in pages.items() if any(mark in page for mark in MARKS)] == []
    rule = f'<meta http-equiv="Content-Security-Policy" content="{policy(OWN_FILES)}">'
    assert [path for path, page in pages.items() if page.count(rule) != 1] == []
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {
        name for name in files if re.search(r"shell|\.map$|^search\.json|/modern/", name)
    } == set()
    assert len([name for name in files if name.endswith(".css")]) == 1


@pytest.mark.parametrize("view", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_columns_lead_on_from_every_page(
    printed: tuple[Path, str], browser: Browser, view: Any
) -> None:
    """Eight links with their names, each to its page; the own column is lit; head and logo are drawn."""
    _, address = printed
    page = _opened(browser, view)
    wanted = [[name, address + column] for name, column in COLUMNS.items()]
    for path, lit in PAGES.items():
        page.goto(address + path)
        links = page.locator(".md-tabs a")
        assert links.evaluate_all("all => all.map(a => [a.innerText, a.href])") == wanted, path
        shown = page.locator('.md-tabs a[aria-current="true"]').all_inner_texts()
        assert shown == ([lit] if lit else []), path
        head = page.locator(".md-header")
        assert head.evaluate("h => getComputedStyle(h).backgroundColor") == "rgb(29, 79, 134)"
        logo = head.locator("img")
        assert logo.evaluate("i => i.complete && i.naturalWidth / i.naturalHeight") == 1.5
        # A telephone has no room for it: there the name alone leads home.
        box = logo.bounding_box()
        size = (box["width"], box["height"]) if box else None
        assert size == ((36, 24) if view == DESKTOP else None), path
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    page.close()


def test_a_reader_walks_through_the_columns(printed: tuple[Path, str], browser: Browser) -> None:
    """Each link is pressed in its turn, and the page that opens has something to say."""
    _, address = printed
    page = _opened(browser, DESKTOP)
    page.goto(address)
    for name, column in COLUMNS.items():
        page.locator(".md-tabs a", has_text=re.compile(f"^{name}$")).click()
        expect(page).to_have_url(address + column)
        expect(page.locator("h1")).to_have_count(1)
        assert len(page.locator("main").inner_text()) > 60
    page.close()


@pytest.mark.parametrize("path", ["nowhere/", "platforms/sd-9999/and/deeper/still.html"])
def test_the_page_of_no_page_is_styled_at_any_depth(
    printed: tuple[Path, str], browser: Browser, path: str
) -> None:
    """A server sends it at whatever address was asked for: its look and its links still hold."""
    site, address = printed
    page = browser.new_page(viewport=DESKTOP, locale="zh-CN")
    lost = (site / "404.html").read_text("utf-8")
    page.route(
        address + path, lambda route: route.fulfill(status=404, body=lost, content_type="text/html")
    )
    page.goto(address + path)
    assert page.locator(".md-header").evaluate("h => getComputedStyle(h).display") == "block"
    assert page.locator(".md-header img").evaluate("i => i.naturalWidth") > 0
    page.locator(".reg-ask input").fill("荣成")
    page.locator(".reg-ask button").click()
    expect(
        page.locator("[data-results][data-ready=true] [data-platform-id=sd-0016]")
    ).to_be_visible()
    page.close()


def _opened(browser: Browser, view: Any) -> Page:
    """An empty page on the day of the build; a fault of a script is a failure."""
    page = browser.new_page(viewport=view, locale="zh-CN")
    page.on("pageerror", lambda fault: pytest.fail(str(fault)))
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")
    return page
