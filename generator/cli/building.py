"""`registry build`: the whole site, exchanged at once or not at all."""

import errno
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.checking import CheckFormat, report
from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    received,
    refuse,
    today,
)
from generator.findings import Finding
from generator.history import state
from generator.standing.snapshot import Snapshot

OutOption = Annotated[Path, typer.Option("--out", help="网站写到哪个文件夹", metavar="文件夹")]
SITE = Path("site")
REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "文件系统只读",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENOENT: "上一级文件夹不存在，也建立不了",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件超过系统允许的大小",
}


def build(registry: RegistryOption = REGISTRY, on: OnOption = None, out: OutOption = SITE) -> None:
    """检查登记记录并生成网站；有错误时不写任何文件，旧网站保持原样。"""
    from generator.site import stamp

    day = on or today()
    key = _key(registry, day, judged_on(on))
    if stamp.is_current(out, key):
        print(f"{out} 已是最新，未改动任何文件，截至 {day}。")
        return
    register, findings = examined(received(registry), judged_on(on))
    errors = [finding for finding in findings if finding.is_error]
    if errors:
        report(errors, CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    count = _write(Snapshot.of(register, day), findings, out, key)
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {day}。")


def _key(registry: Path, day: date, judged: date) -> str:
    from generator.site import stamp

    return stamp.build_key(registry, str(registry), str(day), str(judged), state(registry).decode())


def _write(snapshot: Snapshot, findings: list[Finding], out: Path, key: str) -> int:
    """Number of files written; what cannot be written is a sentence."""
    # What makes a site takes long to load: who finds nothing changed does not wait for it.
    from generator.cli.publishing import write_site
    from generator.site.write import NotASite

    try:
        return write_site(snapshot, findings, out, key)
    except NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = REASONS.get(fault.errno or 0, fault.strerror or str(fault))
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")
