"""印成 Word 文档 By python-docx, in the types that staff machines have, ready to be written on."""

import docx
from docx.document import Document as WordDocument
from docx.shared import Mm

from generator.desk.documents import layout
from generator.desk.documents.document import Annex, Document, Paragraph
from generator.desk.documents.word import styles
from generator.desk.documents.word.elements import IN_PARAGRAPH, element, put
from generator.desk.documents.word.package import describe, name_fonts, packed
from generator.desk.documents.word.page import set_page
from generator.desk.documents.word.table import add_table

ANNEX_NOTE = "附件："


def as_docx(document: Document) -> bytes:
    """印成 Word 文档 The same document gives the same bytes."""
    made = docx.Document()
    describe(made, "".join(document.title), document.issuer, document.day)
    styles.prepare(made)
    set_page(made, document.mark)
    if document.number:
        _head(made, document)
    _title(made, document.title)
    if document.addressee:
        made.add_paragraph(document.addressee, styles.ADDRESSEE.name)
    for each in document.paragraphs:
        _paragraph(made, each)
    _sign(made, document)
    if document.annex:
        _annex(made, document.annex)
    name_fonts(made)
    return packed(made, document.day)


def _head(made: WordDocument, document: Document) -> None:
    issuer = made.add_paragraph(document.issuer, styles.add(made, styles.head(document.issuer)))
    issuer.paragraph_format.space_before = Mm(layout.HEAD_FROM_TOP)
    issuer.paragraph_format.space_after = styles.lines(layout.HEAD_TO_NUMBER_LINES)
    number = made.add_paragraph(document.number, styles.NUMBER.name)
    number.paragraph_format.space_after = styles.lines(layout.RULE_TO_TITLE_LINES)
    rule = element("pBdr")
    away = round(layout.NUMBER_TO_RULE * layout.POINTS_PER_MM)
    eighths = round(layout.RULE_WIDTH_POINTS * 8)
    rule.append(element("bottom", val="single", sz=eighths, space=away, color=layout.RED))
    put(number._p.get_or_add_pPr(), IN_PARAGRAPH, rule)


def _title(made: WordDocument, lines: tuple[str, ...]) -> None:
    made.add_paragraph("\n".join(lines), styles.TITLE.name)


def _paragraph(made: WordDocument, part: Paragraph) -> None:
    if part.level == 1:
        heading = made.add_paragraph(part.lead + part.text, styles.FIRST_LEVEL.name)
        heading.paragraph_format.keep_with_next = True
        return
    style = styles.RAGGED if part.is_ragged else styles.TEXT
    paragraph = made.add_paragraph(style=style.name)
    if part.lead:
        paragraph.add_run(part.lead, styles.SECOND_LEVEL)
    paragraph.add_run(part.text)


def _sign(made: WordDocument, document: Document) -> None:
    """The page of the signature carries text of the body: what stands before is kept with it."""
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    if document.annex:
        note = made.add_paragraph(ANNEX_NOTE + "".join(document.annex.title), styles.NOTE.name)
        hanging = len(ANNEX_NOTE)
        indents = {"left": layout.INDENT_EMS + hanging, "hanging": hanging}
        styles.indent(note._p.get_or_add_pPr(), **indents)
        note.paragraph_format.keep_with_next = True
    issuer, day = layout.signature_indents(document.issuer, document.spelt_day)
    signed = made.add_paragraph(document.issuer, styles.ISSUER.name)
    signed.paragraph_format.keep_with_next = True
    styles.indent(signed._p.get_or_add_pPr(), right=issuer)
    dated = made.add_paragraph(document.spelt_day, styles.DAY.name)
    styles.indent(dated._p.get_or_add_pPr(), right=day)


def _annex(made: WordDocument, annex: Annex) -> None:
    label = made.add_paragraph("附件", styles.ANNEX.name)
    label.paragraph_format.page_break_before = True
    _title(made, annex.title)
    if annex.caveat:
        made.add_paragraph(annex.caveat, styles.CAVEAT.name)
    add_table(made, annex)
