"""预览 `registry serve`: build, serve on this machine only, rebuild when a record changes."""

import threading
import time
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.building import SITE, OutOption, built
from generator.cli.desk import REGISTRY, OnOption, RegistryOption, refuse, say, today
from generator.output import NotASite

HOST = "127.0.0.1"
EVERY = 0.5


def serve(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    out: OutOption = SITE,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """在本机预览网站；登记记录一改动就重新生成。按 Ctrl+C 结束。"""
    # Looked at before the first build: an edit made meanwhile is an edit.
    seen = _stamps(registry)
    try:
        _rebuild(registry, out, on or today())
    except NotASite as reason:
        refuse(2, str(reason))
    with _opened(port, out) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"请在浏览器中打开 http://{HOST}:{server.server_port}/ ，按 Ctrl+C 结束。")
        try:
            while True:
                time.sleep(EVERY)
                now = _stamps(registry)
                if now != seen:
                    seen = now
                    _rebuild(registry, out, on or today())
        except KeyboardInterrupt:
            server.shutdown()


def _opened(port: int, out: Path) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Quiet, directory=str(out)))
    except OSError:
        return refuse(2, f"端口 {port} 已被占用，请用 --port 换一个。")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are not news."""


def _rebuild(registry: Path, out: Path, on: date) -> None:
    wrong = built(registry, out, on)
    for line in wrong:
        say(line)
    say("有错误，网站未更新。" if wrong else f"网站已更新，截至 {on}。")


def _stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}
