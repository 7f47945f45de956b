"""指纹 A hash of a whole registry folder: every name below it, and every byte of its records."""

import os
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

from generator.shelf import key_of


def fingerprint(folder: Path) -> bytes:
    """指纹 The same folder gives the same; nothing where something cannot be read, or is a link."""
    said: list[bytes] = []
    with suppress(OSError):
        for path, each in _listed(str(folder)):
            if each.is_symlink():
                return b""
            said += [os.fsencode(path), _content(each)]
        return key_of(b"registry", *said) if said else b""
    return b""


def _listed(folder: str, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file and link by its path, but for git's own."""
    with os.scandir(f"{folder}/{below}") as found:
        inside = sorted(found, key=lambda each: each.name)
    for each in inside:
        if not each.is_dir(follow_symlinks=False):
            yield f"{below}{each.name}", each
        elif each.name != ".git":
            yield from _listed(folder, f"{below}{each.name}/")


def _content(each: os.DirEntry[str]) -> bytes:
    if not each.name.endswith(".yaml") or not each.is_file():
        return b""
    with FileIO(each.path) as record:  # to open a `Path` costs as much again
        return record.readall()
