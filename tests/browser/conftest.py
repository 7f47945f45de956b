"""浏览器 One headless browser and one server of the built site for all browser tests."""

import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import DAY, ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and keeps silent."""

    def log_message(self, *_: object) -> None:
        """Requests are not news."""

    def end_headers(self) -> None:
        """As the usual hosts of static sites do: the icon is not asked for again at each address."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


class Server(ThreadingHTTPServer):
    """A visitor who goes on before a file has come is no fault."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silent on a connection that the browser closed, and on nothing else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def served(folder: Path) -> Iterator[str]:
    """The address of a folder, served on this machine only."""
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def launched() -> Iterator[Browser]:
    """The browser that `make` has found."""
    path = (ROOT / ".venv" / "browser").read_text("utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the run."""
    yield from launched()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served."""
    yield from served(site)


def watch(page: Page, address: str, wrong: list[str]) -> None:
    """Any error and any foreign request of a page go to `wrong`."""
    page.on("pageerror", lambda fault: wrong.append(f"script: {fault}"))
    page.on(
        "console",
        lambda said: (
            wrong.append(f"{said.text} {said.location['url']}") if said.type == "error" else None
        ),
    )
    page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as a fresh visitor, on a day; any error or foreign request fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, day: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN"} | options)
        contexts.append(context)
        page = context.new_page()
        watch(page, address, wrong)
        if day:
            page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


class Reader:
    """A visitor who stays: one page, in which address after address is opened.

    A fresh visitor has a process of his own, which takes four times as long as a page.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.day = page, address, ""
        self.wrong: list[str] = []
        watch(page, address, self.wrong)

    def open(self, path: str, day: str = str(DAY)) -> Page:
        """The page at an address, as of a day; it is for reading, and leaves nothing behind."""
        if day != self.day:
            self.page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
            self.day = day
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture(scope="session")
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """One reader for the run."""
    page = browser.new_page(viewport=DESKTOP, locale="zh-CN")
    yield Reader(page, address)
    page.close()


@pytest.fixture
def turn(reader: Reader) -> Iterator[Callable[..., Page]]:
    """Opens a page as one who reads many; any error or foreign request fails the test."""
    reader.wrong.clear()
    yield reader.open
    assert reader.wrong == []
