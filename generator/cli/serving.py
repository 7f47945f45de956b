"""预览 `registry serve`: the open page follows the record at once, the whole site soon after."""

import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator import ledger, output
from generator.cli.building import SITE, OutOption
from generator.cli.desk import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    kept,
    received,
    refuse,
    say,
    today,
)
from generator.cli.making import published, shells
from generator.composing import parts_of
from generator.preview import Fault, Stage, opened
from generator.preview.server import HOST
from generator.standing.snapshot import Snapshot

EVERY = 0.1
# Seconds without an edit after which the whole site is built.
QUIET = 2.0
BUILD = "from generator.cli import main; main()"
# Behind an edit that is already on the page there is no hurry.
BEHIND = f"import os; getattr(os, 'nice', int)(10); {BUILD}"


def serve(
    registry: RegistryOption = REGISTRY,
    on: OnOption = None,
    out: OutOption = SITE,
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """在本机预览网站；登记记录一改动，打开着的网页就随之更新，有错误时在网页上说明。按 Ctrl+C 结束。"""
    stage = Stage()
    with _opened(port, out, stage) as server:
        # Looked at before the first build: an edit made meanwhile is an edit.
        follower = _Follower(registry, out, on, stage)
        follower.begin()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"请在浏览器中打开 http://{HOST}:{server.server_port}/ ，按 Ctrl+C 结束。")
        try:
            while True:
                time.sleep(EVERY)
                follower.look()
        except KeyboardInterrupt:
            server.shutdown()
        finally:
            follower.end()


def _opened(port: int, out: Path, stage: Stage) -> ThreadingHTTPServer:
    try:
        return opened(port, out, stage)
    except OSError:
        return refuse(2, f"端口 {port} 已被占用，请用 --port 换一个。")


class _Follower:
    """Sees edits, judges them, puts them on the stage, and has the whole site built behind."""

    def __init__(self, registry: Path, out: Path, on: date | None, stage: Stage) -> None:
        self._registry, self._out, self._on, self._stage = registry, out, on, stage
        self._seen = _stamps(registry)
        self._building: subprocess.Popen[bytes] | None = None
        self._built, self._wanted, self._edited = 0, 0, 0.0

    def begin(self) -> None:
        """The site as it is to be seen first; what is wrong in the records is told on the page."""
        code = self._build(told=None).wait()
        if code > 1:
            raise typer.Exit(code)
        self._stage.settle(0, _owners(self._out))
        if code:
            self._judge()

    def look(self) -> None:
        """Whether a record has changed, and whether the site is built."""
        now = _stamps(self._registry)
        if now != self._seen:
            self._seen, self._edited = now, time.monotonic()
            self._judge()
        if self._building and self._building.poll() is not None:
            said = self._building.communicate()[1].decode()
            if self._building.returncode:
                say(said)
            self._building = None
            self._stage.settle(self._built, _owners(self._out))
        is_quiet = time.monotonic() - self._edited > QUIET
        if not self._building and self._built < self._wanted and is_quiet:
            self._built = self._wanted
            self._building = self._build(told=subprocess.PIPE)

    def end(self) -> None:
        """A build that is under way leaves the old site or the new one."""
        if self._building:
            self._building.terminate()
            self._building.communicate()

    def _judge(self) -> None:
        on = self._on or today()
        register, findings = examined(received(self._registry), judged_on(on))
        faults = tuple(Fault(str(f.place), f.message, f.fix) for f in findings if f.is_error)
        if faults:
            for fault in faults:
                say(f"{fault.place}: {fault.message}")
            say("有错误，网站未更新。")
            self._stage.fault(faults)
            return
        snapshot = Snapshot.of(register, on)
        held = ExitStack()
        printed = shells(snapshot, held.enter_context(output.workshop()))
        parts = parts_of(published(snapshot, tuple(findings)), printed, "")
        self._wanted = self._stage.show(parts, held)
        say(f"网页已更新，截至 {on}。")

    def _build(self, told: int | None) -> "subprocess.Popen[bytes]":
        where = ("--registry", self._registry, "--out", self._out)
        on = ("--on", str(self._on)) if self._on else ()
        command = [sys.executable, "-c", BEHIND if told else BUILD, "build", *where, *on]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)


def _owners(out: Path) -> dict[str, str]:
    """The part that each file of the site belongs to."""
    with kept(out) as shelf:
        entries = ledger.opened(shelf, out).entries.items()
    return {row.path: name for name, entry in entries for row in entry.rows}


def _stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.yaml")}
