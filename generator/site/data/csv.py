"""CSV that a spreadsheet opens rightly and never runs.

A cell that begins like a formula gets an apostrophe before it; so does one that
begins with an apostrophe, so that a reader who takes one off has the very text.
"""

import csv
import io
from collections.abc import Iterable, Sequence

# Spreadsheets take a file for UTF-8 only behind this mark.
BOM = "\ufeff"
SEPARATOR = ";"
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")

Cell = str | int | None


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """One line of heads, then the rows; what is not known is empty."""
    return lines_of([heads]) + lines_of(rows)


def lines_of(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows without heads."""
    drawn = io.StringIO()
    writer = csv.writer(drawn, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return drawn.getvalue()


def guarded(cell: Cell) -> str:
    """Text of a cell: one that a spreadsheet would run as a formula is made plain text."""
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(RUN) or text.lstrip().startswith(RUN) else text
