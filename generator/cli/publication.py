"""A publication: judged and written, or made once more for comparison."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from generator.checks.upkeep import forewarnings
from generator.cli.checking import CheckFormat, default_format, report
from generator.cli.common import findings_on, refuse, say, steps
from generator.history.git import SEALED
from generator.history.log import UNCOMMITTED
from generator.history.versions import Chronicle, chronicle
from generator.records.registry import Receipt
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site import stamp
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.shells import print_shells
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
        tell_without_history(publication)
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


def tell_without_history(publication: Publication) -> None:
    """Print why git tells nothing of the register, where it tells nothing."""
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
