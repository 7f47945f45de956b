"""An annex as grids of texts, one per sheet or table, and the complaint about a file that has none."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property


class Complaint(Exception):
    """A sentence for the clerk; reading an annex raises nothing else, whatever the file holds."""


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A block that the file itself says is one cell; all four borders are included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """Texts by line and column, both from 0; a merged block has its text at its top left.

    `name` is what `--sheet` takes, `called` how we speak of it; `hidden_known` is false
    where the format does not tell which lines are hidden. `above` are the last paragraphs
    that a document prints before a table.
    """

    name: str
    called: str
    lines: tuple[tuple[str, ...], ...]
    merged: tuple[MergedCells, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_known: bool = True
    shown: bool = True
    above: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Number of columns of the widest line."""
        return max(map(len, self.lines), default=0)

    def line(self, at: int) -> tuple[str, ...]:
        """Texts of one line; nothing beyond the last."""
        return self.lines[at] if at < len(self.lines) else ()

    def printed(self, line: int, column: int) -> str:
        """Text printed in one cell; nothing beyond the end of a line."""
        cells = self.line(line)
        return cells[column] if column < len(cells) else ""

    def meant(self, line: int, column: int) -> str:
        """Text that a cell stands for: that of the cell merged down over it, where the file says so."""
        return self.printed(self._above.get((line, column), line), column)

    @cached_property
    def _above(self) -> dict[tuple[int, int], int]:
        return {
            (line, block.left): block.top
            for block in self.merged
            for line in range(block.top + 1, min(block.bottom + 1, len(self.lines)))
        }


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """The grids of one file in its order; `notes` say what the reader noticed.

    In a document, a table may go on in the next (`goes_on`); sheets are lists of their own.
    """

    file: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    goes_on: bool = False


def cleaned_text(text: str) -> str:
    """The text without marks that no reader sees; lines within a cell stay lines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\v", "\n")
    unseen = ("Cc", "Cf", "Cs", "Co")
    seen = (c for c in plain if c == "\n" or unicodedata.category(c) not in unseen)
    spaced = (" " if unicodedata.category(c) == "Zs" else c for c in seen)
    return "".join(spaced).strip()
