"""编号须与文件名相同 A record's id is its file name."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import PurePosixPath

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "X102",
    "id-is-file-name",
    Severity.ERROR,
    "编号须与文件名相同",
    FORM,
    "文件名就是编号，永久地址由它而来；二者不一，链接就会指错。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """编号须与文件名相同 A record's id is its file name."""
    for filed in chain(*register.receipt.drawers_with_ids):
        name = PurePosixPath(filed.file).stem
        if filed.record.id != name:
            message = f"编号“{filed.record.id}”与文件名“{name}.yaml”不一致"
            fix = f"把文件改名为 {filed.record.id}.yaml，或把 id 改为 {name}"
            yield RULE.found(filed.place("id"), message, fix)
