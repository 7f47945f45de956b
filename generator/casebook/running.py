"""演示 Runs a case, to learn how the program itself says to mend what is wrong with it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.casebook.cases import cases_of, laid_out
from generator.checks import examine
from generator.findings import Finding
from generator.intake import receive
from generator.register.register import Register

CASE_DAY = date(2026, 1, 5)


@cache
def mending(code: str) -> tuple[str, ...]:
    """怎样改 What the findings of the first case that fails say, each once."""
    case = next(case for case in cases_of(code) if case.findings)
    with TemporaryDirectory(prefix="registry-case-") as folder:
        laid = laid_out(case, Path(folder) / "registry")
        found = sorted(_found(laid), key=lambda finding: finding.order)
    fixes = (finding.fix for finding in found if finding.rule.code == code)
    return tuple(dict.fromkeys(fix.replace(f"{laid.as_posix()}/", "") for fix in fixes))


def _found(folder: Path) -> Iterator[Finding]:
    receipt = receive(folder)
    yield from receipt.findings
    yield from examine(Register.bind(receipt), CASE_DAY)
