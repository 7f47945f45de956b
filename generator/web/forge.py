"""A forge as the desk speaks to it for a clerk: by git and by its interface, and in plain words why it refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from ssl import SSLContext
from typing import Any

import httpx2

from generator.desk.beginning import ForgeKind
from generator.history import proposing
from generator.history.proposing import Remote


@dataclass(frozen=True)
class Person:
    """A clerk, as author and committer of what is handed in; `account` is the name at the forge."""

    name: str
    email: str
    account: str = ""


class Refused(Exception):
    """A sentence in plain Chinese that says why nothing was handed in; what was said is kept."""


class Expired(Refused):
    """The token of the clerk is not good any more: logging in once more helps."""


@dataclass(frozen=True)
class Forge:
    """Place where the register is kept: the kind of forge, its address, the project on it.

    `remote` is what git pushes to, `main` the branch that is published. `token` is that of one
    clerk, for as long as one is logged in; without one, git's own settings decide.
    """

    kind: ForgeKind = ForgeKind.NONE
    address: str = ""
    project: str = ""
    remote: str = ""
    main: str = "main"
    token: str | None = field(default=None, repr=False)

    def of(self, token: str | None) -> "Forge":
        """This forge, asked by the clerk whose token this is."""
        return replace(self, token=token)

    def git(self, user: str) -> Remote:
        """The forge as git speaks to it; `user` is the name that it wants beside a token."""
        return Remote(self.remote, user, self.token)


@dataclass(frozen=True)
class Proposal:
    """One commit to be looked at: its branch (`desk/…`), what it is called, and what is said of it.

    `amends` is the commit that the branch was at when it was last handed in.
    """

    branch: str
    commit: str
    title: str
    body: str
    amends: str | None = None


@dataclass(frozen=True)
class Submitted:
    """A proposal that was handed in: where to look at it (None where there is no forge), its branch and commit."""

    link: str | None
    branch: str
    commit: str


KEPT = "没有提交；您填的都还在。"
DOWN = f"代码托管平台没有答复，{KEPT}过一会儿再提交一次；一直这样的，请告诉管理员。"
EXPIRED = f"登录已经过期，{KEPT}请重新登录，再提交一次。"
FORBIDDEN = f"您的账号没有向登记簿提交的权限，{KEPT}请管理员把您加为项目成员。"
ALTERED = (
    "这份申请的分支在别处被改动过，没有覆盖它；您填的都还在。请先和审阅人商量，"
    "或者收回以后重新提交。"
)
TURNED_DOWN = f"代码托管平台没有收下这次提交，{KEPT}它说：{{}}"
LONGEST = 300
# What git and the forges say, in the order in which it is asked for.
REASONS = (
    (re.compile(r"stale info|fetch first|non-fast-forward", re.I), ALTERED),
    (re.compile(r"authentication failed|could not read username|\b401\b|terminal prompts", re.I),
     EXPIRED),
    (re.compile(r"\b403\b|not allowed to (?:push|force push) code|permission .*denied"
                r"|access denied|not found|\b404\b", re.I), FORBIDDEN),
    (re.compile(r"could ?n[o']t (?:resolve|connect)|failed to connect|timed out|unable to access"
                r"|early eof|hung up|\b50\d\b|does not appear to be a git repository", re.I), DOWN),
)  # fmt: skip
SPOKEN = re.compile(r"^remote: ?(.*)$", re.M)
USERS = {ForgeKind.GITHUB: "x-access-token"}
USUAL_USER = "oauth2"


def push(
    repository: Path, forge: Forge, refspec: str, options: Sequence[str] = (), lease: str = ""
) -> str:
    """Answer of the forge to the push of one reference; raises `Refused`."""
    try:
        return proposing.pushed(repository, _remote(forge), refspec, options, lease)
    except proposing.GitRefused as fault:
        raise refusal(fault) from None


def push_branch(
    repository: Path, forge: Forge, proposal: Proposal, options: Sequence[str] = ()
) -> str:
    """Answer to the push of a draft's branch, new or where it was last handed in; raises `Refused`."""
    name = f"refs/heads/{proposal.branch}"
    lease = f"{name}:{proposal.amends or ''}"
    return push(repository, forge, f"{proposal.commit}:{name}", options, lease)


def remove_branch(repository: Path, forge: Forge, submitted: Submitted) -> None:
    """Removes a draft's branch at the forge, where it is as it was handed in; raises `Refused`."""
    name = f"refs/heads/{submitted.branch}"
    push(repository, forge, f":{name}", lease=f"{name}:{submitted.commit}")


def fetch(repository: Path, forge: Forge, *refspecs: str) -> None:
    """References of the forge brought here; raises `Refused`."""
    try:
        proposing.fetched(repository, _remote(forge), *refspecs)
    except proposing.GitRefused as fault:
        raise refusal(fault) from None


def refusal(fault: proposing.GitRefused) -> Refused:
    """Why git refused, in a sentence; what a hook of the forge says is quoted."""
    text = str(fault)
    if isinstance(fault, proposing.GitTimeout):
        return Refused(DOWN)
    sentence = next((words for pattern, words in REASONS if pattern.search(text)), None)
    if sentence:
        return Expired(EXPIRED) if sentence is EXPIRED else Refused(sentence)
    spoken = " ".join(" ".join(SPOKEN.findall(text)).split())
    return Refused(TURNED_DOWN.format(f"“{spoken[:LONGEST]}”" if spoken else "没有写明原因。"))


def _remote(forge: Forge) -> proposing.Remote:
    return forge.git(USERS.get(forge.kind, USUAL_USER))


SECONDS = 20
EXPIRED_STATUS, FORBIDDEN_STATUSES = 401, (403, 404)
UNFIT = 422


@cache
def trusted() -> SSLContext:
    """The authorities that this machine trusts, read once."""
    return httpx2.create_ssl_context()


class Unfit(Exception):
    """The forge understood the request and cannot do it; the message is its own."""


def call(forge: Forge, method: str, url: str, body: dict[str, Any] | None = None) -> Any:
    """JSON that the forge answers; raises `Refused`, or `Unfit` where what was asked cannot be."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {forge.token}"}
    try:
        answer = httpx2.request(
            method, url, json=body, headers=headers, timeout=SECONDS, verify=trusted()
        )
        value = answer.json() if answer.content else None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        raise Refused(DOWN) from None
    _refuse(answer.status_code, value)
    return value


def _refuse(status: int, value: Any) -> None:
    if status == EXPIRED_STATUS:
        raise Expired(EXPIRED)
    if status in FORBIDDEN_STATUSES:
        raise Refused(FORBIDDEN)
    message = str(value.get("message", "")) if isinstance(value, dict) else ""
    if status == UNFIT:
        raise Unfit(message)
    if status >= 500:
        raise Refused(DOWN)
    if status >= 400:
        raise Refused(TURNED_DOWN.format(f"“{message[:LONGEST]}”"))
