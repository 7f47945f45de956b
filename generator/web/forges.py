"""The forges, a dialect each: how a request is opened and closed there, and how a clerk logs in."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from generator.desk.beginning import ForgeKind
from generator.history import proposing
from generator.web.draft import RequestState
from generator.web.forge import (
    ALTERED,
    TURNED_DOWN,
    Forge,
    Person,
    Proposal,
    Refused,
    Submitted,
    Unfit,
    call,
    push,
    push_branch,
    remove_branch,
)

NO_NUMBER = "不知道这份申请在代码托管平台上的编号；请在那里关闭它。"
IN_USE = "这个分支正在别处打开着，没有动它；您填的都还在。请先在那里切换到别的分支。"
DEVELOPER = 30


@dataclass(frozen=True)
class Dialect(ABC):
    """One kind of forge; `open_refs` are the references under which open requests can be fetched.

    The rest belongs to logging in: its paths, and the rights that are asked for.
    """

    label: str
    open_refs: str = "refs/heads/desk/*"
    authorize: str = ""
    token: str = ""
    scope: str = ""

    @abstractmethod
    def propose(self, repository: Path, proposal: Proposal, forge: Forge) -> str | None:
        """Opens the request, or brings the open one up to date; gives its address where it has one."""

    @abstractmethod
    def withdraw(self, repository: Path, submitted: Submitted, forge: Forge) -> None:
        """Closes the request and removes its branch."""

    @abstractmethod
    def state(self, repository: Path, submitted: Submitted, forge: Forge) -> RequestState:
        """How the request stands."""


class HostedDialect(Dialect):
    """A forge at which clerks have accounts."""

    @abstractmethod
    def person(self, forge: Forge) -> Person:
        """The clerk whose token this is."""

    @abstractmethod
    def may_write(self, forge: Forge, clerk: Person) -> bool:
        """Whether the clerk may push to the project."""


def _number_of(submitted: Submitted) -> int:
    """Number of a request at its forge, by its address; raises `Refused` where that is not known."""
    number = (submitted.link or "").rpartition("/")[2]
    if not number.isdecimal():
        raise Refused(NO_NUMBER)
    return int(number)


@dataclass(frozen=True, kw_only=True)
class BranchAndCall(HostedDialect):
    """GitHub and Gitee: the branch is pushed, and one call of the interface opens the request.

    `under` is the path of the interface on a server of one's own; `hosted` the address of the
    public service, and that of its interface, where this is another.
    """

    hosted: tuple[str, str] = ("", "")
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
        return str(made["html_url"])

    def _open_one(self, branch: str, forge: Forge, fault: Unfit) -> str | None:
        owner = forge.project.partition("/")[0]
        url = f"{self.pulls(forge)}?state=open&head={owner}:{branch}"
        open_ones = [each for each in call(forge, "GET", url) if each["head"]["ref"] == branch]
        if not open_ones:
            raise Refused(TURNED_DOWN.format(f"“{fault}”"))
        return str(open_ones[0]["html_url"])

    def withdraw(self, repository: Path, submitted: Submitted, forge: Forge) -> None:
        """Closes the request, then removes the branch."""
        number = _number_of(submitted)
        call(forge, "PATCH", f"{self.pulls(forge)}/{number}", {"state": "closed"})
        remove_branch(repository, forge, submitted)

    def state(self, _: Path, submitted: Submitted, forge: Forge) -> RequestState:
        """How the request stands; GitHub says beside it when it was merged."""
        pull = call(forge, "GET", f"{self.pulls(forge)}/{_number_of(submitted)}")
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


class GitLab(HostedDialect):
    """GitLab: the push itself opens the merge request (push options), and its end closes it."""

    def propose(self, repository: Path, proposal: Proposal, forge: Forge) -> str | None:
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

    def withdraw(self, repository: Path, submitted: Submitted, forge: Forge) -> None:
        """Removes the branch; GitLab closes the merge request of a branch that is gone."""
        remove_branch(repository, forge, submitted)

    def state(self, _: Path, submitted: Submitted, forge: Forge) -> RequestState:
        """How the merge request stands."""
        path = f"merge_requests/{_number_of(submitted)}"
        known = str(call(forge, "GET", f"{self._api(forge)}/{path}")["state"])
        return RequestState(known) if known in [*RequestState] else RequestState.OPEN

    def person(self, forge: Forge) -> Person:
        """The clerk whose token this is."""
        user = call(forge, "GET", f"{forge.address}/api/v4/user")
        email = user.get("commit_email") or user.get("email") or ""
        return Person(user.get("name") or user["username"], email, str(user["id"]))

    def may_write(self, forge: Forge, clerk: Person) -> bool:
        """Whether the clerk is at least a developer of the project, by itself or by its group."""
        member = call(forge, "GET", f"{self._api(forge)}/members/all/{clerk.account}")
        return bool(member["access_level"] >= DEVELOPER)

    def _api(self, forge: Forge) -> str:
        return f"{forge.address}/api/v4/projects/{quote(forge.project, safe='')}"


class Gitea(HostedDialect):
    """Gitea and Forgejo: a push to `refs/for/…` is the request (AGit); no branch is made."""

    def propose(self, repository: Path, proposal: Proposal, forge: Forge) -> str | None:
        """Pushes the commit under its topic; the forge tells the address of the request in its answer.

        Its title and what is said of it, the forge takes from the message of the commit.
        """
        options = (f"topic={proposal.branch}", "force-push=true")
        answer = push(repository, forge, f"{proposal.commit}:refs/for/{forge.main}", options)
        link = re.search(rf"{re.escape(forge.address)}/\S+/pulls/\d+", answer)
        return link[0] if link else None

    def withdraw(self, _: Path, submitted: Submitted, forge: Forge) -> None:
        """Closes the request."""
        url = f"{self._api(forge)}/pulls/{_number_of(submitted)}"
        call(forge, "PATCH", url, {"state": "closed"})

    def state(self, _: Path, submitted: Submitted, forge: Forge) -> RequestState:
        """How the request stands."""
        pull = call(forge, "GET", f"{self._api(forge)}/pulls/{_number_of(submitted)}")
        return RequestState.MERGED if pull["merged"] else RequestState(pull["state"])

    def person(self, forge: Forge) -> Person:
        """The clerk whose token this is."""
        user = call(forge, "GET", f"{forge.address}/api/v1/user")
        name, email = user.get("full_name") or user["login"], user.get("email") or ""
        return Person(name, email, user["login"])

    def may_write(self, forge: Forge, _: Person) -> bool:
        """Whether the clerk may push to the project."""
        return bool(call(forge, "GET", self._api(forge))["permissions"]["push"])

    def _api(self, forge: Forge) -> str:
        return f"{forge.address}/api/v1/repos/{forge.project}"


class WithoutForge(Dialect):
    """The branch itself, in the clone on one's own machine or where git alone pushes to."""

    def propose(self, repository: Path, proposal: Proposal, forge: Forge) -> None:
        """Puts the branch at the commit."""
        if forge.remote:
            push_branch(repository, forge, proposal)
        else:
            _move(repository, proposal.branch, proposal.commit, proposal.amends)

    def withdraw(self, repository: Path, submitted: Submitted, forge: Forge) -> None:
        """Removes the branch."""
        if forge.remote:
            remove_branch(repository, forge, submitted)
        else:
            _move(repository, submitted.branch, None, submitted.commit)

    def state(self, repository: Path, submitted: Submitted, forge: Forge) -> RequestState:
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


HOSTED: Mapping[ForgeKind, HostedDialect] = {
    ForgeKind.GITHUB: BranchAndCall(
        "GitHub",
        authorize="/login/oauth/authorize",
        token="/login/oauth/access_token",
        scope="repo",
        hosted=("https://github.com", "https://api.github.com"),
        under="/api/v3",
        rights="permissions",
        no_mail="users.noreply.github.com",
    ),
    ForgeKind.GITLAB: GitLab(
        "GitLab",
        authorize="/oauth/authorize",
        token="/oauth/token",
        scope="read_api write_repository",
    ),
    ForgeKind.GITEA: Gitea(
        "Gitea",
        open_refs="refs/pull/*/head",
        authorize="/login/oauth/authorize",
        token="/login/oauth/access_token",
        scope="read:user write:repository",
    ),
    ForgeKind.GITEE: BranchAndCall(
        "Gitee",
        authorize="/oauth/authorize",
        token="/oauth/token",
        scope="user_info projects pull_requests emails",
        under="/api/v5",
        rights="permission",
        no_mail="user.noreply.gitee.com",
    ),
}
FORGES: Mapping[ForgeKind, Dialect] = {**HOSTED, ForgeKind.NONE: WithoutForge("本机")}
