"""Without a forge: the branch itself, in the clone on one's own machine or where git alone pushes to."""

from pathlib import Path

from generator.history import proposing
from generator.web.draft import RequestState
from generator.web.forges.dialect import Dialect
from generator.web.forges.proposal import Forge, Proposal, Refused, Submitted
from generator.web.forges.pushing import ALTERED, push_branch, remove_branch

IN_USE = "这个分支正在别处打开着，没有动它；您填的都还在。请先在那里切换到别的分支。"


def propose(repository: Path, proposal: Proposal, forge: Forge) -> None:
    """Puts the branch at the commit."""
    if forge.remote:
        push_branch(repository, forge, proposal)
    else:
        _move(repository, proposal.branch, proposal.commit, proposal.amends)


def withdraw(repository: Path, submitted: Submitted, forge: Forge) -> None:
    """Removes the branch."""
    if forge.remote:
        remove_branch(repository, forge, submitted)
    else:
        _move(repository, submitted.branch, None, submitted.commit)


def state(repository: Path, submitted: Submitted, forge: Forge) -> RequestState:
    """Closed once somebody has removed the branch; git elsewhere tells nothing of that."""
    name = f"refs/heads/{submitted.branch}"
    is_gone = not forge.remote and name not in proposing.branches(repository, name)
    return RequestState.CLOSED if is_gone else RequestState.OPEN


def _move(repository: Path, branch: str, commit: str | None, before: str | None) -> None:
    if proposing.worked_on(repository, branch):
        raise Refused(IN_USE)
    try:
        proposing.move_branch(repository, branch, commit, before)
    except proposing.GitRefused:
        raise Refused(ALTERED) from None


NONE = Dialect("本机", propose, withdraw, state, "refs/heads/desk/*")
