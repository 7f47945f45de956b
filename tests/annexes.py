"""Shared by the tests of annexes: the register they are matched with, and one way to read."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.checks.casebook import BASE
from generator.desk.annexes.columns import figure_heads, function_heads, named_heads
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.listing import AnnexListing
from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.matching import decisions_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.rows import ReadingContext
from generator.desk.annexes.taking import TakenAnnex, taken_annex
from generator.intake import receive
from generator.records.values import parse_day
from generator.register.register import Register
from tests.histories import read

HERE = Path(__file__).parent
DATA = HERE / "data" / "annexes"
CASES = HERE / "cases" / "annexes"
DAY = "2022-11-07"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one file, every value as text."""
    found: list[dict[str, Any]] = read(CASES / f"{name}.yaml")["cases"]
    assert found
    return found


def register_in(folder: Path) -> Register:
    """The small register of the casebook, and what the cases of annexes need besides."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(CASES / "register", folder, dirs_exist_ok=True)
    return Register.bind(receive(folder))


def ground(register: Register, kind: str, regulation: str = "demo-2020") -> ReadingContext:
    """What rows are read by."""
    edition = register.regulations[regulation]
    return ReadingContext(register, kind, "示例·名单", parse_day(DAY), edition)


def as_csv(lines: Iterable[str]) -> bytes:
    """A table written with strokes between its cells, as a spreadsheet would save it."""
    return "\r\n".join(line.replace("|", ",") for line in lines).encode()


def annex_of(case: Mapping[str, Any]) -> AnnexFile:
    """The annex of a case: a file of `tests/data/annexes`, or a table."""
    if "file" in case:
        return opened_annex(case["file"], (DATA / case["file"]).read_bytes())
    return opened_annex("名单.csv", as_csv(case["table"]))


def listing(case: Mapping[str, Any], register: Register) -> AnnexListing:
    """Its list."""
    editions = register.regulations.values()
    heads = function_heads(editions) | named_heads(case.get("head", ()), figure_heads(editions))
    return listing_of(annex_of(case), heads, case.get("sheet", ()))


def listing_from(name: str, data: bytes, register: Register | None = None) -> AnnexListing:
    """The list of a file that needs no help to be understood."""
    editions = register.regulations.values() if register else ()
    return listing_of(opened_annex(name, data), figure_heads(editions), ())


def take(case: Mapping[str, Any], register: Register) -> TakenAnnex:
    """Its rows, matched."""
    said = decisions_of(f"{line}={answer}" for line, answer in case.get("row", {}).items())
    context = ground(register, case["kind"], case.get("regulation", "demo-2020"))
    return taken_annex(listing(case, register), context, case.get("only", ()), said)


def complaint(name: str, data: bytes) -> str:
    """The sentence that a file is refused with; fails where it is not refused."""
    try:
        opened = opened_annex(name, data)
    except Complaint as reason:
        return str(reason)
    raise AssertionError(f"{name} was read: {opened}")
