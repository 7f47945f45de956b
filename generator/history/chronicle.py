"""沿革 The versions of a register, one per commit that changed it, oldest first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from generator.history import git
from generator.intake.versions import Archive, drawer
from generator.register.register import Register
from generator.shelf import NO_SHELF, Shelf

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
# Without the content where the record was taken out.
Items = Mapping[Key, Any]


@dataclass(frozen=True)
class Version:
    """一个版本 The register as one commit left it; `commit` none for what is not committed.

    `items` is what the commit recorded, as written; `sealed` a log that it put down.
    """

    commit: str | None
    on: date
    register: Register
    items: Items = field(default_factory=dict)
    sealed: bytes | None = None


@dataclass(frozen=True)
class Chronicle:
    """沿革 `commit` is what the register was read from; `unavailable` says why there is none."""

    commit: str | None
    versions: tuple[Version, ...]
    unavailable: str | None = None


def chronicle(folder: Path, shelf: Shelf = NO_SHELF) -> Chronicle:
    """沿革 Of a registry folder; without git, or from a shallow clone, it says so."""
    try:
        commit = git.head(folder)
    except git.NoHistory as reason:
        return Chronicle(None, (), f"{reason}，没有变更记录。")
    named = None if git.is_changed(folder) else commit
    if git.is_shallow(folder):
        return Chronicle(named, (), SHALLOW)
    return Chronicle(named, _versions(folder, shelf))


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


def _versions(folder: Path, shelf: Shelf) -> tuple[Version, ...]:
    commits = git.commits(folder)
    blobs = {b for each in commits for file, b in each.blobs.items() if b and _is_told(file)}
    contents = git.contents(folder, blobs)
    archive = Archive(contents, shelf=shelf)
    files: dict[str, str] = {}
    found: list[Version] = []
    for commit in commits:
        changed = {file: blob for file, blob in commit.blobs.items() if drawer(file)}
        files = {file: b for file, b in (files | changed).items() if b}
        if changed or git.SEALED in commit.blobs:
            register = Register.bind(archive.receipt(files))
            sealed = contents.get(commit.blobs.get(git.SEALED) or "")
            items = _items(archive, changed)
            found.append(Version(commit.id, commit.on, register, items, sealed))
    return tuple(found)


def _is_told(file: str) -> bool:
    return file == git.SEALED or drawer(file) is not None


def _items(archive: Archive, changed: Mapping[str, str | None]) -> Items:
    """What a commit recorded; a record moved to another folder is not taken out."""
    found: dict[Key, Any] = {}
    for file, blob in sorted(changed.items(), key=lambda each: each[1] is not None):
        value = archive.value(file, blob) if blob else None
        key = key_of(file)
        # Neither a file that cannot be read nor a name that is no text records anything.
        if key[1].isprintable() and (value is not None or not blob):
            found[key] = value
    return found
