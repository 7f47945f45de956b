"""The register at the newest main, read once and kept until main moves or the day is over."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Lock
from time import monotonic

from generator.history import git
from generator.history.versions import Version
from generator.intake import receive
from generator.intake.receiving import on_disk
from generator.web.edition import Edition
from generator.web.forge import Forge, Refused
from generator.web.submission import newest_main

# A request that began before main moved may still read the folder of the commit before.
KEPT = 2
# Seconds between two questions to a forge whether main has moved.
BETWEEN = 5.0


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
