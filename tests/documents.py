"""Shared by the tests of official documents: cases laid out, and each format read back."""

import io
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from justhtml import JustHTML

from generator.checks.casebook import Case, Edit
from generator.desk.documents import compose
from generator.desk.documents.document import DocumentAnnex, OfficialDocument
from generator.desk.documents.printing import as_docx, as_html
from generator.intake import receive
from generator.register.register import Register
from tests.casebook import laid_out
from tests.histories import read

CASES = sorted((Path(__file__).parent / "cases" / "documents").glob("*.yaml"))
Table = list[list[str]]


def laid(case: Path, folder: Path) -> Register:
    """The register that a case describes; a case with a mistake in it proves nothing."""
    edits = tuple(Edit(**each) for each in read(case)["edits"])
    laid_out(Case(says="", edits=edits, findings=()), folder)
    register = Register.bind(receive(folder))
    assert register.receipt.findings == ()
    return register


def composed(case: Path, folder: Path) -> OfficialDocument:
    """The document of a case."""
    register = laid(case, folder)
    return compose(register.named(read(case)["notice"]), register)


def said(document: OfficialDocument) -> dict[str, Any]:
    """A document in the words of a case: what is empty is not said."""
    found = {
        "issuer": document.issuer,
        "number": document.number,
        "title": document.title,
        "addressee": document.addressee,
        "text": tuple(part.lead + part.text for part in document.paragraphs),
        "annex": tuple(chain.from_iterable(map(_annex, document.annexes))),
        "spelt_day": document.spelt_day,
        "gaps": document.gaps,
    }
    return {name: value for name, value in found.items() if value}


def _annex(annex: DocumentAnnex) -> Iterator[str]:
    yield from (annex.mark,) if annex.mark != "附件" else ()
    yield " / ".join(annex.title)
    yield from (annex.caveat,) if annex.caveat else ()
    yield from (" | ".join(row) for row in (annex.heads, *annex.rows))


def word(document: OfficialDocument) -> WordDocument:
    """Printed as DOCX and read back."""
    return docx.Document(io.BytesIO(as_docx(document)))


def word_table(document: OfficialDocument) -> Table:
    """The only table of the DOCX."""
    (table,) = word(document).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def html(document: OfficialDocument) -> JustHTML:
    """Printed as HTML and read by a parser that browsers agree with; nothing is mended."""
    parsed = JustHTML(as_html(document).decode(), sanitize=False)
    assert parsed.errors == []
    return parsed


def html_table(document: OfficialDocument) -> Table:
    """The only table of the HTML."""
    (table,) = html(document).query("table")
    rows = table.query("tr")
    return [[cell.to_text(strip=False) for cell in row.query("th, td")] for row in rows]


def table(document: OfficialDocument) -> Table:
    """The table as composed."""
    (annex,) = document.annexes
    return [list(row) for row in (annex.heads, *annex.rows)]


def attribute(element: BaseOxmlElement, path: str, name: str) -> str | None:
    """An attribute of WordprocessingML somewhere below an element."""
    found = element.find(f".//{qn(f'w:{path}')}")
    return None if found is None else found.get(qn(f"w:{name}"))
