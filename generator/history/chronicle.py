"""沿革 The versions of a register, one per commit that changed it, oldest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from generator.history import git
from generator.history.sides import within
from generator.intake.receiving import Archive, drawer
from generator.records.base import Filed
from generator.records.receipt import Receipt
from generator.register.register import Register

SHALLOW = "这是浅克隆，缺少较早的提交，没有变更记录；请先运行 git fetch --unshallow。"

# What kind of record a drawer holds, as the log calls it; else by the name of the drawer.
SUBJECTS = {
    "acts": "notice",
    "platforms": "platform",
    "regulations": "regulation",
    "batches": "batch",
    "work_calendars": "work_calendar",
}
Key = tuple[str, str]
# What was recorded, as JSON text; none where the record was taken out.
Items = Mapping[Key, bytes | None]
Changed = Mapping[str, str | None]
NOTHING = Receipt()


@dataclass(frozen=True)
class Version:
    """一个版本 What one commit did to the register: to its files, and to its records.

    `items` is what the commit recorded, as written; `sealed` a log that it put down.
    """

    commit: str
    on: date
    changed: Changed
    items: Items = field(default_factory=dict)
    sealed: bytes | None = None


@dataclass(frozen=True)
class Chronicle:
    """沿革 `commit` is what the register was read from; `unavailable` says why there is none."""

    commit: str | None
    versions: tuple[Version, ...]
    unavailable: str | None = None
    _archive: Archive | None = None
    # The records of the files as they lie, where those are the files of the last version.
    _present: Mapping[str, Filed[Any]] = field(default_factory=dict)

    def registers(self) -> Iterator[tuple[Version, Register]]:
        """各版本的登记簿 One after the other: two of a large register are as much as one can hold."""
        assert self._archive or not self.versions
        last = _files(self.versions)
        files: dict[str, str] = {}
        for version in self.versions:
            files = _after(files, version.changed)
            same = (f for f, blob in files.items() if f in self._present and last.get(f) == blob)
            known = {file: self._present[file] for file in same}
            assert self._archive
            yield version, Register.bind(self._archive.receipt(files, known))


def chronicle(folder: Path, receipt: Receipt = NOTHING) -> Chronicle:
    """沿革 Of a registry folder; without git, or from a shallow clone, it says so.

    `receipt` is what was received of the folder: what has not changed is not read again.
    """
    try:
        commit = git.head(folder)
    except git.NoHistory as reason:
        return Chronicle(None, (), f"{reason}，没有变更记录。")
    named = None if git.is_changed(folder) else commit
    if git.is_shallow(folder):
        return Chronicle(named, (), SHALLOW)
    archive, versions = _told(folder, git.commits(folder))
    present = {within(receipt.folder, each.file): each for each in receipt.everything}
    return Chronicle(named, versions, None, archive, present if named else {})


def key_of(file: str) -> Key:
    """记录的种类与编号 Of a file of records, by its path in the register."""
    name = str(drawer(file))
    return SUBJECTS.get(name, name), PurePosixPath(file).stem


def state(folder: Path) -> bytes:
    """版本状态 What the chronicle of a folder depends on: while this stays, so does the chronicle."""
    try:
        commit = git.head(folder)
    except git.NoHistory as reason:
        return str(reason).encode()
    return f"{commit} {git.is_changed(folder)} {git.is_shallow(folder)}".encode()


def _told(folder: Path, commits: Iterable[git.Commit]) -> tuple[Archive, tuple[Version, ...]]:
    named: dict[str, set[str]] = {}
    for file, blob in ((file, b) for each in commits for file, b in each.blobs.items() if b):
        if _is_told(file):
            named.setdefault(blob, set()).add(file)
    archive, sealed = Archive(), {}
    for blob, content in git.contents(folder, named):
        for file in named[blob] - {git.SEALED}:
            archive.take(file, blob, content)
        if git.SEALED in named[blob]:
            sealed[blob] = content
    return archive, tuple(_versions(commits, archive, sealed))


def _versions(
    commits: Iterable[git.Commit], archive: Archive, sealed: Mapping[str, bytes]
) -> Iterator[Version]:
    for commit in commits:
        changed = {file: blob for file, blob in commit.blobs.items() if drawer(file)}
        if changed or git.SEALED in commit.blobs:
            seal = sealed.get(commit.blobs.get(git.SEALED) or "")
            yield Version(commit.id, commit.on, changed, _items(archive, changed), seal)


def _files(versions: Iterable[Version]) -> dict[str, str]:
    """What lay in the register after the last of them."""
    files: dict[str, str] = {}
    for version in versions:
        files = _after(files, version.changed)
    return files


def _after(files: Mapping[str, str], changed: Changed) -> dict[str, str]:
    return {file: blob for file, blob in {**files, **changed}.items() if blob}


def _is_told(file: str) -> bool:
    return file == git.SEALED or drawer(file) is not None


def _items(archive: Archive, changed: Changed) -> Items:
    """What a commit recorded; a record moved to another folder is not taken out."""
    found: dict[Key, bytes | None] = {}
    for file, blob in sorted(changed.items(), key=lambda each: each[1] is not None):
        text = archive.text(file, blob) if blob else None
        key = key_of(file)
        # Neither a file that cannot be read nor a name that is no text records anything.
        if key[1].isprintable() and (text is not None or not blob):
            found[key] = text
    return found
