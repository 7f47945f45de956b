"""The first view of every kind of page: how much it weighs, and that nothing jumps while it comes.

The scripts and the data come late here, as on a slow line, so that what stands before them is seen.
`python -m tests.browser.test_first_view FOLDER` prints the figures of a built site.
"""

import gzip
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests import commands
from tests.bench.registries import write_registry
from tests.browser.conftest import DESKTOP, PHONE, launched, served
from tests.browser.test_pages import KINDS_OF_PAGE
from tests.conftest import DAY

pytestmark = pytest.mark.browser
# A layout shift is the share of the window that moves, times how far, in windows.
SHIFT, REQUESTS, BYTES = 0.05, 12, 150_000
SHARES = 4
PATHS = [
    *KINDS_OF_PAGE, "search/", "search/?q=%E6%B5%8E%E5%8D%97", "verify/", "check-list/",
    "verify/?q=%E6%B5%8E%E5%8D%97&on=2024-09-20", "platforms/?status=revoked&sort=name",
]  # fmt: skip
OBSERVED = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
LATE = {"**/*.js": 0.05, "**/*.json": 0.15}


def _later(seconds: float) -> Callable[[Route], None]:
    def handle(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    return handle


def visitor(browser: Browser, window: dict[str, int]) -> Page:
    """A page to which every address is new: where requests are held back, a browser keeps nothing."""
    page = browser.new_page(viewport=window, locale="zh-CN")  # type: ignore[arg-type]
    page.add_init_script(OBSERVED)
    page.clock.set_fixed_time(f"{DAY}T12:00:00+08:00")
    for form, seconds in LATE.items():
        page.route(form, _later(seconds))
    return page


def measured(page: Page, address: str, path: str, site: Path) -> tuple[float, int, int]:
    """Shift, requests and bytes on the wire of one address, until nothing more is asked for."""
    asked = set[str]()

    def hear(request: Request) -> None:
        asked.add(request.url.partition("#")[0].partition("?")[0])

    page.on("request", hear)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    # Two frames, so that what the last script moved has been drawn.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    shift = float(page.evaluate("window.shift"))
    page.remove_listener("request", hear)
    files = [site / url.removeprefix(address) for url in asked if url.startswith(address)]
    pages = [each / "index.html" if each.is_dir() else each for each in files]
    return shift, len(asked), sum(len(gzip.compress(each.read_bytes(), 6)) for each in pages)


def too_much(page: Page, address: str, paths: list[str], site: Path) -> list[Any]:
    """Those addresses whose first view moves or weighs too much, with the figures."""
    wrong: list[Any] = []
    for path in paths:
        shift, requests, size = measured(page, address, path, site)
        assert requests > 3
        if shift >= SHIFT or requests > REQUESTS or size > BYTES:
            wrong.append((path, shift, requests, size))
    return wrong


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("share", range(SHARES))
def test_first_view_is_light_and_does_not_jump(
    browser: Browser, address: str, site: Path, share: int, window: dict[str, int]
) -> None:
    """At most twelve requests and 150 KB compressed; a layout shift below 0.05."""
    page = visitor(browser, window)
    assert too_much(page, address, PATHS[share::SHARES], site) == []
    page.close()


LARGE = 3_000
OF_LARGE = [
    "platforms/", "platforms/?status=revoked&sort=name", "search/?q=%E6%B5%8E%E5%8D%97",
    "search/?q=91370187", "changes/", "notices/", "revocations/", "cities/370100/",
    "verify/", "verify/?q=%E6%B5%8E%E5%8D%97&on=2024-09-20", "verify/?id=sd-000001&on=2024-09-20",
    "check-list/", "check-list/?on=2024-09-20#list=sd-000001", "eligibility/",
]  # fmt: skip


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a register as large as a province may have."""
    folder = tmp_path_factory.mktemp("large")
    write_registry(folder / "registry", LARGE)
    given = ("--registry", folder / "registry", "--on", DAY, "--out", folder / "site")
    done = commands.run("build", *given, cwd=folder)
    assert done.returncode == 0, done.stdout
    return folder / "site"


@pytest.mark.slow
def test_first_view_of_a_large_register_is_light(browser: Browser, large_site: Path) -> None:
    """What grows with the register, a filter and a search among it; on a phone."""
    page = visitor(browser, PHONE)
    for address in served(large_site):
        assert too_much(page, address, OF_LARGE, large_site) == []
    page.close()


def main() -> None:
    """Prints a line of Markdown for each page: the worse of phone and desktop."""
    site = Path(sys.argv[1])
    for address in served(site):
        for browser in launched():
            pages = [visitor(browser, window) for window in (PHONE, DESKTOP)]
            for path in PATHS:
                views = [measured(page, address, path, site) for page in pages]
                shift, requests, size = (max(each) for each in zip(*views, strict=True))
                print(f"| `/{path}` | {shift:.3f} | {requests} | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()
