"""A proposal to a forge: by whom, of which commit, and the sentence where it is refused."""

from dataclasses import dataclass, field, replace

from generator.desk.beginning import ForgeKind
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
