"""表格 A file opened: one grid of texts per sheet or table, with what the file says of it."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

KEPT = "\n"


@dataclass(frozen=True, slots=True)
class Merged:
    """合并单元格 A block that the file itself says is one cell; all four borders included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """表格 Texts by line and column, both from 0; a merged block has its text at its top left.

    `name` is what `--sheet` takes, `called` how we speak of it; `hidden_known` is false
    where the format does not tell which lines are hidden.
    """

    name: str
    called: str
    lines: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_known: bool = True
    shown: bool = True

    @property
    def width(self) -> int:
        """列数 Of the widest line."""
        return max(map(len, self.lines), default=0)

    def printed(self, line: int, column: int) -> str:
        """所印文字 Of one cell; nothing beyond the end of a line."""
        cells = self.lines[line] if line < len(self.lines) else ()
        return cells[column] if column < len(cells) else ""

    def meant(self, line: int, column: int) -> str:
        """所指文字 That of the cell merged down over this one, where the file says so."""
        return self.printed(self._above.get((line, column), line), column)

    @cached_property
    def _above(self) -> dict[tuple[int, int], int]:
        return {
            (line, block.left): block.top
            for block in self.merged
            for line in range(block.top + 1, min(block.bottom + 1, len(self.lines)))
        }


@dataclass(frozen=True, slots=True)
class Annex:
    """附件 The grids of one file in its order; `notes` say what the reader noticed.

    In a document, a table may go on in the next (`goes_on`); sheets are lists of their own.
    """

    file: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    goes_on: bool = False


def cleaned(text: str) -> str:
    """整理 Without marks that no reader sees; lines within a cell stay lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\v", "\n")
    seen = (
        c for c in plain if c in KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    spaced = (" " if unicodedata.category(c) == "Zs" else c for c in seen)
    return "".join(spaced).strip()
