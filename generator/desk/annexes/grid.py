"""An annex as grids of texts, one per sheet or table, and the complaint about a file that has none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator

from generator.desk.annexes.characters import cleaned_text
from generator.desk.sentences import Hindrance
from generator.terms.said import Said, as_json, from_json, said

__all__ = ["AnnexFile", "CellDoubt", "Complaint", "Grid", "MergedCells", "cleaned_text"]


class Complaint(Hindrance):
    """A sentence for the clerk; reading an annex raises nothing else, whatever the file holds."""


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A block that the file itself says is one cell; all four borders are included."""

    top: int
    left: int
    bottom: int
    right: int


# Files that nobody vouches for are read in a process of its own, whose answer is JSON.
Crossing = Annotated[Said, PlainSerializer(as_json), PlainValidator(from_json)]

# Beside the columns of a line: what is said of it as a whole.
WHOLE_LINE = -1


@dataclass(frozen=True, slots=True)
class CellDoubt:
    """A doubt about what a cell shows beyond its text, or hides, worded to follow the name of its column.

    Harmless in columns of the fields `harmless_in`.
    """

    what: Said
    harmless_in: tuple[str, ...] = ()


def _in_pairs(doubts: Mapping[tuple[int, int], tuple[CellDoubt, ...]]) -> Any:
    """Doubts with their places as pairs: JSON has no such keys."""
    return [
        (place, [(as_json(each.what), each.harmless_in) for each in several])
        for place, several in doubts.items()
    ]


def _by_place(value: Any) -> Any:
    """Doubts by their places, from such pairs."""
    if not isinstance(value, list):
        return value
    return {
        tuple(place): tuple(CellDoubt(from_json(what), tuple(fields)) for what, fields in several)
        for place, several in value
    }


CellDoubts = Annotated[
    Mapping[tuple[int, int], tuple[CellDoubt, ...]],
    PlainSerializer(_in_pairs),
    BeforeValidator(_by_place),
]


@dataclass(frozen=True)
class Grid:
    """Texts by line and column, both from 0; a merged block has its text at its top left.

    `name` is what `--sheet` takes, `called` how we speak of it; `hidden_known` is false
    where the format does not tell which lines are hidden. `above` are the last paragraphs
    that a document prints before a table. `doubts` by line and column (`WHOLE_LINE`: all of it)
    say what the texts alone do not. `side` tells the rows of lists apart that stand side by side.
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
    doubts: CellDoubts = field(default_factory=dict)
    side: str = ""

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

    def doubted(self, line: int, column: int) -> tuple[CellDoubt, ...]:
        """Doubts about a cell, and about the one merged down over it."""
        over = self._above.get((line, column), line)
        own = self.doubts.get((line, column), ())
        return own if over == line else (*own, *self.doubts.get((over, column), ()))

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
    `text` are its paragraphs outside the tables, one a line; `beside` those that stand above no table.
    """

    file: str
    grids: tuple[Grid, ...]
    notes: tuple[Crossing, ...] = ()
    goes_on: bool = False
    text: Grid | None = None
    beside: tuple[str, ...] = ()


def as_seen(grid: Grid) -> Grid:
    """The grid without the texts that merged cells cover: the file holds them, and nobody sees them."""
    lines = [list(line) for line in grid.lines]
    covered = []
    for block in grid.merged:
        for line in range(block.top, min(block.bottom + 1, len(lines))):
            for column in range(block.left, min(block.right + 1, len(lines[line]))):
                text = lines[line][column]
                if text and (line, column) != (block.top, block.left):
                    what = CellDoubt(said("covered_by_merge", text=text))
                    covered.append((line, column, what))
                    lines[line][column] = ""
    if not covered:
        return grid
    known = [(*place, each) for place, several in grid.doubts.items() for each in several]
    doubts = doubts_by_cell((*known, *covered))
    return replace(grid, lines=tuple(map(tuple, lines)), doubts=doubts)


# So much of a text outside the tables is shown.
SHOWN, LONGEST = 10, 40


def quoted(text: str) -> Said | str:
    """A text as printed, between its marks; empty where there is none."""
    return said("quoted", text=text) if text else ""


def shape(text: str) -> Said:
    """Shape that is drawn over the cells: a box with a text, or a picture."""
    return said("text_box", text=text) if text else said("picture")


def beside_note(texts: Iterable[str]) -> Iterator[Said]:
    """A sentence on the texts of a document that are not read."""
    printed = [" ".join(text.split()) for text in texts if text.strip()]
    if printed:
        shown = tuple(quoted(each[:LONGEST]) for each in printed[:SHOWN])
        more = said("and_more_paragraphs", count=len(printed)) if len(printed) > SHOWN else ""
        yield said("beside_tables", texts=shown, more=more)


def doubts_by_cell(placed: Iterable[tuple[int, int, CellDoubt]]) -> CellDoubts:
    """The doubts by line and column, each once."""
    by_cell: dict[tuple[int, int], tuple[CellDoubt, ...]] = {}
    for line, column, doubt in placed:
        known = by_cell.get((line, column), ())
        by_cell[line, column] = known if doubt in known else (*known, doubt)
    return by_cell
