"""The desk of an office in a real browser without scripts: logging in at a forge of another site, and attacks from one."""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.desk.beginning import ForgeKind
from tests.conftest import BIN, ROOT
from tests.forges.loopback import CLIENT, SECRET, LoopbackForge
from tests.test_desk_at_forges import BASE

pytestmark = pytest.mark.browser
EXPIRED = "登录已经过期，刚才提交的这一页还没有收下，也没有丢。"


@dataclass
class Office:
    """The desk at `localhost`, a forge at 127.0.0.1 (for a browser, another site), and a browser."""

    origin: str
    state: Path
    loopback: LoopbackForge
    context: BrowserContext

    def forget_everybody(self) -> None:
        """As if every visit had run out."""
        for visit in self.state.rglob("*.visit"):
            visit.unlink()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        return int(at.getsockname()[1])


@contextmanager
def opened_desk(loopback: LoopbackForge, state: Path) -> Iterator[str]:
    """`registry desk` before a forge; its address as clerks see it."""
    port = free_port()
    origin = f"http://localhost:{port}"
    command = [
        BIN / "registry", "desk", "--repository", loopback.remote, "--forge", loopback.kind,
        "--client-id", CLIENT, "--origin", origin, "--listen", f"127.0.0.1:{port}",
        "--state", state, "--on", "2024-07-01",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True,
                               env={**os.environ, "REGISTRY_DESK_SECRET": SECRET})  # fmt: skip
    assert process.stderr
    try:
        assert origin in process.stderr.readline()
        yield origin
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Iterator[Office]:
    """Nobody has logged in yet."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    files = (path for path in sorted(BASE.rglob("*")) if path.is_file())
    loopback.commit(
        {f"registry/{path.relative_to(BASE)}": path.read_text("utf-8") for path in files}
    )
    state = tmp_path / "state"
    with loopback.running(), opened_desk(loopback, state) as origin:
        context = browser.new_context(java_script_enabled=False)
        yield Office(origin, state, loopback, context)
        context.close()


def logged_in(office: Office) -> Page:
    """A page of a clerk who has gone through the forge."""
    page = office.context.new_page()
    page.goto(office.origin)
    page.get_by_role("link", name="用 GitLab 账号登录").click()
    page.wait_for_url(f"{office.origin}/")
    return page


def test_a_clerk_logs_in_at_the_forge(office: Office) -> None:
    """The cookie is strict from the first, and still the clerk arrives; a form then works."""
    page = logged_in(office)
    assert page.title().startswith("今天办什么")
    (cookie,) = (each for each in office.context.cookies() if each["name"] == "desk")
    assert (cookie["sameSite"], cookie["httpOnly"]) == ("Strict", True)
    page.locator("select[name=kind]").first.select_option("revocation")
    page.get_by_role("button", name=re.compile("^开始|^登记")).last.click()
    page.wait_for_url(re.compile(r"/drafts/[0-9a-f]{12}/"))


def test_a_clerk_leaves(office: Office) -> None:
    """Whoever comes to the same browser next has to log in."""
    page = logged_in(office)
    page.get_by_role("button", name="退出").click()
    assert "您已退出登记台。" in page.inner_text("main")
    page.get_by_role("link", name="重新进入").click()
    assert page.url == f"{office.origin}/login"


def test_what_is_sent_after_the_visit_ended_is_taken_once_more(office: Office) -> None:
    """Logging in in another tab, then loading the page again, sends the same form."""
    page = logged_in(office)
    page.locator("select[name=kind]").first.select_option("revocation")
    office.forget_everybody()
    page.get_by_role("button", name=re.compile("^开始|^登记")).last.click()
    assert EXPIRED in page.inner_text("main")
    with office.context.expect_page() as opened:
        page.get_by_role("link", name="登录").click()
    opened.value.get_by_role("link", name="用 GitLab 账号登录").click()
    opened.value.wait_for_url(f"{office.origin}/")
    page.reload()
    assert EXPIRED not in page.inner_text("main")
    assert re.search(r"/drafts/[0-9a-f]{12}/", page.url)


class Evil(BaseHTTPRequestHandler):
    """A page of another site with a form that posts to the desk, and a frame of it."""

    target = ""

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """The page."""
        content = (
            f'<form method="post" action="{self.target}/drafts"><input name="kind" '
            'value="revocation"><button>x</button></form>'
            f'<iframe src="{self.target}/"></iframe>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def test_another_site_can_neither_post_nor_embed(office: Office) -> None:
    """With a clerk logged in, in the same browser."""
    logged_in(office)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("E", (Evil,), {"target": office.origin}))
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    page = office.context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    framed = page.frames[1]
    assert "今天办什么" not in framed.content()
    page.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("这次提交不是从登记台的页面上来的，没有照办。")
    assert not [*office.state.rglob("drafts/*.json")]
    server.shutdown()
    server.server_close()
