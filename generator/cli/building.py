"""`registry build`: where nothing has changed, nothing of what makes a site is loaded."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    judged_on,
    received,
    refuse,
    today,
)
from generator.history.git import state
from generator.site import stamp

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
    """Check the records and write the site; write nothing where one is in error."""
    day = on or today()
    key = _key(registry, day, judged_on(on))
    if stamp.is_current(out, key):
        print(f"{out} 已是最新，未改动任何文件，截至 {day}。")
        return
    from generator.site.shells import shells_ahead

    receipt = received(registry)
    with _in_a_sentence(out), shells_ahead(receipt, day) as printed:
        # What makes a site takes a third of a second to load: the printer works meanwhile.
        from generator.cli.publication import build_site

        build_site(receipt, (day, judged_on(on)), printed, out, key)


@contextmanager
def _in_a_sentence(out: Path) -> Iterator[None]:
    """A target that is not ours, or that cannot be written, ends the command with a sentence: 2 or 3."""
    from generator.site.write import NotASite

    try:
        yield
    except NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = REASONS.get(fault.errno or 0, fault.strerror or str(fault))
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")


def _key(registry: Path, day: date, judged: date) -> str:
    return stamp.build_key(registry, str(registry), str(day), str(judged), state(registry).decode())
