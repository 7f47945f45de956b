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

from tests.conftest import ROOT

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


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Opens a page as a fresh visitor, on a day; any error or foreign request fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, day: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN"} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: wrong.append(f"script: {fault}"))
        page.on(
            "console",
            lambda said: (
                wrong.append(f"{said.text} {said.location['url']}")
                if said.type == "error"
                else None
            ),
        )
        page.on("request", lambda r: None if r.url.startswith(address) else wrong.append(r.url))
        if day:
            page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
