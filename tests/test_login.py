"""Logging in by the forge: whom it names and lets write comes in; whatever is forged does not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from generator.desk.beginning import ForgeKind
from generator.web.forge import Forge
from generator.web.guard import protect
from generator.web.login import DeskClient, ForgeDoor, Visits
from tests.forges.loopback import CLIENT, PROJECT, SECRET, LoopbackForge
from tests.test_guard import ORIGIN, words
from tests.test_submission import FORGES


async def page(request: Request) -> JSONResponse:
    """Who it is, and whether a token came along."""
    clerk, forge = request.state.clerk, request.state.forge
    return JSONResponse([clerk.name, clerk.email, clerk.account, forge.token, request.state.csrf])


def led_back(browser: TestClient) -> str:
    """Where the forge leads a browser that begins to log in."""
    begun = browser.get("/login/begin", follow_redirects=False)
    agreed = httpx2.get(begun.headers["location"], follow_redirects=False)
    return str(agreed.headers["location"])


def led_on(browser: TestClient, address: str) -> Any:
    """The answer after the page that leads on by itself."""
    refresh = re.search(r'content="0; url=([^"]+)"', browser.get(address).text)
    assert refresh
    return browser.get(refresh[1].replace("&amp;", "&"))


class Office:
    """A forge that answers, the desk before it, and a browser."""

    def __init__(self, loopback: LoopbackForge, folder: Path) -> None:
        self.loopback = loopback
        forge = Forge(loopback.kind, loopback.address, PROJECT, loopback.remote)
        self.visits = Visits(folder / "visits", ORIGIN, forge)
        self.client = DeskClient(CLIENT, SECRET)
        door = ForgeDoor(self.visits, ORIGIN, forge, self.client)
        routes = [Route("/", page, methods=["GET", "POST"])]
        self.app = protect(Starlette(routes=routes), origin=ORIGIN, door=door)
        self.browser = self.another_browser()

    def another_browser(self) -> TestClient:
        """Without any cookie yet."""
        return TestClient(self.app, base_url=ORIGIN, follow_redirects=False)

    def led_back(self, browser: TestClient | None = None) -> str:
        """Where the forge leads a browser that began to log in."""
        return led_back(browser or self.browser)

    def log_in(self) -> Any:
        """As a clerk does; gives the last answer."""
        return led_on(self.browser, self.led_back())


@pytest.fixture(params=FORGES)
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    """One before each kind of forge."""
    loopback = LoopbackForge(tmp_path / "forge", request.param)
    with loopback.running():
        yield Office(loopback, tmp_path)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Office]:
    """Where the forge makes no difference."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    with loopback.running():
        yield Office(loopback, tmp_path)


def test_a_member_comes_in(office: Office) -> None:
    """By code and PKCE; the desk knows the person and keeps the token."""
    assert office.browser.get("/").headers["location"] == "/login"
    assert "账号登录" in office.browser.get("/login").text
    assert office.log_in().status_code == 200
    account = "7" if office.loopback.kind is ForgeKind.GITLAB else "clerk"
    assert office.browser.get("/").json()[:4] == [
        "示例·登记员", "clerk@example.org", account, "token-of-clerk",
    ]  # fmt: skip


def test_the_forge_is_asked_for_no_more_than_is_needed(office: Office) -> None:
    """The rights of the token, the way back, and a challenge that only the desk can answer."""
    begun = urlsplit(office.browser.get("/login/begin").headers["location"])
    asked = {name: text for name, (text,) in parse_qs(begun.query).items()}
    assert asked["scope"] == {
        "gitlab": "read_api write_repository", "gitea": "read:user write:repository",
        "github": "repo", "gitee": "user_info projects pull_requests emails",
    }[office.loopback.kind]  # fmt: skip
    assert asked["redirect_uri"] == f"{ORIGIN}/login/back"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert SECRET not in begun.query


def test_no_token_and_no_secret_is_in_an_address(office: Office) -> None:
    """Neither of the desk's own pages, nor of the forge's interface."""
    office.log_in()
    addresses = [path for _, path, *_ in office.loopback.asked]
    assert [each for each in addresses if "token-of-clerk" in each or SECRET in each] == []
    assert any("/user" in each for each in addresses)


def test_who_may_not_write_does_not_come_in(office: Office) -> None:
    """A guest of the project, or a stranger: the forge says so."""
    office.loopback.is_member = False
    answer = office.log_in()
    assert (answer.status_code, words(answer)) == (
        403, "您的账号不是登记簿项目的成员，或者没有写的权限，不能使用登记台。"
        "请管理员在代码托管平台上把您加为成员。",
    )  # fmt: skip
    assert office.browser.get("/").headers["location"] == "/login"


def test_one_logging_in_cannot_be_put_upon_another(one: Office) -> None:
    """A link with somebody else's code is refused: the browser has not begun it."""
    theirs = one.led_back(one.another_browser())
    answer = led_on(one.browser, theirs)
    assert words(answer) == "这次登录不是从这里开始的，或者等得太久；请重新登录。"
    one.browser.get("/login/begin")
    answer = led_on(one.browser, one.led_back(one.another_browser()))
    assert answer.status_code == 403


def test_a_code_is_good_once(one: Office) -> None:
    """And so is what stands behind it."""
    back = one.led_back()
    assert led_on(one.browser, back).status_code == 200
    again = led_on(one.browser, back)
    assert (again.status_code, again.headers.get("set-cookie")) == (403, None)


@pytest.mark.parametrize(
    "question", ["", "?code=x", "?state=x", "?code=code-0&state=", "?error=access_denied&state=x"]
)
def test_an_answer_that_nobody_asked_for_is_refused(one: Office, question: str) -> None:
    """Forged, cut short, or a refusal."""
    answer = led_on(one.browser, f"/login/back{question}")
    assert answer.status_code == 403
    assert one.browser.get("/").status_code == 303


def test_a_clerk_who_declines_is_told(one: Office) -> None:
    """The forge leads back without a code."""
    state = urlsplit(one.led_back()).query.partition("state=")[2]
    answer = led_on(one.browser, f"/login/back?error=access_denied&state={state}")
    assert words(answer) == "代码托管平台没有同意这次登录；请重新登录。"


def test_a_wrong_code_is_told(one: Office) -> None:
    """As where the secret of the desk is not the forge's any more."""
    back = one.led_back()
    one.loopback.codes.clear()
    assert words(led_on(one.browser, back)) == "代码托管平台没有同意这次登录；请重新登录。"


def test_a_forge_that_is_down_is_told(tmp_path: Path) -> None:
    """In the middle of logging in."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    with loopback.running():
        office = Office(loopback, tmp_path)
        back = office.led_back()
    assert words(led_on(office.browser, back)).startswith("代码托管平台没有答复")


def test_a_form_sent_after_the_visit_has_ended_is_not_lost(one: Office) -> None:
    """It is told how to log in beside it; sent again, it is taken, for its mark is still good."""
    one.log_in()
    mark = one.browser.get("/").json()[4]
    for file in one.visits._folder.glob("*.visit"):
        file.unlink()
    form = {"csrf": mark, "typed": "示例"}
    answer = one.browser.post("/", data=form, headers={"origin": ORIGIN})
    assert answer.status_code == 401
    assert words(answer).startswith("登录已经过期，刚才提交的这一页还没有收下，也没有丢。")
    assert '<a href="/login" target="_blank">登录</a>' in answer.text
    one.log_in()
    assert one.browser.post("/", data=form, headers={"origin": ORIGIN}).status_code == 200


@pytest.mark.slow
def test_those_who_never_come_back_are_forgotten(one: Office) -> None:
    """However many begin."""
    first = one.led_back()
    for _ in range(201):
        one.browser.get("/login/begin")
    assert led_on(one.browser, first).status_code == 403
    assert one.log_in().status_code == 200


def test_what_is_secret_is_not_shown(one: Office) -> None:
    """Where a value is printed by mistake."""
    assert SECRET not in repr(one.client)
