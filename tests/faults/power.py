"""Power cuts, `python -m tests.faults.power`: the power is cut at each step of a swap, on a disk of its own. Needs root.

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

from generator.site import exchange as swap
from generator.site.write import MARK, write
from tests.faults.hook import alone, install, without_exchange

SIZE, COUNT = 32 << 20, 40
# Of sync_file_range: wait, write, wait.
WRITTEN = 1 | 2 | 4
LAST = "api/v1/manifest.json"
# All of one length.
OLD, NEW, NEXT = "old   ", "new   ", "next  "


def write_site(word: str, target: Path) -> None:
    """Write a site whose every file says throughout which one it is."""
    names = (MARK, *(f"platforms/{at}/index.html" for at in range(COUNT)))
    content = word.encode() * 1500
    write({name: lambda: content for name in names}, lambda _: (LAST, content), target)


def standing(target: Path) -> str:
    """The one word that a whole site says; none, or half."""
    if not target.exists():
        return "none"
    found = [path.read_text("utf-8") for path in target.rglob("*") if path.is_file()]
    words = {told[: len(OLD)] for told in found}
    is_whole = len(words) == 1 and all(told == told[: len(OLD)] * 1500 for told in found)
    return words.pop().strip() if is_whole and len(found) == COUNT + 2 else "half"


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    """The target on this disk."""
    subprocess.run(["mount", "-o", "loop", image, at], check=True)
    try:
        yield at / "site"
    finally:
        subprocess.run(["umount", at], check=True)


def stopped(target: Path, at: int, *, exchange: bool) -> int:
    """A build in a child, stopped at a step; none where it ended before."""

    def stop(_: str) -> None:
        os.kill(os.getpid(), signal.SIGSTOP)

    child = os.fork()
    if not child:
        alone()
        if not exchange:
            without_exchange()
        install(at, stop)
        write_site(NEW, target)
        os._exit(0)
    _, status = os.waitpid(child, os.WUNTRACED)
    return child if os.WIFSTOPPED(status) else 0


def cut(folder: Path, at: int, *, exchange: bool, written: str) -> tuple[str, bool]:
    """What stands after the power was cut at a step, what after the next build; and whether the build had ended."""
    disk, place = folder / "disk", folder / "place"
    shutil.copyfile(folder / "ready", disk)
    with mounted(disk, place) as target:
        child = stopped(target, at, exchange=exchange)
        WRITING[written](place)
        shutil.copyfile(disk, folder / "left")
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    with mounted(folder / "left", place) as target:
        left = standing(target)
        if left == "none":
            swap.clear(target)
            left = f"none, then {standing(target)}"
        write_site(NEXT, target)
        litter = [path.name for path in place.iterdir() if path.name.startswith(".site")]
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


def _names(place: Path) -> None:
    held = os.open(place, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


WRITING: dict[str, Callable[[Path], object]] = {
    "nothing more": lambda _: None,
    "contents first": _contents,
    "names first": _names,
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
        (folder / "place").mkdir(mode=0o700)
        with (folder / "ready").open("wb") as image:
            image.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", folder / "ready"], check=True)
        with mounted(folder / "ready", folder / "place") as target:
            write_site(OLD, target)
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
