"""一次访问 What a visitor fetches of a built site: requests and bytes as a server would send them, compressed."""

import gzip
import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import launched, served

PACKED = (".html", ".js", ".css", ".json", ".svg", ".xml")


def weight(site: Path, path: str) -> int:
    """Bytes on the wire: texts compressed, pictures and types as they are."""
    place = site / (f"{path}index.html" if not path or path.endswith("/") else path)
    content = place.read_bytes()
    return len(gzip.compress(content, 6)) if place.suffix in PACKED else len(content)


def fetched(page: Page, address: str, path: str, site: Path) -> tuple[int, int]:
    """Requests and bytes of one page, until nothing more is asked for."""
    paths: list[str] = []
    page.on("requestfinished", lambda r: paths.append(r.url.removeprefix(address)))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    return len(paths), sum(weight(site, path.partition("?")[0]) for path in paths)


def main() -> None:
    """For the site of the folder given: a platform's page at the first visit; a next one is a page more."""
    site = Path(sys.argv[1])
    for address in served(site):
        for browser in launched():
            page = browser.new_context(locale="zh-CN").new_page()
            requests, size = fetched(page, address, "platforms/sd-0001/", site)
            print(
                f"首次：{requests} 次请求，{size} 字节；再看一个平台：1 次请求，{weight(site, 'platforms/sd-0002/')} 字节"
            )


if __name__ == "__main__":
    main()
