"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

# A name begins a step of so many units; without a name, so many units are done.
Step = Callable[[str, int], None]


@contextmanager
def steps() -> Iterator[Step]:
    """Give a function that shows each step and how far it has come."""
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
