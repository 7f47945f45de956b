"""生成 `registry build`: the whole site, swapped in at once or not at all."""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from hashlib import sha256
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
    kept,
    received,
    refuse,
    say,
    today,
)
from generator.findings import Finding
from generator.history import chronicle, state
from generator.intake import fingerprint
from generator.ledger import Ledger
from generator.parts import File, Held, Part, Parts
from generator.shelf import key_of
from generator.standing.keys import Keys
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
    key = _key(registry, on or today(), judged_on(on))
    with kept(out) as shelf:
        if key and output.is_current(out, key, shelf):
            print(f"{out} 已是最新，未改动任何文件，截至 {on or today()}。")
            return
    register, findings = examined(received(registry), judged_on(on))
    if any(finding.is_error for finding in findings):
        report([finding for finding in findings if finding.is_error], CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    try:
        count = make_site(Snapshot.of(register, on or today()), findings, out, key)
    except output.NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = TOLD.get(fault.errno or 0, fault.strerror)
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {on or today()}。")


def _key(registry: Path, as_of: date, judged: date) -> str:
    """Of everything that a site is made of: the program, the files, git, and the day; or none."""
    read = fingerprint(registry)
    said = (read, state(registry), str(as_of).encode(), str(judged).encode())
    return key_of(b"site", bytes(registry), *said).hex() if read else ""


def make_site(snapshot: Snapshot, findings: list[Finding], out: Path, key: str = "") -> int:
    """生成网站 Print the shells, fill them, write every file; gives the number of files."""
    publication = published(snapshot, tuple(findings))
    with output.workshop() as folder, steps() as step:
        step("印制页壳", 0)
        printed = shells(snapshot, folder)
        step("整理各部分", 0)
        order = ordered(publication, printed, key)
        step("生成网页与数据", len(order.parts))
        with kept(out) as shelf:
            return output.write(order, out, shelf, lambda count: step("", count))


def shells(snapshot: Snapshot, folder: Path) -> Path:
    """As printed before, where the very same was to be printed."""
    staged = list(printing.stage(snapshot))
    with kept(printing.ROOT) as shelf:
        return printing.printed(staged, folder, shelf)


def ordered(publication: exports.Publication, printed: Path, key: str) -> output.Order:
    """印单 All parts, and the files that tell of all the others."""
    # Nearly every part needs them: worked out once, before the work is divided.
    publication.changes_of("")
    parts = parts_of(publication, printed, key)
    return output.Order(parts, key, partial(_closing, publication, printed))


def parts_of(publication: exports.Publication, printed: Path, key: str) -> Parts:
    """各部分 What the printer printed, the look-up, the data, the pages."""
    snapshot = publication.snapshot
    keys = Keys(snapshot, key, printing.digest(printed))
    return (
        Parts([Part("printed", lambda: keys.whole, partial(_with_log, publication, printed))])
        + Parts([*search.compose(snapshot, keys)])
        + exports.compose(publication, keys)
        + pages.compose(snapshot, printed, publication.findings, keys)
    )


def _closing(publication: exports.Publication, printed: Path, made: Ledger) -> Iterator[File]:
    """The files that tell of the others: the map, what a server must know, last the manifest."""
    filled = (of for name, of in made.entries.items() if name.startswith(("page", "printed")))
    paths = (row.path for entry in filled for row in entry.rows)
    told = dict(pages.sitemap.files(publication.snapshot.register.site.base_url, paths))
    told |= printing.server_files((row.path for row in made.rows), printed)
    yield from told.items()
    mine = ((name, len(content), sha256(content).hexdigest()) for name, content in told.items())
    yield from exports.sealed(
        chain(mine, ((r.path, r.size, r.sha256) for r in made.rows)), publication
    )


def published(snapshot: Snapshot, findings: tuple[Finding, ...]) -> exports.Publication:
    """发布 With what git tells of the register."""
    folder = Path(snapshot.register.receipt.folder)
    with kept(folder) as shelf:
        told = chronicle(folder, shelf, snapshot.register.receipt)
    if told.unavailable:
        say(f"注意：{told.unavailable}")
    return exports.Publication(snapshot, told, findings)


def _with_log(publication: exports.Publication, printed: Path) -> Iterator[File]:
    return exports.with_log(_as_printed(printed), publication)


def _as_printed(printed: Path) -> Iterator[Held]:
    """What the printer made besides the shells: the theme's own files, and the prose."""
    for path in sorted(printed.rglob("*")):
        name = path.relative_to(printed).as_posix()
        if path.is_file() and not name.startswith(printing.DISCARDED) and not name.endswith(UNSEEN):
            page = name.endswith(".html")
            yield (
                name,
                printing.guarded(path.read_text("utf-8")).encode() if page else path.read_bytes(),
            )


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
