"""生成 `registry build`: the whole site, swapped in at once or not at all."""

import errno
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from generator import output
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
    today,
)
from generator.history import state
from generator.intake import fingerprint
from generator.shelf import key_of
from generator.standing.snapshot import Snapshot


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
    errno.EIO: "磁盘读写出错",
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
    # What makes a site takes long to load: who finds nothing changed does not wait for it.
    from generator.cli import making

    local = engine is Engine.LOCAL
    write = making.here(Path(out)) if local else making.divided(out, scheduler)
    make = partial(making.make_site, Snapshot.of(register, day), findings, key, write)
    count = _made(make, out)
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {day}。")


def _made(make: Callable[[], int], out: str) -> int:
    """The number of files; what cannot be written is a sentence."""
    try:
        return make()
    except output.NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = TOLD.get(fault.errno or 0, fault.strerror or str(fault))
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")


def _is_current(out: Path, key: str) -> bool:
    with kept(out) as shelf:
        return output.is_current(out, key, shelf)


def _key(registry: Path, as_of: date, judged: date) -> str:
    """Of everything that a site is made of: the program, the files, git, and the day; or none."""
    read = fingerprint(registry)
    said = (read, state(registry), str(as_of).encode(), str(judged).encode())
    return key_of(b"site", bytes(registry), *said).hex() if read else ""
