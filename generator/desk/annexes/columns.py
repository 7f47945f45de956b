"""表头 Where the heads of a list stand, over one line or two, and the field of each column."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.grid import Grid
from generator.desk.annexes.heads import IGNORED, field_of, folded_head, label
from generator.desk.annexes.values.reading import sentence

WHO = {"name", "operating_unit"}
# 单位名称 is a head wherever it stands; 单位 may be a word of a form.
CLEAR = 4


@dataclass(frozen=True, slots=True)
class Column:
    """列 Its place from 0, its head as printed, and its field where the head is known."""

    at: int
    head: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """表头 The first line after it, its columns, and its lines, which may be printed again.

    `another` is a line further below that is the head of another list.
    """

    below: int
    columns: tuple[Column, ...]
    lines: tuple[tuple[str, ...], ...]
    another: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """各列的字段 Those known, in the order of the columns."""
        return tuple(column.field for column in self.columns if column.field)

    def repeats(self, line: Sequence[str]) -> bool:
        """是否重复的表头 Whether a line prints the head, or one line of it, again."""
        return _said(line) in [_said(each) for each in self.lines]


def head_of(grid: Grid, named: Mapping[str, str]) -> Head | None:
    """找表头 The first line whose cells are heads that we know; none where there is no such line."""
    used = {column for line in grid.lines for column, cell in enumerate(line) if cell}
    for at, line in enumerate(grid.lines):
        if _is_head(line, named, is_lone=len(used) == 1):
            return _head(grid, at, named)
    return None


def _is_head(line: Sequence[str], named: Mapping[str, str], is_lone: bool) -> bool:
    """A head for names or units, and another that we know; or one that means nothing else."""
    cells = [cell for cell in line if cell]
    found = {cell: field_of(cell, named) for cell in cells if not cell.endswith((":", "："))}
    who = [cell for cell, field in found.items() if field in WHO]
    known = {field for field in found.values() if field}
    is_clear = any(len(folded_head(cell)) >= CLEAR for cell in who)
    return bool(who) and (len(known) > 1 or is_clear or is_lone) and (len(cells) > 1 or is_lone)


def _head(grid: Grid, at: int, named: Mapping[str, str]) -> Head:
    depth = 2 if _is_second(grid, at, named) else 1
    lines = tuple(grid.lines[at : at + depth])
    columns = tuple(_columns(grid, at, depth, named))
    head = Head(at + depth, _settled(grid, columns, named), lines)
    others = (
        below
        for below in range(head.below, len(grid.lines))
        if _is_head(grid.lines[below], named, is_lone=False) and not head.repeats(grid.lines[below])
    )
    return replace(head, another=next(others, None))


def _is_second(grid: Grid, at: int, named: Mapping[str, str]) -> bool:
    """Whether the next line parts the wide heads of this one, and does nothing else."""
    parts = [(column, text) for column, text in enumerate(_line(grid, at + 1)) if text]
    apart = all(_is_wide(grid, at, column) for column, _ in parts)
    return apart and any(_joint(grid, at, column, named)[1] for column, _ in parts)


def _is_wide(grid: Grid, at: int, column: int) -> bool:
    beyond = column + 1 < grid.width and not grid.printed(at, column + 1)
    return not grid.printed(at, column) or beyond


def _columns(grid: Grid, at: int, depth: int, named: Mapping[str, str]) -> Iterator[Column]:
    for column in range(grid.width):
        if depth == 2 and grid.printed(at + 1, column):
            head, field = _joint(grid, at, column, named)
        else:
            head = grid.printed(at, column)
            field = field_of(head, named)
        if head:
            yield Column(column, sentence(head), field)


def _joint(grid: Grid, at: int, column: int, named: Mapping[str, str]) -> tuple[str, str | None]:
    """A head of two lines: 运营单位 over 名称 is 运营单位名称."""
    over = next((text for text in reversed(_line(grid, at)[: column + 1]) if text), "")
    part = grid.printed(at + 1, column)
    return f"{over}{part}", field_of(f"{over}{part}", named) or field_of(part, named)


def _settled(grid: Grid, columns: Sequence[Column], named: Mapping[str, str]) -> tuple[Column, ...]:
    """One column for each field; a column that the clerk named stands before the others."""
    claims: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        if column.field and column.field != IGNORED:
            claims[column.field].append(column)
    chosen = {field: _chosen(grid, field, claim, named) for field, claim in claims.items()}
    return tuple(
        column
        if column.field == IGNORED or column in chosen.values()
        else Column(column.at, column.head, None)
        for column in columns
    )


def _chosen(grid: Grid, field: str, claim: list[Column], named: Mapping[str, str]) -> Column:
    said = [column for column in claim if folded_head(column.head) in named]
    if len(said) == 1 or len(claim) == 1:
        return (said or claim)[0]
    heads = "、".join(f"第 {column.at + 1} 列“{column.head}”" for column in claim)
    raise Complaint(
        f"{grid.called}有几列都像是{label(field)}：{heads}。"
        f"请用 --head “列名={label(field)}”指明用哪一列，或用 --head “列名={IGNORED}”去掉一列。"
    )


def _line(grid: Grid, at: int) -> tuple[str, ...]:
    return grid.lines[at] if at < len(grid.lines) else ()


def _said(line: Sequence[str]) -> tuple[str, ...]:
    return tuple(folded_head(cell) for cell in line if cell)
