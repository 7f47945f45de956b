"""印制 The parts of a site composed and handed to whoever writes them, with a bar on the way."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from generator import output, printing
from generator.cli.desk import kept, say
from generator.composing import ordered
from generator.exports.envelope import Publication
from generator.findings import Finding
from generator.history import chronicle
from generator.standing.snapshot import Snapshot

Step = Callable[[str, int], None]
Progressed = Callable[[int], None]
# Who writes the parts: this machine, or many.
Writer = Callable[[Publication, Path, output.Order, Progressed], int]


def make_site(snapshot: Snapshot, findings: list[Finding], key: str, write: Writer) -> int:
    """生成网站 Print the shells, fill them, write every file; gives the number of files."""
    publication = published(snapshot, tuple(findings))
    with output.workshop() as folder, steps() as step:
        step("印制页壳", 0)
        printed = shells(snapshot, folder)
        step("整理各部分", 0)
        publication = publication.settled()
        order = ordered(publication, printed, key)
        step("生成网页与数据", len(order.parts))
        return write(publication, printed, order, lambda count: step("", count))


def here(out: Path) -> Writer:
    """由本机写出 By its cores."""
    return partial(_written, out)


def divided(out: str, scheduler: str | None) -> Writer:
    """由机群写出 Only who asks for it needs its packages."""
    from generator.cli.dividing import writer

    return writer(out, scheduler)


def shells(snapshot: Snapshot, folder: Path) -> Path:
    """As printed before, where the very same was to be printed."""
    staged = list(printing.stage(snapshot))
    with kept(printing.ROOT) as shelf:
        return printing.printed(staged, folder, shelf)


def published(snapshot: Snapshot, findings: tuple[Finding, ...]) -> Publication:
    """发布 With what git tells of the register."""
    folder = Path(snapshot.register.receipt.folder)
    told = chronicle(folder, snapshot.register.receipt)
    if told.unavailable:
        say(f"注意：{told.unavailable}")
    return Publication(snapshot, told, findings)


def _written(out: Path, _: Publication, __: Path, order: output.Order, progress: Progressed) -> int:
    with kept(out) as shelf:
        return output.write(order, out, shelf, progress)


@contextmanager
def steps() -> Iterator[Step]:
    """进度 A bar on a terminal, plain lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, _: print(name, file=sys.stderr) if name else None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)

        def step(name: str, amount: int) -> None:
            if name:
                bar.reset(task, description=name, total=amount or None)
            else:
                bar.advance(task, amount)
            # Drawn here and not by a thread: a fork would not take the thread along.
            bar.refresh()

        yield step
