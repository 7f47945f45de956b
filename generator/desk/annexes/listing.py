"""名单 The list within an annex: which sheets or tables it stands in, and all its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.desk.annexes.columns import Column, Head, head_of
from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.grid import Annex, Grid
from generator.desk.annexes.lines import Line, Passed, lines_of
from generator.desk.annexes.noticed import noticed


@dataclass(frozen=True)
class Part:
    """一段 A grid with the head that it prints, or that it goes on under (`below` is then 0)."""

    at: int
    grid: Grid
    head: Head
    below: int

    def lines(self, mark: str = "") -> list[Line | Passed]:
        """各行 Of this grid; `mark` tells the lines of several grids apart."""
        return list(lines_of(self.grid, self.head, self.below, mark))

    @property
    def ordinals(self) -> list[str]:
        """序号 As printed, of its rows."""
        return [line.texts.get("ordinal", "") for line in self.lines() if isinstance(line, Line)]


@dataclass(frozen=True)
class Listing:
    """名单 Its rows, the lines that are none, its columns, and what the clerk should know."""

    file: str
    called: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    passed: tuple[Passed, ...]
    notes: tuple[str, ...]


def listing_of(annex: Annex, named: Mapping[str, str], sheets: Sequence[str]) -> Listing:
    """取名单 From the sheets asked for, else from the only one that has the heads of a list."""
    found = _lists(annex, named)
    parts = _asked(annex, found, sheets) if sheets else _only(annex, found)
    _of_one_form(parts)
    marks = [f"{part.at + 1}-" if len(parts) > 1 else "" for part in parts]
    read = [part.lines(mark) for part, mark in zip(parts, marks, strict=True)]
    rows = [tuple(line for line in lines if isinstance(line, Line)) for lines in read]
    heads = [(part.grid, part.head) for part in parts]
    return Listing(
        annex.file,
        "、".join(part.grid.called for part in parts),
        tuple(dict.fromkeys(column for part in parts for column in part.head.columns)),
        tuple(chain(*rows)),
        tuple(line for line in chain(*read) if isinstance(line, Passed)),
        (*annex.notes, *_left(found, parts), *dict.fromkeys(noticed(heads, rows))),
    )


def _of_one_form(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.head.another is not None:
            raise Complaint(
                f"{part.grid.called}第 {part.head.another + 1} 行起另有一份名单，列与前面的不同；"
                "请分存为两个工作表或两个文件，分别导入。"
            )


def _lists(annex: Annex, named: Mapping[str, str]) -> list[list[Part]]:
    """Every list of the annex; in a document one list may go on over several tables."""
    found: list[list[Part]] = []
    for at, grid in enumerate(annex.grids):
        head = head_of(grid, named)
        last = found[-1][-1] if found and annex.goes_on else None
        if last and last.at == at - 1 and _goes_on(last, grid, head):
            found[-1].append(Part(at, grid, head or last.head, head.below if head else 0))
        elif head:
            found.append([Part(at, grid, head, head.below)])
    return found


def _goes_on(last: Part, grid: Grid, head: Head | None) -> bool:
    if head is None:
        return grid.width == last.grid.width
    following = Part(0, grid, head, head.below).ordinals
    return head.fields == last.head.fields and _follows(last.ordinals, following)


def _follows(before: list[str], after: list[str]) -> bool:
    ends = (before[-1], after[0]) if before and after else ("", "")
    return all(end.isdecimal() for end in ends) and int(ends[1]) == int(ends[0]) + 1


def _only(annex: Annex, found: list[list[Part]]) -> list[Part]:
    shown = [parts for parts in found if parts[0].grid.shown]
    if not found:
        raise Complaint(_no_list(annex))
    if len(shown or found) > 1:
        named = "、".join(
            f"{parts[0].grid.called}（{sum(len(part.ordinals) for part in parts)} 行）"
            for parts in shown or found
        )
        raise Complaint(
            f"有 {len(shown or found)} 处像是名单：{named}。"
            "请用 --sheet 写明导入哪一个（名称或第几个）；同属一份名单的，可以写几个 --sheet。"
        )
    return (shown or found)[0]


def _asked(annex: Annex, found: list[list[Part]], sheets: Sequence[str]) -> list[Part]:
    chosen: list[Part] = []
    for said in sheets:
        lists = [p for p in found if any(said in (q.grid.name, str(q.at + 1)) for q in p)]
        if not lists:
            known = "、".join(grid.called for grid in annex.grids)
            raise Complaint(f"--sheet “{said}”中没有名单。文件里有：{known}。")
        chosen += (part for part in lists[0] if part not in chosen)
    return chosen


def _no_list(annex: Annex) -> str:
    lines = ((grid, at, line) for grid in annex.grids for at, line in enumerate(grid.lines))
    wide = next(((g, at, line) for g, at, line in lines if sum(map(bool, line)) > 1), None)
    seen = (
        f"{wide[0].called}第 {wide[1] + 1} 行印的是“{'、'.join(filter(None, wide[2]))[:60]}”。"
        if wide
        else ""
    )
    return (
        f"没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "列名不同的，请用 --head “印的列名=字段”指明。"
    )


def _left(found: list[list[Part]], chosen: list[Part]) -> list[str]:
    left = [parts[0].grid.called for parts in found if parts[0] not in chosen]
    return [f"没有读：{'、'.join(left)}。"] if left else []
