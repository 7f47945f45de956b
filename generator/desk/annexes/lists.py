"""The lists of a file and their places: in tables and sheets, one below the other, side by side, or in plain paragraphs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.desk.annexes.cells import parted_names
from generator.desk.annexes.columns import (
    NAMING_FIELDS,
    AnnexColumn,
    AnnexHead,
    field_of,
    folded_head,
    head_of,
)
from generator.desk.annexes.grid import (
    WHOLE_LINE,
    AnnexFile,
    CellDoubts,
    Complaint,
    Grid,
    MergedCells,
    beside_note,
)
from generator.desk.annexes.listing import AnnexListing, ListPart, listing_from_lines
from generator.desk.sentences import Said, Sentence, said


def listing_of(annex: AnnexFile, named: Mapping[str, str], sheets: Sequence[str]) -> AnnexListing:
    """The list in the sheets asked for, else in the only one with a head; raises `Complaint` otherwise."""
    lists = lists_in(annex, named)
    parts = asked_lists(annex, lists, sheets) if sheets else _only_list(annex, lists)
    marks = [f"{part.at + 1}-" if len(parts) > 1 else "" for part in parts]
    lines = [part.lines(mark) for part, mark in zip(parts, marks, strict=True)]
    left = unread_lists(annex, lists, parts)
    return listing_from_lines(annex.file, parts, lines, (*annex.notes, *left))


def unread_lists(
    annex: AnnexFile, lists: list[list[ListPart]], parts: Sequence[ListPart]
) -> Iterator[str]:
    """Sentences on the tables, sheets, lists and paragraphs of which nothing is taken."""
    taken = {part.at for part in parts}
    grids = (
        g.called for at, g in enumerate(annex.grids) if at not in taken and any(map(any, g.lines))
    )
    others = (each[0].grid.called for each in lists if each[0] not in parts)
    unread = "、".join(dict.fromkeys((*grids, *others)))
    if unread:
        yield f"没有读：{unread}。"
    if len(annex.grids) not in taken:
        yield from beside_note(annex.beside)


def lists_in(annex: AnnexFile, named: Mapping[str, str]) -> list[list[ListPart]]:
    """Every list of the annex; in a document one list may go on over several tables."""
    lists: list[list[ListPart]] = []
    for at, grid in enumerate(annex.grids):
        last = lists[-1][-1] if lists and annex.goes_on else None
        own = list(_lists_of(at, grid, named))
        if last and last.at == at - 1 and _goes_on(last, grid, own[0][0].head if own else None):
            lists[-1] += own.pop(0) if own else [ListPart(at, grid, last.head, 0)]
        lists += own
    if lists or annex.text is None:
        return lists
    at = annex.grids.index(annex.text) if annex.text in annex.grids else len(annex.grids)
    part = _in_paragraphs(at, annex.text, named)
    return [[part]] if part else []


def _lists_of(at: int, grid: Grid, named: Mapping[str, str]) -> Iterator[list[ListPart]]:
    """The lists of one grid, one below the other, each of one part or of several side by side."""
    if _is_turned(grid, named):
        return
    sides = _sides(grid, named)
    heads = [head_of(side, named) for side in sides]
    another = next((head.another for head in heads if head and head.another), None)
    if another is None:
        parts = [ListPart(at, g, h, h.below) for g, h in zip(sides, heads, strict=True) if h]
        yield from [parts] if parts else []
        return
    for half in _cut(grid, another):
        yield from _lists_of(at, half, named)


def _is_turned(grid: Grid, named: Mapping[str, str]) -> bool:
    """Whether the heads stand below each other at the left, and each column is a platform."""
    fields = [{field_of(cell, named) for cell in line if cell} for line in grid.lines]
    first = {field_of(cell, named) for cell in (line[0] for line in grid.lines if line) if cell}
    is_headed = any(len(each - {None}) > 1 for each in fields)
    return bool(first & NAMING_FIELDS) and len(first - {None}) > 1 and not is_headed


def _cut(grid: Grid, at: int) -> tuple[Grid, Grid]:
    """A grid cut above the head of its second list; what stands alone right above it is its title."""
    while at and sum(map(bool, grid.line(at - 1))) == 1:
        at -= 1
    name = f"{grid.name}之2" if "之" not in grid.name else f"{grid.name}2"
    lower = replace(
        grid, name=name, called=f"{grid.called}第 {at + 1} 行起（{name}）", above=(),
        lines=(*((),) * at, *grid.lines[at:]),
        doubts={place: each for place, each in grid.doubts.items() if place[0] >= at},
    )  # fmt: skip
    kept = {place: each for place, each in grid.doubts.items() if place[0] < at}
    return replace(grid, lines=grid.lines[:at], doubts=kept), lower


# How the rows of each part are told apart.
SIDES = ("", "右", "右2", "右3")


def _sides(grid: Grid, named: Mapping[str, str]) -> list[Grid]:
    """The grid whole, or its columns side by side where a line prints the same heads again."""
    for line in grid.lines:
        heads = [folded_head(text) for text in line]
        starts = [at for at, head in enumerate(heads) if head and head == next(filter(None, heads))]
        groups = [[*filter(None, heads[one:two])] for one, two in pairwise((*starts, len(heads)))]
        is_known = groups and all(field_of(head, named) for head in groups[0])
        is_repeated = is_known and len(groups[0]) > 1 and all(each == groups[0] for each in groups)
        if is_repeated and 1 < len(groups) <= len(SIDES):
            ends = pairwise((*starts, grid.width))
            return [_side(grid, SIDES[at], *each) for at, each in enumerate(ends)]
    return [grid]


def _side(grid: Grid, side: str, begins: int, ends: int) -> Grid:
    """The columns from one to another; what stands alone in its line belongs to each side."""
    alone = {
        at: text
        for at, line in enumerate(grid.lines)
        if sum(map(bool, line)) == 1 and (text := next(filter(None, line)))
    }
    lines = tuple(
        tuple(
            alone[at] if at in alone and column == begins
            else text if begins <= column < ends and at not in alone else ""
            for column, text in enumerate((*line, *[""] * (grid.width - len(line))))
        )
        for at, line in enumerate(grid.lines)
    )  # fmt: skip
    spans = (MergedCells(at, begins, at, ends - 1) for at in alone)
    within = (b for b in grid.merged if begins <= b.left < ends and b.top not in alone)
    doubts: CellDoubts = {
        place: each
        for place, each in grid.doubts.items()
        if place[1] < 0 or begins <= place[1] < ends
    }
    return replace(grid, lines=lines, merged=(*within, *spans), doubts=doubts, side=side)


NUMBER = re.compile(r"[(（]?(\d{1,4})(?:[)）][.、．]?|[.、．](?!\d))\s*(?=\D)|([①-⑳])\s*")
# What `--head` calls the paragraphs of a list that is no table.
PARAGRAPH = "段落"


def _in_paragraphs(at: int, text: Grid, named: Mapping[str, str]) -> ListPart | None:
    """The list that stands in paragraphs: under a head, its columns parted by tabs, or one numbered item each."""
    head = head_of(text, named)
    if head:
        return ListPart(at, text, head, head.below)
    counted = {place for place, each in text.doubts.items() if any(d.harmless_in for d in each)}
    lines = tuple(
        _item(" ".join(line), (n, WHOLE_LINE) in counted) for n, line in enumerate(text.lines)
    )
    items = [line[1] for line in lines if len(line) == 2]
    field = named.get(PARAGRAPH, "name_and_unit")
    if not items or (PARAGRAPH not in named and not any(len(parted_names(i)) == 2 for i in items)):
        return None
    columns = (AnnexColumn(0, "序号", "ordinal"), AnnexColumn(1, PARAGRAPH, field))
    doubts = {
        place: tuple(d for d in each if not d.harmless_in) for place, each in text.doubts.items()
    }
    return ListPart(at, replace(text, lines=lines, doubts=doubts), AnnexHead(0, columns, ()), 0)


def _item(text: str, is_counted: bool) -> tuple[str, ...]:
    """A numbered paragraph as number and text; one without a number is no item. Word counts some by itself."""
    number = NUMBER.match(text)
    if number:
        return number[1] or number[2], text[number.end() :]
    return ("", text) if is_counted else ("", "", text)


def _goes_on(last: ListPart, grid: Grid, head: AnnexHead | None) -> bool:
    if head is None:
        return grid.width == last.grid.width
    before, after = (
        [*filter(None, part.ordinals)] for part in (last, ListPart(0, grid, head, head.below))
    )
    ends = (before[-1], after[0]) if before and after else ("", "")
    follows = all(end.isdecimal() for end in ends) and int(ends[1]) == int(ends[0]) + 1
    return follows and head.fields == last.head.fields


def _only_list(annex: AnnexFile, lists: list[list[ListPart]]) -> list[ListPart]:
    if not lists:
        raise Complaint(no_list(annex))
    rows = {at: sum(len(part.ordinals) for part in parts) for at, parts in enumerate(lists)}
    shown = [at for at, parts in enumerate(lists) if parts[0].grid.shown] or [*rows]
    # A head without a row is an empty form, where there is a list.
    shown = [at for at in shown if rows[at]] or shown
    if len(shown) > 1:
        named = tuple(f"{lists[at][0].grid.called}（{rows[at]} 行）" for at in shown)
        raise Complaint(said("lists_several", count=len(shown), lists=named))
    return lists[shown[0]]


def asked_lists(
    annex: AnnexFile, lists: list[list[ListPart]], sheets: Sequence[str]
) -> list[ListPart]:
    """The parts of the lists that `--sheet` names; raises `Complaint` where there is none."""
    chosen: list[ListPart] = []
    for name in sheets:
        holding = [p for p in lists if any(name in (q.grid.name, str(q.at + 1)) for q in p)]
        if not holding:
            grids = (*annex.grids, *(parts[0].grid for parts in lists))
            known = tuple(dict.fromkeys(grid.called for grid in grids))
            raise Complaint(said("sheet_without_list", sheet=name, known=known))
        chosen += (part for part in holding[0] if part not in chosen)
    return chosen


def no_list(annex: AnnexFile) -> Said:
    """Sentence on a file in which no head of a list was found: where to look, and the way out."""
    turned = next((grid for grid in annex.grids if _is_turned(grid, {})), None)
    if turned:
        return said("list_turned", list=turned.called)
    lines = ((grid, at, line) for grid in annex.grids for at, line in enumerate(grid.lines))
    wide = next(((g, at, line) for g, at, line in lines if sum(map(bool, line)) > 1), None)
    seen: Sentence = ""
    if wide:
        grid, at, line = wide
        printed = "、".join(filter(None, line))[:60]
        seen = said("wide_line", list=grid.called, line=at + 1, text=printed)
    return said("no_list", seen=seen)
