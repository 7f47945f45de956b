"""付印 The formats that a document is printed in."""

from enum import StrEnum

from generator.desk.documents.as_docx import as_docx
from generator.desk.documents.as_html import as_html
from generator.desk.documents.as_pdf import as_pdf
from generator.desk.documents.document import Document


class Format(StrEnum):
    """格式 To go on writing in, to print and keep, to put on a web page."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


PRINTERS = {Format.DOCX: as_docx, Format.PDF: as_pdf, Format.HTML: as_html}


def printed(document: Document, format: Format) -> bytes:
    """付印 The same document in the same format gives the same bytes."""
    return PRINTERS[format](document)
