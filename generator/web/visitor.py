"""Who asks for a page, what was sent with it, and the page as an answer."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Any

from starlette.datastructures import FormData, QueryParams, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from generator.desk.annexes.grid import AnnexFile
from generator.history import git, proposing
from generator.site.pages.templates import environment
from generator.site.shells import PrintedShells
from generator.web.book import Book
from generator.web.draft import DeskDraft, Drafts
from generator.web.edition import Edition
from generator.web.forge import Forge, Person, fetch
from generator.web.forges import FORGES
from generator.web.future import Futures
from generator.web.submission import Settling
from generator.web.words import Plain, plain_words

LOCAL_REQUESTS, FETCHED_REQUESTS = "refs/heads/desk/", "refs/desk/requests/"


@dataclass
class WebDesk:
    """Everything that the pages work with, shared by all who visit them."""

    repository: Path
    book: Book
    drafts: Drafts
    opener: Callable[[str, bytes], AnnexFile]
    futures: Futures = field(default_factory=Futures)
    settling: Settling = field(default_factory=Settling)
    held: ExitStack = field(default_factory=ExitStack)
    _printing: Lock = field(default_factory=Lock)

    @cached_property
    def _shells(self) -> PrintedShells:
        return PrintedShells(self.held)

    def printed(self, edition: Edition) -> Path:
        """The printed shells of the site, printed when first asked for and when the day has changed."""
        with self._printing:
            return self._shells.of(edition.snapshot)


def open_requests(visitor: "Visitor") -> dict[str, str]:
    """Commits handed in and not in main, by a name for their address; raises `Refused`."""
    repository, forge = visitor.desk.repository, visitor.forge
    prefix = LOCAL_REQUESTS
    if forge.remote:
        prefix = FETCHED_REQUESTS
        fetch(repository, forge, f"+{FORGES[forge.kind].open_refs}:{prefix}*")
    listed = proposing.branches(repository, prefix).items()
    return {
        name.removeprefix(prefix).replace("/", "-"): commit
        for name, commit in listed
        if not git.is_within(repository, commit, visitor.edition.commit)
    }


class Refusal(Exception):
    """A page that says why something is not done: a sentence, and the status of the answer.

    `left_out` is what was typed and is not kept, by its names; where the draft `is_gone`, there is
    none to fill it in again.
    """

    def __init__(
        self,
        sentence: str,
        status: int = 400,
        left_out: Mapping[str, str] | None = None,
        *,
        is_gone: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.status, self.left_out, self.is_gone = status, left_out, is_gone


@dataclass(frozen=True)
class Visitor:
    """One request: by whom, for what, and with what form."""

    desk: WebDesk
    clerk: Person
    forge: Forge
    csrf: str
    path: Mapping[str, Any]
    query: QueryParams
    form: FormData | None = None
    # Tells the forms of this page from those of the same page opened again.
    once: str = field(default_factory=partial(token_hex, 4))

    @cached_property
    def edition(self) -> Edition:
        """The register at the newest main."""
        return self.desk.book.newest(self.forge)

    @cached_property
    def plain(self) -> Plain:
        """Sentences of checks and readers in the words of the desk."""
        return plain_words(self.edition.snapshot)

    def draft(self) -> DeskDraft:
        """The draft that the address names, if it is the clerk's own."""
        draft = self.desk.drafts.find(str(self.path["draft"]))
        if draft is None:
            raise Refusal("没有这份草稿；可能已经删去，或者已经并入登记簿。", 404)
        if draft.owner != self.clerk.email:
            raise Refusal(f"这是{draft.name}的草稿，只有本人能打开。", 403)
        return draft

    def text(self, name: str) -> str:
        """A text of the form, without the blanks around it."""
        value = self.form.get(name, "") if self.form else ""
        return value.strip() if isinstance(value, str) else ""

    def texts(self, begins: str) -> Iterator[tuple[str, str]]:
        """Fields of the form whose names begin so: the rest of the name, and the text."""
        for name, value in self.form.multi_items() if self.form else ():
            if name.startswith(begins) and isinstance(value, str):
                yield name.removeprefix(begins), value.strip()

    def file(self, name: str) -> tuple[str, bytes] | None:
        """A file of the form: its name and content; None where none was chosen."""
        value = self.form.get(name) if self.form else None
        if not isinstance(value, UploadFile) or not value.filename:
            return None
        value.file.seek(0)
        return value.filename, value.file.read()

    @property
    def form_mark(self) -> str:
        """Mark of all that the form holds: two forms of one mark are one form sent twice."""
        fields = self.form.multi_items() if self.form else ()
        texts = [f"{name}={value}" for name, value in fields if isinstance(value, str)]
        name, content = self.file("annex") or ("", b"")
        return hashlib.sha256("\n".join((*texts, name)).encode() + content).hexdigest()

    def page(self, template: str, title: str, status: int = 200, **words: Any) -> Response:
        """A page of the desk."""
        site = self.edition.register.site
        common = {"title": title, "site": site, "visitor": self, "plain": self.plain}
        rendered = environment().get_template(f"desk/{template}.html").render(common | words)
        return HTMLResponse(rendered, status)

    def go(self, address: str) -> Response:
        """Leads on to another page after something was done."""
        return RedirectResponse(address, 303)
