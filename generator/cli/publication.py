"""Commands `registry build`, `serve`, `verify` and `log`: one publication, written, shown, verified."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from hashlib import sha256
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any

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
from generator.desk.writing import write_together
from generator.history.git import SEALED, state
from generator.history.log import UNCOMMITTED, Log, grown, log_of, sealed_text
from generator.history.versions import Chronicle, chronicle
from generator.records.registry import Receipt
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site import stamp
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.preview import HOST, Preview, PreviewFault, open_server
from generator.site.shells import PrintedShells, print_shells
from generator.site.write import temporary_folder, whole, write
from generator.terms.findings import RENDERINGS, Finding
from generator.verify import (
    CHECKPOINT,
    Entry,
    PublishedLog,
    Report,
    Unverifiable,
    checkpoint_head,
    continuation_faults,
    head_of,
    manifest_of,
    print_report,
    published_log,
    reader,
)
from generator.verify import verify as verify_copy


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


# What is wanting is judged by the day of the building, which no copy tells.
OF_THE_DAY = ("api/v1/gaps.json", "gaps/index.html")

AgainstOption = Annotated[
    str | None,
    typer.Option("--against", metavar="从前的副本", help="从前的网站、log.json 或 checkpoint.txt"),
]
RepositoryOption = Annotated[
    Path | None,
    typer.Option("--repository", metavar="文件夹", help="登记文件夹：网站是否由它生成"),
]
KeyOption = Annotated[
    str | None, typer.Option("--key", metavar="文件", help="可信的签名公钥（allowed_signers）")
]
SignatureOption = Annotated[
    str | None, typer.Option("--signature", metavar="文件", help="签名文件（默认用网站上的）")
]


def verify(
    place: Annotated[str, typer.Argument(metavar="文件夹|网址", help="网站的文件夹，或首页地址")],
    against: AgainstOption = None,
    repository: RepositoryOption = None,
    key: KeyOption = None,
    signature: SignatureOption = None,
) -> None:
    """Verify a copy of the site and its log."""

    def look() -> Report:
        statements, faults = verify_copy(place, against, key, signature)
        more, others = compare_with_register(place, repository) if repository else ([], [])
        return [*statements, *more], [*faults, *others]

    code = print_report(look)
    if code:
        raise typer.Exit(code)


def compare_with_register(place: str, repository: Path) -> Report:
    """Report on a copy against a registry folder: the log, then every file made anew.

    Files are made anew only where the register stands at the commit that the copy names.
    """
    history, copy = chronicle(repository), published_log(reader(place))
    own = log_of(history)
    if own.unavailable or isinstance(copy, str):
        raise Unverifiable(own.unavailable or str(copy))
    log = PublishedLog(own.entries, own.head, [])
    faults = continuation_faults(log, copy.size, str(copy.head), copy.entries)
    verdict = "，不是同一部日志" if faults else "，是同一部日志"
    statements = [
        f"登记簿的日志 {log.size} 条，网站的 {copy.size} 条{verdict}。",
        *_sealed(history),
    ]
    manifest = manifest_of(reader(place))
    if manifest["commit"] != history.commit:
        sentence = "登记簿不在网站所据的那次提交上，没有重新生成对照。"
        return [*statements, sentence], faults
    count, unlike = _rebuilt(manifest, history, repository)
    statements.append(f"由登记簿重新生成 {count} 个文件，{len(unlike)} 个与网站的不同。")
    return statements, [*faults, *(f"{name} 与由登记簿生成的不同" for name in unlike)]


def _sealed(history: Chronicle) -> Iterator[str]:
    """Faults of a sealed log: git must still tell the same, or have been rewritten on record."""
    revisions = history.revisions
    seals = [at for at, revision in enumerate(revisions) if revision.sealed is not None]
    if seals:
        last, earlier = seals[-1], seals[-2] if len(seals) > 1 else None
        before, sealed = grown(revisions[:last], earlier), grown(revisions, last)
        size = len(before.entries)
        is_same = size > 0 and head_of(sealed.entries[:size]) == before.head
        yield f"封存的日志{f'与 git 的历史一致（{size} 条）' if is_same else '所依据的 git 历史已经改写'}。"


def _rebuilt(manifest: dict[str, Any], history: Chronicle, folder: Path) -> tuple[int, list[str]]:
    """Number of files made anew, and the names of those that are not as the manifest lists them."""
    as_of = date.fromisoformat(manifest["as_of"])
    register, findings = examined(received(folder), as_of)
    with rebuilt_site(Snapshot.of(register, as_of), findings, history) as site:
        anew = {path: sha256(whole(site[path]())).hexdigest() for path in site}
    listed = {row["path"]: row["sha256"] for row in manifest["files"]}
    unlike = {name for name in anew.keys() | listed.keys() if anew.get(name) != listed.get(name)}
    return len(anew), sorted(unlike.difference(OF_THE_DAY))


def log(
    registry: RegistryOption = REGISTRY,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="编号", help="打印一份文件、一个平台等的各条日志（JSON）"),
    ] = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="封存到 log.jsonl；改写 git 历史以前须先封存并提交")
    ] = False,
) -> None:
    """Print the size and head of the log, or the entries of one record."""
    current = log_of(chronicle(registry))
    if current.unavailable:
        refuse(2, f"没有登记日志：{current.unavailable}")
    if of:
        print(json.dumps(_entries_on(current, of), ensure_ascii=False, indent=1))
    else:
        print(f"登记日志 {len(current.entries)} 条，末条散列 {current.head}")
    if seal:
        write_together(registry, {SEALED: sealed_text(current).encode()})
        print(f"已封存到 {(registry / SEALED).as_posix()}，请提交。")


def _entries_on(current: Log, name: str) -> list[dict[str, Any]]:
    """Entries on every record of this id, as `log.json` has them: the last with its content."""
    entries = [entry for entry in current.entries if entry["id"] == name]
    if not entries:
        refuse(1, f"登记日志中没有“{name}”")
    return [entry | _content(current, entry) for entry in entries]


def _content(current: Log, entry: Entry) -> dict[str, Any]:
    recorded = current.recorded.get((entry["subject"], entry["id"]))
    if recorded is None or recorded.number != entry["number"]:
        return {"salt": None, "item": None}
    return {"salt": recorded.salt, "item": recorded.item}
