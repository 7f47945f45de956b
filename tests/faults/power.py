"""断电 `python -m tests.faults.power`: the power is cut at each step of a swap, on a disk of its own. Needs root.

The disk is an ext4 in a file. At a step the build is stopped and the file is copied: what
the system had not written yet is lost, as when the power goes. A system may write in any
order, so each step is cut three times: with nothing more written, with all contents of
files and no names, times or sizes, and with all names and no contents more than ext4
writes with them. The copy is mounted in its place, looked at, and built upon. Prints what
held, as JSON.
"""

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import output, swapping
from generator.parts import Part
from generator.shelf import Shelf
from tests.faults.hook import install, without_exchange

SIZE, COUNT = 32 << 20, 40
# Of sync_file_range: wait, write, wait.
WRITTEN = 1 | 2 | 4
# One after the other, of one length: the third is written over the first, in place.
BEFORE, OLD, NEW = "before", "old   ", "new   "
# What is built after the cut is the first again, as when a change is taken back.
NEXT = BEFORE


def site(word: str) -> output.Order:
    """A site whose every file says throughout which one it is."""
    names = (output.MARK, *(f"platforms/{at}/index.html" for at in range(COUNT)))
    files = [(name, word.encode() * 1500) for name in names]
    return output.Order([Part("all", lambda: word, lambda: files)], word)


def standing(target: Path) -> str:
    """The one word that a whole site says; none, or half."""
    if not target.exists():
        return "none"
    found = [path.read_text("utf-8") for path in target.rglob("*") if path.is_file()]
    words = {told[: len(OLD)] for told in found}
    is_whole = len(words) == 1 and all(told == told[: len(OLD)] * 1500 for told in found)
    return words.pop().strip() if is_whole and len(found) == COUNT + 1 else "half"


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    """The target on this disk."""
    subprocess.run(["mount", "-o", "loop", image, at], check=True)
    try:
        yield at / "site"
    finally:
        subprocess.run(["umount", at], check=True)


def write(word: str, target: Path, kept: Path) -> None:
    """With what is known of the sites before, which lies on another disk."""
    with Shelf(kept, "ledger") as shelf:
        output.write(site(word), target, shelf)


def stopped(target: Path, kept: Path, at: int, *, exchange: bool) -> int:
    """A build in a child, stopped at a step; none where it ended before."""

    def stop(_: str) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    child = os.fork()
    if not child:
        if not exchange:
            without_exchange()
        install(at, stop)
        write(NEW, target, kept)
        os._exit(0)
    _, status = os.waitpid(child, os.WUNTRACED)
    return child if os.WIFSTOPPED(status) else 0


def cut(folder: Path, at: int, *, exchange: bool, written: str) -> tuple[str, bool]:
    """What stands after the power was cut at a step, what after the next build; and whether the build had ended."""
    disk, place, kept = folder / "disk", folder / "place", folder / "kept"
    shutil.copyfile(folder / "ready", disk)
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder / "kept-ready", kept)
    with mounted(disk, place) as target:
        child = stopped(target, kept, at, exchange=exchange)
        WRITING[written](place)
        shutil.copyfile(disk, folder / "left")
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    with mounted(folder / "left", place) as target:
        left = standing(target)
        if left == "none":
            swapping.clear(target)
            left = f"none, then {standing(target)}"
        write(NEXT, target, kept)
        litter = [
            p.name
            for p in place.iterdir()
            if p.name.startswith(".site") and p != output.spare(target)
        ]
        after = "litter" if litter else standing(target)
    return f"{left}; {after}", not child


def _contents(place: Path) -> None:
    system = ctypes.CDLL(None, use_errno=True)
    for path in place.rglob("*"):
        if path.is_file() and not path.is_symlink():
            held = os.open(path, os.O_RDONLY)
            end = ctypes.c_int64(0)
            assert not system.sync_file_range(held, end, end, WRITTEN), os.strerror(
                ctypes.get_errno()
            )
            os.close(held)


WRITING: dict[str, Callable[[Path], object]] = {
    "nothing more": lambda _: None,
    "contents first": _contents,
    "names first": swapping.settle,
}


def every_step(folder: Path, *, exchange: bool, written: str) -> dict[str, int]:
    """Until a build ends before its power is cut; then the new site must stand."""
    counts: dict[str, int] = {}
    at, ended = 0, False
    while not ended:
        at += 1
        held, ended = cut(folder, at, exchange=exchange, written=written)
        key = f"ended: {held}" if ended else held
        counts[key] = counts.get(key, 0) + 1
    return counts


def main() -> None:
    """With and without an exchange; each three times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("place", "kept-ready"):
            (folder / each).mkdir(mode=0o700)
        with (folder / "ready").open("wb") as image:
            image.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", folder / "ready"], check=True)
        with mounted(folder / "ready", folder / "place") as target:
            for word in (BEFORE, OLD):
                write(word, target, folder / "kept-ready")
        tally = {
            f"{'exchange' if exchange else 'two moves'}, {written}": every_step(
                folder, exchange=exchange, written=written
            )
            for exchange in (True, False)
            for written in WRITING
        }
    sys.stdout.write(json.dumps(tally, indent=1) + "\n")


if __name__ == "__main__":
    main()
