"""Command `registry desk`: the desk in a browser, on one's own machine or for an office."""

import hashlib
import os
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from socket import create_server, socket
from typing import Annotated

import typer

from generator.cli.common import OnOption, refuse, say, today
from generator.desk.beginning import ForgeKind

NOT_INSTALLED = "登记台要另装几个程序包：在程序的文件夹里运行 make desk，或者运行 pip install 'registry-generator[desk]'。"
LISTEN = "127.0.0.1:8787"
SECRET = "REGISTRY_DESK_SECRET"
STATE = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "registry-desk"


RepositoryOption = Annotated[
    str,
    typer.Option(
        help="登记簿所在的仓库：本机文件夹；多人共用的，写它在代码托管平台上的网址",
        metavar="文件夹|网址",
    ),
]
ListenOption = Annotated[str, typer.Option(help="在哪个地址和端口上", metavar="地址:端口")]
StateOption = Annotated[
    Path, typer.Option(help="草稿存在哪个文件夹（不在仓库里）", metavar="文件夹")
]
ForgeOption = Annotated[
    ForgeKind, typer.Option(help="多人共用：是哪一种代码托管平台，用它的账号登录")
]
ClientOption = Annotated[
    str, typer.Option(help="多人共用：在代码托管平台上登记应用得到的编号", metavar="编号")
]
SecretOption = Annotated[
    Path | None,
    typer.Option(help=f"多人共用：存有应用机密的文件；不写的，取环境变量 {SECRET}", metavar="文件"),
]
OriginOption = Annotated[
    str | None, typer.Option(help="工作人员看到的网址，如 https://desk.example.org", metavar="网址")
]
MainOption = Annotated[str, typer.Option(help="公布所用的分支", metavar="分支")]


def desk(
    repository: RepositoryOption = ".",
    listen: ListenOption = LISTEN,
    on: OnOption = None,
    state: StateOption = STATE,
    forge: ForgeOption = ForgeKind.NONE,
    client_id: ClientOption = "",
    secret_file: SecretOption = None,
    origin: OriginOption = None,
    main: MainOption = "main",
) -> None:
    """Open the desk in a browser."""
    try:
        from generator.web import app
        from generator.web.login import DeskClient
    except ModuleNotFoundError:
        refuse(2, NOT_INSTALLED)
    at = _socket(listen)
    host, port = at.getsockname()[:2]
    shown, is_shared = origin or f"http://{host}:{port}", "://" in repository
    name = repository if is_shared else str(Path(repository).resolve())
    folder = state / hashlib.sha256(name.encode()).hexdigest()[:12]

    def day() -> date:
        return on or today()

    with ExitStack() as held:
        try:
            if is_shared:
                client = DeskClient(client_id, _secret(secret_file))
                place = app.forge_at(forge, repository, main)
                application = app.forge_desk(place, client, folder, shown, day, held)
                address = shown
            else:
                application, address = app.local_desk(Path(name), folder, shown, day, held)
        except app.CannotServe as reason:
            refuse(2, str(reason))
        once = "" if is_shared else "（只能用一次）"
        say(f"登记台已打开，请在浏览器里访问{once}：{address}")
        say("按 Ctrl+C 停止；填好的都已保存。")
        app.serve(application, at)


def _socket(listen: str) -> socket:
    """A socket at `host:port`."""
    host, _, port = listen.rpartition(":")
    try:
        return create_server((host, int(port)))
    except (OSError, OverflowError, ValueError):
        refuse(2, f"“{listen}”用不了：写得不对，或者端口已被占用，请用 --listen 换一个。")


def _secret(file: Path | None) -> str:
    """The secret of the application: never an argument, for those everybody on the machine can read."""
    try:
        secret = file.read_text("utf-8").strip() if file else os.environ.get(SECRET, "")
    except (OSError, UnicodeDecodeError):
        refuse(2, f"机密文件“{file}”打不开。")
    if not secret:
        refuse(2, f"没有应用的机密：请用 --secret-file 指明文件，或者设环境变量 {SECRET}。")
    return secret
