"""Differences between the forges, as one value for each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.web.forges.proposal import Forge, Person, Proposal, Submitted


@dataclass(frozen=True)
class Dialect:
    """One kind of forge: how a request is opened and closed there, and how a clerk logs in.

    `propose` gives the address of the request, None where there is none. `open_refs` are the
    references under which open requests can be fetched. The rest belongs to logging in: paths,
    rights that are asked for, who somebody is, and whether one may write to the project.
    """

    label: str
    propose: Callable[[Path, Proposal, Forge], str | None]
    withdraw: Callable[[Path, Submitted, Forge], None]
    open_refs: str
    authorize: str = ""
    token: str = ""
    scope: str = ""
    person: Callable[[Forge], Person] | None = None
    may_write: Callable[[Forge, Person], bool] | None = None
