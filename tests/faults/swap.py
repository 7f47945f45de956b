"""Faults of the exchange, `python -m tests.faults.swap`: a small site written over another, a fault at each step.

Prints what was tried and what held, as JSON; each try is a process of its own.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.site import exchange
from generator.site.write import MARK, write
from tests.faults.hook import Fault, full, install, kill, refused, without_exchange

FILES = (MARK, "index.html", "platforms/a/index.html")
LAST = "api/v1/manifest.json"
FAULTS: dict[str, Fault] = {"kill": kill, "full": full, "refused": refused}


def write_site(word: str, target: Path) -> None:
    """Write a site whose every file says which of the two it is."""
    files = {name: lambda: word.encode() for name in FILES}
    write(files, lambda _: (LAST, word.encode()), target)


def standing(target: Path) -> str:
    """What stands at the target: old, new, none, or half."""
    if not target.exists():
        return "none"
    found = {p.relative_to(target).as_posix(): p.read_text() for p in target.rglob("*.*")}
    words = set(found.values())
    return words.pop() if set(found) == {*FILES, LAST} and len(words) == 1 else "half"


def apart(work: Callable[[], object]) -> bool:
    """Whether a piece of work, done in a child process, came to its end."""
    child = os.fork()
    if not child:
        try:
            work()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def tried(folder: Path, fault: str, at_once: bool, at: int) -> tuple[str, str, bool]:
    """What stands after a fault at one step, what after the next build, and whether the first ended."""
    target = folder / "site"
    write_site("old", target)

    def faulty() -> None:
        if not at_once:
            without_exchange()
        install(at, FAULTS[fault])
        write_site("new", target)

    ended = apart(faulty)
    left = standing(target)
    if left == "none":
        exchange.clear(target)
        left = f"none, then {standing(target)}"
    write_site("next", target)
    litter = [path.name for path in folder.iterdir() if path != target]
    return left, "litter" if litter else standing(target), ended


def every_step(fault: str, at_once: bool, steps: int = 0) -> tuple[dict[str, int], int]:
    """What held at each step, counted; without a number, until a write ends undisturbed."""
    counts: dict[str, int] = {}
    at, ended = 0, False
    while at < steps or not (steps or ended):
        at += 1
        with tempfile.TemporaryDirectory() as folder:
            left, afterwards, ended = tried(Path(folder), fault, at_once, at)
        counts[f"{left}; {afterwards}"] = counts.get(f"{left}; {afterwards}", 0) + 1
    return counts, at


def raced(writers: int, writes: int) -> tuple[str, bool]:
    """Builds into one target at once, one in five of them killed: what stands, and any litter."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "site"

        def writer() -> None:
            for number in range(writes):
                at = os.getpid() % 20 + 1 if number % 5 == 4 else 0
                apart(lambda at=at: (install(at, kill), write_site("new", target)))

        children = [child for _ in range(writers) if (child := _started(writer))]
        ends = [os.waitpid(child, 0)[1] for child in children]
        write_site("next", target)
        litter = [path.name for path in Path(folder).iterdir() if path != target]
        return standing(target), bool(litter or any(ends))


def _started(work: Callable[[], object]) -> int:
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def main() -> None:
    """Every step of every fault, with and without an exchange; then the race."""
    tally: dict[str, object] = {}
    for at_once in (True, False):
        way = "exchange" if at_once else "two moves"
        tally[f"kill, {way}"], steps = every_step("kill", at_once)
        for fault in ("full", "refused"):
            tally[f"{fault}, {way}"], _ = every_step(fault, at_once, steps)
    tally["race"] = raced(4, 20)
    json.dump(tally, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
