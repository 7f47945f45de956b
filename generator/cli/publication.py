"""Commands `registry build` and `registry serve`: one publication, written or shown."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer

from generator.checks.upkeep import forewarnings
from generator.cli.checking import CheckFormat, default_format, report
from generator.cli.common import (
    REGISTRY,
    OnOption,
    RegistryOption,
    examined,
    findings_on,
    judged_on,
    received,
    refuse,
    say,
    steps,
    today,
)
from generator.history.git import SEALED, state
from generator.history.log import UNCOMMITTED
from generator.history.versions import Chronicle, chronicle
from generator.records.registry import Receipt
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site import stamp
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.preview import Preview, PreviewFault, open_server
from generator.site.preview.server import HOST
from generator.site.shells import PrintedShells, print_shells
from generator.site.write import temporary_folder, write
from generator.terms.findings import RENDERINGS, Finding
from generator.verify import CHECKPOINT, checkpoint_head, reader


def write_site(
    publication: Publication, printed: Callable[[], Path], out: Path, key: str = ""
) -> int:
    """Wait for the shells, make every file, write the site; gives the number of files."""
    with steps() as step:
        step("印制页壳", 0)
        shells = printed()
        step("整理各部分", 0)
        _tell_without_history(publication)
        _refuse_to_lose_the_log(publication, out)
        site = Site(publication, shells)
        step("生成网页与数据", len(site))
        count = write(site, site.manifest, out, lambda done: step("", done))
        stamp.keep(out, key)
        return count


def published(snapshot: Snapshot, findings: Sequence[Finding] = ()) -> Publication:
    """Publication of a snapshot with what git tells of the register."""
    received = snapshot.register.as_received
    return Publication(snapshot, chronicle(Path(received.folder), received), tuple(findings))


def _tell_without_history(publication: Publication) -> None:
    if publication.chronicle.unavailable:
        say(f"注意：{publication.chronicle.unavailable}")


def _refuse_to_lose_the_log(publication: Publication, out: Path) -> None:
    """Exit with 3 where a log would vanish: there are commits, or a log was sealed or published before.

    Records not yet committed are a clerk at work: the site says so, and the log comes with the commit.
    """
    reason, history = publication.log.unavailable, publication.chronicle
    if reason is None or reason == UNCOMMITTED:
        return
    is_sealed = (Path(publication.snapshot.register.receipt.folder) / SEALED).exists()
    if history.is_lost or is_sealed or _has_log(out):
        refuse(3, f"生成不了登记日志，未生成网站；“{out}”保持原样。原因：{reason}")


def _has_log(site: Path) -> bool:
    return checkpoint_head(reader(str(site))(CHECKPOINT)) is not None


@contextmanager
def rebuilt_site(
    snapshot: Snapshot, findings: Sequence[Finding], history: Chronicle
) -> Iterator[Site]:
    """The site as it would be built now, for comparison."""
    with temporary_folder() as folder:
        printed = print_shells(snapshot, folder)
        yield Site(Publication(snapshot, history, tuple(findings)), printed)


def build_site(
    receipt: Receipt,
    days: tuple[date, date],
    printed: Callable[[], Path],
    out: Path,
    key: str,
) -> None:
    """Judge the records and write the site; exits with 1 on errors.

    `days` are the day of the site and the day on which its records are judged.
    """
    day, judged = days
    register = Register.bind(receipt)

    @cache
    def publication() -> Publication:
        made = published(Snapshot.of(register, day))
        made.prepare()
        return made

    findings = findings_on(register, judged, meanwhile=publication)
    errors = [finding for finding in findings if finding.is_error]
    if errors:
        report(errors, CheckFormat.TEXT)
        refuse(1, f"有错误，未生成网站；“{out}”保持原样。")
    for each in forewarnings(findings):
        print(RENDERINGS[default_format()](each))
    count = write_site(publication().judged(findings), printed, out, key)
    print(f"已生成 {out}：{len(register.platforms)} 个平台，{count} 个文件，截至 {day}。")


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
        _tell_without_history(publication)
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
