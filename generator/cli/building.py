"""`registry build`: where nothing has changed, nothing of what makes a site is loaded."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import REGISTRY, OnOption, RegistryOption, judged_on, today
from generator.history.git import state
from generator.site import stamp

OutOption = Annotated[Path, typer.Option("--out", help="网站写到哪个文件夹", metavar="文件夹")]
SITE = Path("site")


def build(registry: RegistryOption = REGISTRY, on: OnOption = None, out: OutOption = SITE) -> None:
    """检查登记记录并生成网站；有错误时不写任何文件，旧网站保持原样。"""
    day = on or today()
    key = _key(registry, day, judged_on(on))
    if stamp.is_current(out, key):
        print(f"{out} 已是最新，未改动任何文件，截至 {day}。")
        return
    from generator.cli.publication import build_site

    build_site(registry, day, judged_on(on), out, key)


def _key(registry: Path, day: date, judged: date) -> str:
    return stamp.build_key(registry, str(registry), str(day), str(judged), state(registry).decode())
