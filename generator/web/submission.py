"""Handing in: the commit on the newest main, its branch, the request that others look at, and its end.

No work tree is touched, nothing is merged, and no reference but `desk/…` ever moves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path, PurePosixPath
from threading import Lock
from time import monotonic

from generator.desk.annexes.columns import column_label, folded_head
from generator.desk.annexes.listing import AnnexListing
from generator.desk.annexes.matching import NOT_A_ROW
from generator.desk.annexes.opening import tabbed_text
from generator.history import git, proposing
from generator.history.git import NoRevision, commit_of
from generator.web.draft import ANNEX, PASTED, DeskDraft, DraftAct, Drafts, RequestState, Sent
from generator.web.forge import Forge, Person, Proposal, Refused, Submitted, fetch
from generator.web.forges import FORGES

BRANCH = re.compile(r"desk/[a-z0-9][a-z0-9-]{0,60}")
LONGEST_TITLE = 200
# Where main of the origin lies here; a branch could be checked out, and is then not to be moved.
FETCHED = "refs/desk/main"
# What git would take for the end of a name or an address.
NO_NAME = re.compile(r"[<>\x00-\x1f\x7f]")


def submit(
    repository: Path,
    draft_branch: str,
    base: str,
    files: Mapping[str, bytes | None],
    author: Person,
    title: str,
    body: str,
    forge: Forge,
    amends: str | None = None,
) -> Submitted:
    """Commits the files on `base` as the clerk, and hands them in on a branch of their own.

    `files` are by their path from the top of the repository, None for one that goes. `amends` is
    the commit that was handed in before, where it is to be replaced. Raises `Refused`, and then
    nothing has been handed in.
    """
    _refuse_strange(draft_branch, files)
    title = " ".join(title.split())[:LONGEST_TITLE]
    who = (NO_NAME.sub("", author.name).strip(), NO_NAME.sub("", author.email).strip())
    if not all(who):
        raise Refused(
            "没有您的姓名或者邮箱，不能署名提交；请在代码托管平台的个人设置里填好，再登录一次。"
        )
    try:
        commit = proposing.committed(repository, base, files, who, f"{title}\n\n{body}\n")
        if proposing.is_same(repository, base, commit):
            raise Refused("与现在的登记簿相比没有任何变化，不用提交。")
    except proposing.GitRefused:
        raise Refused("登记簿的仓库写不进去，没有提交；您填的都还在，请告诉管理员。") from None
    proposal = Proposal(draft_branch, commit, title, body, amends)
    return Submitted(FORGES[forge.kind].propose(repository, proposal, forge), draft_branch, commit)


def take_back(repository: Path, submitted: Submitted, forge: Forge) -> None:
    """Closes what was handed in and removes its branch; raises `Refused` where that fails."""
    _refuse_strange(submitted.branch, {})
    FORGES[forge.kind].withdraw(repository, submitted, forge)


def handed_on(repository: Path, submitted: Submitted) -> bytes:
    """The commit as one file that can be sent by other means and taken with `git am`."""
    return proposing.mailed(repository, f"{submitted.commit}^", submitted.commit)


def newest_main(repository: Path, forge: Forge) -> str:
    """Id of the newest commit of main; of a repository that is a copy, its origin is asked first.

    Raises `Refused` where the origin does not answer or has no such branch.
    """
    name = f"refs/heads/{forge.main}"
    if forge.remote:
        fetch(repository, forge, f"+{name}:{FETCHED}")
        name = FETCHED
    try:
        return commit_of(repository, name)
    except NoRevision:
        raise Refused(f"登记簿的仓库里没有分支“{forge.main}”；请告诉管理员。") from None


def _refuse_strange(branch: str, files: Mapping[str, bytes | None]) -> None:
    """A branch or a path that the desk never makes itself is a fault of the program, or forged."""
    strange = [path for path in files if not _is_plain(path)]
    if not BRANCH.fullmatch(branch) or strange:
        raise Refused("要写的分支或者文件名不合规定，没有提交。")


def _is_plain(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(
        path.isprintable()
        and parts
        and path == "/".join(parts)
        and "\\" not in path
        and not path.startswith("/")
        and not any(part == ".." or part.lower().startswith(".git") for part in parts)
    )


# Seconds between two questions to the forge about one request.
BETWEEN = 10.0
Listings = Callable[[DeskDraft], list[AnnexListing | None]]


@dataclass
class Settling:
    """Asks main, and now and then the forge, about requests that are open."""

    _asked: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def settled(
        self,
        draft: DeskDraft,
        drafts: Drafts,
        repository: Path,
        main: str,
        forge: Forge,
        listings: Listings,
    ) -> DeskDraft:
        """The draft as its request stands now; once that is settled it has no annex.

        `listings` gives the list of each act: what was taken from the annex of one that was turned
        down stays as a pasted text.
        """
        if draft.sent is None or draft.is_settled:
            return draft
        state = self._state(draft.sent, repository, main, forge)
        if state is RequestState.OPEN:
            return draft
        if state is RequestState.CLOSED and draft.annex:
            pairs = zip(draft.acts, listings(draft), strict=True)
            acts = tuple(without_annex(act, listing) for act, listing in pairs)
            draft = draft.model_copy(update={"acts": acts, "split": False})
        sent = draft.sent.model_copy(update={"state": state}) if draft.sent else None
        return drafts.save(draft.model_copy(update={"sent": sent, "annex": "", "annex_sha256": ""}))

    def _state(self, sent: Sent, repository: Path, main: str, forge: Forge) -> RequestState:
        if git.holds(repository, main, sent.commit):
            return RequestState.MERGED
        with self._lock:
            last = self._asked.get(sent.commit, float("-inf"))
            if forge.remote and monotonic() - last < BETWEEN:
                return RequestState.OPEN
            self._asked[sent.commit] = monotonic()
        try:
            submitted = Submitted(sent.link, sent.branch, sent.commit)
            return FORGES[forge.kind].state(repository, submitted, forge)
        except Refused:
            return RequestState.OPEN


def without_annex(act: DraftAct, listing: AnnexListing | None) -> DraftAct:
    """An act whose list came from the annex, with what was read there as a pasted text; rulings go with their rows."""
    if act.listing != ANNEX or listing is None:
        return act
    fields = [*dict.fromkeys(name for line in listing.lines for name in line.texts)]
    heads = [column_label(name) for name in fields]
    first = listing.lines[0].titles if listing.lines else ()
    above = [[title.text] for title in takewhile(lambda title: title.is_above, first)]
    written, rulings, titles = [*above, heads], dict[str, str](), len(above)
    for line in listing.lines:
        ruling = act.rulings.get(line.label)
        if ruling == NOT_A_ROW:
            continue
        written += [[title.text] for title in line.titles[titles:]]
        titles = len(line.titles)
        written.append([line.texts.get(name, "") for name in fields])
        rulings |= {str(len(written)): ruling} if ruling else {}
    changes = {
        "listing": PASTED, "pasted": tabbed_text(written), "rulings": rulings, "edits": {}, "sheets": (),
        "section": None, "columns": dict(zip(map(folded_head, heads), fields, strict=True)),
    }  # fmt: skip
    return act.model_copy(update=changes)
