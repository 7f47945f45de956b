"""生成 `registry build`: the whole site, swapped in at once or not at all."""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from generator import exports, output, printing
from generator.cli.checking import CheckFormat, report
from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    kept,
    received,
    refuse,
    say,
    today,
)
from generator.composing import ordered
from generator.findings import Finding
from generator.history import chronicle, state
from generator.intake import fingerprint
from generator.shelf import key_of
from generator.standing.snapshot import Snapshot

Step = Callable[[str, int], None]
Progressed = Callable[[int], None]
# Who writes the parts: this machine, or many.
Writer = Callable[[exports.Publication, Path, output.Order, Progressed], int]


class Engine(StrEnum):
    """由谁生成 The cores of this machine, or a cluster."""

    LOCAL = "local"
    DASK = "dask"


AddressOption = Annotated[
    str,
    typer.Option(
        "--out",
        help="网站写到哪个文件夹；用 dask 时也可以是 s3://… 这样的地址",
        metavar="文件夹",
    ),
]
EngineOption = Annotated[
    Engine, typer.Option(help="由谁生成：本机，或 dask 机群（须另装 scale 一组软件包）")
]
SchedulerOption = Annotated[
    str | None, typer.Option(help="dask 机群的调度地址；不写则在本机临时起一个", metavar="地址")
]

OutOption = Annotated[Path, typer.Option("--out", help="网站写到哪个文件夹", metavar="文件夹")]
SITE = Path("site")
TOLD = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "文件系统只读",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENOENT: "上一级文件夹不存在，也建立不了",
    errno.EFBIG: "文件超过系统允许的大小",
}


def build(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    out: AddressOption = str(SITE),
    engine: EngineOption = Engine.LOCAL,
    scheduler: SchedulerOption = None,
) -> None:
    """检查登记记录并生成网站；有错误时不写任何文件，旧网站保持原样。"""
    if engine is Engine.LOCAL and ("://" in out or scheduler):
        refuse(2, "写到网络地址，或指定调度地址，须用 --engine dask。")
    day = on or today()
    key = _key(registry, day, judged_on(on))
    if engine is Engine.LOCAL and key and _is_current(Path(out), key):
        print(f"{out} 已是最新，未改动任何文件，截至 {day}。")
        return
    register, findings = examined(received(registry), judged_on(on))
    if any(finding.is_error for finding in findings):
        report([finding for finding in findings if finding.is_error], CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    writer = _writer(engine, out, scheduler)
    count = _made(Snapshot.of(register, day), findings, key, writer, out)
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {day}。")


def _made(snapshot: Snapshot, findings: list[Finding], key: str, write: Writer, out: str) -> int:
    """The number of files; what cannot be written is a sentence."""
    try:
        return make_site(snapshot, findings, key, write)
    except output.NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = TOLD.get(fault.errno or 0, fault.strerror or str(fault))
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")


def _is_current(out: Path, key: str) -> bool:
    with kept(out) as shelf:
        return output.is_current(out, key, shelf)


def _writer(engine: Engine, out: str, scheduler: str | None) -> Writer:
    if engine is Engine.LOCAL:
        return partial(_written_here, Path(out))
    # Only who asks for it needs its packages.
    from generator.cli.dividing import writer

    return writer(out, scheduler)


def _written_here(
    out: Path, _: exports.Publication, __: Path, order: output.Order, progress: Progressed
) -> int:
    with kept(out) as shelf:
        return output.write(order, out, shelf, progress)


def _key(registry: Path, as_of: date, judged: date) -> str:
    """Of everything that a site is made of: the program, the files, git, and the day; or none."""
    read = fingerprint(registry)
    said = (read, state(registry), str(as_of).encode(), str(judged).encode())
    return key_of(b"site", bytes(registry), *said).hex() if read else ""


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


def shells(snapshot: Snapshot, folder: Path) -> Path:
    """As printed before, where the very same was to be printed."""
    staged = list(printing.stage(snapshot))
    with kept(printing.ROOT) as shelf:
        return printing.printed(staged, folder, shelf)


def published(snapshot: Snapshot, findings: tuple[Finding, ...]) -> exports.Publication:
    """发布 With what git tells of the register."""
    folder = Path(snapshot.register.receipt.folder)
    with kept(folder) as shelf:
        told = chronicle(folder, shelf, snapshot.register.receipt)
    if told.unavailable:
        say(f"注意：{told.unavailable}")
    return exports.Publication(snapshot, told, findings)


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
