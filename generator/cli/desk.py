"""Command `registry desk`: the desk in a browser, on one's own machine or for an office."""

import hashlib
import os
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import OnOption, refuse, say, today

NOT_INSTALLED = "登记台要另装几个程序包，请先运行：pip install 'registry-generator[desk]'"
LISTEN = "127.0.0.1:8787"
STATE = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "registry-desk"


def desk(
    repository: Annotated[
        Path, typer.Option(help="登记簿所在的仓库：本机文件夹", metavar="文件夹")
    ] = Path(),
    listen: Annotated[str, typer.Option(help="在哪个地址和端口上", metavar="地址:端口")] = LISTEN,
    on: OnOption = None,
    state: Annotated[
        Path, typer.Option(help="草稿存在哪个文件夹（不在仓库里）", metavar="文件夹")
    ] = STATE,
) -> None:
    """在浏览器里登记：不用命令，不用脚本。启动后打开给出的网址，网址只能用一次。"""
    try:
        from generator.web import serving
    except ModuleNotFoundError:
        refuse(2, NOT_INSTALLED)
    try:
        at = serving.opened_socket(listen)
    except (OSError, ValueError):
        refuse(2, f"“{listen}”用不了：写得不对，或者端口已被占用，请用 --listen 换一个。")
    host, port = at.getsockname()[:2]
    folder = state / hashlib.sha256(str(repository.resolve()).encode()).hexdigest()[:12]
    try:
        application, address = serving.local_desk(
            repository.resolve(), folder, f"http://{host}:{port}", lambda: on or today()
        )
    except serving.CannotServe as reason:
        refuse(2, str(reason))
    say(f"登记台已打开，请在浏览器里访问（只能用一次）：{address}")
    say("按 Ctrl+C 停止；填好的都已保存。")
    serving.serve(application, at)
