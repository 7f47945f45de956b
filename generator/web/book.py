"""The register at the newest main, read once and kept until main moves or the day is over."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from time import monotonic

from generator.checks import examine
from generator.desk.proposals import Desk
from generator.history import git
from generator.history.versions import Version
from generator.intake import receive
from generator.intake.receiving import on_disk
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.findings import Finding
from generator.web.forges.proposal import Forge, Refused
from generator.web.submission import newest_main

# A request that began before main moved may still read the folder of the commit before.
KEPT = 2
# Seconds between two questions to a forge whether main has moved.
BETWEEN = 5.0


@dataclass(frozen=True)
class Edition:
    """The register as of one commit of main and one day; `prefix` is where it lies in the repository."""

    version: Version
    prefix: str
    as_of: date

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
        """What the clerks' room works on."""
        return Desk(self.register, self.as_of)

    @cached_property
    def findings(self) -> frozenset[Finding]:
        """Every finding that main has already."""
        return frozenset((*self.version.receipt.findings, *examine(self.register, self.as_of)))


class Book:
    """Reads main anew whenever it has moved; who asks meanwhile waits for one reading only."""

    def __init__(self, repository: Path, folder: Path, today: Callable[[], date]) -> None:
        self._repository, self._folder, self._today = repository, folder, today
        self._edition: Edition | None = None
        self._asked = float("-inf")
        self._lock = Lock()

    def newest(self, forge: Forge) -> Edition:
        """The register at the newest main, today; where a forge does not answer, as it was last.

        Raises `Refused` where it never answered.
        """
        with self._lock:
            commit, today = self._commit(forge), self._today()
            last = self._edition
            if last is None or last.commit != commit:
                self._edition = self._read(commit, today)
            elif last.as_of != today:
                self._edition = Edition(last.version, last.prefix, today)
            assert self._edition
            return self._edition

    def _commit(self, forge: Forge) -> str:
        """Main as the forge has it, asked again only after some seconds; the clone's own at once."""
        last = self._edition
        if last and forge.remote and monotonic() - self._asked < BETWEEN:
            return last.commit
        self._asked = monotonic()
        try:
            return newest_main(self._repository, forge)
        except Refused:
            if last is None:
                raise
            return last.commit

    def _read(self, commit: str, today: date) -> Edition:
        folder = self._folder / commit
        files = git.files(self._repository, commit)
        prefix = "" if "site.yaml" in files else "registry/"
        if not folder.is_dir():
            self._folder.mkdir(parents=True, exist_ok=True)
            git.lay_out(self._repository, commit, prefix, folder)
        self._clear(folder)
        registry = folder / prefix
        version = Version("main", commit, on_disk(registry, ()), receive(registry))
        return Edition(version, prefix, today)

    def _clear(self, current: Path) -> None:
        others = [path for path in self._folder.iterdir() if path.is_dir() and path != current]
        for old in sorted(others, key=lambda path: path.stat().st_mtime)[: 1 - KEPT or None]:
            shutil.rmtree(old, ignore_errors=True)
