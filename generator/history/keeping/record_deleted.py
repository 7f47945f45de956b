"""记录不得删除 No record that was published is gone."""

from collections.abc import Iterator
from pathlib import PurePath

from generator.findings import Finding, Place, Rule
from generator.history.alteration import DEPARTMENTS, DEPARTMENTS_FILE, Alteration
from generator.history.keeping.saying import RULEBOOK, called
from generator.intake.receiving import drawer
from generator.terms import Severity

RULE = Rule(
    "C101",
    "record-deleted",
    Severity.ERROR,
    "记录不得删除",
    RULEBOOK,
    "撤销、退出、期满的平台和办过的每一份文件都要永远查得到；删去一条，它的网址就断了，历史也就不实了。",
)
# Excuses lapse, and their file may go with the last of them.
LAPSING = "excused"
RESTORE = "照原样恢复；有误的，按登记人员手册第九节另写更正"


def check(alteration: Alteration) -> Iterator[Finding]:
    """No record that was published is gone."""
    for key, filed in alteration.gone.items():
        file = alteration.old_file(filed)
        whole_table = file == DEPARTMENTS_FILE and file not in alteration.after.files
        if key not in alteration.renamed and not whole_table:
            yield RULE.found(
                alteration.place_of_old(filed), f"{called(key, filed)}已被删去", RESTORE
            )
    yield from _files(alteration)


def _files(alteration: Alteration) -> Iterator[Finding]:
    """A file that is gone and was known by its name alone, unless its content lies elsewhere."""
    before, after = alteration.before, alteration.after
    spoken_of = {
        alteration.old_file(filed)
        for (kind, _), filed in alteration.old.items()
        if kind != DEPARTMENTS
    }
    for file in before.files.keys() - after.files.keys() - spoken_of:
        if drawer(file) != LAPSING and before.files[file] not in after.files.values():
            place = Place((PurePath(after.receipt.folder) / file).as_posix())
            yield RULE.found(place, f"文件“{file}”已被删去", "照原样恢复该文件")
