"""A list that was pasted: from Word or Excel, from a web page, or typed with blanks between the columns."""

import csv
import io
import re
from collections.abc import Callable, Iterable

from generator.desk.annexes.columns import field_of
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.opening import opened_annex
from generator.terms.said import said

PASTED_FILE = "粘贴的名单.csv"
# The line under the head of a table in Markdown.
RULE = re.compile(r"[|\s:-]+")
WIDE = re.compile(r"\s*(?:\t|　+|\s{2,})\s*")
Parter = Callable[[str], list[str]]


def pasted_annex(text: str) -> AnnexFile:
    """The grid of a pasted text; raises `Complaint`."""
    return opened_annex(PASTED_FILE, with_tabs(text).encode())


def with_tabs(text: str) -> str:
    """A pasted text with its columns parted by tabs; one that tells no columns stays as it is.

    Raises `Complaint` where blanks part the columns and a line has not as many as the head.
    """
    lines = [line.strip(" \r") for line in text.splitlines() if line.strip()]
    if not lines or any("\t" in line for line in lines):
        return text
    if all(line.startswith("|") for line in lines):
        return _joined(_cells_of_markdown(lines))
    part = _parter(lines[0])
    return text if part is None else _joined(_even([part(line) for line in lines]))


def has_head(line: str) -> bool:
    """Whether a line names columns, whatever parts them."""
    return _parter(line) is not None


def _parter(head: str) -> Parter | None:
    return next((part for part in PARTERS if _known_heads(part(head)) > 1), None)


def _cells_of_markdown(lines: Iterable[str]) -> list[list[str]]:
    rows = (
        line.removeprefix("|").removesuffix("|").split("|")
        for line in lines
        if not RULE.fullmatch(line)
    )
    return [[cell.strip() for cell in row] for row in rows]


def _by(separator: str) -> Parter:
    return lambda line: [cell.strip() for cell in line.split(separator)]


# The surest first. A comma of ours may stand in a name, and a single blank, too.
PARTERS: tuple[Parter, ...] = (WIDE.split, _by("，"), _by("、"), str.split)


def _known_heads(cells: Iterable[str]) -> int:
    return len({field for cell in cells if (field := field_of(cell, {}))})


def _even(rows: list[list[str]]) -> list[list[str]]:
    heads = len(rows[0])
    for line, cells in enumerate(rows, 1):
        if len(cells) != heads:
            raise Complaint(said("uneven_paste", line=line, cells=len(cells), heads=heads))
    return rows


def _joined(rows: Iterable[list[str]]) -> str:
    held = io.StringIO()
    csv.writer(held, delimiter="\t", lineterminator="\n").writerows(rows)
    return held.getvalue()
