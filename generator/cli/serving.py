"""`registry serve`: every page rendered from the records as they are, reloaded when they change."""

import threading
import time
from contextlib import ExitStack
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator import printing
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
from generator.cli.publishing import print_shells, published
from generator.history import Chronicle, chronicle, state
from generator.site.build import Site
from generator.site.preview import Fault, Preview, open_server
from generator.site.preview.server import HOST
from generator.site.write import temporary_folder
from generator.standing.snapshot import Snapshot

# Seconds between two looks at the records.
EVERY = 0.1


def serve(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """在本机预览网站；登记记录一改动，打开着的网页就随之更新，有错误时在网页上说明。按 Ctrl+C 结束。"""
    preview = Preview()
    with _open(port, preview) as server, ExitStack() as held:
        follower = _Follower(registry, on, preview, held)
        follower.look()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"请在浏览器中打开 http://{HOST}:{server.server_port}/ ，按 Ctrl+C 结束。")
        try:
            while True:
                time.sleep(EVERY)
                follower.look()
        except KeyboardInterrupt:
            server.shutdown()


def _open(port: int, preview: Preview) -> ThreadingHTTPServer:
    try:
        return open_server(port, preview)
    except OSError:
        return refuse(2, f"端口 {port} 已被占用，请用 --port 换一个。")


class _Follower:
    """Reads the records again whenever one changes, judges them, and shows the site they make."""

    def __init__(self, registry: Path, on: date | None, preview: Preview, held: ExitStack) -> None:
        self._registry, self._on, self._preview = registry, on, preview
        self._shells = _Shells(held)
        self._history: tuple[bytes, Chronicle] | None = None
        self._seen: dict[Path, int] | None = None

    def look(self) -> None:
        """Show the records as they are now, if they differ from those last seen."""
        stamps = _stamps(self._registry)
        if stamps != self._seen:
            self._seen = stamps
            self._show()

    def _show(self) -> None:
        on = self._on or today()
        register, findings = examined(received(self._registry), judged_on(self._on))
        faults = tuple(Fault(str(f.place), f.message, f.fix) for f in findings if f.is_error)
        if faults:
            for fault in faults:
                say(f"{fault.place}: {fault.message}")
            say("有错误，网页未更新。")
            self._preview.fault(faults)
            return
        snapshot = Snapshot.of(register, on)
        publication = published(snapshot, findings, self._versions())
        self._preview.show(Site(publication, self._shells.of(snapshot)))
        say(f"网页已更新，截至 {on}。")

    def _versions(self) -> Chronicle:
        """What git tells, asked again only after a commit."""
        now = state(self._registry)
        if self._history is None or self._history[0] != now:
            self._history = now, chronicle(self._registry)
        return self._history[1]


class _Shells:
    """The printed folder, printed again only when what is handed to the printer changes."""

    def __init__(self, held: ExitStack) -> None:
        self._held = held
        self._staged: list[tuple[str, bytes]] = []
        self._printed = Path()

    def of(self, snapshot: Snapshot) -> Path:
        staged = [*printing.stage(snapshot)]
        if staged != self._staged:
            folder = self._held.enter_context(temporary_folder())
            self._staged, self._printed = staged, print_shells(snapshot, folder)
        return self._printed


def _stamps(folder: Path) -> dict[Path, int]:
    """Time of the last change of every record; one that is gone meanwhile is left out."""
    stamps = {}
    for path in folder.rglob("*.yaml"):
        try:
            stamps[path] = path.stat().st_mtime_ns
        except OSError:
            continue
    return stamps
