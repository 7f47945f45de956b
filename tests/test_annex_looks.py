"""Every format with everything that can be seen or not: nothing seen is dropped, nothing unseen taken, in silence."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator.desk.annexes.listing import AnnexListing
from generator.desk.sentences import bare_words
from tests.annexes import cases, listing_from
from tests.pdfs import drawn_table, drawn_text, pdf
from tests.test_annex_cells import OFFICE, SHEET, STYLES, W14, W, links, package

HEADS = ("序号", "平台名称", "运营单位")
ROW = ("1", "", "示例·甲有限公司")
Case = Mapping[str, Any]
CASES = cases("looks")
MORE_STYLES = STYLES.replace(
    "</w:styles>",
    '<w:style w:styleId="numbered"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    "</w:styles>",
)


def word(case: Case) -> bytes:
    """A document with the cell in its table."""

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"

    def plain(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = row(*map(plain, HEADS)) + row(plain(ROW[0]), case["cell"], plain(ROW[2]))
    space = f"{W} {W14}"
    return package({
        "word/document.xml": f"<w:document {space}><w:body><w:tbl>{body}</w:tbl></w:body></w:document>",
        "word/_rels/document.xml.rels": links(("styles", "styles.xml")),
        "word/styles.xml": MORE_STYLES,
    })  # fmt: skip


def sheet(case: Case) -> bytes:
    """A workbook with the cell at B2."""

    def cell(place: str, text: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'

    heads = "".join(cell(f"{'ABC'[at]}1", text) for at, text in enumerate(HEADS))
    row = cell("A2", ROW[0]) + case["cell"] + cell("C2", ROW[2])
    data = f'<row r="1">{heads}</row><row r="2" {case.get("row", "")}>{row}</row>'
    book = f'<sheets><sheet name="名单" r:id="r0" xmlns:r="{OFFICE}"/></sheets>'
    parts = {
        "xl/workbook.xml": f"<workbook {SHEET}>{book}</workbook>",
        "xl/_rels/workbook.xml.rels": links(("worksheet", "sheet.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": f"<styleSheet {SHEET}>{case.get('styles', '')}</styleSheet>",
        "xl/sheet.xml": f"<worksheet {SHEET}>{case.get('before', '')}<sheetData>{data}</sheetData>"
        f"{case.get('after', '')}</worksheet>",
    }
    if "vml" in case:
        parts |= {"xl/_rels/sheet.xml.rels": links(("vmlDrawing", "controls.vml")),
                  "xl/controls.vml": case["vml"]}  # fmt: skip
    return package(parts)


def open_document(case: Case) -> bytes:
    """An ODS with the cell in its second column."""

    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    spanned = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    row = cell(ROW[0], spanned if case.get("spanned") else "") + case["cell"] + cell(ROW[2])
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(
        f'xmlns:{name}="{urn}:{name}:1.0"'
        for name in ("office", "table", "text", "style", "fo", "draw")
    )
    rows = (
        f"<table:table-row>{each}</table:table-row>" for each in ("".join(map(cell, HEADS)), row)
    )
    table = f'<table:table table:name="名单">{case.get("before", "")}{"".join(rows)}</table:table>'
    styles = f"<office:automatic-styles>{case.get('styles', '')}</office:automatic-styles>"
    content = f"{styles}<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return package(
        {"content.xml": f"<office:document-content {names}>{content}</office:document-content>"}
    )


def page(case: Case) -> bytes:
    """A web page with the cell in its table."""
    heads = "".join(f"<th>{each}" for each in HEADS)
    row = f"<td>{ROW[0]}</td>{case['cell']}<td>{ROW[2]}</td>"
    table = f"<table><tr>{heads}<tr>{row}</table>"
    return f"<html><style>{case.get('style', '')}</style>{table}{case.get('after', '')}</html>".encode()


def drawn(case: Case) -> bytes:
    """A PDF with something drawn over the cell."""
    tools: dict[str, Callable[..., str]] = {"text": drawn_text, "raw": lambda text: f"{text}\n"}
    over = "".join(tools[name](*_numbers(values)) for name, *values in case.get("drawn", ()))
    table = drawn_table((HEADS, (ROW[0], "示例·甲平台", ROW[2])), (40, 150, 150))
    return pdf(table + over, note=case.get("note", ""))


def _numbers(values: list[str]) -> list[Any]:
    """All but the text and the colour as numbers: x, y, text, size, mode, colour."""
    if len(values) == 1:
        return values
    return [v if at in (2, 5) else float(v) if at != 4 else int(v) for at, v in enumerate(values)]


MADE = {
    "docx": ("名单.docx", word), "xlsx": ("名单.xlsx", sheet), "ods": ("名单.ods", open_document),
    "html": ("名单.html", page), "pdf": ("名单.pdf", drawn),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{each['format']} {each['says']}" for each in CASES])
def test_what_is_seen_is_read_and_what_is_not_is_doubted(case: Case) -> None:
    """The row is as printed; whatever else there is, a doubt of the row or a note on the file says it."""
    name, made = MADE[case["format"]]
    listing: AnnexListing = listing_from(name, made(case))
    (row,) = listing.lines
    assert row.texts.get("name", "") == case.get("text", "")
    doubts, notes = (tuple(map(bare_words, each)) for each in (row.doubts, listing.notes))
    assert _all_begin(doubts, case.get("doubts", ())), doubts
    assert _all_begin(notes, case.get("notes", ())), notes


def _all_begin(said: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """Each sentence is expected, whatever column it names, and each expected one is said."""
    heads = tuple(f"“{head}”" for head in HEADS)
    plain = [next((s.removeprefix(h) for h in heads if s.startswith(h)), s) for s in said]
    fits = [
        p.startswith(e) or s.startswith(e) for p, s, e in zip(plain, said, expected, strict=False)
    ]
    return len(said) == len(expected) and all(fits)


def test_every_format_is_tried() -> None:
    """Each form of file that tells how things look."""
    assert {case["format"] for case in CASES} == {*MADE}
