"""Two lines of work that parted: the records of mine and of the other, and of the commit where they did."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.history import git
from generator.history.versions import Version, beside_present
from generator.intake.receiving import drawer
from generator.records.registry import Receipt

MERGED_IN = "MERGE_HEAD"
# Where a copy of the repository keeps what is published, first the one that others push to.
USUAL = ("origin/main", "main")
Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Parted:
    """Record files by path, and `beside` them one that is none; `present` is what lies in the folder.

    While git merges the other, `own` is my last commit, and what lies there may be of both.
    `unsettled` are files that git could not put together, in whatever it is doing.
    """

    other_name: str
    base: Contents
    own: Contents
    theirs: Contents
    present: Contents
    is_merging: bool
    unsettled: tuple[str, ...] = ()

    @property
    def other_shown(self) -> str:
        """The other line of work as we speak of it."""
        return "正在并入的版本" if self.other_name == MERGED_IN else f" {self.other_name} "


def parted(folder: Path, name: str | None, beside: str) -> Parted:
    """My work beside the other: that named, else what git is merging in, else the published one.

    Raises NoHistory outside git, NoRevision for a name that means no one commit.
    """
    here = git.head(folder)
    merged_in = _commit_or_none(folder, MERGED_IN)
    other_name = name or (MERGED_IN if merged_in else _usual(folder))
    other = git.commit_of(folder, other_name)
    base = git.common_ancestor(folder, here, other)
    before, own, theirs = (_contents(folder, commit, beside) for commit in (base, here, other))
    is_merging = merged_in == other
    present = _present(folder, beside)
    unsettled = tuple(git.unmerged(folder))
    return Parted(
        other_name, before, own if is_merging else present, theirs, present, is_merging, unsettled
    )


def before_parting(folder: Path, name: str | None, present: Receipt) -> tuple[str, Version] | None:
    """Name of the other line of work, and the records where mine left it; None where none differ, or git cannot tell."""
    try:
        other = name or _usual(folder)
        commit = git.common_ancestor(folder, git.head(folder), git.commit_of(folder, other))
    except (git.NoHistory, git.NoRevision):
        return None
    before, now = beside_present(folder, other, commit, present)
    return None if before.files == now.files else (other, before)


def _usual(folder: Path) -> str:
    return next((name for name in USUAL if _commit_or_none(folder, name)), USUAL[-1])


def _commit_or_none(folder: Path, name: str) -> str | None:
    try:
        return git.commit_of(folder, name)
    except git.NoRevision:
        return None


def _contents(folder: Path, commit: str, beside: str) -> Contents:
    files = {f: blob for f, blob in git.files(folder, commit).items() if drawer(f) or f == beside}
    contents = dict(git.contents(folder, files.values()))
    return {file: contents[blob] for file, blob in files.items()}


def _present(folder: Path, beside: str) -> Contents:
    names = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.yaml") if p.is_file()}
    names[beside] = folder / beside
    return {
        name: path.read_bytes()
        for name, path in names.items()
        if path.is_file() and (drawer(name) or name == beside)
    }
