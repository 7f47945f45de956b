"""One document in three formats: Word to go on writing in, PDF to keep, HTML for a web page.

What the formats share stands in `layout.py`; how each looks stands in its template under
`site_templates/documents/`. That of Word is a document of Word, which a clerk can open and edit.
"""

import io
import json
import re
import zipfile
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from enum import StrEnum
from html import escape
from typing import Any, Final

import typst
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from generator.desk.documents import layout
from generator.desk.documents.document import OfficialDocument
from generator.desk.documents.layout import TYPEFACES, TableWidths
from generator.program import beside
from generator.site.pages.templates import environment

TEMPLATES = beside("site_templates/documents")
PDF_STANDARD: Final = "a-2a"
# typst refuses an archival file where a sign would come out as an empty box.
UNSHOWN = re.compile(r'text `"(.+?)"` could not be displayed')
# Styles of the Word template whose measures depend on what the document says.
HEAD, ISSUER, DAY = "发文机关标志", "发文机关署名", "成文日期"
TABLE_STYLES = ("附表栏目", "附表内容")
HEAD_LEADING = 1.2
EARLIEST_ZIP_YEAR, UNIX = 1980, 3


class Format(StrEnum):
    """File formats of an official document."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


class NoChineseType(Exception):
    """The machine has no Chinese type, or its types lack some signs, which `lacking` names."""

    def __init__(self, lacking: str = "") -> None:
        super().__init__(lacking)
        self.lacking = lacking


class BrokenTemplate(Exception):
    """The template of Word cannot be filled; the message says why."""


def printed(document: OfficialDocument, format: Format) -> bytes:
    """The bytes of a document in a format; the same document always gives the same bytes."""
    printers = {Format.DOCX: as_docx, Format.PDF: as_pdf, Format.HTML: as_html}
    return printers[format](document)


def as_html(document: OfficialDocument) -> bytes:
    """One HTML file that needs no other and prints from the browser in the same layout."""
    page = (
        environment()
        .get_template("official.html")
        .render(
            document=document,
            m=layout.MEASURES,
            faces={use.value: ", ".join(face.family) for use, face in TYPEFACES.items()},
            head_size=layout.head_size(document.issuer),
            signature=layout.signature_indents(document.issuer, document.spelt_day),
        )
    )
    return page.encode()


def as_pdf(document: OfficialDocument) -> bytes:
    """An archival PDF in the types that the machine has; raises `NoChineseType` without any."""
    fonts = typst.Fonts()
    values = json.dumps(_pdf_values(document, set(fonts.families())), ensure_ascii=False)
    try:
        return typst.compile(
            (TEMPLATES / "official.typ").read_bytes(),
            font_paths=fonts,
            sys_inputs={"given": values},
            pdf_standards=PDF_STANDARD,
            timestamp=datetime.combine(document.day, time(), UTC),
        )
    except typst.TypstError as fault:
        unshown = UNSHOWN.search(fault.message)
        if unshown is None:
            raise
        raise NoChineseType(unshown[1]) from fault


def _pdf_values(document: OfficialDocument, installed: set[str]) -> dict[str, Any]:
    return {
        "document": asdict(document) | {"day": None, "paragraphs": _paragraphs(document)},
        "measures": layout.MEASURES,
        "faces": families(installed),
        "day": [document.day.year, document.day.month, document.day.day],
        "head_size": layout.head_size(document.issuer),
        "signature": layout.signature_indents(document.issuer, document.spelt_day),
        "annexed": document.annexed,
        "tables": [asdict(each) for each in document.tables],
    }


def _paragraphs(document: OfficialDocument) -> list[dict[str, Any]]:
    return [asdict(each) | {"is_ragged": each.is_ragged} for each in document.paragraphs]


def families(installed: set[str]) -> dict[str, list[str]]:
    """The installed types for each use, in the order wanted; typst only warns of missing ones."""
    by_name = {family.casefold(): family for family in installed}
    usable = {
        use.value: list(
            dict.fromkeys(by_name[n] for n in map(str.casefold, face.family) if n in by_name)
        )
        for use, face in TYPEFACES.items()
    }
    if not all(usable.values()):
        raise NoChineseType
    return usable


class _Literal(str):
    """A text that reaches Word letter by letter: docxtpl takes `{_{` for an escaped `{{`."""

    __slots__ = ()

    def __html__(self) -> str:
        return escape(self).replace("_", "&#95;")


def as_docx(document: OfficialDocument) -> bytes:
    """A document of Word in the types that staff machines have, ready to be written on."""
    values = _word_values(document)
    try:
        template = DocxTemplate(TEMPLATES / "official.docx")
        unknown = template.get_undeclared_template_variables(context=values)
        template.render(_literal(values), SandboxedEnvironment(autoescape=True))
        _fit(template.docx, document)
    except Exception as reason:
        # docxtpl and python-docx raise whatever the broken part happens to bring about.
        raise BrokenTemplate(str(reason)) from reason
    if unknown:
        raise BrokenTemplate(f"不认识 {'、'.join(sorted(unknown))}")
    _describe(template.docx, document)
    return _packed(template.docx, document.day)


def _word_values(document: OfficialDocument) -> dict[str, Any]:
    values = asdict(document) | {"paragraphs": _paragraphs(document)}
    values["title"] = "\n".join(document.title)
    for annex, shown in zip(document.annexes, values["annexes"], strict=True):
        shown["title"] = "\n".join(annex.title)
    return values | {"annexed": "\n".join(document.annexed)}


def _literal(value: Any) -> Any:
    if isinstance(value, str):
        return _Literal(value)
    if isinstance(value, dict):
        return {name: _literal(each) for name, each in value.items()}
    return [_literal(each) for each in value] if isinstance(value, list | tuple) else value


def _describe(word: WordDocument, document: OfficialDocument) -> None:
    """Makes the file say of itself nothing of the template, and no time but the act's own."""
    links = word.part.package.rels
    for name in [n for n, each in links.items() if _is_core_properties(each)]:
        del links[name]
    properties, day = word.core_properties, datetime.combine(document.day, time(), UTC)
    properties.title, properties.language = "".join(document.title), "zh-CN"
    properties.author = properties.last_modified_by = document.issuer
    properties.created = properties.modified = day


def _fit(word: WordDocument, document: OfficialDocument) -> None:
    """Sets what depends on the length of the texts: sizes of type, indents, widths."""
    size = layout.head_size(document.issuer)
    _fit_style(word, HEAD, size, size * HEAD_LEADING)
    _fit_signature(word, document)
    _fit_tables(word, document.tables)


def _fit_style(word: WordDocument, name: str, size: float, pitch: float) -> None:
    style: Any = word.styles[name]
    style.font.size, style.paragraph_format.line_spacing = Pt(size), Pt(pitch)


def _fit_signature(word: WordDocument, document: OfficialDocument) -> None:
    """Issuer and day are centred on each other, on a page that carries text of the body."""
    indents = layout.signature_indents(document.issuer, document.spelt_day)
    for name, ems in zip((ISSUER, DAY), indents, strict=True):
        style: Any = word.styles[name]
        style.paragraph_format.right_indent = Pt(ems * layout.CHARACTER_PITCH)
    paragraphs: list[Any] = word.paragraphs
    day = next(at for at, each in enumerate(paragraphs) if each.style.name == DAY)
    before = day - (3 if document.annexes else 2)
    paragraphs[before].paragraph_format.keep_with_next = True


def _fit_tables(word: WordDocument, tables: tuple[TableWidths, ...]) -> None:
    lists = [each._tbl for each in word.tables if _head_style(each) == TABLE_STYLES[0]]
    for table, widths in zip(lists, tables, strict=True):
        for name in TABLE_STYLES:
            _fit_style(word, name, widths.size, widths.size * layout.TABLE_LEADING)
        _fit_columns(table, [Mm(width) for width in widths.columns], widths.size)


def _fit_columns(table: Any, columns: list[Mm], size: float) -> None:
    for grid in table.tblGrid.gridCol_lst:
        table.tblGrid.remove(grid)
    for width in columns:
        grid = OxmlElement("w:gridCol")
        grid.set(qn("w:w"), str(round(width.twips)))
        table.tblGrid.append(grid)
    for row in table.tr_lst:
        for cell, width in zip(row.tc_lst, columns, strict=True):
            cell.width = width
            _fit_code(cell, width.pt - 2 * Mm(layout.CELL_PADDING).pt, size)


CODE = re.compile(r"[0-9A-Za-z-]{9,}")


def _fit_code(cell: Any, room: float, size: float) -> None:
    """A code is made narrow enough for one line, in whatever type stands in for the proper one."""
    text = "".join(each.text or "" for each in cell.iter(qn("w:t")))
    share = int(100 * room / (layout.WIDEST_LETTER_EMS * size * max(len(text), 1)))
    for run in cell.iter(qn("w:r")) if CODE.fullmatch(text) and share < 100 else ():
        narrow = OxmlElement("w:w")
        narrow.set(qn("w:val"), str(share))
        run.get_or_add_rPr().append(narrow)


def _head_style(table: Any) -> str:
    return str(table.rows[0].cells[0].paragraphs[0].style.name)


def _is_core_properties(link: Any) -> bool:
    # Office programs name the relation each in their own way.
    return not link.is_external and link.target_part.content_type == CT.OPC_CORE_PROPERTIES


def _packed(word: WordDocument, day: date) -> bytes:
    """The package with the act's day in place of the time at which it was written."""
    written, fixed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(
                name, (max(day.year, EARLIEST_ZIP_YEAR), day.month, day.day, 0, 0, 0)
            )
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, UNIX
            new.writestr(member, old.read(name), compresslevel=6)
    return fixed.getvalue()
