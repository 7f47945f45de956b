"""改动 What was done to a registry since it was last published, record by record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from generator.findings import Place
from generator.history import git
from generator.history.sameness import is_same
from generator.history.sides import Side, set_against, within
from generator.intake.receiving import Archive, drawer
from generator.records.acts import Correction
from generator.records.base import Filed
from generator.records.endorsement import Endorsement
from generator.records.receipt import Receipt

Key = tuple[str, str]
WITH_IDS = ("platforms", "acts", "batches", "regulations")
DEPARTMENTS = "departments"
DEPARTMENTS_FILE = "departments.yaml"


@dataclass(frozen=True)
class Alteration:
    """改动 The registry before and now; `former` is what ids new here named in earlier times.

    `endorsement` is who proposed and who approved it, where that is told.
    """

    before: Side
    after: Side
    former: Mapping[Key, Filed[Any]] = field(default_factory=dict)
    endorsement: Endorsement | None = None

    @cached_property
    def old(self) -> Mapping[Key, Filed[Any]]:
        """原有记录 By kind and id."""
        return by_id(self.before.receipt)

    @cached_property
    def new(self) -> Mapping[Key, Filed[Any]]:
        """现有记录 By kind and id."""
        return by_id(self.after.receipt)

    @property
    def added(self) -> Iterator[tuple[Key, Filed[Any]]]:
        """新增的记录 By ids that were not there before."""
        return ((key, filed) for key, filed in self.new.items() if key not in self.old)

    @property
    def kept(self) -> Iterator[tuple[Key, Filed[Any], Filed[Any]]]:
        """留存的记录 Before and now."""
        return ((k, f, self.new[k]) for k, f in self.old.items() if k in self.new)

    @cached_property
    def gone(self) -> Mapping[Key, Filed[Any]]:
        """不见了的记录 Their ids name nothing now; a file that cannot be read is not gone."""
        return {
            key: filed
            for key, filed in self.old.items()
            if key not in self.new and not self._is_refused(filed)
        }

    @cached_property
    def renamed(self) -> Mapping[Key, Key]:
        """改了编号的记录 The same record under another id: what it was, and what it is."""
        fresh = dict(self.added)
        pairs = {
            was: next((k for k, f in fresh.items() if _is_renamed(was, filed, k, f)), None)
            for was, filed in self.gone.items()
        }
        return {was: now for was, now in pairs.items() if now}

    @cached_property
    def new_corrections(self) -> tuple[Correction[Any], ...]:
        """新写的更正 Those that came with this alteration."""
        records = (filed.record for _, filed in self.added)
        return tuple(record for record in records if isinstance(record, Correction))

    def old_file(self, filed: Filed[Any]) -> str:
        """原来的文件 Within the registry."""
        return within(self.before.receipt.folder, filed.file)

    def place_of_old(self, filed: Filed[Any]) -> Place:
        """原来的位置 The former file, under the name that the folder has now."""
        return Place((PurePath(self.after.receipt.folder) / self.old_file(filed)).as_posix())

    def _is_refused(self, filed: Filed[Any]) -> bool:
        file = self.old_file(filed)
        return file in self.after.files and file not in self.after.filed


def _is_renamed(was: Key, old: Filed[Any], now: Key, new: Filed[Any]) -> bool:
    return was[0] == now[0] and is_same(old.record, new.record)


def by_id(receipt: Receipt) -> dict[Key, Filed[Any]]:
    """各记录 Every record that bears an id, by its kind and id."""
    found = {(d, f.record.id): f for d in WITH_IDS for f in getattr(receipt, d)}
    tables = (each for filed in receipt.departments for each in _departments(filed))
    return found | {(DEPARTMENTS, each.record.id): each for each in tables}


def _departments(filed: Filed[Any]) -> Iterator[Filed[Any]]:
    """Each department as a record of its own, which it is for whoever refers to it."""
    for at, department in enumerate(filed.record.departments):
        here = ("departments", at)
        marks = {path[2:]: mark for path, mark in filed.marks.items() if path[:2] == here}
        yield Filed(department, filed.file, marks)


def alteration(folder: Path, said: str, present: Receipt) -> Alteration:
    """改动 Since the line of work parted from a revision, by what lies in the folder now."""
    head, named = git.head(folder), git.commit_of(folder, said)
    if git.is_shallow(folder):
        raise git.NoHistory("这是浅克隆，缺少较早的提交；请先运行 git fetch --unshallow")
    parted = git.common_ancestor(folder, named, head)
    before, after = set_against(folder, said, parted, present)
    bare = Alteration(before, after)
    fresh = {key for key, _ in bare.added}
    return Alteration(before, after, _former(folder, named, fresh) if fresh else {})


def _former(folder: Path, commit: str, fresh: set[Key]) -> dict[Key, Filed[Any]]:
    """What the ids new here named in the revision or before, the latest of each."""
    standing = list(git.files(folder, commit).items())
    past = [*standing, *git.left_behind(folder, commit, "D")]
    if any(name == DEPARTMENTS for name, _ in fresh):
        past += git.left_behind(folder, commit, "DM", DEPARTMENTS_FILE)
    wanted = [(file, blob) for file, blob in past if _may_hold(file, fresh)]
    archive = Archive(dict(git.contents(folder, {blob for _, blob in wanted})))
    found: dict[Key, Filed[Any]] = {}
    for file, blob in wanted:
        found = by_id(archive.receipt({file: blob})) | found
    return {key: filed for key, filed in found.items() if key in fresh}


def _may_hold(file: str, fresh: Iterable[Key]) -> bool:
    here = str(drawer(file))
    return here == DEPARTMENTS or (here, PurePath(file).stem) in fresh
