"""敌意文字 in a real browser, behind the headers of `_headers`: nothing runs, nothing leaves, nobody else frames."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import served
from tests.browser.test_pages import KINDS_OF_PAGE
from tests.conftest import Command
from tests.hostile.registry import HOSTILE, PAYLOADS
from tests.hostile.site import built

pytestmark = pytest.mark.browser
ASKED = [PAYLOADS[3], PAYLOADS[1], "javascript:alert(11)", "=1+1"]
PLACES = [
    *KINDS_OF_PAGE, "platforms/sd-0051/", "verify/?q=sd-0001",
    *(f"{page}/?q={quote(said)}" for page in ("search", "verify") for said in ASKED),
]  # fmt: skip
WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (e) => {
  window.broken.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`);
});
"""
THEIRS = """() => {
  const found = [...document.querySelectorAll("*")];
  const handlers = found.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on") || a.name === "srcdoc"));
  // The code of a plaque is a picture within the page.
  const ours = (e) => e.matches("img[src^='data:image/png;base64,']") && /^[\\w+/=:;,]+$/.test(e.getAttribute("src"));
  const others = found.filter((e) => !ours(e));
  const run = others.filter((e) => [...e.attributes].some((a) => /^\\s*(javascript|data|vbscript):/i.test(a.value)));
  const named = document.querySelectorAll("x-hostile, iframe, object, embed, base, body form[action^=http], img[src=x]");
  return [...handlers, ...run, ...named].map((e) => e.outerHTML.slice(0, 120));
}"""


class WithHeaders(SimpleHTTPRequestHandler):
    """Serves a folder with the headers that its `_headers` asks for."""

    def log_message(self, *_: object) -> None:
        """Requests are not news."""

    def end_headers(self) -> None:
        """Every rule that fits the path, as the host would."""
        path = self.path.partition("?")[0]
        for place, said in rules(Path(self.directory) / "_headers"):
            if path == place or (place.endswith("*") and path.startswith(place[:-1])):
                self.send_header(*said)
        super().end_headers()


def rules(path: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """The place and the header of every line."""
    place = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("/"):
            place = line
        else:
            name, _, value = line.strip().partition(": ")
            yield place, (name, value)


@pytest.fixture(scope="module")
def hostile_address(
    tmp_path_factory: pytest.TempPathFactory, registry_command: Command
) -> Iterator[str]:
    """Where the hostile site is served, headers and all."""
    folder = built(tmp_path_factory.mktemp("hostile"), registry_command)
    handler = partial(WithHeaders, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def watched(browser: Browser, hostile_address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page that reports whatever it ought not to do."""
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(WATCH)
    page, wrong = context.new_page(), []

    def answered(dialog: Any) -> None:
        wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def asked(request: Any) -> None:
        if not request.url.startswith((hostile_address, "data:image/svg+xml")):
            wrong.append(f"request {request.url}")

    def got(response: Any) -> None:
        if response.status >= 400:
            wrong.append(f"{response.status} {response.url}")

    page.on("dialog", answered)
    page.on("response", got)
    page.on("request", asked)
    page.on("pageerror", lambda fault: wrong.append(f"script {fault}"))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page, wrong
    context.close()


def test_nothing_runs_on_any_kind_of_page(
    watched: tuple[Page, list[str]], hostile_address: str
) -> None:
    """No dialog, no error, no breach of the policy, no request elsewhere, no element of theirs."""
    page, wrong = watched
    looked = 0
    for place in PLACES:
        page.goto(hostile_address + place)
        if place.startswith("p/"):
            page.wait_for_url("**/platforms/sd-0016/")
        for results in page.locator("[data-results=search], [data-results=verify]").all():
            results.and_(page.locator("[data-ready=true]")).wait_for()
        wrong += [f"{place}: {each}" for each in page.evaluate(THEIRS)]
        wrong += [f"{place}: {each}" for each in page.evaluate("window.broken")]
        wrong += [place] if page.evaluate("'ran' in window") else []
        looked += PAYLOADS[-2] in page.content()
    assert wrong == []
    assert looked > len(KINDS_OF_PAGE)


def test_nothing_runs_where_a_reader_types(
    watched: tuple[Page, list[str]], hostile_address: str
) -> None:
    """The box shows hostile names among its hits, and what was typed, as text."""
    page, wrong = watched
    page.goto(hostile_address + "platforms/")
    box = page.locator("header [name=q]")
    box.fill("济南")
    found = page.locator("header [data-results=box] [data-platform-id]").first
    found.wait_for()
    assert "x-hostile" in found.inner_text() or "示例" in found.inner_text()
    box.fill(HOSTILE)
    page.locator("header [data-results=box][data-ready=true]").wait_for()
    assert page.evaluate(THEIRS) == []
    assert wrong == page.evaluate("window.broken") == []


def test_a_badge_stands_in_pages_of_others_and_a_page_does_not(
    browser: Browser, hostile_address: str, tmp_path: Path
) -> None:
    """Another origin frames the badge; the browser refuses it the platform's page."""
    frames = [f"{hostile_address}{path}" for path in ("badges/sd-0016.svg", "platforms/sd-0016/")]
    page_of_others = "".join(f'<iframe src="{address}"></iframe>' for address in frames)
    badge = f'<img src="{hostile_address}badges/sd-0016.svg">'
    (tmp_path / "index.html").write_text(f"<!doctype html>{page_of_others}{badge}", "utf-8")
    for address in served(tmp_path):
        page = browser.new_page()
        page.goto(address, wait_until="load")
        framed, refused = page.frames[1], page.frames[2]
        assert framed.url == frames[0]
        assert "已撤销" in framed.locator("svg").text_content()  # type: ignore[operator]
        assert refused.url.startswith("chrome-error:")
        assert page.locator("img").evaluate("(img) => img.naturalWidth") > 50
        page.close()
