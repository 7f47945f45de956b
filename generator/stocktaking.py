"""清点 The files of a site counted as they lie on the disk, by all cores where there are many."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator import workers
from generator.ledger import Ledger, Stamp, stamp

# So many files, and a second process saves more than it costs.
MANY = 16_000
Lying = tuple[str, os.DirEntry[str]]


class Count(NamedTuple):
    """清点结果 How many files there are, and how many of them are as they are due."""

    found: int
    right: int


def stands(ledger: Ledger, folder: Path) -> bool:
    """是否原样 Whether the folder holds every file as it was written, and nothing else."""
    due = ledger.stamps
    return _taken(folder, due, len(due)) == Count(len(due), len(due))


def count(folder: Path, about: int) -> int:
    """文件数 Of a folder where so many are thought to be."""
    return _taken(folder, {}, about).found


def walked(folder: Path, *rooms: str) -> Iterator[Lying]:
    """逐个文件 Every file below a folder, or below some rooms of it, by its path."""
    below = [*rooms] or [""]
    while below:
        room = below.pop()
        for path, each in _inside(folder, room):
            if each.is_dir(follow_symlinks=False):
                below.append(f"{path}/")
            else:
                yield path, each


def _taken(folder: Path, due: Mapping[str, Stamp], about: int) -> Count:
    top = [*_inside(folder, "")]
    rooms = [f"{path}/" for path, each in top if each.is_dir(follow_symlinks=False)]
    files = [(path, each) for path, each in top if not each.is_dir(follow_symlinks=False)]
    hands = workers.hands() if about >= MANY else 1
    counts = workers.mapped(lambda room: _counted(walked(folder, room), due), rooms, hands)
    return Count(*map(sum, zip(_counted(files, due), *counts, strict=True)))


def _inside(folder: Path, room: str) -> Iterator[Lying]:
    with os.scandir(f"{folder}/{room}") as found:
        yield from ((f"{room}{each.name}", each) for each in found)


def _counted(files: Iterable[Lying], due: Mapping[str, Stamp]) -> Count:
    found = right = 0
    for path, each in files:
        found += 1
        right += path in due and due[path] == stamp(each.stat(follow_symlinks=False))
    return Count(found, right)
