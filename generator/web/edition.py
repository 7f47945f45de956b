"""The register as the desk works on it: one version, on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.checks import examine
from generator.desk.due import DueDuty, due_duties
from generator.desk.proposals import Desk
from generator.history.versions import Version
from generator.register.identity import designations
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.findings import Finding
from generator.terms.sameness import sameness


@dataclass(frozen=True)
class Edition:
    """The register as of one commit of main and one day; `prefix` is where it lies in the repository."""

    version: Version
    prefix: str
    as_of: date
    _due: dict[int, list[DueDuty]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def commit(self) -> str:
        """Id of the commit of main."""
        return str(self.version.commit)

    @property
    def folder(self) -> Path:
        """Folder that holds the records of the commit."""
        return Path(self.version.receipt.folder)

    @property
    def register(self) -> Register:
        """The register."""
        return self.version.register

    @cached_property
    def snapshot(self) -> Snapshot:
        """The register on the day."""
        return Snapshot.of(self.register, self.as_of)

    @cached_property
    def desk(self) -> Desk:
        """Register and day, as the clerks' room works on them."""
        return Desk(self.register, self.as_of)

    @cached_property
    def findings(self) -> frozenset[Finding]:
        """Every finding that main has already."""
        return frozenset((*self.version.receipt.findings, *examine(self.register, self.as_of)))

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Names that each platform ever had, its id and codes too, as names are compared."""
        histories = self.register.histories
        return {
            id: tuple(map(sameness, (history.platform.id, *designations(history))))
            for id, history in histories.items()
        }

    def duties(self, within: int) -> list[DueDuty]:
        """Duties within so many days, and those overdue; worked out once."""
        if within not in self._due:
            self._due[within] = due_duties(self.snapshot, within)
        return self._due[within]

    def judge(self) -> None:
        """Works out the findings, which takes long in a large register."""
        _ = self.findings
