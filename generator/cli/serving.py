"""Command `registry serve`: the site on this machine, renewed as the records are edited."""

import threading
import time
from contextlib import ExitStack
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import (
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
from generator.cli.publication import tell_without_history
from generator.history.git import state
from generator.history.versions import Chronicle, chronicle
from generator.register.snapshot import Snapshot
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.preview import HOST, Preview, PreviewFault, open_server
from generator.site.shells import PrintedShells

# Seconds between two looks at the records.
EVERY = 0.1


def serve(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """Serve the site on this machine, renewed as the records are edited."""
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
        self._shells = PrintedShells(held)
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
        faults = tuple(PreviewFault(str(f.place), f.message, f.fix) for f in findings if f.is_error)
        if faults:
            for fault in faults:
                say(f"{fault.place}: {fault.message}")
            say("有错误，网页未更新。")
            self._preview.fault(faults)
            return
        snapshot = Snapshot.of(register, on)
        publication = Publication(snapshot, self._versions(), tuple(findings))
        tell_without_history(publication)
        self._preview.show(Site(publication, self._shells.of(snapshot)))
        say(f"网页已更新，截至 {on}。")

    def _versions(self) -> Chronicle:
        """Versions that git tells, asked again only after a commit."""
        now = state(self._registry)
        if self._history is None or self._history[0] != now:
            self._history = now, chronicle(self._registry)
        return self._history[1]


def _stamps(folder: Path) -> dict[Path, int]:
    """Time of the last change of every record and picture; one that is gone meanwhile is left out."""
    stamps = {}
    for path in (path for form in ("*.yaml", "*.svg", "*.png") for path in folder.rglob(form)):
        try:
            stamps[path] = path.stat().st_mtime_ns
        except OSError:
            continue
    return stamps
