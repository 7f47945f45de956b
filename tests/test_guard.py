"""The guard of the desk: what is refused before any page sees it, in which words, and what is logged."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message

from generator.web.forge import Forge, Person
from generator.web.guard import AT_ONCE, HEADERS, LARGEST_ANNEX, protect
from generator.web.login import KeyDoor, Visits

ORIGIN = "http://127.0.0.1:8787"
CLERK = Person("示例·登记员", "clerk@example.org")


async def page(request: Request) -> Response:
    """What a page of the desk finds."""
    state = request.state
    return JSONResponse({"clerk": state.clerk.name, "csrf": state.csrf})


async def taken(request: Request) -> Response:
    """What a form brought."""
    async with request.form() as form:
        size = len(await form["annex"].read()) if "annex" in form else 0  # type: ignore[union-attr]
        return JSONResponse({"typed": form.get("typed"), "size": size})


async def slow(_: Request) -> Response:
    """A page that takes its time."""
    await asyncio.sleep(0.5)
    return PlainTextResponse("ok")


class Desk:
    """The desk as one browser sees it."""

    def __init__(self, folder: Path) -> None:
        routes = [Route("/", page), Route("/form", taken, methods=["POST"]), Route("/slow", slow)]
        self.visits = Visits(folder, ORIGIN, Forge())
        self.door = KeyDoor(self.visits, CLERK)
        self.app = protect(Starlette(routes=routes), origin=ORIGIN, door=self.door)
        self.browser = self.another_browser()

    def another_browser(self) -> TestClient:
        """Without any cookie yet."""
        return TestClient(self.app, base_url=ORIGIN, follow_redirects=False)

    def come_in(self) -> str:
        """By the address printed; gives the mark of the forms."""
        assert self.browser.get(self.door.address).status_code == 200
        return str(self.browser.get("/").json()["csrf"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """One that nobody has come into yet."""
    return Desk(tmp_path / "visits")


def words(answer: Any) -> str:
    """The sentence of a refusal."""
    said = re.search(r"<h1>登记台</h1><p>(.*?)</p>", answer.text)
    assert said
    return said[1]


def test_every_answer_has_the_headers(desk: Desk) -> None:
    """Pages and refusals alike; nothing is allowed but our own styles, pictures and forms."""
    desk.come_in()
    answers = [desk.browser.get("/"), desk.browser.get("/none"), desk.another_browser().get("/")]
    assert [each.status_code for each in answers] == [200, 404, 403]
    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert HEADERS["content-security-policy"].startswith("default-src 'none'; ")
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert HEADERS["cache-control"] == "no-store"


def test_refusals_have_styles_for_everybody(desk: Desk) -> None:
    """Nothing else is handed out before somebody has come in."""
    refusal = desk.another_browser().get("/").text
    assert '<link rel="stylesheet" href="/notice.css">' in refusal
    styles = desk.another_browser().get("/notice.css")
    assert (styles.status_code, styles.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "url(" not in styles.text
    assert desk.another_browser().get("/desk.css").status_code == 403


def test_the_cookie_is_random_and_tells_nothing(desk: Desk) -> None:
    """No script reads it, no other site sends it, and it is another one each time."""
    answer = desk.browser.get(desk.door.address)
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(r"desk=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=strict", cookie)
    safe = Visits(Path(desk.visits._folder), "https://desk.example", Forge())
    carried = Response()
    safe.begin(carried, CLERK, "token-of-clerk")
    said = carried.headers["set-cookie"]
    assert said.startswith("__Host-desk=")
    assert said.endswith("; Path=/; SameSite=strict; Secure")
    assert "token" not in said


def test_the_address_opens_once(desk: Desk) -> None:
    """Whoever reads it later in a history or a log has nothing."""
    address = desk.door.address
    desk.come_in()
    for spent in (address, "/?key="):
        again = desk.another_browser().get(spent)
        assert again.status_code == 403
        assert words(again).startswith("这个网址已经用过，或者不完整。")
    wrong = desk.another_browser().get("/?key=x")
    assert (wrong.status_code, wrong.headers.get("set-cookie")) == (403, None)
    nobody = desk.another_browser().get("/")
    assert words(nobody).startswith("请用启动登记台时给出的网址打开；那个网址只能用一次")


def test_the_server_alone_cannot_tell_a_token(tmp_path: Path) -> None:
    """What is kept can be read with the cookie only; files are for the desk alone."""
    visits = Visits(tmp_path / "visits", ORIGIN, Forge())
    answer = Response()
    visits.begin(answer, CLERK, "token-of-clerk")
    files = [*(tmp_path / "visits").iterdir()]
    assert len(files) == 2
    mark = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    for file in files:
        assert file.stat().st_mode & 0o077 == 0
        for secret in (b"token-of-clerk", CLERK.email.encode(), mark.encode()):
            assert secret not in file.read_bytes()
            assert secret.decode() not in file.name
    asked = Request({"type": "http", "headers": [(b"cookie", f"desk={mark}".encode())]})
    visit = Visits(tmp_path / "visits", ORIGIN, Forge()).of(asked)
    assert visit is not None, "a restart forgets nobody"
    assert (visit.clerk, visit.forge.token) == (CLERK, "token-of-clerk")


@pytest.mark.parametrize(
    "cookie", ["", "x", "../secret", "a" * 10_000, "中文", '"; Path=/', "secret"]
)
def test_a_forged_cookie_opens_nothing(desk: Desk, cookie: str) -> None:
    """Whatever it holds."""
    head = [(b"host", ORIGIN[7:].encode()), (b"cookie", f"desk={cookie}".encode())]
    request = Request({"type": "http", "headers": head})
    assert desk.visits.of(request) is None


def test_a_spoilt_or_exchanged_visit_opens_nothing(desk: Desk) -> None:
    """Neither cut short, nor copied under the name of another."""
    desk.come_in()
    (file,) = desk.visits._folder.glob("*.visit")
    whole = file.read_bytes()
    other = Response()
    desk.visits.begin(other, Person("示例·乙", "b@example.org"), None)
    (second,) = (each for each in desk.visits._folder.glob("*.visit") if each != file)
    for content in (whole[:-4], b"", second.read_bytes()):
        file.write_bytes(content)
        assert desk.browser.get("/").status_code == 403
    file.write_bytes(whole)
    assert desk.browser.get("/").status_code == 200


def test_leaving_ends_the_visit(desk: Desk) -> None:
    """On the server, not only in the browser."""
    mark = desk.come_in()
    kept = desk.browser.cookies["desk"]
    answer = desk.browser.post("/logout", data={"csrf": mark}, headers={"origin": ORIGIN})
    assert words(answer) == "您已退出登记台。"
    desk.browser.cookies.set("desk", kept, domain="127.0.0.1")
    assert desk.browser.get("/").status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:8788", "localhost:8787", "", "127.0.0.1:8787."]
)
def test_a_foreign_host_is_refused(desk: Desk, host: str) -> None:
    """A name that somebody else pointed at this machine (DNS rebinding)."""
    desk.come_in()
    answer = desk.browser.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert words(answer) == "这个网址不是登记台的网址，请用管理员告诉您的那一个。"


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://127.0.0.1:8787", ORIGIN + "/"]
)
def test_a_form_from_elsewhere_is_refused(desk: Desk, origin: str | None) -> None:
    """Even with the right mark."""
    mark = desk.come_in()
    headers = {"origin": origin} if origin else {}
    answer = desk.browser.post("/form", data={"csrf": mark, "typed": "x"}, headers=headers)
    assert answer.status_code == 403
    assert words(answer).startswith("这次提交不是从登记台的页面上来的，没有照办。")


@pytest.mark.parametrize("mark", [None, "", "0" * 64, "中文", "x" * 100_000])
def test_a_form_without_its_mark_is_refused(desk: Desk, mark: str | None) -> None:
    """Forged, missing or of somebody else."""
    desk.come_in()
    data = {"typed": "x"} | ({"csrf": mark} if mark is not None else {})
    answer = desk.browser.post("/form", data=data, headers={"origin": ORIGIN})
    assert answer.status_code == 403
    assert words(answer) == "这个页面已经失效，没有照办；请退回去，刷新页面，再提交一次。"


def test_the_mark_of_another_clerk_is_refused(desk: Desk) -> None:
    """Marks are of one person, and outlive one visit of that person."""
    mark = desk.come_in()
    other = Response()
    desk.visits.begin(other, Person("示例·乙", "b@example.org"), None)
    desk.browser.headers["cookie"] = other.headers["set-cookie"].partition(";")[0]
    theirs = desk.browser.get("/").json()["csrf"]
    answer = desk.browser.post("/form", data={"csrf": mark}, headers={"origin": ORIGIN})
    assert (theirs == mark, answer.status_code) == (False, 403)
    again = Response()
    desk.visits.begin(again, CLERK, None)
    desk.browser.headers["cookie"] = again.headers["set-cookie"].partition(";")[0]
    assert desk.browser.get("/").json()["csrf"] == mark


def test_a_form_comes_through_whole(desk: Desk) -> None:
    """What was typed, and an annex as large as may be."""
    mark = desk.come_in()
    answer = desk.browser.post(
        "/form", data={"csrf": mark, "typed": "示例·甲"}, headers={"origin": ORIGIN},
        files={"annex": ("名单.xlsx", b"x" * LARGEST_ANNEX)},
    )  # fmt: skip
    assert answer.json() == {"typed": "示例·甲", "size": LARGEST_ANNEX}


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_refused(desk: Desk, announced: bool) -> None:
    """By what is announced, and by what comes where nothing is."""
    desk.come_in()
    part = b"x" * (1 << 20)
    content = part * 13 if announced else iter([part] * 13)
    answer = desk.browser.post("/form", content=content, headers={"origin": ORIGIN})
    assert answer.status_code == 413
    assert words(answer) == "上传的内容超过 10 MB，没有收下。请只留名单，另存一份再上传。"


@pytest.mark.parametrize(
    ("data", "files"),
    [
        ({"typed": "x" * 2_000_000}, {}),
        ({f"f{at}": "x" for at in range(20_001)}, {}),
        ({}, {f"annex{at}": b"x" for at in range(5)}),
    ],
    ids=["field", "fields", "files"],
)
def test_huge_fields_are_refused(desk: Desk, data: dict[str, str], files: dict[str, bytes]) -> None:
    """One field, their number, and the number of files."""
    mark = desk.come_in()
    answer = desk.browser.post(
        "/form", data={"csrf": mark, **data}, files=files or None, headers={"origin": ORIGIN}
    )
    assert (answer.status_code, words(answer)[:8]) == (400, "提交的内容不完整")


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "x"]
)
def test_what_is_no_form_is_refused(desk: Desk, kind: str) -> None:
    """Broken, or of another kind: no page ever sees it."""
    desk.come_in()
    answer = desk.browser.post(
        "/form", content=b"csrf=1", headers={"origin": ORIGIN, "content-type": kind}
    )
    assert answer.status_code in (400, 403)


def test_a_refusal_is_logged_without_secrets(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Status, method, path and sentence; never a question, a cookie, a mark, or a line of one's own."""
    mark = desk.come_in()
    with caplog.at_level(logging.INFO):
        desk.another_browser().get("/?key=secret-key")
        desk.browser.post("/form%0aforged", data={"csrf": mark}, headers={"origin": "null"})
    lines = [each.getMessage() for each in caplog.records if each.name == "registry.desk"]
    assert [line.split()[:3] for line in lines] == [
        ["403", "GET", "'/'"], ["403", "POST", r"'/form\nforged'"],
    ]  # fmt: skip
    whole = "".join(lines)
    assert [each for each in ("secret-key", mark, "desk=") if each in whole] == []


def test_three_hundred_at_once(desk: Desk) -> None:
    """Some are asked to wait, each with a sentence; the others are answered, and then all is as before."""
    desk.come_in()
    cookie = f"desk={desk.browser.cookies['desk']}".encode()
    answered: list[int] = []

    async def one() -> None:
        scope = {
            "type": "http", "method": "GET", "path": "/slow", "query_string": b"", "headers":
            [(b"host", ORIGIN[7:].encode()), (b"cookie", cookie)], "http_version": "1.1",
            "scheme": "http", "server": ("127.0.0.1", 8787), "client": None, "root_path": "",
            "raw_path": b"/slow",
        }  # fmt: skip

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])

        await desk.app(scope, receive, send)

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(300)))

    asyncio.run(all_of_them())
    assert {status: answered.count(status) for status in {*answered}} == {
        200: AT_ONCE, 503: 300 - AT_ONCE,
    }  # fmt: skip
    assert desk.browser.get("/").status_code == 200
