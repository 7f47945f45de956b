"""The table of rulings as clerks give it back: put about, merged, struck through, out of another list."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.matching import decisions_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.table import rulings_in
from tests.conftest import Command

NAME = "裁定.xlsx"
LIST = "平台名称,运营单位\n示例·甲平台*,示例·甲有限公司\n示例·乙平台*,示例·乙有限公司\n".encode()
Rows = list[list[Any]]


@pytest.fixture
def made(registry_copy: Path, registry_command: Command, tmp_path: Path) -> tuple[Rows, Rows]:
    """Both sheets of the table that is written for a list with two doubts, as rows of one width."""
    listed, table = tmp_path / "名单.csv", tmp_path / NAME
    listed.write_bytes(LIST)
    registry_command(
        "import", "publicity", listed, "--registry", registry_copy, "--title", "示例·公示",
        "--on", "2026-11-23", "--rulings", table, "--yes",
    )  # fmt: skip
    main, beside = opened_annex(NAME, table.read_bytes()).grids
    rows = [[*line, *[""] * (main.width - len(line))] for line in main.lines]
    return rows, [[*line] for line in beside.lines]


def _workbook(rows: Rows, beside: Rows, merged: str = "", struck: bool = False) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet, through = book.add_worksheet("对照表"), book.add_format({"font_strikeout": True})
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    if merged:
        sheet.merge_range(merged, "不收")
    if struck:
        sheet.write(2, len(rows[0]) - 1, "新平台", through)
    if beside:
        other = book.add_worksheet("未收")
        for at, row in enumerate(beside):
            other.write_row(at, 0, row)
    book.close()
    return held.getvalue()


def _ruled(rows: Rows, *rulings: str) -> Rows:
    return [rows[0], *([*row[:-1], each] for row, each in zip(rows[1:], rulings, strict=True))]


def test_a_table_put_about_rules_alike(made: tuple[Rows, Rows]) -> None:
    """A title above, an empty row, the columns in another order, numbers for texts, the desk's words."""
    rows, beside = made
    ruled = _ruled(rows, "是新平台。", "ＮＥＷ")
    shapes = (
        ruled,
        [["裁定表（已看）"], *ruled],
        [ruled[0], ruled[1], [], ruled[2]],
        [row[::-1] for row in ruled],
        [ruled[0], *([int(row[0]), *row[1:]] for row in ruled[1:])],
    )
    for shape in shapes:
        found = rulings_in(NAME, _workbook(shape, beside), LIST)
        assert decisions_of(found) == {"2": "new", "3": "new"}


def test_one_ruling_over_two_rows_rules_both(made: tuple[Rows, Rows]) -> None:
    """As it is seen in a merged cell."""
    rows, beside = made
    column = chr(ord("A") + len(rows[0]) - 1)
    content = _workbook(_ruled(rows, "", ""), beside, merged=f"{column}2:{column}3")
    assert rulings_in(NAME, content, LIST) == ["2=不收", "3=不收"]


def test_a_ruling_that_is_not_clear_is_said(made: tuple[Rows, Rows]) -> None:
    """An added row of nobody knows which line, one struck through, a table that lost its mark."""
    rows, beside = made
    added = ["", "3", "新平台", *[""] * (len(rows[0]) - 4), "新平台"]
    cases = (
        (_workbook([*rows, added], beside), "第 4 行裁定了“新平台”，“行”一列却是空的"),
        (_workbook(rows, beside, struck=True), "第 3 行的裁定“新平台”看不准：被划掉"),
        (_workbook(rows, []), "中没有“名单的 sha256”，看不出是照哪份名单写的"),
    )
    for content, sentence in cases:
        with pytest.raises(Complaint, match=re.escape(f"裁定表“{NAME}”{sentence}")):
            rulings_in(NAME, content, LIST)


def test_a_table_made_by_hand_has_no_mark() -> None:
    """Two columns are enough; whoever writes them says of which list."""
    content = _workbook([["行", "裁定"], ["2", "sd-0001"]], [])
    assert rulings_in(NAME, content, LIST) == ["2=sd-0001"]


def test_two_rulings_of_one_row_are_said() -> None:
    """A row copied, or a whole sheet."""
    with pytest.raises(Complaint, match="第 2 行有两个不同的裁定，请只留一个"):
        decisions_of(["2=新平台", "2=不收"])
