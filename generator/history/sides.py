"""两侧 Two versions of one registry side by side: of two commits, or of one and the files as they lie."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from generator.history import git
from generator.intake import receive
from generator.intake.receiving import Archive, Files, drawer, on_disk
from generator.records.base import Filed
from generator.records.receipt import Receipt
from generator.register.register import Register

AS_THEY_LIE = "现有文件"


@dataclass(frozen=True)
class Side:
    """一侧 One version: what it was called, its commit (none for files as they lie), what it holds."""

    name: str
    commit: str | None
    files: Files
    receipt: Receipt

    @classmethod
    def lying(cls, folder: Path) -> "Side":
        """现有文件 Of a folder, whether or not it is in git."""
        return cls(AS_THEY_LIE, None, on_disk(folder, ()), receive(folder))

    @cached_property
    def register(self) -> Register:
        """登记簿 Bound once."""
        return Register.bind(self.receipt)

    @cached_property
    def filed(self) -> Mapping[str, Filed[Any]]:
        """各文件的记录 By the path of the file within the registry."""
        folder = self.receipt.folder
        return {within(folder, filed.file): filed for filed in self.receipt.everything}


def within(folder: str, file: str) -> str:
    """登记文件夹内的路径 Of a file as findings name it."""
    return PurePath(file).relative_to(folder).as_posix()


def of_commits(folder: Path, base: str, head: str) -> tuple[Side, Side]:
    """两个提交 By what they are called; a file that is the same in both is read once."""
    git.head(folder)
    said = [(name, git.commit_of(folder, name)) for name in (base, head)]
    listed = [(name, commit, dict(_records(folder, commit))) for name, commit in said]
    archive = Archive(
        dict(git.contents(folder, {b for *_, f in listed for b in f.values()})), folder
    )
    one, other = (Side(n, commit, files, archive.receipt(files)) for n, commit, files in listed)
    return one, other


def of_present(folder: Path, base: str, present: Receipt) -> tuple[Side, Side]:
    """一个提交与现有文件 By what the commit is called."""
    git.head(folder)
    return set_against(folder, base, git.commit_of(folder, base), present)


def have_parted(folder: Path, base: Side, head: Side) -> bool:
    """是否已分开 Whether the base went on by itself after the head had left it."""
    one, other = str(base.commit), head.commit or git.head(folder)
    if git.is_shallow(folder):
        return False
    try:
        return git.common_ancestor(folder, one, other) != one
    except git.NoRevision:
        return True


def set_against(folder: Path, name: str, commit: str, present: Receipt) -> tuple[Side, Side]:
    """相对 A commit and the files as they lie; only files that differ are read again."""
    before = dict(_records(folder, commit))
    now = Side(AS_THEY_LIE, None, on_disk(folder, before.values()), present)
    known = {f: filed for f, filed in now.filed.items() if before.get(f) == now.files.get(f, "")}
    wanted = {blob for file, blob in before.items() if file not in known}
    archive = Archive(dict(git.contents(folder, wanted)), folder)
    return Side(name, commit, before, archive.receipt(before, known)), now


def _records(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    return ((file, blob) for file, blob in git.files(folder, commit).items() if drawer(file))
