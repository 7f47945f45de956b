"""Commands `registry build` and `registry serve`: one publication, written or shown."""

import errno
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.checking import CheckFormat, report
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    judged_on,
    received,
    refuse,
    say,
    steps,
    today,
)
from generator.history.git import state
from generator.history.versions import Chronicle, chronicle
from generator.register.snapshot import Snapshot
from generator.site import printing, stamp
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.preview import Preview, PreviewFault, open_server
from generator.site.preview.server import HOST
from generator.site.write import NotASite, temporary_folder, write, write_file
from generator.terms.findings import Finding


def write_site(snapshot: Snapshot, findings: Sequence[Finding], out: Path, key: str = "") -> int:
    """Print the shells, make every file, write the site; gives the number of files."""
    with steps() as step, temporary_folder() as folder:
        step("印制页壳", 0)
        printed = print_shells(snapshot, folder)
        step("整理各部分", 0)
        site = Site(published(snapshot, findings), printed)
        step("生成网页与数据", len(site))
        count = write(site, site.manifest, out, lambda done: step("", done))
        stamp.keep(out, key)
        return count


def published(
    snapshot: Snapshot, findings: Sequence[Finding], history: Chronicle | None = None
) -> Publication:
    """Publication of a snapshot with what git tells of the register."""
    if history is None:
        history = chronicle(
            Path(snapshot.register.receipt.folder), receipt=snapshot.register.as_received
        )
    if history.unavailable:
        say(f"注意：{history.unavailable}")
    return Publication(snapshot, history, tuple(findings))


def print_shells(snapshot: Snapshot, folder: Path) -> Path:
    """Printed folder below `folder`: the prose, the theme's files and one shell per layout."""
    for path, content in printing.stage(snapshot):
        write_file(folder / "staged", path, content)
    return printing.print_folder(folder / "staged")


@contextmanager
def rebuilt_site(
    snapshot: Snapshot, findings: Sequence[Finding], history: Chronicle
) -> Iterator[Site]:
    """The site as it would be built now, for comparison."""
    with temporary_folder() as folder:
        printed = print_shells(snapshot, folder)
        yield Site(Publication(snapshot, history, tuple(findings)), printed)


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


def build_site(registry: Path, day: date, judged: date, out: Path, key: str) -> None:
    """Check the records and write the site of a day; exits with 1 on errors, 2 or 3 on a bad target."""
    register, findings = examined(received(registry), judged)
    errors = [finding for finding in findings if finding.is_error]
    if errors:
        report(errors, CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    count = _write(Snapshot.of(register, day), findings, out, key)
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {day}。")


def _write(snapshot: Snapshot, findings: list[Finding], out: Path, key: str) -> int:
    """Number of files written; what cannot be written is a sentence."""
    try:
        return write_site(snapshot, findings, out, key)
    except NotASite as reason:
        refuse(2, str(reason))
    except OSError as fault:
        why = REASONS.get(fault.errno or 0, fault.strerror or str(fault))
        refuse(3, f"写不成“{out}”：{why}。原有的网站保持原样；处理后重新运行即可。")


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
        faults = tuple(PreviewFault(str(f.place), f.message, f.fix) for f in findings if f.is_error)
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
        """Versions that git tells, asked again only after a commit."""
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
