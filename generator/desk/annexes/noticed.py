"""须知 What a clerk should know of a list before it is taken over; none of it is a mistake."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.desk.annexes.columns import Head
from generator.desk.annexes.grid import Grid
from generator.desk.annexes.lines import NUMBER, Line

SHOWN = 10


def noticed(grids: Sequence[tuple[Grid, Head]], rows: Sequence[Sequence[Line]]) -> Iterator[str]:
    """须知 Hidden lines, columns and sheets are read like any other, and named; so are gaps."""
    for (grid, head), lines in zip(grids, rows, strict=True):
        yield from _hidden(grid, head)
        hidden = [line.label for line in lines if line.is_hidden]
        if hidden:
            yield f"第 {_some(hidden)} 行在文件里是隐藏的，照样读入；请核对是否应在名单之内。"
        yield from _breaks(lines)


def _hidden(grid: Grid, head: Head) -> Iterator[str]:
    if not grid.shown:
        yield f"{grid.called}在文件里是隐藏的，照样读入。"
    columns = [column.head for column in head.columns if column.at in grid.hidden_columns]
    if columns:
        yield f"{_some([f'“{each}”' for each in columns])}列在文件里是隐藏的，照样读入。"
    if not grid.hidden_known:
        yield "旧版 .xls 看不出哪些行、列是隐藏的；有隐藏内容的，请另存为 .xlsx 再导入。"


def _breaks(lines: Sequence[Line]) -> Iterator[str]:
    """Ordinals that do not follow each other: a row may be missing, or printed twice."""
    printed = [line.texts.get("ordinal", "") for line in lines]
    numbers = [int(text.split(".")[0]) for text in printed if NUMBER.fullmatch(text)]
    breaks = [f"{one} 之后是 {two}" for one, two in pairwise(numbers) if two != one + 1]
    if breaks:
        yield f"序号不连续：{_some(breaks)}；请核对有没有缺行。"


def _some(texts: Sequence[str]) -> str:
    more = f" 等 {len(texts)} 处" if len(texts) > SHOWN else ""
    return "、".join(texts[:SHOWN]) + more
