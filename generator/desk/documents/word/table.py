"""附表 The list of an annex as a table of Word; its heads stand again on every page."""

from typing import Any

from docx.document import Document
from docx.oxml.table import CT_Row
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from generator.desk.documents import layout
from generator.desk.documents.document import Annex
from generator.desk.documents.word import styles
from generator.desk.documents.word.elements import (
    IN_CELL,
    IN_TABLE,
    TWIPS_PER_MM,
    element,
    put,
)

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(document: Document, annex: Annex) -> None:
    """加附表 A line per row, by the elements themselves: python-docx finds a cell anew each time."""
    measured = annex.widths
    heads, cells = (styles.add(document, each) for each in styles.cells(measured.size))
    widths = [round(width * TWIPS_PER_MM) for width in measured.columns]
    table = document.add_table(1 + len(annex.rows), len(widths))
    _draw(table._tbl.tblPr, sum(widths))
    for grid, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        grid.set(f"{{{grid.nsmap['w']}}}w", str(width))
    lines = zip(table._tbl.tr_lst, (annex.heads, *annex.rows), strict=True)
    for at, (row, texts) in enumerate(lines):
        _fill(row, texts, widths, (heads if at == 0 else cells, table))
        properties = row.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if at == 0:
            properties.append(element("tblHeader"))


def _draw(properties: BaseOxmlElement, width: int) -> None:
    borders = element("tblBorders")
    eighths = round(layout.TABLE_RULE_POINTS * 8)
    borders.extend(element(s, val="single", sz=eighths, space=0, color="000000") for s in SIDES)
    margins = element("tblCellMar")
    padding = round(layout.CELL_PADDING * TWIPS_PER_MM)
    upright = round(layout.CELL_PADDING_UPRIGHT * TWIPS_PER_MM)
    for side, size in (
        ("top", upright),
        ("left", padding),
        ("bottom", upright),
        ("right", padding),
    ):
        margins.append(element(side, w=size, type="dxa"))
    for child in (
        element("tblW", w=width, type="dxa"), element("jc", val="center"), borders,
        element("tblLayout", type="fixed"), margins,
    ):  # fmt: skip
        put(properties, IN_TABLE, child)


def _fill(row: CT_Row, texts: tuple[str, ...], widths: list[int], style: tuple[str, Any]) -> None:
    name, table = style
    for cell, text, width in zip(row.tc_lst, texts, widths, strict=True):
        properties = cell.get_or_add_tcPr()
        put(properties, IN_CELL, element("tcW", w=width, type="dxa"))
        put(properties, IN_CELL, element("vAlign", val="center"))
        paragraph = Paragraph(cell.p_lst[0], table)
        paragraph.style = name
        paragraph.add_run(text)
