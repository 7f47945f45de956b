"""One publication made from a snapshot: for `build`, `serve` and `verify --repository` alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator import printing
from generator.cli.desk import say
from generator.cli.progress import steps
from generator.exports.envelope import Publication
from generator.findings import Finding
from generator.history import Chronicle, chronicle
from generator.site import stamp
from generator.site.build import Site
from generator.site.write import temporary_folder, write, write_file
from generator.standing.snapshot import Snapshot


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
            Path(snapshot.register.receipt.folder), receipt=snapshot.register.receipt
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
