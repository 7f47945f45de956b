"""The desk as it is served: on a repository, in a folder of its own, behind its guard."""

import logging
import socket
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from generator.desk.beginning import ForgeKind
from generator.history import git, proposing
from generator.web.app import app
from generator.web.book import Book
from generator.web.draft import Drafts
from generator.web.forge import Forge, Person
from generator.web.guard import protect
from generator.web.login import DeskClient, ForgeDoor, KeyDoor
from generator.web.reading import read_annex
from generator.web.visitor import WebDesk
from generator.web.visits import Visits

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
