"""Guard before every page of the desk: who may come in, from where, with how much.

A request is refused before any page sees it; a refusal is a sentence, and what is logged of it
holds no secret.
"""

import asyncio
import hmac
import logging
from dataclasses import dataclass
from html import escape
from tempfile import SpooledTemporaryFile
from typing import Protocol
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as WebRequest
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generator.program import beside
from generator.web.forge import Forge, Person

LOG = logging.getLogger("registry.desk")
LARGEST_ANNEX = 10 << 20
# Beside the annex, what was typed.
LARGEST = LARGEST_ANNEX + (2 << 20)
IN_MEMORY = 1 << 20
MOST_FIELDS = 20_000
MOST_FILES = 4
AT_ONCE = 64
# A form that has not come in whole by then never will.
SECONDS = 120
CSRF = "csrf"
# Those of the pages that somebody sees who has not come in.
STYLES, CSS = "/notice.css", "text/css"
SAFE = ("GET", "HEAD")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    # So a form tells its origin to us, and nobody else learns an address of ours.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
STRANGE_HOST = "这个网址不是登记台的网址，请用管理员告诉您的那一个。"
STRANGE_ORIGIN = "这次提交不是从登记台的页面上来的，没有照办。请从工作台的页面重新提交。"
STALE_FORM = "这个页面已经失效，没有照办；请退回去，刷新页面，再提交一次。"
TOO_LARGE = "上传的内容超过 10 MB，没有收下。请只留名单，另存一份再上传。"
TOO_MANY = "同时使用的人太多，这一次没有受理；请过一会儿再试，已经保存的都还在。"
NOT_A_FORM = "提交的内容不完整，或者有一栏太长，没有收下；请退回去，改短以后再提交一次。"


@dataclass(frozen=True)
class Visit:
    """One clerk who has come in: who, the forge as this clerk may ask it, and the mark of forms."""

    clerk: Person
    forge: Forge
    csrf: str


class Door(Protocol):
    """How clerks come in."""

    async def visit(self, request: WebRequest) -> Visit | None:
        """Who asks, or None where nobody has come in yet."""

    async def reception(self, request: WebRequest) -> Response | None:
        """The door's own pages; None where the address is not one of them."""

    async def turned_away(self, request: WebRequest) -> Response:
        """Answer to somebody who has not come in."""

    async def leaving(self, request: WebRequest) -> Response | None:
        """Ends the visit, where that is what was asked for."""


def protect(app: ASGIApp, *, origin: str, door: Door) -> ASGIApp:
    """The app behind all of it; `origin` is the address that people see (`https://desk.example`).

    Pages find `clerk`, `forge` and `csrf` in `request.state`; every form of theirs has a hidden
    field `csrf`. A form that posts to `/logout` ends the visit.
    """
    return Guard(app, origin, door)


class Guard:
    """One request after the other: host, number, origin, who asks, size, and the mark of its form."""

    def __init__(self, app: ASGIApp, origin: str, door: Door) -> None:
        self._app, self._origin, self._door = app, origin, door
        self._host = urlsplit(origin).netloc
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or hands on to the app."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            self._under_way += 1
            try:
                await self._answer(scope, receive, _with_headers(send))
            finally:
                self._under_way -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._at_the_gate(scope) or await self._at_the_door(WebRequest(scope))
        if answer is not None:
            await answer(scope, receive, send)
        elif scope["method"] in SAFE:
            await self._app(scope, receive, send)
        else:
            with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
                answer = await self._form_refused(scope, receive, body)
                answer = answer or await self._door.leaving(WebRequest(scope))
                await (answer or self._app)(scope, _again(body), send)

    def _at_the_gate(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if self._under_way > AT_ONCE:
            return refused(scope, 503, TOO_MANY)
        if headers.get("host") != self._host:
            return refused(scope, 421, STRANGE_HOST)
        if scope["method"] not in SAFE and headers.get("origin") != self._origin:
            return refused(scope, 403, STRANGE_ORIGIN)
        return None

    async def _at_the_door(self, request: WebRequest) -> Response | None:
        if request.url.path == STYLES:
            return Response(beside(f"site_templates/desk{STYLES}").read_text("utf-8"), 200, {}, CSS)
        answer = await self._door.reception(request)
        if answer is not None:
            return answer
        visit = await self._door.visit(request)
        if visit is None:
            return await self._door.turned_away(request)
        request.scope.setdefault("state", {}).update(
            clerk=visit.clerk, forge=visit.forge, csrf=visit.csrf
        )
        return None

    async def _form_refused(
        self, scope: Scope, receive: Receive, body: "SpooledTemporaryFile[bytes]"
    ) -> Response | None:
        """Takes the form in, bounded; gives the refusal where it is too large, broken or not ours."""
        try:
            async with asyncio.timeout(SECONDS):
                if not await _taken_in(scope, receive, body):
                    return refused(scope, 413, TOO_LARGE)
            marked = await _mark(scope, body)
        except (MultiPartException, ClientDisconnect, TimeoutError):
            return refused(scope, 400, NOT_A_FORM)
        if not hmac.compare_digest(marked.encode(), scope["state"]["csrf"].encode()):
            return refused(scope, 403, STALE_FORM)
        return None


async def _taken_in(scope: Scope, receive: Receive, body: "SpooledTemporaryFile[bytes]") -> bool:
    """Whether the body came in whole within the limit; what is announced as larger is not read."""
    announced = Headers(scope=scope).get("content-length", "0")
    if not announced.isdecimal() or int(announced) > LARGEST:
        return False
    async for part in WebRequest(scope, receive).stream():
        body.write(part)
        if body.tell() > LARGEST:
            return False
    return True


async def _mark(scope: Scope, body: "SpooledTemporaryFile[bytes]") -> str:
    request = WebRequest(scope, _again(body))
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        marked = form.get(CSRF)
        return marked if isinstance(marked, str) else ""


def _again(body: "SpooledTemporaryFile[bytes]") -> Receive:
    """Receives once more, part by part, what was taken in."""
    body.seek(0)

    async def received() -> Message:
        part = body.read(IN_MEMORY)
        return {"type": "http.request", "body": part, "more_body": len(part) == IN_MEMORY}

    return received


def _with_headers(send: Send) -> Send:
    """Sends an answer with the headers that every answer has."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sent


def refused(scope: Scope, status: int, sentence: str) -> Response:
    """A page with one sentence; logged with the path alone, for what is asked may hold a secret."""
    LOG.warning("%s %s %r %s", status, scope["method"], scope["path"], sentence)
    return notice(sentence, status)


def notice(
    sentence: str,
    status: int = 200,
    link: tuple[str, str] = ("/", "回到今天"),
    *,
    leads_on: bool = False,
    new_tab: bool = False,
) -> Response:
    """A whole page that says one sentence and has one link, which it may follow by itself."""
    address, label = map(escape, link)
    refresh = f'<meta http-equiv="refresh" content="0; url={address}">' if leads_on else ""
    target = ' target="_blank"' if new_tab else ""
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">{refresh}<title>登记台</title>'
        f'<link rel="stylesheet" href="{STYLES}">'
        f"</head><body><main><h1>登记台</h1><p>{escape(sentence)}</p>"
        f'<p><a href="{address}"{target}>{label}</a></p></main></body></html>',
        status,
    )
