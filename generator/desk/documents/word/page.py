"""版面 The page of Word: margins that mirror, the mark of demonstration, page numbers."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Mm

from generator.desk.documents import layout
from generator.desk.documents.word import styles
from generator.desk.documents.word.elements import (
    IN_PARAGRAPH,
    IN_SETTINGS,
    TWIPS_PER_POINT,
    element,
    put,
)


def set_page(document: Document, mark: str) -> None:
    """定版面 Even pages are bound on the right, and numbered on the left."""
    section = document.sections[0]
    _measure(section)
    document.settings.odd_and_even_pages_header_footer = True
    put(document.settings.element, IN_SETTINGS, element("mirrorMargins"))
    for header in (section.header, section.even_page_header):
        _marked(header, mark)
    right, left = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
    for footer, side, edge in (
        (section.footer, right, "right"),
        (section.even_page_footer, left, "left"),
    ):
        _numbered(footer, side, edge)


def _measure(section: Section) -> None:
    section.page_width, section.page_height = Mm(layout.PAGE_WIDTH), Mm(layout.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.INSIDE), Mm(layout.OUTSIDE)
    section.header_distance = Mm(layout.MARK_FROM_TOP)
    number = layout.PAGE_NUMBER / layout.POINTS_PER_MM
    section.footer_distance = Mm(layout.BOTTOM - layout.PAGE_NUMBER_BELOW - number)


def _marked(header: Any, mark: str) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = styles.MARK.name
    paragraph.add_run(mark)


def _numbered(footer: Any, side: WD_ALIGN_PARAGRAPH, edge: str) -> None:
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = styles.PAGE_NUMBER.name
    paragraph.alignment = side
    distance = round(layout.PAGE_NUMBER_FROM_EDGE_EMS * layout.PAGE_NUMBER * TWIPS_PER_POINT)
    put(paragraph._p.get_or_add_pPr(), IN_PARAGRAPH, element("ind", **{edge: distance}))
    paragraph.add_run("— ")
    _field(paragraph.add_run()._r, "PAGE")
    paragraph.add_run(" —")


def _field(run: Any, code: str) -> None:
    """A number that Word works out for each page."""
    run.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.text = f" {code} "
    run.append(instruction)
    run.append(element("fldChar", fldCharType="separate"))
    shown = element("t")
    shown.text = "1"
    run.append(shown)
    run.append(element("fldChar", fldCharType="end"))
