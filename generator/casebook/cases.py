"""案例 Reads the case files, and lays a case out as a registry on disk."""

import shutil
from functools import cache
from pathlib import Path

from generator import checks, history, intake
from generator.casebook.reading import read
from generator.findings import Rule
from generator.records.base import Flag, Record, Slug, Text
from generator.records.endorsement import Endorsement

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = HERE / "cases"

HISTORY_RULES: tuple[Rule, ...] = history.RULES
ALL_RULES: dict[str, Rule] = {
    rule.code: rule for rule in (*intake.RULES, *checks.RULES, *HISTORY_RULES)
}


class Edit(Record):
    """改动 `old` becomes `new` in a file; or the whole `content`; or the file is a link, or goes."""

    file: Text
    old: Text | None = None
    new: Text | None = None
    content: Text | None = None
    encoding: Text = "utf-8"
    link: Text | None = None
    remove: Flag = False


class Case(Record):
    """案例 What is done to the base registry, and the findings of this code that follow.

    `also` lists the codes that the same edits bring with them. `before` was done, and
    published, earlier: what history forbids is judged by what it left.
    """

    says: Text
    before: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()
    endorsement: Endorsement | None = None
    findings: tuple[Text, ...]
    also: tuple[Text, ...] = ()


class CaseFile(Record):
    """The cases of one code; `mending` is what the findings of the first that fails say, each once."""

    code: Text
    slug: Slug
    mending: tuple[Text, ...]
    cases: tuple[Case, ...]


def cases_of(code: str) -> tuple[Case, ...]:
    """The cases of a code, in the order of its file."""
    return _case_file(code).cases


def mending(code: str) -> tuple[str, ...]:
    """How to mend what a code finds, as its case file says."""
    return _case_file(code).mending


@cache
def _case_file(code: str) -> CaseFile:
    rule = ALL_RULES[code]
    return read(CaseFile, CASES / f"{rule.code}-{rule.slug}.yaml")


def laid_out(case: Case, folder: Path) -> Path:
    """摆出案例 The base registry with the edits of one case, in a folder of its own."""
    return _laid((*case.before, *case.edits), folder)


def laid_out_before(case: Case, folder: Path) -> Path:
    """摆出此前 What was published before the edits of the case."""
    return _laid(case.before, folder)


def _laid(edits: tuple[Edit, ...], folder: Path) -> Path:
    shutil.copytree(BASE, folder)
    for edit in edits:
        apply(edit, folder / edit.file)
    return folder


def apply(edit: Edit, path: Path) -> None:
    """改一处 One edit, done to its file."""
    if edit.remove:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if edit.link is not None:
        path.symlink_to(edit.link)
        return
    content = edit.content if edit.content is not None else _replaced(edit, path)
    path.write_bytes(content.encode(edit.encoding))


def _replaced(edit: Edit, path: Path) -> str:
    before = path.read_text(encoding="utf-8")
    if edit.old is None or before.count(edit.old) != 1:
        raise ValueError(f"{edit.file}: “{edit.old}” must stand exactly once")
    return before.replace(edit.old, edit.new or "")
