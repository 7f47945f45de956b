"""统计表 One table of numbers: shown as bars and as a table, and saved as CSV."""

import csv
import io
from dataclasses import dataclass, field

# Spreadsheets open UTF-8 rightly only behind this mark.
BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int


@dataclass(frozen=True)
class Table:
    """统计表 The first column says what each row counts; `drawn` columns are stacked as bars.

    `links` lead from a row's label to its page, where it has one. `marks` stand at
    the end of the bars where the bare numbers would not say enough.
    """

    name: str
    title: str
    says: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    drawn: tuple[int, ...] = (1,)
    links: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()

    @property
    def most(self) -> int:
        """最长 The length of the longest bar; 1 where every bar is empty."""
        return max([sum(self.lengths(row)) for row in self.rows] + [1])

    def lengths(self, row: tuple[Cell, ...]) -> list[int]:
        """各段 The numbers that one row's bar is made of."""
        return [int(row[at]) for at in self.drawn]

    def marked(self) -> list[tuple[tuple[Cell, ...], str]]:
        """各行 Every row with what stands at the end of its bar."""
        plain = tuple(str(sum(self.lengths(row))) for row in self.rows)
        return list(zip(self.rows, self.marks or plain, strict=True))

    @property
    def spoken(self) -> str:
        """读出 What a screen reader says in place of the bars."""
        said = "；".join(f"{row[0]} {mark}" for row, mark in self.marked())
        return f"{self.title}：{said}"

    def csv(self) -> bytes:
        """表格文件 With the mark and line ends that spreadsheets expect."""
        drawn = io.StringIO()
        writer = csv.writer(drawn, lineterminator="\r\n")
        writer.writerows([self.heads, *([_guarded(cell) for cell in row] for row in self.rows)])
        return (BOM + drawn.getvalue()).encode()


def _guarded(cell: Cell) -> Cell:
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA)
    return f"'{cell}" if is_formula else cell
