"""Gitea and Forgejo: a push to `refs/for/…` is the request (AGit); no branch is made."""

import re
from pathlib import Path

from generator.web.draft import RequestState
from generator.web.forges.dialect import Dialect, number_of
from generator.web.forges.proposal import Forge, Person, Proposal, Submitted
from generator.web.forges.pushing import push
from generator.web.forges.rest import call


def propose(repository: Path, proposal: Proposal, forge: Forge) -> str | None:
    """Pushes the commit under its topic; the forge tells the address of the request in its answer.

    Its title and what is said of it, the forge takes from the message of the commit.
    """
    options = (f"topic={proposal.branch}", "force-push=true")
    answer = push(repository, forge, f"{proposal.commit}:refs/for/{forge.main}", options)
    link = re.search(rf"{re.escape(forge.address)}/\S+/pulls/\d+", answer)
    return link[0] if link else None


def withdraw(_: Path, submitted: Submitted, forge: Forge) -> None:
    """Closes the request."""
    call(forge, "PATCH", f"{_api(forge)}/pulls/{number_of(submitted)}", {"state": "closed"})


def state(_: Path, submitted: Submitted, forge: Forge) -> RequestState:
    """How the request stands."""
    pull = call(forge, "GET", f"{_api(forge)}/pulls/{number_of(submitted)}")
    return RequestState.MERGED if pull["merged"] else RequestState(pull["state"])


def person(forge: Forge) -> Person:
    """The clerk whose token this is."""
    user = call(forge, "GET", f"{forge.address}/api/v1/user")
    return Person(user.get("full_name") or user["login"], user.get("email") or "", user["login"])


def may_write(forge: Forge, _: Person) -> bool:
    """Whether the clerk may push to the project."""
    return bool(call(forge, "GET", _api(forge))["permissions"]["push"])


def _api(forge: Forge) -> str:
    return f"{forge.address}/api/v1/repos/{forge.project}"


GITEA = Dialect(
    "Gitea", propose, withdraw, state, "refs/pull/*/head",
    "/login/oauth/authorize", "/login/oauth/access_token", "read:user write:repository",
    person, may_write,
)  # fmt: skip
