"""Parts that the commands share: options, today's date, opening the register, progress."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar
from zoneinfo import ZoneInfo

import typer

from generator.terms.findings import Finding

# What reads and judges a registry is loaded where it is used: a build of nothing new needs none of it.
if TYPE_CHECKING:
    from generator.records.registry import Receipt
    from generator.register.register import Register

SHANGHAI = ZoneInfo("Asia/Shanghai")


class TextOrJson(StrEnum):
    """Format of an answer: for people or for programs."""

    TEXT = "text"
    JSON = "json"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，应写作 2026-11-23") from None


REGISTRY = Path("registry")


def located(folder: Path | None) -> Path | None:
    """Registry folder that is named, by itself or by the repository of data that it lies in."""
    if folder is None:
        return None
    inner = folder / REGISTRY
    is_outer = not (folder / "site.yaml").exists() and (inner / "site.yaml").is_file()
    return inner if is_outer else folder


RegistryOption = Annotated[
    Path,
    typer.Option(
        "--registry", callback=located, help="登记文件夹", show_default=True, metavar="文件夹"
    ),
]
OnOption = Annotated[
    date | None,
    typer.Option("--on", parser=_day, help="截至哪一天（默认：北京时间今天）", metavar="年-月-日"),
]
KnownOnOption = Annotated[
    date | None,
    typer.Option(
        "--known-on",
        parser=_day,
        help="只计这一天及以前确已成文的文件（默认：全部）",
        metavar="年-月-日",
    ),
]
# Platforms, or files, from which a second process saves more than it costs to start.
WORTH_DIVIDING = 2_000
# Records read between two drawings of the progress.
DRAWN_EVERY = 50
T = TypeVar("T")
R = TypeVar("R")


def today() -> date:
    """Today in Asia/Shanghai; CI runs in UTC, whose day is wrong until 08:00."""
    return datetime.now(SHANGHAI).date()


def judged_on(on: date | None) -> date:
    """Day of judgement: a site of an earlier day is made of records judged as known today."""
    return max(on or today(), today())


def settled_folder(folder: Path) -> None:
    """Refuses where there is no folder of records; what a command cut short had begun to write is finished."""
    from generator.desk.writing import finish_writing

    if not folder.is_dir():
        refuse(2, f"登记文件夹“{folder}”不存在；用 --registry 指明。")
    finish_writing(folder)


def received(folder: Path) -> "Receipt":
    """Read a registry, with a progress bar on a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from generator.desk.writing import finish_writing
    from generator.intake import receive

    finish_writing(folder)
    console = Console(stderr=True)
    if not console.is_terminal:
        return receive(folder, opened=_divided)
    columns = (TextColumn("读取登记记录"), BarColumn(), MofNCompleteColumn())
    # Drawn here and not by a thread: a fork would not take the thread along.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, total: int) -> None:
            if done % DRAWN_EVERY == 0:
                bar.update(task, completed=done, total=total, refresh=True)

        return receive(folder, progress, _divided)


def _divided(task: Callable[[T], R], items: Sequence[T]) -> Iterable[R]:
    """Result of the task for every item, in order; where there are many, several processes work."""
    if len(items) < WORTH_DIVIDING:
        return map(task, items)
    from generator.site import workers

    return workers.in_order(task, items, workers.worker_count())


def examined(receipt: "Receipt", as_of: date) -> tuple["Register", list[Finding]]:
    """Register and every finding on it, in the order of their places."""
    from generator.register.register import Register

    register = Register.bind(receipt)
    return register, findings_on(register, as_of)


def findings_on(
    register: "Register", as_of: date, meanwhile: Callable[[], object] | None = None
) -> list[Finding]:
    """Every finding on a register, in the order of their places.

    `meanwhile` is done while other processes judge a large register; a small one is judged without.
    """
    from generator.checks import examine
    from generator.site import workers

    # What every check looks at is worked out before the work is divided.
    large = len(register.histories) >= WORTH_DIVIDING
    count = workers.worker_count() if large else 1
    mapped = partial(workers.in_order, count=count, meanwhile=meanwhile)
    findings = [*register.as_received.findings, *examine(register, as_of, mapped)]
    return sorted(findings, key=lambda finding: finding.order)


def opened(folder: Path) -> "Register":
    """Register to answer a question from; exits with 1 if it cannot be read at all."""
    receipt = received(folder)
    wrong = [finding for finding in receipt.findings if finding.is_error]
    if not receipt.site:
        for finding in wrong:
            say(f"{finding.place}: {finding.message}")
        refuse(1, "登记簿无法读取，请先运行 registry check 并改正。")
    if wrong:
        say(f"注意：有 {len(wrong)} 处错误，相应记录未计入；运行 registry check 查看。")
    from generator.register.register import Register

    return Register.bind(receipt)


def say(text: str) -> None:
    """Print a sentence for a person, beside the answer proper."""
    print(text, file=sys.stderr)


def refuse(code: int, text: str) -> NoReturn:
    """Exception that ends the command with a sentence and an exit code."""
    say(text)
    raise typer.Exit(code)


# A name begins a step of so many units; without a name, so many units are done.
Step = Callable[[str, int], None]


@contextmanager
def steps() -> Iterator[Step]:
    """Give a function that shows each step and how far it has come."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

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
