"""台面 What the preview shows now: pages made from the newest records, and what is wrong with them.

A page is made when it is asked for, so that the one that is open shows an edit at once;
the whole site follows, and is read from the disk when it is there.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Condition

from generator.parts import Part, Parts


@dataclass(frozen=True)
class Fault:
    """一处错误 Where, what, and how to mend it, as people read it."""

    place: str
    message: str
    fix: str


@dataclass(frozen=True)
class Shown:
    """所示 `number` grows with every edit; with faults the pages stay as they were."""

    number: int = 0
    faults: tuple[Fault, ...] = ()


class Stage:
    """台面 Shared by the one who reads the records and those who answer the browsers."""

    def __init__(self) -> None:
        self.shown = Shown()
        self._changed = Condition()
        self._parts = Parts([])
        self._held = ExitStack()
        self._owners: Mapping[str, str] = {}
        self._made: dict[str, dict[str, bytes | Path]] = {}

    def show(self, parts: Parts, held: ExitStack) -> int:
        """换上 From now on pages are made of these; `held` is what they need, let go afterwards."""
        with self._changed:
            self._held.close()
            self._parts, self._held, self._made = parts, held, {}
            return self._tell(())

    def fault(self, faults: tuple[Fault, ...]) -> int:
        """报错 The pages stay."""
        with self._changed:
            return self._tell(faults)

    def settle(self, number: int, owners: Mapping[str, str]) -> None:
        """落定 The site on the disk is as of an edit; `owners` names the part of each of its files."""
        with self._changed:
            self._owners = owners
            if number == self.shown.number:
                self._held.close()
                self._parts, self._made = Parts([]), {}

    def wait(self, number: int, seconds: float) -> Shown:
        """等候 Until something other than `number` is shown, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown.number != number, seconds)
            return self.shown

    def content(self, path: str) -> bytes | None:
        """取页 A file of the newest records; none where the disk has it, or nobody does."""
        with self._changed:
            part = self._part(path)
            if part is None:
                return None
            if part.name not in self._made:
                self._made[part.name] = dict(part.make())
            found = self._made[part.name].get(path)
            return found.read_bytes() if isinstance(found, Path) else found

    def _part(self, path: str) -> Part | None:
        # A page that is new is named by its own address.
        name = self._owners.get(path) or f"page {path.removesuffix('/index.html')}"
        return self._parts.named(name)

    def _tell(self, faults: tuple[Fault, ...]) -> int:
        self.shown = Shown(self.shown.number + 1, faults)
        self._changed.notify_all()
        return self.shown.number
