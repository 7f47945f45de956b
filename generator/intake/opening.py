"""开卷 One record file to a document, within a stated size, and never through a link."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Finding, Place
from generator.intake import rules
from generator.intake.located_yaml import LARGEST, Document
from generator.intake.packed import AnyDocument, packed
from generator.shelf import NO_SHELF, Shelf


def opened(path: Path, shelf: Shelf = NO_SHELF) -> AnyDocument:
    """开卷 What stands in the file, or the finding that says why it was not read."""
    if path.is_symlink():
        return _refused(path, linked(path))
    try:
        return packed(path.as_posix(), _read(path), shelf, _read)
    except OSError as fault:
        return _refused(path, cannot_read(path, fault))


def _read(path: str | Path) -> bytes:
    with Path(path).open("rb") as file:
        # One byte more than the bound tells that there is more.
        return file.read(LARGEST + 1)


def _refused(path: Path, finding: Finding) -> Document:
    document = Document(path.as_posix())
    document.findings.append(finding)
    return document


def cannot_read(path: Path, fault: OSError) -> Finding:
    """读不了 The system's own reason."""
    message = f"无法读取（{fault.strerror}）"
    return rules.UNREADABLE.found(Place(path.as_posix()), message, "检查该文件或文件夹的读取权限")


def linked(path: Path) -> Finding:
    """链接 What it leads to may lie outside the registry, and change without a commit."""
    message = f"是一个链接，指向“{path.readlink()}”，不会被读取"
    return rules.UNREADABLE.found(Place(path.as_posix()), message, "删去链接，把文件本身放在这里")


def surveyed(folder: Path) -> tuple[set[Path], list[Finding]]:
    """查看 The folders that are links, and what in the registry cannot be listed."""
    found: list[Finding] = []
    links = set(_linked_folders(folder, found))
    return links, [*found, *map(linked, sorted(links))]


def _linked_folders(folder: Path, found: list[Finding]) -> Iterator[Path]:
    walked = os.walk(folder, onerror=lambda e: found.append(cannot_read(Path(e.filename), e)))
    for root, folders, _ in walked:
        paths = (Path(root, name) for name in folders if not name.startswith("."))
        yield from (path for path in paths if path.is_symlink())
