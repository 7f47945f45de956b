"""演示 Runs a case, to learn what the program says of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.casebook.cases import (
    BASE,
    HISTORY_RULES,
    Case,
    laid_out,
    laid_out_before,
)
from generator.checks import examine
from generator.findings import Finding
from generator.history import Alteration, Side, by_id, keep
from generator.intake import receive
from generator.register.register import Register

CASE_DAY = date(2026, 1, 5)
HISTORY_CODES = {rule.code for rule in HISTORY_RULES}


def found_in(code: str, case: Case, folder: Path) -> list[Finding]:
    """所见问题 Of one case of a code, laid out as `registry` in a folder, in their order.

    What history forbids is looked for only where the code is of that kind.
    """
    receipt = receive(laid_out(case, folder / "registry"))
    found = [*receipt.findings, *examine(Register.bind(receipt), CASE_DAY)]
    if code in HISTORY_CODES:
        found += _kept(case, folder)
    return sorted(found, key=lambda finding: finding.order)


def _kept(case: Case, folder: Path) -> Iterator[Finding]:
    """Judged against what was published before; the base itself lies further back."""
    before = Side.lying(laid_out_before(case, folder / "before"))
    former = by_id(receive(BASE))
    return keep(Alteration(before, Side.lying(folder / "registry"), former, case.endorsement))
