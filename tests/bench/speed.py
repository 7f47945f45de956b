"""`make bench`: our build and the peers', of the same platforms and the same four files of each, by turns.

Ours makes the whole site, with checks, history and downloads. The peers fill templates of their
own with the same facts into as many files of about the same bytes per platform, and make their
search. The lower bound writes the bytes of our site to as many files, and does nothing else.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from tests.bench import peers
from tests.bench.registries import commit, write_registry
from tests.conftest import DAY, ROOT

REGISTRY = Path(sys.executable).parent / "registry"
HEAD = ("平台", "做什么", "用时", "处理器时间", "占本站处理器时间", "内存峰值", "文件", "字节")
# A small process of its own starts the command: a child counts the memory of who forked it.
WATCH = """
import resource, subprocess, sys, time
started = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
OURS, BOUND, SAME = "本站 build", "下限：只写出同样的字节", "本站 build，没有改动"
# From this size on these are measured once: each takes minutes.
SLOW, LARGE = ("Material", "Zensical"), 10_000


@dataclass(frozen=True)
class Measured:
    """Seconds on the clock and of work of all processes, mebibytes of the largest one."""

    seconds: float
    worked: float
    peak: float


Runner = Callable[[], Measured]


def measured(command: list[str | Path], cwd: Path = ROOT) -> Measured:
    """Measure of one command with its children; raises `CalledProcessError` where it fails."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, command)],
        cwd=cwd, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Measured(*map(float, done.stdout.splitlines()[-1].split()))


def weighed(folder: Path) -> tuple[int, int]:
    """Number of files below a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def set_aside(folder: Path) -> None:
    """Rename what an earlier round made: a disk that has just deleted many files is slow to make new ones."""
    if folder.exists():
        folder.rename(folder.with_name(f"{folder.name}-{time.monotonic_ns()}"))


def ours(registry: Path, site: Path, *, fresh: bool = True) -> Runner:
    """The whole build into a folder that is not there, or of what is there already."""

    def run() -> Measured:
        if fresh:
            set_aside(site)
        return measured(
            [REGISTRY, "build", "--registry", registry, "--on", str(DAY), "--out", site]
        )

    return run


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
    set_aside(folder)
    return Measured(ended - started, after.user + after.system - before.user - before.system, 0)


def peer(steps: list[peers.Step]) -> Runner:
    """All the steps of one peer, into a folder that is not there."""

    def run() -> Measured:
        set_aside(steps[-1][2])
        each = [measured(command, cwd) for command, cwd, _ in steps]
        return Measured(
            sum(m.seconds for m in each), sum(m.worked for m in each), max(m.peak for m in each)
        )

    return run


def prepared(work: Path, count: int) -> Iterator[tuple[str, Runner, Path | None]]:
    """Name, runner and site of everything to be measured; a peer that cannot be had says so."""
    registry, site = work / "registry", work / "site"
    write_registry(registry, count)
    commit(registry)
    yield OURS, ours(registry, site), site
    yield SAME, ours(registry, site, fresh=False), None
    yield BOUND, lambda: lower_bound(site, work / "bound"), None
    snapshot = Snapshot.of(Register.bind(receive(registry)), DAY)
    for name, prepare in (
        ("Hugo 0.168.0 加 Pagefind 1.6.0", peers.hugo),
        ("Material", peers.mkdocs_with_four_files),
        ("Zensical", peers.zensical),
    ):
        try:
            steps = prepare(snapshot, work / prepare.__name__)
            yield name, peer(steps), steps[-1][2]
        except (OSError, subprocess.CalledProcessError) as fault:
            print(f"{name}：没有做成（{type(fault).__name__}）", file=sys.stderr)


def rows(work: Path, count: int, rounds: int) -> Iterator[tuple[str, ...]]:
    """The table of one size: medians of so many rounds, each of which measures all by turns."""
    everything = [*prepared(work, count)]
    taken: dict[str, list[Measured]] = defaultdict(list)
    for at in range(rounds):
        for name, run, _ in everything:
            if at == 0 or count < LARGE or name not in SLOW:
                taken[name].append(run())
                print(f"{count} {at + 1} {name} {taken[name][-1]}", file=sys.stderr, flush=True)
    for name, _, folder in everything:
        # Work by turns: each of a round stands against ours of the same round.
        pairs = zip(taken[name], taken[OURS], strict=False)
        ratio = statistics.median(each.worked / own.worked for each, own in pairs)
        seconds, worked, peak = (
            statistics.median(values)
            for values in zip(*((m.seconds, m.worked, m.peak) for m in taken[name]), strict=True)
        )
        files, size = weighed(folder) if folder else (0, 0)
        of_files = (str(files), f"{size / 1e6:.0f} MB") if folder else ("–", "–")
        yield (
            str(count), name, f"{seconds:.1f} s", f"{worked:.1f} s", f"{ratio:.2f}",
            f"{peak:.0f} MiB" if peak else "–", *of_files,
        )  # fmt: skip


def main() -> None:
    """Prints the table; every single measure goes to the error output."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    asked.add_argument("--rounds", type=int, default=3)
    arguments = asked.parse_args()
    load = os.getloadavg()[0]
    print(
        f"Python {platform.python_version()}，{platform.machine()}，{os.cpu_count()} 核，开始时负载 {load:.1f}\n"
    )
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=arguments.folder) as folder:
        for count in arguments.counts:
            for row in rows(Path(folder).absolute() / str(count), count, arguments.rounds):
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
