"""The application: its addresses, the answer to each request, and how it is served behind its guard."""

import logging
import re
import socket
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from generator.desk.annexes.opening import read_annex
from generator.desk.beginning import ForgeKind
from generator.history import git, proposing
from generator.program import beside
from generator.site.printing import site_styles, word_styles
from generator.web.book import Book
from generator.web.draft import Drafts, Stale
from generator.web.forge import Expired, Forge, Person, Refused
from generator.web.guard import MOST_FIELDS, notice, protect
from generator.web.login import LOGIN, DeskClient, ForgeDoor, KeyDoor, Visits
from generator.web.pages import amend, changes, check, today, tools
from generator.web.visitor import Refusal, Visitor, WebDesk

LOG = logging.getLogger(__name__)
FAILED = "程序出错了，这一步没有办成；已经保存的都还在。请告诉管理员。"
Page = Callable[[Visitor], Response]

PAGES: tuple[tuple[str, str, Page], ...] = (
    ("GET", "/", today.today),
    ("POST", "/drafts", check.begin),
    ("GET", "/search", tools.search),
    ("GET", "/due", today.due),
    ("GET", "/self-check", tools.self_check),
    ("POST", "/self-check", tools.self_check),
    ("GET", "/amend", amend.choose),
    ("POST", "/amend", amend.begin),
    ("GET", "/review", changes.open_request_list),
    ("GET", "/review/{branch}/", changes.request),
    ("GET", "/review/{branch}/site/{path:path}", changes.request_site_page),
    ("GET", "/drafts/{draft}/", check.check),
    ("POST", "/drafts/{draft}/", check.store),
    ("POST", "/drafts/{draft}/discard", check.discard),
    ("GET", "/drafts/{draft}/rows/{act}/{label}", check.row),
    ("POST", "/drafts/{draft}/rows/{act}/{label}", check.store_row),
    ("GET", "/drafts/{draft}/changes", changes.changes),
    ("GET", "/drafts/{draft}/site/{path:path}", changes.draft_site_page),
    ("POST", "/drafts/{draft}/submit", changes.submit),
    ("GET", "/drafts/{draft}/sent", changes.sent),
    ("GET", "/drafts/{draft}/patch", changes.patch),
    ("POST", "/drafts/{draft}/take-back", changes.take_back),
)


def app(desk: WebDesk) -> Starlette:
    """The application on a desk; who is logged in and the token of the forms come from what guards it."""
    routes = [Route(path, _endpoint(desk, page), methods=[way]) for way, path, page in PAGES]
    routes.append(Route("/desk.css", partial(_styles, desk), methods=["GET"]))
    return Starlette(routes=routes)


def _endpoint(desk: WebDesk, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(_answered, _visitor(desk, request, None), page)
        async with request.form(max_fields=MOST_FIELDS) as form:
            return await run_in_threadpool(_answered, _visitor(desk, request, form), page)

    return answer


def _visitor(desk: WebDesk, request: Request, form: FormData | None) -> Visitor:
    who, asked = request.state, (request.path_params, request.query_params)
    return Visitor(desk, who.clerk, who.forge, who.csrf, *asked, form)


def _answered(visitor: Visitor, page: Page) -> Response:
    try:
        return page(visitor)
    except Refusal as reason:
        words = {
            "sentence": str(reason),
            "left_out": reason.left_out,
            "is_gone": reason.is_gone,
        }
        return visitor.page("message", "没有办成", reason.status, **words)
    except Expired as reason:
        return notice(str(reason), 401, (LOGIN, "重新登录"))
    except Refused as reason:
        return notice(str(reason), 502)
    except Stale:
        # Two at once: whoever came second is answered as if it had come later.
        return _answered(visitor, page)
    except Exception:
        LOG.exception("a page failed")
        return notice(FAILED, 500)


DARK = re.compile(r'\[data-md-color-scheme="slate"\] ?\{[^}]*\}')


def _styles(desk: WebDesk, request: Request) -> Response:
    """Styles of the site, and of the desk; without a script, dark is as the system says."""
    site = beside("site_templates/assets/register.css").read_text("utf-8")
    words = (
        word_styles().decode()
        + site_styles(desk.book.newest(request.state.forge).register.site).decode()
    )
    own = beside("site_templates/desk/desk.css").read_text("utf-8")
    dark = "".join(DARK.findall(site + words)).replace("slate", "default")
    sheet = f"{site}{words}{own}\n@media (prefers-color-scheme:dark){{{dark}}}"
    return Response(sheet, media_type="text/css")


NAMELESS = "还没有告诉 git 您的姓名和邮箱，提交时无从署名；请先设好 user.name 和 user.email。"
NO_REGISTER = "这里没有登记簿的仓库：{folder}"

NO_FORGE = (
    "仓库的网址应为 https:// 开头的完整地址，如 https://git.example.org/team/registry.git，"
    "其中不写用户名和口令；并用 --forge 写明是哪一种代码托管平台。"
)


class CannotServe(Exception):
    """A sentence that says why the desk cannot be opened."""


def web_desk(repository: Path, folder: Path, today: Callable[[], date], held: ExitStack) -> WebDesk:
    """The desk on a repository; what it keeps lies in `folder`, what it holds for a while in `held`."""
    book = Book(repository, folder / "main", today)
    return WebDesk(repository, book, Drafts(folder / "drafts"), read_annex, held=held)


def forge_desk(
    forge: Forge,
    client: DeskClient,
    folder: Path,
    origin: str,
    today: Callable[[], date],
    held: ExitStack,
) -> ASGIApp:
    """The desk of an office: clerks log in at the forge, and main is fetched as one of them."""
    copy = folder / "copy.git"
    proposing.empty_copy(copy)
    door = ForgeDoor(Visits(folder / "visits", origin, forge), origin, forge, client)
    return protect(app(web_desk(copy, folder, today, held)), origin=origin, door=door)


def forge_at(kind: ForgeKind, url: str, main: str) -> Forge:
    """The forge by the address of the repository on it; raises `CannotServe` where it is none."""
    parts = urlsplit(url)
    project = parts.path.strip("/").removesuffix(".git")
    is_safe = parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1")
    if kind is ForgeKind.NONE or not is_safe or parts.username or "/" not in project:
        raise CannotServe(NO_FORGE)
    return Forge(kind, f"{parts.scheme}://{parts.netloc}", project, url, main)


def local_desk(
    repository: Path, folder: Path, origin: str, today: Callable[[], date], held: ExitStack
) -> tuple[ASGIApp, str]:
    """The desk on a clone on one's own machine, and the address that opens it once.

    Raises `CannotServe` where there is no repository, or git does not know who the clerk is.
    """
    try:
        git.head(repository)
    except git.NoHistory:
        raise CannotServe(NO_REGISTER.format(folder=repository)) from None
    name, email = proposing.identity(repository)
    if not name or not email:
        raise CannotServe(NAMELESS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    door = KeyDoor(Visits(folder / "visits", origin, Forge()), Person(name, email))
    desk = web_desk(repository, folder, today, held)
    return protect(app(desk), origin=origin, door=door), f"{origin}{door.address}"


def serve(application: ASGIApp, at: socket.socket) -> None:
    """Serves until it is told to stop."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    settings = uvicorn.Config(application, log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(settings).run(sockets=[at])
