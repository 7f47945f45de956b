"""GitHub and Gitee: the branch is pushed, and one call of their interface opens the request."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.web.draft import RequestState
from generator.web.forges.dialect import Dialect, number_of
from generator.web.forges.proposal import Forge, Person, Proposal, Refused, Submitted
from generator.web.forges.pushing import TURNED_DOWN, push_branch, remove_branch
from generator.web.forges.rest import Unfit, call


@dataclass(frozen=True)
class Interface:
    """Interface of such a forge: where it is, and what it calls things.

    `under` is its path on a server of one's own; `hosted` the address of the public service, and
    that of its interface, where this is another.
    """

    hosted: tuple[str, str]
    under: str
    rights: str
    no_mail: str

    def url(self, forge: Forge, path: str) -> str:
        """Address of a path of the interface."""
        public, api = self.hosted
        return f"{api if forge.address == public else forge.address + self.under}{path}"

    def pulls(self, forge: Forge) -> str:
        """Address of the requests of the project."""
        return self.url(forge, f"/repos/{forge.project}/pulls")

    def propose(self, repository: Path, proposal: Proposal, forge: Forge) -> str | None:
        """Pushes the branch and opens its request, or finds the one that is open."""
        push_branch(repository, forge, proposal)
        asked = {"title": proposal.title, "body": proposal.body, "head": proposal.branch}
        try:
            made = call(forge, "POST", self.pulls(forge), {**asked, "base": forge.main})
        except Unfit as fault:
            return self._open_one(proposal.branch, forge, fault)
        return _link(made)

    def _open_one(self, branch: str, forge: Forge, fault: Unfit) -> str | None:
        owner = forge.project.partition("/")[0]
        url = f"{self.pulls(forge)}?state=open&head={owner}:{branch}"
        open_ones = [each for each in call(forge, "GET", url) if each["head"]["ref"] == branch]
        if not open_ones:
            raise Refused(TURNED_DOWN.format(f"“{fault}”"))
        return _link(open_ones[0])

    def withdraw(self, repository: Path, submitted: Submitted, forge: Forge) -> None:
        """Closes the request, then removes the branch."""
        number = number_of(submitted)
        call(forge, "PATCH", f"{self.pulls(forge)}/{number}", {"state": "closed"})
        remove_branch(repository, forge, submitted)

    def state(self, _: Path, submitted: Submitted, forge: Forge) -> RequestState:
        """How the request stands; GitHub says beside it when it was merged."""
        pull = call(forge, "GET", f"{self.pulls(forge)}/{number_of(submitted)}")
        state = RequestState.MERGED if pull.get("merged_at") else str(pull["state"])
        return RequestState(state) if state in [*RequestState] else RequestState.OPEN

    def person(self, forge: Forge) -> Person:
        """The clerk whose token this is; where the address is kept private, that of the forge."""
        user = call(forge, "GET", self.url(forge, "/user"))
        email = user.get("email") or f"{user['id']}+{user['login']}@{self.no_mail}"
        return Person(user.get("name") or user["login"], email, user["login"])

    def may_write(self, forge: Forge, _: Person) -> bool:
        """Whether the clerk may push to the project."""
        project: Mapping[str, Any] = call(forge, "GET", self.url(forge, f"/repos/{forge.project}"))
        return bool((project.get(self.rights) or {}).get("push"))


def _link(pull: Mapping[str, Any]) -> str:
    return str(pull["html_url"])


_PUBLIC = ("https://github.com", "https://api.github.com")
_GITHUB = Interface(_PUBLIC, "/api/v3", "permissions", "users.noreply.github.com")
_GITEE = Interface(("", ""), "/api/v5", "permission", "user.noreply.gitee.com")
GITHUB = Dialect(
    "GitHub", _GITHUB.propose, _GITHUB.withdraw, _GITHUB.state, "refs/heads/desk/*",
    "/login/oauth/authorize", "/login/oauth/access_token", "repo", _GITHUB.person,
    _GITHUB.may_write,
)  # fmt: skip
GITEE = Dialect(
    "Gitee", _GITEE.propose, _GITEE.withdraw, _GITEE.state, "refs/heads/desk/*",
    "/oauth/authorize", "/oauth/token", "user_info projects pull_requests emails", _GITEE.person,
    _GITEE.may_write,
)  # fmt: skip
