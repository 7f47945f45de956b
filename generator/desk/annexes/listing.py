"""The list within an annex: where it stands, its rows, and every other line with a reason."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from generator.desk.annexes.cells import TICKS, is_ditto
from generator.desk.annexes.characters import (
    code_within,
    note_marks,
    readable_text,
    strange_characters,
)
from generator.desk.annexes.columns import (
    IGNORED,
    NAMING_FIELDS,
    AnnexColumn,
    AnnexHead,
    column_label,
)
from generator.desk.annexes.grid import WHOLE_LINE, Grid
from generator.terms.heads import TOTAL
from generator.terms.said import Said, said

# A name never has a colon near its beginning, nor asks for a seal.
NOTE = re.compile(
    r"(?:注|备注|说明|附注|附件?|填表|填报|制表|审核|经办|联系|填写|单位|负责)[^，。、]{0,8}:"
    r"|.{0,12}\((?:盖章|公章|签章|签字)\)|\d{4}年\d{1,2}月\d{1,2}日$"
)
GROUP = re.compile(r"[(]?[一二三四五六七八九十]+[)]?\s*[、.]|[(][一二三四五六七八九十]+[)]")
ORDINAL = re.compile(r"\d+(?:\.0+)?")


@dataclass(frozen=True, slots=True)
class ListTitle:
    """A line above a row that may say something of it; `is_above` where it stands above the head of its list."""

    text: str
    is_above: bool = False


@dataclass(frozen=True)
class AnnexLine:
    """A row of the list, by field and by printed head; `label` is what `--row` takes.

    `doubts` say what the file shows beyond the texts, or hides; `titles` stand above it; `blank`
    are the fields whose cells are empty; `sources` say what was not in its own cells.
    """

    label: str
    texts: Mapping[str, str]
    heads: Mapping[str, str]
    doubts: tuple[Said, ...] = ()
    titles: tuple[ListTitle, ...] = ()
    blank: tuple[str, ...] = ()
    sources: tuple[Said, ...] = ()

    @property
    def place(self) -> str:
        """The line as every complaint names it."""
        return f"第 {self.label} 行"


@dataclass(frozen=True, slots=True)
class PassedLine:
    """A line that is no row of the list, with its text and why."""

    label: str
    text: str
    why: Said


# Lines within a list that may be the title of what follows.
GROUP_TITLE, WIDE_TEXT, LOOSE_TEXT = said("group_title"), said("wide_text"), said("loose_text")
TITLE_LINES = (GROUP_TITLE, WIDE_TEXT, LOOSE_TEXT)


def lines_of(
    grid: Grid, head: AnnexHead, below: int, mark: str
) -> Iterator[AnnexLine | PassedLine]:
    """Every line from `below` on, as a row or passed over; blank lines are left out in silence."""
    for at in range(below, len(grid.lines)):
        printed = [(column, text) for column, text in enumerate(grid.lines[at]) if text]
        if not printed:
            continue
        label = f"{mark}{at + 1}{grid.side}"
        why = _reason_no_row(grid, head, at, printed)
        if why:
            yield PassedLine(label, " ".join(" ".join(text for _, text in printed).split()), why)
        else:
            yield _list_line(grid, head, at, label)


def _reason_no_row(
    grid: Grid, head: AnnexHead, at: int, printed: list[tuple[int, str]]
) -> Said | None:
    if head.repeats(grid.lines[at]):
        return said("head_repeated")
    column, text = printed[0]
    plain = unicodedata.normalize("NFKC", text)
    if NOTE.match(plain):
        return said("note_beside")
    if any(re.fullmatch(TOTAL, each) for each in (plain, *_names_of(head, printed))):
        return said("total_line")
    if _is_numbered_title(head, printed):
        return GROUP_TITLE
    if len(printed) > 1:
        return None
    spans = any((b.top, b.left) == (at, column) and b.right > column for b in grid.merged)
    return _reason_lone(head, column, plain) or (WIDE_TEXT if spans else None)


def _names_of(head: AnnexHead, printed: list[tuple[int, str]]) -> Iterator[str]:
    """The names that a line prints, in half width."""
    at = {each.at for each in head.columns if each.field in NAMING_FIELDS}
    return (unicodedata.normalize("NFKC", text) for column, text in printed if column in at)


NUMERAL = re.compile(r"[(]?[一二三四五六七八九十]+[)]?[、.]?")


def _is_numbered_title(head: AnnexHead, printed: list[tuple[int, str]]) -> bool:
    """Whether a line prints a Chinese numeral for its ordinal, and one text beside, where rows print more."""
    (first, numeral), *others = printed
    fields = {each.at: each.field for each in head.columns}
    is_numeral = NUMERAL.fullmatch(unicodedata.normalize("NFKC", numeral)) is not None
    return (
        is_numeral and fields.get(first) == "ordinal" and len(others) == 1 and len(head.fields) > 2
    )


def _reason_lone(head: AnnexHead, column: int, text: str) -> Said | None:
    """Why a single cell in a line is no row; None where it may be a name."""
    field = next((each.field for each in head.columns if each.at == column), None)
    if GROUP.match(text):
        return GROUP_TITLE
    if field == "ordinal" and ORDINAL.fullmatch(text):
        return said("ordinal_alone")
    return None if field in NAMING_FIELDS else LOOSE_TEXT


def _list_line(grid: Grid, head: AnnexHead, at: int, label: str) -> AnnexLine:
    cells = [(column, readable_text(grid.meant(at, column.at))) for column in head.columns]
    return AnnexLine(
        label,
        {column.field: text for column, text in cells if column.field and text},
        {column.head: text for column, text in cells},
        tuple(_line_doubts(grid, head, at)),
        blank=tuple(column.field for column, text in cells if column.field and not text),
    )


def _line_doubts(grid: Grid, head: AnnexHead, at: int) -> Iterator[Said]:
    """Everything that the file says of a line beyond its texts, in sentences that name the columns."""
    if at in grid.hidden_lines:
        yield said("hidden_in_file")
    yield from (each.what for each in grid.doubts.get((at, WHOLE_LINE), ()))
    yield from _column_doubts(grid, head, at)
    yield from _joint_cells(grid, head, at)
    headed = {column.at for column in head.columns} | _under_wide_heads(grid, head)
    for place, text in enumerate(grid.line(at)):
        if text and place not in headed:
            yield said("column_without_head", column=place + 1, text=text)


def _column_doubts(grid: Grid, head: AnnexHead, at: int) -> Iterator[Said]:
    """Doubts about the cells of a line, each once with the columns that it is true of."""
    heads_by_doubt: dict[Said, list[str]] = {}
    for column in head.columns:
        if column.field is None and grid.printed(at, column.at) in TICKS:
            heads_by_doubt.setdefault(said("ticked_unknown"), []).append(column.head)
        if column.field and column.field != IGNORED:
            for what in _cell_doubts(grid, at, column):
                heads_by_doubt.setdefault(what, []).append(column.head)
    for what, heads in heads_by_doubt.items():
        yield said("of_columns", heads="”“".join(heads), what=what)


def _joint_cells(grid: Grid, head: AnnexHead, at: int) -> Iterator[Said]:
    """Cells of a line that are merged over columns of different meaning."""
    for block in grid.merged:
        over = [c for c in head.columns if c.field and block.left <= c.at <= block.right]
        if block.top <= at <= block.bottom and not {c.field for c in over} <= PLACE and over[1:]:
            heads = "”“".join(column.head for column in over)
            yield said("of_columns", heads=heads, what=said("columns_merged"))


def _under_wide_heads(grid: Grid, head: AnnexHead) -> set[int]:
    """Columns that a merged head spans."""
    heads = range(head.below - len(head.lines), head.below)
    spans = (range(b.left, b.right + 1) for b in grid.merged if b.top in heads)
    return {column for span in spans for column in span}


# City and county make one place, and may share a cell.
PLACE = {"city", "county"}
# Fields in which a mark may send the reader to a note.
NOTED = {*NAMING_FIELDS, "number", "credit_code", "city"}


def _cell_doubts(grid: Grid, at: int, column: AnnexColumn) -> Iterator[Said]:
    text = grid.meant(at, column.at)
    for each in grid.doubted(at, column.at):
        if column.field not in each.harmless_in:
            yield each.what
    yield from strange_characters(text)
    if column.field in NOTED:
        yield from note_marks(text)
    if column.field in NAMING_FIELDS:
        yield from code_within(text)
    if text and column.at in grid.hidden_columns:
        yield said("column_hidden")


SHOWN = 10


def listing_notes(
    grids: Sequence[tuple[Grid, AnnexHead]], rows: Sequence[Sequence[AnnexLine]]
) -> Iterator[Said]:
    """Sentences on a hidden sheet, on what stands beside the list, and on gaps in the ordinals."""
    for (grid, head), lines in zip(grids, rows, strict=True):
        if not grid.shown:
            yield said("sheet_hidden", list=grid.called)
        if not grid.hidden_known:
            yield said("old_workbook")
        yield from _notes_beside(grid, head, {line.label for line in lines})
        yield from _ordinal_notes(lines)


def _notes_beside(grid: Grid, head: AnnexHead, rows: set[str]) -> Iterator[Said]:
    """Everything that the file says of lines that are no rows."""
    for (line, column), doubts in grid.doubts.items():
        is_row = any(label.rpartition("-")[2] == f"{line + 1}{grid.side}" for label in rows)
        if is_row and line >= head.below:
            continue
        cell = "" if column == WHOLE_LINE else said("and_column", column=column + 1)
        for each in doubts:
            if not each.harmless_in:
                yield said("noted", list=grid.called, line=line + 1, cell=cell, what=each.what)


def _ordinal_notes(lines: Sequence[AnnexLine]) -> Iterator[Said]:
    """Ordinals that do not follow each other: a row may be missing, or printed twice."""
    printed = [line.texts.get("ordinal", "") for line in lines]
    numbers = [int(text.split(".")[0]) for text in printed if ORDINAL.fullmatch(text)]
    breaks = [said("gap", one=one, two=two) for one, two in pairwise(numbers) if two != one + 1]
    if breaks:
        more = said("and_more_places", count=len(breaks)) if len(breaks) > SHOWN else ""
        yield said("ordinals_apart", breaks=tuple(breaks[:SHOWN]), more=more)


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
    def titles(self) -> tuple[str, ...]:
        """Texts above its head, or above a table that goes on without one."""
        head = max(self.below - len(self.head.lines), 0)
        lines = (" ".join(filter(None, line)) for line in self.grid.lines[:head] if any(line))
        return (*self.grid.above, *lines)

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
    notes: tuple[Said, ...]


def listing_from_lines(
    file: str,
    parts: Sequence[ListPart],
    lines: Sequence[Sequence[AnnexLine | PassedLine]],
    notes: tuple[Said, ...],
) -> AnnexListing:
    """The list that these lines of these parts make."""
    lines = _in_context(parts, _with_breaks(lines))
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


def _with_breaks(
    parts: Sequence[Sequence[AnnexLine | PassedLine]],
) -> list[list[AnnexLine | PassedLine]]:
    """Lines with a doubt on both halves of a row that may have been parted, by the end of a page or within one."""
    whole = [list(part) for part in parts]
    for before, after in pairwise(whole):
        last, first = _at_row(reversed(before)), _at_row(after)
        if last and first and _is_parted(last, first):
            _doubt_halves((before, last), (after, first), "row_broken")
    for part in whole:
        rows = [line for line in part if isinstance(line, AnnexLine)]
        breaks = [pair for pair in pairwise(rows) if _is_parted(*pair)]
        # Where many rows have no ordinal, it counts groups of them.
        for last, first in breaks if len(breaks) * 2 < len(rows) else ():
            _doubt_halves((part, last), (part, first), "row_goes_on")
    return whole


def _is_parted(last: AnnexLine, first: AnnexLine) -> bool:
    return "ordinal" in last.texts and "ordinal" in first.blank


def _doubt_halves(
    upper: tuple[list[AnnexLine | PassedLine], AnnexLine],
    lower: tuple[list[AnnexLine | PassedLine], AnnexLine],
    code: str,
) -> None:
    for (part, row), place in ((upper, lower[1].place), (lower, "")):
        at = next(n for n, line in enumerate(part) if line.label == row.label)
        part[at] = replace(row, doubts=(*row.doubts, said(code, place=place)))


def _at_row(lines: Iterable[AnnexLine | PassedLine]) -> AnnexLine | None:
    return next((line for line in lines if isinstance(line, AnnexLine)), None)


def _in_context(
    parts: Sequence[ListPart], lines: Sequence[Sequence[AnnexLine | PassedLine]]
) -> list[list[AnnexLine | PassedLine]]:
    """Rows with the titles above them, and with what 同上 stands for; a list may go on over several parts."""
    titles: list[ListTitle] = []
    above: Mapping[str, str] = {}
    grouped = _grouped_fields([line for line in chain(*lines) if isinstance(line, AnnexLine)])
    whole: list[list[AnnexLine | PassedLine]] = []
    for part, printed in zip(parts, lines, strict=True):
        whole.append([])
        # Lists side by side have one title above them.
        if part.at not in {each.at for each in parts[: len(whole) - 1]}:
            titles += (ListTitle(text, is_above=True) for text in part.titles)
        for line in printed:
            if isinstance(line, PassedLine):
                titles += [ListTitle(line.text)] if line.why in TITLE_LINES else []
                whole[-1].append(line)
                continue
            line = replace(_with_above(line, above, grouped), titles=tuple(titles))
            above = {**above, **line.texts}
            whole[-1].append(line)
    return whole


# Where a list prints such a value once for several rows, and merges no cells.
GROUPING = ("city", "recommended_by", "proposed_by", "grounds", "article")
# A third or more of the cells are then blank.
SPARSE = 3


def _grouped_fields(rows: Sequence[AnnexLine]) -> tuple[str, ...]:
    """Fields that look as if a blank cell meant the one above: no value is printed twice in a row."""
    printed = {name: [row.texts.get(name, "") for row in rows] for name in GROUPING}
    return tuple(
        name
        for name, texts in printed.items()
        if texts and texts[0] and texts.count("") * SPARSE >= len(texts) > 2
        and all(one != two or not one for one, two in pairwise(texts))
        and all(name in row.blank or name in row.texts for row in rows)
    )  # fmt: skip


def _with_above(line: AnnexLine, above: Mapping[str, str], grouped: tuple[str, ...]) -> AnnexLine:
    same = {
        name: above[name] for name, text in line.texts.items() if is_ditto(text) and name in above
    }
    sources = tuple(
        said("from_above", label=column_label(name)) for name in same if name != "ordinal"
    )
    doubts = tuple(
        said("above_unclear", label=column_label(name), text=above[name])
        for name in grouped
        if name in line.blank and name in above
    )
    return replace(
        line, texts={**line.texts, **same}, sources=sources, doubts=(*line.doubts, *doubts)
    )
