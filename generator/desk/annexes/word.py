"""Tables of a DOCX with their merged cells, as Word shows them."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.oxml.xmlchemy import BaseOxmlElement

from generator.desk.annexes.grid import AnnexFile, Complaint, Grid, MergedCells, cleaned_text
from generator.desk.annexes.package import repacked_members

WIDEST = 200
ROW, CELL = qn("w:tr"), qn("w:tc")
CONTROLS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}
BREAKS = {qn("w:br"), qn("w:cr")}
# Deleted text, the old place of moved text, and tables within a cell are not the cell's text.
NOT_READ = {qn("w:del"), qn("w:moveFrom"), qn("w:tbl")}
REVISED = {qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo")}


def read_docx(members: dict[str, bytes], name: str) -> AnnexFile:
    """The tables of a DOCX in their order; tracked changes are read as if accepted, and noted."""
    try:
        body = Document(io.BytesIO(repacked_members(members))).element.body
        tables = tuple(body.iter(qn("w:tbl")))
        above = _paragraphs_above(body)
        grids = tuple(_grid(table, at, above.get(table, ())) for at, table in enumerate(tables, 1))
        revised = any(True for _ in body.iter(*REVISED))
    except Complaint:
        raise
    except Exception as reason:
        # python-docx and lxml raise whatever the broken part happens to bring about.
        raise Complaint("文档已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。") from reason
    notes = ("文档带有修订标记，按接受全部修订读取；请核对后再导入。",) if revised else ()
    return AnnexFile(name, grids, notes, goes_on=True)


# So far above a table its title is looked for.
NEAR = 4


def _paragraphs_above(body: BaseOxmlElement) -> dict[BaseOxmlElement, tuple[str, ...]]:
    """The last paragraphs before each table of the body, since the table before it."""
    above, texts = {}, list[str]()
    for each in body.iterchildren():
        if each.tag == qn("w:tbl"):
            above[each], texts = tuple(texts[-NEAR:]), []
        elif each.tag == qn("w:p"):
            texts += [text] if (text := cleaned_text("".join(_text_pieces(each)))) else []
    return above


def _grid(table: CT_Tbl, at: int, above: tuple[str, ...]) -> Grid:
    rows = [row for row in _children(table, ROW) if not row.xpath("./w:trPr/w:del")]
    placed = [list(_placed_cells(row)) for row in rows]
    lines = tuple(_cell_texts(cells) for cells in placed)
    return Grid(str(at), f"第 {at} 个表格", lines, tuple(_merged_cells(placed)), above=above)


def _placed_cells(row: CT_Row) -> Iterator[tuple[int, CT_Tc]]:
    """The cells of a row, each with the column of the layout that it begins in."""
    column = row.grid_before
    for cell in _children(row, CELL):
        yield column, cell
        column += cell.grid_span
        if column > WIDEST:
            raise Complaint(f"文档中有一个表格超过 {WIDEST} 列，不是名单，请核对文件。")


def _children(parent: BaseOxmlElement, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls with them."""
    for each in parent.iterchildren():
        if each.tag == tag:
            yield each
        elif each.tag in CONTROLS:
            yield from _children(each, tag)


def _cell_texts(cells: list[tuple[int, CT_Tc]]) -> tuple[str, ...]:
    texts: list[str] = []
    for column, cell in cells:
        texts += [""] * (column - len(texts))
        texts.append("" if _continues(cell) else cleaned_text("".join(_text_pieces(cell))))
    return tuple(texts)


def _continues(cell: CT_Tc) -> bool:
    return cell.vMerge == "continue"


def _text_pieces(part: BaseOxmlElement) -> Iterator[str]:
    for each in part.iterchildren():
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.tag in BREAKS:
            yield "\n"
        elif each.tag not in NOT_READ:
            yield from _text_pieces(each)
            yield "\n" if each.tag == qn("w:p") else ""


def _merged_cells(placed: list[list[tuple[int, CT_Tc]]]) -> Iterator[MergedCells]:
    """Blocks of more than one cell: across by `gridSpan`, down by `vMerge`."""
    for top, cells in enumerate(placed):
        for left, cell in cells:
            if _continues(cell):
                continue
            bottom = top
            while bottom + 1 < len(placed) and _goes_on(placed[bottom + 1], left):
                bottom += 1
            right = left + cell.grid_span - 1
            if (bottom, right) != (top, left):
                yield MergedCells(top, left, bottom, right)


def _goes_on(cells: list[tuple[int, CT_Tc]], left: int) -> bool:
    return any(column == left and _continues(cell) for column, cell in cells)
