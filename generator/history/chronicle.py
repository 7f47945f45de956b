"""沿革 The versions of a register, one per commit that changed it, oldest first."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.history import git
from generator.intake.versions import Archive, drawer
from generator.register.register import Register

SHALLOW = "这是浅克隆，缺少较早的提交，没有变更记录；请先运行 git fetch --unshallow。"


@dataclass(frozen=True)
class Version:
    """一个版本 The register as one commit left it; `commit` none for what is not committed."""

    commit: str | None
    on: date
    register: Register


@dataclass(frozen=True)
class Chronicle:
    """沿革 `commit` is what the register was read from; `unavailable` says why there is none."""

    commit: str | None
    versions: tuple[Version, ...]
    unavailable: str | None = None


def chronicle(folder: Path) -> Chronicle:
    """沿革 Of a registry folder; without git, or from a shallow clone, it says so."""
    try:
        commit = git.head(folder)
    except git.NoHistory as reason:
        return Chronicle(None, (), f"{reason}，没有变更记录。")
    named = None if git.is_changed(folder) else commit
    if git.is_shallow(folder):
        return Chronicle(named, (), SHALLOW)
    return Chronicle(named, _versions(folder))


def _versions(folder: Path) -> tuple[Version, ...]:
    commits = git.commits(folder)
    blobs = {b for each in commits for file, b in each.blobs.items() if b and drawer(file)}
    archive = Archive(git.contents(folder, blobs))
    files: dict[str, str] = {}
    found: list[Version] = []
    for commit in commits:
        changed = {file: blob for file, blob in commit.blobs.items() if drawer(file)}
        files = {file: b for file, b in (files | changed).items() if b}
        if changed:
            found.append(Version(commit.id, commit.on, Register.bind(archive.receipt(files))))
    return tuple(found)
