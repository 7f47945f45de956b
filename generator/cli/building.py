"""生成 `registry build`: the whole site, swapped in at once or not at all."""

import errno
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from generator import exports, output, pages, printing, search
from generator.cli.checking import CheckFormat, report
from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    received,
    refuse,
    say,
    today,
)
from generator.findings import Finding
from generator.history import chronicle
from generator.standing.snapshot import Snapshot

Step = Callable[[str, int], None]
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
UNSEEN = (".map", "sitemap.xml", "sitemap.xml.gz")


def build(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    out: OutOption = SITE,
) -> None:
    """检查登记记录并生成网站；有错误时不写任何文件，旧网站保持原样。"""
    register, findings = examined(received(registry), judged_on(on))
    if any(finding.is_error for finding in findings):
        report([finding for finding in findings if finding.is_error], CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    try:
        count = make_site(Snapshot.of(register, on or today()), findings, out)
    except output.NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = TOLD.get(fault.errno or 0, fault.strerror)
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {on or today()}。")


def make_site(snapshot: Snapshot, findings: list[Finding], out: Path) -> int:
    """生成网站 Print the shells, fill them, write every file; gives the number of files."""
    with output.workshop() as folder, steps() as step:
        step("编检索索引，印制页壳", 0)
        index = search.index_of(snapshot)
        output.lay(printing.stage(snapshot, index.address), folder)
        printed = printing.print_folder(folder)
        step("生成网页与数据", 3 * len(snapshot.listings))
        return output.write(_counted(files(snapshot, findings, index, printed), step), out)


def files(
    snapshot: Snapshot, findings: Iterable[Finding], index: search.Index, printed: Path
) -> Iterator[tuple[str, bytes]]:
    """全部文件 What the printer printed, the pages, the data and the look-up."""
    publication = _publication(snapshot, tuple(findings))
    made = chain(
        exports.with_log(_as_printed(printed), publication),
        pages.compose(snapshot, printed, publication.findings),
        exports.compose(publication),
        search.compose(snapshot, index),
    )
    yield from exports.sealed(printing.with_headers(made, printed), publication)


def _publication(snapshot: Snapshot, findings: tuple[Finding, ...]) -> exports.Publication:
    told = chronicle(Path(snapshot.register.receipt.folder))
    if told.unavailable:
        say(f"注意：{told.unavailable}")
    return exports.Publication(snapshot, told, findings)


def _as_printed(printed: Path) -> Iterator[tuple[str, bytes]]:
    """What the printer made besides the shells: the theme's own files, and the prose."""
    for path in sorted(printed.rglob("*")):
        name = path.relative_to(printed).as_posix()
        if path.is_file() and not name.startswith(printing.DISCARDED) and not name.endswith(UNSEEN):
            page = name.endswith(".html")
            yield (
                name,
                printing.guarded(path.read_text("utf-8")).encode() if page else path.read_bytes(),
            )


def _counted(made: Iterable[tuple[str, bytes]], step: Step) -> Iterator[tuple[str, bytes]]:
    for each in made:
        step("", 1)
        yield each


@contextmanager
def steps() -> Iterator[Step]:
    """进度 A bar on a terminal, plain lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, _: print(name, file=sys.stderr) if name else None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def step(name: str, amount: int) -> None:
            if name:
                bar.reset(task, description=name, total=amount or None)
            else:
                bar.advance(task)

        yield step


def built(registry: Path, out: Path, on: date) -> list[str]:
    """试生成 Build for `serve`: the sentences to show when something is wrong."""
    register, findings = examined(received(registry), judged_on(on))
    wrong = [f"{f.place}: {f.message}" for f in findings if f.is_error]
    if not wrong:
        make_site(Snapshot.of(register, on), findings, out)
    return wrong
