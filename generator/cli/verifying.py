"""核验 `registry verify`: is a copy of the site whole?"""

from typing import Annotated

import typer

from generator import verifier


def verify(
    place: Annotated[str, typer.Argument(metavar="文件夹|网址", help="网站的文件夹或首页地址")],
) -> None:
    """按文件清单核验一份网站：有没有缺少、多出、改动或混入的文件。"""
    code = verifier.main([place])
    if code:
        raise typer.Exit(code)
