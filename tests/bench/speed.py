"""速度比较 `make bench`: our build and the peers', over the same platforms, in one run on one machine.

Ours makes the whole site: pages, API, downloads, feeds, calendars, badges, look-up. The
peers make a page per platform with the same facts, and their search. The lower bound
writes the bytes of our site to as many files, and does nothing else.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from tests.bench import peers
from tests.bench.registries import commit, write_registry
from tests.conftest import DAY, ROOT

REGISTRY = Path(sys.executable).parent / "registry"
HEAD = ("平台", "做什么", "用时", "处理器时间", "内存峰值", "文件", "字节")
# A small process of its own starts the command: a child counts the memory of who forked it.
WATCH = """
import resource, subprocess, sys, time
started = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
# The peers are measured up to this size: beyond it they take the better part of an hour.
PEERS_UP_TO = 10_000


@dataclass(frozen=True)
class Measured:
    """一次测量 Seconds on the clock and of work, megabytes at the peak."""

    seconds: float
    worked: float
    peak: float


def measured(command: list[str | Path], cwd: Path = ROOT, shelf: Path | None = None) -> Measured:
    """Runs a command; its children count, and the largest of them for memory."""
    environment = os.environ | ({"XDG_CACHE_HOME": str(shelf)} if shelf else {})
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, command)],
        cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Measured(*map(float, done.stdout.splitlines()[-1].split()))


def weighed(folder: Path) -> tuple[int, int]:
    """Files and bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def line(count: int, what: str, made: Measured, folder: Path | None = None) -> None:
    """One line of the table, as soon as it is known."""
    files, size = weighed(folder) if folder else ("–", 0)
    cells = (count, what, f"{made.seconds:.1f} s", f"{made.worked:.1f} s", f"{made.peak:.0f} MiB",
             files, f"{size / 1e6:.0f} MB" if folder else "–")  # fmt: skip
    print(f"| {' | '.join(map(str, cells))} |", flush=True)


def ours(work: Path, count: int) -> None:
    """Check and build: cold, with nothing changed, and after one edited act, twice."""
    registry, site, shelf = work / "registry", work / "site", work / "shelf"
    shelf.mkdir(parents=True)
    write_registry(registry, count)
    commit(registry)
    same = ("--registry", registry, "--on", str(DAY))
    check: list[str | Path] = [REGISTRY, "check", *same]
    build: list[str | Path] = [REGISTRY, "build", *same, "--out", site]
    line(count, "check，首次", measured(check, shelf=shelf))
    line(count, "check，再次", measured(check, shelf=shelf))
    shutil.rmtree(shelf)
    shelf.mkdir()
    line(count, "build，首次", measured(build, shelf=shelf), site)
    line(count, "build，没有改动", measured(build, shelf=shelf))
    for which in ("第一次改动一份文件后", "再改动一份文件后"):
        edited(registry)
        commit(registry)
        line(count, f"build，{which}", measured(build, shelf=shelf))
    again: list[str | Path] = [REGISTRY, "build", *same, "--out", work / "again"]
    line(count, "build，记录已读过，网站从头写", measured(again, shelf=shelf))
    shutil.rmtree(work / "again")
    line(count, "下限：只写出同样的字节", lower_bound(site, work / "bound"))
    shutil.rmtree(work / "bound")


def edited(registry: Path) -> None:
    """One certificate number of the newest announcement becomes another."""
    path = max(registry.glob("notices/*/*-announcement.yaml"))
    text = path.read_text("utf-8")
    number = re.search(r"示例\d+-00001x*", text)
    assert number
    path.write_text(text.replace(number[0], f"{number[0]}x"), "utf-8")


def lower_bound(site: Path, folder: Path) -> Measured:
    """The same bytes to the same number of files, read beforehand, in one process."""
    files = [
        (path.relative_to(site), path.read_bytes()) for path in site.rglob("*") if path.is_file()
    ]
    before, started = os.times(), time.monotonic()
    made: set[Path] = set()
    for name, content in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)
    os.sync()
    after, ended = os.times(), time.monotonic()
    return Measured(ended - started, after.user + after.system - before.user - before.system, 0)


def theirs(work: Path, count: int) -> None:
    """Each peer over the same platforms; one that cannot be had says so."""
    register = Register.bind(receive(work / "registry"))
    of = Snapshot.of(register, DAY)
    builders: dict[str, Callable[[Path], list[tuple[list[str | Path], Path, Path]]]] = {
        "mkdocs-material，每平台一页，自带检索": lambda folder: peers.mkdocs(of, folder),
        "Zensical，每平台一页，自带检索": lambda folder: peers.zensical(of, folder),
        "Hugo 0.168.0 加 Pagefind 1.6.0": lambda folder: peers.hugo(of, folder),
    }
    for label, prepared in builders.items():
        try:
            steps = prepared(work / label.partition("，")[0].partition(" ")[0])
            made = [measured(command, cwd) for command, cwd, _ in steps]
        except (OSError, subprocess.CalledProcessError) as fault:
            print(
                f"| {count} | {label}：没有做成（{type(fault).__name__}） |" + " – |" * 5,
                flush=True,
            )
            continue
        whole = Measured(
            sum(m.seconds for m in made), sum(m.worked for m in made), max(m.peak for m in made)
        )
        line(count, label, whole, steps[-1][2])


def main() -> None:
    """Prints the table, line by line."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    given = asked.parse_args()
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}，{platform.machine()}，{os.cpu_count()} 核，开始时负载 {load:.1f}\n"
    )
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    for count in given.counts:
        work = given.folder.absolute() / str(count)
        shutil.rmtree(work, ignore_errors=True)
        ours(work, count)
        if count <= PEERS_UP_TO:
            theirs(work, count)


if __name__ == "__main__":
    main()
