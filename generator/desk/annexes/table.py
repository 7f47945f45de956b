"""The table shown before anything is written: every value of every row, and a workbook to settle its doubts in."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from generator.desk.annexes.columns import column_label, folded_head
from generator.desk.annexes.grid import Complaint, Grid
from generator.desk.annexes.listing import PassedLine
from generator.desk.annexes.matching import RULINGS, RowMatch, RowOutcome
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.rows import WHO
from generator.desk.annexes.taking import NOT_ASKED_FOR, TakenAnnex, row_values
from generator.desk.meanings import terminal_words
from generator.records.regulation import function_labels
from generator.terms.heads import HEADS
from generator.terms.said import Said, said

OUTCOME_LABELS = {
    RowOutcome.MATCHED: "已登记",
    RowOutcome.NEW: "新平台",
    RowOutcome.DOUBTFUL: "待定",
    RowOutcome.SKIPPED: "不收",
}
# Who a row is about has columns of its own.
APART = (*WHO, "platform")
YES = {"true": "是", "false": "否"}


def written_values(match: RowMatch, taken: TakenAnnex) -> dict[str, str]:
    """The values that a row will have in the register, by their labels; of a new platform, its code and place too."""
    territory = taken.context.register.territory
    values: dict[str, Any] = {}
    if match.platform is None and match.row.code:
        values["credit_code"] = match.row.code
    if match.platform is None and match.row.division:
        values["city"] = f"{territory.place(match.row.division)}（{match.row.division}）"
    values |= {n: v for n, v in row_values(match).items() if n not in APART or isinstance(v, dict)}
    return {_label(name): _shown(name, value, taken) for name, value in values.items()}


def _label(name: str) -> str:
    return column_label(name) if name in HEADS else name


def _shown(name: str, value: Any, taken: TakenAnnex) -> str:
    if name == "functions":
        labels = function_labels(taken.context.register.regulations.values())
        return "、".join(labels.get(each, each) for each in value)
    if isinstance(value, dict):
        ends = list(value.values())
        return " 至 ".join(str(each or "") for each in ends) + (" 起" if len(ends) == 1 else "")
    return YES.get(value, str(value))


def row_remarks(match: RowMatch) -> tuple[Said, ...]:
    """The reasons of a doubt, and what was not in a cell of its own; of a row let through, what its remarks keep."""
    kept = tuple(
        said("kept_in_remarks", text=doubt.kept) for doubt in match.row.doubts if doubt.kept
    )
    if match.outcome is RowOutcome.DOUBTFUL:
        return (*match.reasons, *match.row.sources)
    return (
        *match.notes,
        *match.row.sources,
        *(kept if match.outcome != RowOutcome.SKIPPED else ()),
    )


def passed_line(passed: PassedLine) -> Said:
    """Sentence on a line that is no row, with its text and why."""
    return said("line_passed", row=passed.label, why=passed.why, text=passed.text)


def lines_below(taken: TakenAnnex) -> Iterator[Said]:
    """Sentences on every line and column that is not taken, on the file, and the totals."""
    for passed in taken.passed:
        if passed.why != NOT_ASKED_FOR:
            yield passed_line(passed)
    for column, why in taken.unused:
        yield said("column_passed", column=column.at + 1, head=column.head, why=why)
    for note in taken.listing.notes:
        yield said("note", text=note)
    totals = taken.totals
    left = sum(passed.why == NOT_ASKED_FOR for passed in taken.passed)
    selected = said("not_selected", left=left) if left else ""
    counted = "，".join(f"{label} {totals[outcome]}" for outcome, label in OUTCOME_LABELS.items())
    numbers = {name: totals[name] for name in ("lines", "rows", "passed")}
    yield said("totals", **numbers, counted=counted, selected=selected)


LINE, OUTCOME, RULING = "行", "结果", "裁定"
FIRST = (LINE, "序号", OUTCOME, "平台", "平台名称", "运营单位")
TABLE, LEFT_OUT, MADE_OF = "对照表", "未收", "名单的 sha256"
HOW = f"{RULING}一列填平台编号、{'、'.join(RULINGS)}；空着的照结果。"


def rulings_workbook(taken: Sequence[TakenAnnex], data: bytes) -> bytes:
    """The table as an XLSX with a column for the clerk's rulings; it names the list that it was made of."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    sheet, beside = book.add_worksheet(TABLE), book.add_worksheet(LEFT_OUT)
    rows = [(match, each, written_values(match, each)) for each in taken for match in each.matches]
    labels = list(dict.fromkeys(label for *_, values in rows for label in values))
    for column, head in enumerate((*FIRST, *labels, "说明", RULING)):
        sheet.write_string(0, column, head, bold)
    for line, (match, each, values) in enumerate(rows, 1):
        words = terminal_words(each.context.register)
        cells = (*first_cells(match), *(values.get(label, "") for label in labels))
        for column, text in enumerate((*cells, "；".join(map(words, row_remarks(match))))):
            sheet.write_string(line, column, text, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.set_column(3, len(FIRST) + len(labels) + 1, 24)
    below = (
        text
        for each in taken
        for text in map(terminal_words(each.context.register), lines_below(each))
    )
    for line, text in enumerate((HOW, f"{MADE_OF} {_mark(data)}", *below)):
        beside.write_string(line, 0, text)
    book.close()
    return held.getvalue()


def first_cells(match: RowMatch) -> tuple[str, ...]:
    """Line, ordinal, outcome, platform, and the names as printed."""
    row = match.row
    outcome = OUTCOME_LABELS[match.outcome] + ("（指定）" if match.is_by_hand else "")
    ordinal = row.line.texts.get("ordinal", "")
    return (row.line.label, ordinal, outcome, match.platform or "", row.name or "", row.unit or "")


def _mark(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def rulings_in(name: str, content: bytes, data: bytes) -> list[str]:
    """The rulings of such a table, as `--row` takes them.

    Raises `Complaint` where it was made of another list, and for a ruling that is not clear. One
    that a clerk made by hand has no mark.
    """
    grids = opened_annex(name, content).grids
    heads = [(grid, head) for grid in grids if (head := _head(grid))]
    if not heads:
        raise Complaint(said("rulings_without_head", name=name, line=LINE, ruling=RULING))
    marks = [text for grid in grids for line in grid.lines for text in line if MADE_OF in text]
    if not marks and any(OUTCOME in grid.line(at) for grid, (at, *_) in heads):
        raise Complaint(said("rulings_without_mark", name=name, sheet=LEFT_OUT, mark=MADE_OF))
    if marks and _mark(data) not in marks[0]:
        raise Complaint(said("rulings_of_other", name=name, mark=MADE_OF))
    return [each for grid, head in heads for each in _rulings(name, grid, head)]


def _head(grid: Grid) -> tuple[int, int, int] | None:
    """The first line that heads the columns of the line and of the ruling, and these."""
    for at in range(len(grid.lines)):
        heads = [folded_head(text) for text in grid.line(at)]
        if {LINE, RULING} <= {*heads}:
            return at, heads.index(LINE), heads.index(RULING)
    return None


def _rulings(name: str, grid: Grid, head: tuple[int, int, int]) -> Iterator[str]:
    top, line, ruling = head
    for at in range(top + 1, len(grid.lines)):
        label, text = grid.printed(at, line), grid.meant(at, ruling)
        if not text:
            continue
        where = {"name": name, "row": at + 1, "text": text}
        if not label:
            raise Complaint(said("ruling_without_row", **where, line=LINE))
        if doubts := grid.doubted(at, ruling):
            raise Complaint(said("ruling_doubtful", **where, why=tuple(d.what for d in doubts)))
        yield f"{label}={text}"
