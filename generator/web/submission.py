"""Handing in: the commit on the newest main, its branch, and the request that others look at.

No work tree is touched, nothing is merged, and no reference but `desk/…` ever moves.
"""

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.history import proposing
from generator.history.git import NoRevision, commit_of
from generator.web.forge import Expired, Forge, Person, Proposal, Refused, Submitted, fetch
from generator.web.forges import FORGES

__all__ = ["Expired", "Forge", "Person", "Refused", "Submitted", "handed_on", "submit", "take_back"]

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
