"""Cases of the casebook laid out as registries, and what is found in them."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.checks import examine
from generator.checks.casebook import BASE, Case, Edit
from generator.history import immutability
from generator.history.alteration import Alteration, by_id
from generator.history.immutability import keep
from generator.history.versions import Version
from generator.intake import receive
from generator.register.register import Register
from generator.terms.findings import Finding

CASE_DAY = date(2026, 1, 5)
HISTORY_CODES = {rule.code for rule in immutability.RULES}


def laid_out(case: Case, folder: Path) -> Path:
    """The base registry with the edits of one case, laid out in a new folder."""
    return _laid((*case.before, *case.edits), folder)


def _laid(edits: tuple[Edit, ...], folder: Path) -> Path:
    shutil.copytree(BASE, folder)
    for edit in edits:
        apply(edit, folder / edit.file)
    return folder


def apply(edit: Edit, path: Path) -> None:
    """Do one edit to its file; ValueError where the old text does not stand exactly once."""
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


def found_in(code: str, case: Case, folder: Path) -> list[Finding]:
    """Findings of one case, laid out as `registry` in a folder, in the order of their places.

    What history forbids is looked for only where the code is of that kind.
    """
    receipt = receive(laid_out(case, folder / "registry"))
    findings = [*receipt.findings, *examine(Register.bind(receipt), CASE_DAY)]
    if code in HISTORY_CODES:
        findings += _against_history(case, folder)
    return sorted(findings, key=lambda finding: finding.order)


def _against_history(case: Case, folder: Path) -> Iterator[Finding]:
    """Judged against what was published before; the base itself lies further back."""
    before = Version.present(_laid(case.before, folder / "before"))
    former = by_id(receive(BASE))
    return keep(Alteration(before, Version.present(folder / "registry"), former, case.endorsement))
