"""Differences between the forges, as one value for each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.web.draft import RequestState
from generator.web.forges.proposal import Forge, Person, Proposal, Refused, Submitted

NO_NUMBER = "不知道这份申请在代码托管平台上的编号；请在那里关闭它。"


def number_of(submitted: Submitted) -> int:
    """Number of a request at its forge, by its address; raises `Refused` where that is not known."""
    number = (submitted.link or "").rpartition("/")[2]
    if not number.isdecimal():
        raise Refused(NO_NUMBER)
    return int(number)


@dataclass(frozen=True)
class Dialect:
    """One kind of forge: how a request is opened and closed there, and how a clerk logs in.

    `propose` gives the address of the request, None where there is none. `state` says how it
    stands: `open`, `merged` or `closed`. `open_refs` are the references under which open requests
    can be fetched. The rest belongs to logging in: paths,
    rights that are asked for, who somebody is, and whether one may write to the project.
    """

    label: str
    propose: Callable[[Path, Proposal, Forge], str | None]
    withdraw: Callable[[Path, Submitted, Forge], None]
    state: Callable[[Path, Submitted, Forge], RequestState]
    open_refs: str
    authorize: str = ""
    token: str = ""
    scope: str = ""
    person: Callable[[Forge], Person] | None = None
    may_write: Callable[[Forge, Person], bool] | None = None
