"""Logging in: visits that are kept on the server, and the two doors through which a clerk comes in.

The doors are the forge's own logging in (OAuth 2, code with PKCE), and a one-time address. The cookie
of a visit is a random text. The server keeps its hash as a name, and who it is and the token of the
forge under a key made from it: neither the disk alone nor the cookie alone tells a token.
"""

import hashlib
import hmac
import json
import os
import secrets
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from cryptography.fernet import Fernet, InvalidToken
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as WebRequest
from starlette.responses import RedirectResponse, Response

from generator.web.forge import DOWN, SECONDS, Forge, Person, Refused, trusted
from generator.web.forges import HOSTED
from generator.web.guard import SAFE, Visit, notice, refused

VISIT_SECONDS = 12 * 3600
BYTES = 32
SECRET = "secret"


class Visits:
    """The visits of one desk, a file each in a folder that only the desk may read."""

    def __init__(self, folder: Path, origin: str, forge: Forge) -> None:
        self._folder, self._forge = folder, forge
        self._is_safe = origin.startswith("https://")
        # Such a name is refused by browsers unless the cookie is of this very host and path.
        self.cookie = "__Host-desk" if self._is_safe else "desk"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._secret = _kept_secret(folder / SECRET)

    def begin(self, answer: Response, clerk: Person, token: str | None) -> None:
        """Lets a clerk in: the answer carries the cookie."""
        mark = secrets.token_urlsafe(BYTES)
        content = json.dumps({"clerk": asdict(clerk), "token": token}, ensure_ascii=False)
        file = self._folder / _name(mark)
        _write_new(file, Fernet(_key(mark)).encrypt(content.encode()))
        self._forget_old(file.stat().st_mtime)
        self.set_cookie(answer, self.cookie, mark)

    def set_cookie(
        self, answer: Response, name: str, value: str, seconds: int = VISIT_SECONDS
    ) -> None:
        """A cookie that no script reads and no other site sends."""
        answer.set_cookie(
            name, value, max_age=seconds, httponly=True, secure=self._is_safe, samesite="strict"
        )

    def of(self, request: WebRequest) -> Visit | None:
        """The visit that a request belongs to; None for a cookie that is forged, spoilt or old."""
        mark = request.cookies.get(self.cookie, "")
        try:
            sealed = (self._folder / _name(mark)).read_bytes()
            kept = json.loads(Fernet(_key(mark)).decrypt(sealed, ttl=VISIT_SECONDS))
        except (OSError, InvalidToken, ValueError):
            return None
        clerk = Person(**kept["clerk"])
        return Visit(clerk, self._forge.of(kept["token"]), self._form_mark(clerk))

    def end(self, request: WebRequest, answer: Response) -> None:
        """Forgets the visit that a request belongs to."""
        (self._folder / _name(request.cookies.get(self.cookie, ""))).unlink(missing_ok=True)
        answer.delete_cookie(self.cookie, httponly=True, secure=self._is_safe, samesite="strict")

    def _form_mark(self, clerk: Person) -> str:
        """The mark of a clerk's forms; it outlives a visit, so that a page left open can be sent again."""
        who = f"{clerk.account}\0{clerk.email}".encode()
        return hmac.new(self._secret, who, hashlib.sha256).hexdigest()

    def _forget_old(self, now: float) -> None:
        for file in self._folder.glob("*.visit"):
            with suppress(OSError):
                if now - file.stat().st_mtime > VISIT_SECONDS:
                    file.unlink()


def _name(mark: str) -> str:
    return hashlib.sha256(b"name" + mark.encode()).hexdigest() + ".visit"


def _key(mark: str) -> bytes:
    return urlsafe_b64encode(hashlib.sha256(b"key" + mark.encode()).digest())


def _write_new(path: Path, content: bytes) -> None:
    at = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(at, "wb") as file:
        file.write(content)


def _kept_secret(path: Path) -> bytes:
    """The secret of this desk, made when it is first asked for."""
    with suppress(FileExistsError):
        _write_new(path, secrets.token_bytes(BYTES))
    return path.read_bytes()


LOGIN, BEGIN, BACK, DONE, LOGOUT = (
    "/login", "/login/begin", "/login/back", "/login/done", "/logout",
)  # fmt: skip
KEY = "key"
WRONG_KEY = (
    "这个网址已经用过，或者不完整。请回到运行登记台的窗口，重新启动它，用它新给出的网址打开。"
)
NO_KEY = (
    "请用启动登记台时给出的网址打开；那个网址只能用一次，用过以后在同一个浏览器里直接打开即可。"
)
EXPIRED_FORM = (
    "登录已经过期，刚才提交的这一页还没有收下，也没有丢。请点下面的链接，在新的标签页里登录，"
    "再回到这一页刷新；浏览器问是否重新提交时，选“是”。"
)
NOT_BEGUN = "这次登录不是从这里开始的，或者等得太久；请重新登录。"
DECLINED = "代码托管平台没有同意这次登录；请重新登录。"
NO_MEMBER = "您的账号不是登记簿项目的成员，或者没有写的权限，不能使用登记台。请管理员在代码托管平台上把您加为成员。"
MOST_PENDING = 200
MINUTES_10 = 600


class VisitDoor:
    """Visits, and leaving: common to both doors."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits

    async def visit(self, request: WebRequest) -> Visit | None:
        """Who asks, or None where nobody has come in yet."""
        return self._visits.of(request)

    async def leaving(self, request: WebRequest) -> Response | None:
        """Ends the visit, where that is what was asked for."""
        if request.url.path != LOGOUT:
            return None
        answer = notice("您已退出登记台。", link=("/", "重新进入"))
        self._visits.end(request, answer)
        return answer

    def _let_in(self, clerk: Person, token: str | None) -> Response:
        answer = _lead_on("/", "正在进入登记台……")
        self._visits.begin(answer, clerk, token)
        return answer


class KeyDoor(VisitDoor):
    """On one's own machine: an address with a key that opens once; the clerk is who git says."""

    def __init__(self, visits: Visits, clerk: Person) -> None:
        super().__init__(visits)
        self._clerk, self._key = clerk, secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """Path and question of the address that opens the door."""
        return f"/?{urlencode({KEY: self._key})}"

    async def reception(self, request: WebRequest) -> Response | None:
        """Takes the key, once."""
        key = request.query_params.get(KEY)
        if key is None or request.url.path != "/" or request.method not in SAFE:
            return None
        if not self._key or not secrets.compare_digest(key.encode(), self._key.encode()):
            return refused(request.scope, 403, WRONG_KEY)
        self._key = ""
        return self._let_in(self._clerk, None)

    async def turned_away(self, request: WebRequest) -> Response:
        """Says where the address is to be found."""
        return refused(request.scope, 403, NO_KEY)


@dataclass(frozen=True)
class DeskClient:
    """The desk as the forge knows it: its client id, and the secret that goes with it."""

    client_id: str
    secret: str = field(repr=False)


class ForgeDoor(VisitDoor):
    """The forge says who somebody is, and whether one may write; it is asked each time."""

    def __init__(self, visits: Visits, origin: str, forge: Forge, app: DeskClient) -> None:
        super().__init__(visits)
        self._origin, self._forge, self._app = origin, forge, app
        self._dialect = HOSTED[forge.kind]
        # By `state`: the mark of the browser that began, and the verifier of PKCE.
        self._pending: dict[str, tuple[str, str]] = {}
        self._mark = f"{visits.cookie}-login"

    async def reception(self, request: WebRequest) -> Response | None:
        """The pages of logging in."""
        pages = {LOGIN: self._page, BEGIN: self._begin, BACK: self._back, DONE: self._done}
        page = pages.get(request.url.path)
        return await page(request) if page and request.method in SAFE else None

    async def turned_away(self, request: WebRequest) -> Response:
        """Leads to the page of logging in; a form is told how to come back to it."""
        if request.method in SAFE:
            return RedirectResponse(LOGIN, 303)
        return notice(EXPIRED_FORM, 401, (LOGIN, "登录"), new_tab=True)

    async def _page(self, _: WebRequest) -> Response:
        label = self._dialect.label
        return notice(f"请用您在 {label} 上的账号登录。", link=(BEGIN, f"用 {label} 账号登录"))

    async def _begin(self, request: WebRequest) -> Response:
        mark = request.cookies.get(self._mark) or secrets.token_urlsafe(32)
        state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        self._pending[state] = (mark, verifier)
        if len(self._pending) > MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        url, _ = self._client().create_authorization_url(
            f"{self._forge.address}{self._dialect.authorize}", state=state, code_verifier=verifier
        )
        answer = RedirectResponse(url, 303)
        self._visits.set_cookie(answer, self._mark, mark, MINUTES_10)
        return answer

    async def _back(self, request: WebRequest) -> Response:
        """The forge leads back here, but with no cookie: those go along only from our own pages."""
        asked = {name: request.query_params.get(name, "") for name in ("code", "state")}
        return _lead_on(f"{DONE}?{urlencode(asked)}", "正在登录……")

    async def _done(self, request: WebRequest) -> Response:
        mark, verifier = self._pending.pop(request.query_params.get("state", ""), ("", ""))
        if not mark or not secrets.compare_digest(mark, request.cookies.get(self._mark, "")):
            return refused(request.scope, 403, NOT_BEGUN)
        if not request.query_params.get("code"):
            return refused(request.scope, 403, DECLINED)
        try:
            clerk, token = await run_in_threadpool(
                self._asked, request.query_params["code"], verifier
            )
        except Refused as reason:
            return refused(request.scope, 403, str(reason))
        return self._let_in(clerk, token)

    def _asked(self, code: str, verifier: str) -> tuple[Person, str]:
        """Who the forge says this is, and the token; raises `Refused`."""
        token = self._token(code, verifier)
        forge, dialect = self._forge.of(token), self._dialect
        clerk = dialect.person(forge)
        if not dialect.may_write(forge, clerk):
            raise Refused(NO_MEMBER)
        return clerk, token

    def _token(self, code: str, verifier: str) -> str:
        url = f"{self._forge.address}{self._dialect.token}"
        try:
            with self._client() as client:
                answer: dict[str, Any] = client.fetch_token(url, code=code, code_verifier=verifier)
            return str(answer["access_token"])
        except AuthlibBaseError:
            raise Refused(DECLINED) from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, KeyError):
            raise Refused(DOWN) from None

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._app.client_id,
            self._app.secret,
            token_endpoint_auth_method="client_secret_post",
            scope=self._dialect.scope,
            redirect_uri=f"{self._origin}{BACK}",
            code_challenge_method="S256",
            timeout=SECONDS,
            verify=trusted(),
        )


def _lead_on(address: str, sentence: str) -> Response:
    """A page of ours that leads on by itself, so that the cookies go along."""
    return notice(sentence, link=(address, "继续"), leads_on=True)
