"""The list within an annex: where it stands, its rows, and every other line with a reason."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from generator.desk.annexes.columns import AnnexColumn, AnnexHead, head_of
from generator.desk.annexes.grid import AnnexFile, Complaint, Grid

# A name never has a colon near its beginning, nor asks for a seal.
NOTE = re.compile(
    r"(?:注|备注|说明|附注|附件?|填表|填报|制表|审核|经办|联系|填写|单位|负责)[^，。、]{0,8}:"
    r"|.{0,12}\((?:盖章|公章|签章|签字)\)|\d{4}年\d{1,2}月\d{1,2}日$"
)
TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计|共\s*计|共\s*\d+\s*[个家]")
GROUP = re.compile(r"[(]?[一二三四五六七八九十]+[)]?\s*[、.]|[(][一二三四五六七八九十]+[)]")
ORDINAL = re.compile(r"\d+(?:\.0+)?")


@dataclass(frozen=True)
class AnnexLine:
    """A row of the list, by field and by printed head; `label` is what `--row` takes."""

    label: str
    texts: Mapping[str, str]
    heads: Mapping[str, str]
    is_hidden: bool = False

    @property
    def place(self) -> str:
        """The line as every complaint names it."""
        return f"第 {self.label} 行"


@dataclass(frozen=True, slots=True)
class PassedLine:
    """A line that is no row of the list, with its text and why."""

    label: str
    text: str
    why: str


def lines_of(
    grid: Grid, head: AnnexHead, below: int, mark: str
) -> Iterator[AnnexLine | PassedLine]:
    """Every line from `below` on, as a row or passed over; blank lines are left out in silence."""
    for at in range(below, len(grid.lines)):
        printed = [(column, text) for column, text in enumerate(grid.lines[at]) if text]
        if not printed:
            continue
        label = f"{mark}{at + 1}"
        why = _reason_no_row(grid, head, at, printed)
        if why:
            yield PassedLine(label, " ".join(" ".join(text for _, text in printed).split()), why)
        else:
            yield _list_line(grid, head, at, label)


def _reason_no_row(
    grid: Grid, head: AnnexHead, at: int, printed: list[tuple[int, str]]
) -> str | None:
    if head.repeats(grid.lines[at]):
        return "重复的表头"
    column, text = printed[0]
    plain = unicodedata.normalize("NFKC", text)
    if NOTE.match(plain):
        return "表外的说明"
    if TOTAL.match(plain):
        return "合计"
    if len(printed) > 1:
        return None
    spans = any((b.top, b.left) == (at, column) and b.right > column for b in grid.merged)
    return _reason_lone(head, column, plain) or ("通栏文字" if spans else None)


def _reason_lone(head: AnnexHead, column: int, text: str) -> str | None:
    """Why a single cell in a line is no row; None where it may be a name."""
    field = next((each.field for each in head.columns if each.at == column), None)
    if GROUP.match(text):
        return "分组标题"
    if field == "ordinal" and ORDINAL.fullmatch(text):
        return "只有序号"
    return None if field in ("name", "operating_unit") else "零散的文字"


def _list_line(grid: Grid, head: AnnexHead, at: int, label: str) -> AnnexLine:
    cells = [(column, grid.meant(at, column.at)) for column in head.columns]
    return AnnexLine(
        label,
        {column.field: text for column, text in cells if column.field and text},
        {column.head: text for column, text in cells},
        at in grid.hidden_lines,
    )


SHOWN = 10


def listing_notes(
    grids: Sequence[tuple[Grid, AnnexHead]], rows: Sequence[Sequence[AnnexLine]]
) -> Iterator[str]:
    """Sentences on hidden lines, columns and sheets, which are read all the same, and on gaps in the ordinals."""
    for (grid, head), lines in zip(grids, rows, strict=True):
        yield from _hidden_notes(grid, head)
        hidden = [line.label for line in lines if line.is_hidden]
        if hidden:
            yield f"第 {_first_of(hidden)} 行在文件里是隐藏的，照样读入；请核对是否应在名单之内。"
        yield from _ordinal_notes(lines)


def _hidden_notes(grid: Grid, head: AnnexHead) -> Iterator[str]:
    if not grid.shown:
        yield f"{grid.called}在文件里是隐藏的，照样读入。"
    columns = [column.head for column in head.columns if column.at in grid.hidden_columns]
    if columns:
        yield f"{_first_of([f'“{each}”' for each in columns])}列在文件里是隐藏的，照样读入。"
    if not grid.hidden_known:
        yield "旧版 .xls 看不出哪些行、列是隐藏的；有隐藏内容的，请另存为 .xlsx 再导入。"


def _ordinal_notes(lines: Sequence[AnnexLine]) -> Iterator[str]:
    """Ordinals that do not follow each other: a row may be missing, or printed twice."""
    printed = [line.texts.get("ordinal", "") for line in lines]
    numbers = [int(text.split(".")[0]) for text in printed if ORDINAL.fullmatch(text)]
    breaks = [f"{one} 之后是 {two}" for one, two in pairwise(numbers) if two != one + 1]
    if breaks:
        yield f"序号不连续：{_first_of(breaks)}；请核对有没有缺行。"


def _first_of(texts: Sequence[str]) -> str:
    more = f" 等 {len(texts)} 处" if len(texts) > SHOWN else ""
    return "、".join(texts[:SHOWN]) + more


@dataclass(frozen=True)
class ListPart:
    """A grid with the head that it prints, or that it goes on under (`below` is then 0)."""

    at: int
    grid: Grid
    head: AnnexHead
    below: int

    def lines(self, mark: str = "") -> list[AnnexLine | PassedLine]:
        """Lines of this grid; `mark` tells the lines of several grids apart."""
        return list(lines_of(self.grid, self.head, self.below, mark))

    @property
    def ordinals(self) -> list[str]:
        """Ordinals of its rows, as printed."""
        rows = (line for line in self.lines() if isinstance(line, AnnexLine))
        return [row.texts.get("ordinal", "") for row in rows]


@dataclass(frozen=True)
class AnnexListing:
    """The list of an annex: its rows, the lines that are none, its columns, and notes for the clerk."""

    file: str
    called: str
    columns: tuple[AnnexColumn, ...]
    lines: tuple[AnnexLine, ...]
    passed: tuple[PassedLine, ...]
    notes: tuple[str, ...]


def listing_of(annex: AnnexFile, named: Mapping[str, str], sheets: Sequence[str]) -> AnnexListing:
    """The list in the sheets asked for, else in the only one with a head; raises `Complaint` otherwise."""
    lists = lists_in(annex, named)
    parts = asked_lists(annex, lists, sheets) if sheets else _only_list(annex, lists)
    _refuse_two_forms(parts)
    marks = [f"{part.at + 1}-" if len(parts) > 1 else "" for part in parts]
    lines = [part.lines(mark) for part, mark in zip(parts, marks, strict=True)]
    unread = "、".join(each[0].grid.called for each in lists if each[0] not in parts)
    left = [f"没有读：{unread}。"] if unread else []
    return listing_from_lines(annex.file, parts, lines, (*annex.notes, *left))


def listing_from_lines(
    file: str,
    parts: Sequence[ListPart],
    lines: Sequence[Sequence[AnnexLine | PassedLine]],
    notes: tuple[str, ...],
) -> AnnexListing:
    """The list that these lines of these parts make."""
    rows = [tuple(line for line in each if isinstance(line, AnnexLine)) for each in lines]
    heads = [(part.grid, part.head) for part in parts]
    return AnnexListing(
        file,
        "、".join(dict.fromkeys(part.grid.called for part in parts)),
        tuple(dict.fromkeys(column for part in parts for column in part.head.columns)),
        tuple(chain(*rows)),
        tuple(line for line in chain(*lines) if isinstance(line, PassedLine)),
        (*notes, *dict.fromkeys(listing_notes(heads, rows))),
    )


def _refuse_two_forms(parts: Sequence[ListPart]) -> None:
    for part in parts:
        if part.head.another is not None:
            raise Complaint(
                f"{part.grid.called}第 {part.head.another + 1} 行起另有一份名单，列与前面的不同；"
                "请分存为两个工作表或两个文件，分别导入。"
            )


def lists_in(annex: AnnexFile, named: Mapping[str, str]) -> list[list[ListPart]]:
    """Every list of the annex; in a document one list may go on over several tables."""
    lists: list[list[ListPart]] = []
    for at, grid in enumerate(annex.grids):
        head = head_of(grid, named)
        last = lists[-1][-1] if lists and annex.goes_on else None
        if last and last.at == at - 1 and _goes_on(last, grid, head):
            lists[-1].append(ListPart(at, grid, head or last.head, head.below if head else 0))
        elif head:
            lists.append([ListPart(at, grid, head, head.below)])
    return lists


def _goes_on(last: ListPart, grid: Grid, head: AnnexHead | None) -> bool:
    if head is None:
        return grid.width == last.grid.width
    before, after = last.ordinals, ListPart(0, grid, head, head.below).ordinals
    ends = (before[-1], after[0]) if before and after else ("", "")
    follows = all(end.isdecimal() for end in ends) and int(ends[1]) == int(ends[0]) + 1
    return follows and head.fields == last.head.fields


def _only_list(annex: AnnexFile, lists: list[list[ListPart]]) -> list[ListPart]:
    shown = [parts for parts in lists if parts[0].grid.shown]
    if not lists:
        raise Complaint(no_list_sentence(annex))
    if len(shown or lists) > 1:
        named = "、".join(
            f"{parts[0].grid.called}（{sum(len(part.ordinals) for part in parts)} 行）"
            for parts in shown or lists
        )
        raise Complaint(
            f"有 {len(shown or lists)} 处像是名单：{named}。"
            "请用 --sheet 写明导入哪一个（名称或第几个）；同属一份名单的，可以写几个 --sheet。"
        )
    return (shown or lists)[0]


def asked_lists(
    annex: AnnexFile, lists: list[list[ListPart]], sheets: Sequence[str]
) -> list[ListPart]:
    """The parts of the lists that `--sheet` names; raises `Complaint` where there is none."""
    chosen: list[ListPart] = []
    for name in sheets:
        holding = [p for p in lists if any(name in (q.grid.name, str(q.at + 1)) for q in p)]
        if not holding:
            known = "、".join(grid.called for grid in annex.grids)
            raise Complaint(f"--sheet “{name}”中没有名单。文件里有：{known}。")
        chosen += (part for part in holding[0] if part not in chosen)
    return chosen


def no_list_sentence(annex: AnnexFile) -> str:
    """Sentence on a file in which no head of a list was found: where to look, and the way out."""
    lines = ((grid, at, line) for grid in annex.grids for at, line in enumerate(grid.lines))
    wide = next(((g, at, line) for g, at, line in lines if sum(map(bool, line)) > 1), None)
    seen = ""
    if wide:
        grid, at, line = wide
        seen = f"{grid.called}第 {at + 1} 行印的是“{'、'.join(filter(None, line))[:60]}”。"
    return (
        f"没有找到名单的表头：应有一行印着“平台名称”或“运营单位”等列名。{seen}"
        "列名不同的，请用 --head “印的列名=字段”指明。"
    )
