"""A document as a clerk has told of it, kept outside the repository: answers, the annex, rulings.

One file for each draft, replaced as a whole, so a kill in the middle loses nothing that was
told before; its version tells two who change the same draft at once apart.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from generator.desk.writing import write_through
from generator.terms.words import ActKind

try:
    import fcntl
except ImportError:  # pragma: no cover - where the system has no such locks
    fcntl = None  # type: ignore[assignment]

ID = re.compile(r"[0-9a-f]{12}")
TYPED, PASTED, ANNEX = "typed", "pasted", "annex"
# The ways to put a record right.
CORRECTION, COMPLETION = ActKind.CORRECTION.value, "completion"


class Kept(BaseModel):
    """A part of a draft as it is kept; never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DraftAct(Kept):
    """One act as it was told: its fields by path, and its list.

    `absent` are the fields that the paper does not print. `listing` says where the rows come from:
    typed one by one (`rows`, texts by column), pasted, or the annex: whole sheets by name, or one
    of its sections by number. `columns` name what the heads of the list do not tell, `edits` are
    texts put right and `rulings` the clerk's decisions, both by the label of the row.
    """

    kind: str
    answers: Mapping[str, str] = {}
    absent: tuple[str, ...] = ()
    listing: str = TYPED
    rows: tuple[Mapping[str, str], ...] = ()
    pasted: str = ""
    sheets: tuple[str, ...] = ()
    section: int | None = None
    columns: Mapping[str, str] = {}
    edits: Mapping[str, Mapping[str, str]] = {}
    rulings: Mapping[str, str] = {}


class Amended(Kept):
    """A record to be put right: `way` is correction, erratum or completion, `changes` by address."""

    of: str
    way: str
    changes: Mapping[str, str] = {}


class RequestState(StrEnum):
    """How a request stands at the forge."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


class Sent(Kept):
    """Place where a draft was handed in: its branch and commit, the request where the forge has one, and how it stands."""

    branch: str
    commit: str
    link: str | None = None
    state: RequestState = RequestState.OPEN


class DeskDraft(Kept):
    """One draft: whose it is, what was said, and where it was handed in.

    `form` marks the form that was taken last: sent a second time, it says nothing new.
    `within` is a document on record that the act joins. `annex` is the name of the file uploaded,
    `annex_sha256` its content; `split` says that its titles part it into acts.
    `called` is its name where it has no title of its own; `attempt` counts the requests, for one
    that was closed is not opened again.
    """

    id: str
    owner: str
    name: str
    begun_on: date
    version: int = 0
    form: str = ""
    acts: tuple[DraftAct, ...] = ()
    within: str | None = None
    annex: str = ""
    annex_sha256: str = ""
    split: bool = False
    amends: Amended | None = None
    called: str = ""
    sent: Sent | None = None
    attempt: int = 1

    @property
    def branch(self) -> str:
        """The branch that the draft is handed in on."""
        return f"desk/{self.id}" if self.attempt == 1 else f"desk/{self.id}-{self.attempt}"

    @property
    def state(self) -> RequestState | None:
        """How its request stands; None while it was not handed in."""
        return self.sent.state if self.sent else None

    @property
    def is_settled(self) -> bool:
        """Whether its request was merged or turned down."""
        return self.state in (RequestState.MERGED, RequestState.CLOSED)

    def as_new(self) -> "DeskDraft":
        """The draft as one that was never handed in, from no page either; the next request is another."""
        return self.model_copy(update={"sent": None, "form": "", "attempt": self.attempt + 1})

    def with_act(self, at: int, **changes: object) -> "DeskDraft":
        """The draft with one act said otherwise."""
        acts = [*self.acts]
        acts[at] = acts[at].model_copy(update=changes)
        return self.model_copy(update={"acts": tuple(acts)})


class Stale(Exception):
    """Somebody has changed the draft since it was read."""


def new_id() -> str:
    """Id that nobody guesses and no two drafts share."""
    return secrets.token_hex(6)


class Drafts:
    """The drafts in one folder, which several desks may share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def all(self) -> list[DeskDraft]:
        """Every draft, the one begun last first."""
        names = (path.stem for path in self._folder.glob("*.json"))
        drafts = (each for name in names if (each := self.find(name)))
        return sorted(drafts, key=lambda each: (each.begun_on, each.id), reverse=True)

    def find(self, id: str) -> DeskDraft | None:
        """A draft by its id; None where there is none, or its file is damaged."""
        if not ID.fullmatch(id):
            return None
        try:
            return DeskDraft.model_validate_json(self._path(id).read_bytes())
        except (OSError, ValidationError):
            return None

    def save(self, draft: DeskDraft, annex: bytes | None = None) -> DeskDraft:
        """Keeps a draft, new or changed; raises `Stale` where it was changed meanwhile.

        `annex` is the content of a file uploaded with it.
        """
        with self._locked():
            kept = self.find(draft.id)
            if kept and kept.version != draft.version:
                raise Stale
            if annex is not None:
                draft = draft.model_copy(update={"annex_sha256": hashlib.sha256(annex).hexdigest()})
                self._write(self._annex_path(draft), annex)
            draft = draft.model_copy(update={"version": draft.version + 1})
            self._write(self._path(draft.id), draft.model_dump_json(indent=1).encode())
            self._drop_annexes(draft)
            return draft

    def annex(self, draft: DeskDraft) -> bytes | None:
        """Content of the file uploaded; None where there is none."""
        try:
            return self._annex_path(draft).read_bytes() if draft.annex_sha256 else None
        except OSError:
            return None

    def forget(self, draft: DeskDraft) -> None:
        """Takes a draft away with its annex."""
        with self._locked():
            self._path(draft.id).unlink(missing_ok=True)
            self._drop_annexes(draft.model_copy(update={"annex_sha256": ""}))

    def _path(self, id: str) -> Path:
        return self._folder / f"{id}.json"

    def _annex_path(self, draft: DeskDraft) -> Path:
        return self._folder / f"{draft.id}-{draft.annex_sha256[:16]}.annex"

    def _drop_annexes(self, draft: DeskDraft) -> None:
        kept = self._annex_path(draft)
        for path in self._folder.glob(f"{draft.id}-*.annex"):
            if path != kept:
                path.unlink(missing_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        write_through(beside, content)
        beside.replace(path)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / ".lock").open("wb") as lock:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield
