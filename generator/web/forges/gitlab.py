"""GitLab: the push itself opens the merge request (push options), and its end closes it."""

import re
from pathlib import Path
from urllib.parse import quote

from generator.web.draft import RequestState
from generator.web.forges.dialect import Dialect, number_of
from generator.web.forges.proposal import Forge, Person, Proposal, Submitted
from generator.web.forges.pushing import push_branch, remove_branch
from generator.web.forges.rest import call

DEVELOPER = 30


def propose(repository: Path, proposal: Proposal, forge: Forge) -> str | None:
    """Pushes the branch; the forge tells the address of the merge request in its answer.

    What is said of it, GitLab takes from the message of the commit.
    """
    options = (
        "merge_request.create",
        "merge_request.remove_source_branch",
        f"merge_request.target={forge.main}",
        f"merge_request.title={proposal.title}",
    )
    answer = push_branch(repository, forge, proposal, options)
    link = re.search(rf"{re.escape(forge.address)}/\S+/merge_requests/\d+", answer)
    return link[0] if link else None


def withdraw(repository: Path, submitted: Submitted, forge: Forge) -> None:
    """Removes the branch; GitLab closes the merge request of a branch that is gone."""
    remove_branch(repository, forge, submitted)


def state(_: Path, submitted: Submitted, forge: Forge) -> RequestState:
    """How the merge request stands."""
    path = f"merge_requests/{number_of(submitted)}"
    known = str(call(forge, "GET", f"{_api(forge)}/{path}")["state"])
    return RequestState(known) if known in [*RequestState] else RequestState.OPEN


def person(forge: Forge) -> Person:
    """The clerk whose token this is."""
    user = call(forge, "GET", f"{forge.address}/api/v4/user")
    email = user.get("commit_email") or user.get("email") or ""
    return Person(user.get("name") or user["username"], email, str(user["id"]))


def may_write(forge: Forge, clerk: Person) -> bool:
    """Whether the clerk is at least a developer of the project, by itself or by its group."""
    member = call(forge, "GET", f"{_api(forge)}/members/all/{clerk.account}")
    return bool(member["access_level"] >= DEVELOPER)


def _api(forge: Forge) -> str:
    return f"{forge.address}/api/v4/projects/{quote(forge.project, safe='')}"


GITLAB = Dialect(
    "GitLab", propose, withdraw, state, "refs/heads/desk/*",
    "/oauth/authorize", "/oauth/token", "read_api write_repository", person, may_write,
)  # fmt: skip
