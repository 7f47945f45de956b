"""Pages of acts: each with its rows as printed, and what holds now beside them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from generator.history.versions import ReplacedSource
from generator.records.acts import Act, Correction, Publicity, Row, rows_of
from generator.register.register import Document
from generator.register.snapshot import Snapshot, newness
from generator.site.pages.entries import reached, row_notes
from generator.site.pages.home import open_publicities, open_words
from generator.site.pages.page import ROWS, Page, Sheet, sheets
from generator.site.pages.wording import Wording, erratum_words
from generator.terms.words import ActKind


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The list of all acts, and what is open for objections."""
    every = "历年申报通知、公示、公布、撤销、更名等全部文件。"
    words = {"documents": snapshot.documents, "kinds": _kinds(snapshot)}
    yield Page(
        "notices/", "notices", "公示公告", "notices.html", every, words, "api/v1/notices.json"
    )
    held = [act for act in snapshot.acts if isinstance(act, Publicity)]
    latest = max(held, key=lambda act: act.issued_on.first, default=None)
    now = open_words(open_publicities(snapshot)) | {"latest": latest}
    yield Page(
        "publicity/", "notices", "正在公示", "publicity.html", "现在可以提出异议的公示名单。", now
    )


def _kinds(snapshot: Snapshot) -> dict[ActKind, int]:
    """Number of documents in which there is an act of each kind."""
    counted = Counter(kind for each in snapshot.documents for kind in each.kinds)
    return {kind: counted[kind] for kind in ActKind if counted[kind]}


def sheets_of(
    document: Document,
    snapshot: Snapshot,
    wording: Wording,
    rows: int = ROWS,
    replaced: Sequence[ReplacedSource] = (),
) -> Iterator[Page]:
    """Sheets of one document: its acts and their rows as printed, and what holds now beside them.

    `replaced` are the addresses of the original that the register once gave.
    """
    errata = snapshot.errata.by_document.get(document.id, ())
    number = document.document_number or "无文号"
    description = f"{document.label}，{document.issued_on}，{number}。"
    alternate = f"api/v1/notices/{document.id}.json"
    every = [row for act in document.acts for row in rows_of(act)]
    for sheet in sheets(every, f"notices/{document.id}/", rows=rows):
        words = {
            "document": document,
            "sections": partial(_sections, document, sheet, snapshot, wording),
            "listings": snapshot.listings,
            "sheet": sheet,
            "errata": [erratum_words(each, snapshot) for each in errata],
            "replaced": replaced,
        }
        yield Page(
            sheet.address, "notices", f"{document.title}{sheet.mark}", "notice.html",
            description, words, alternate,
        )  # fmt: skip


def _sections(
    document: Document, sheet: Sheet[Row], snapshot: Snapshot, wording: Wording
) -> Iterator[dict[str, Any]]:
    """Acts on one sheet of a document, each with those of its rows that lie there."""
    before = 0
    for act in document.acts:
        listed = rows_of(act)
        first = max(sheet.first - 1 - before, 0)
        rows = listed[first : max(sheet.last - before, 0)]
        # An act without rows lies where its first row would, or at the very end.
        is_here = sheet.first - 1 <= before < sheet.last or (
            before == sheet.total and sheet.number == sheet.count
        )
        if rows or (not listed and is_here):
            yield _words(act, snapshot) | {
                "rows": [(row, [*row_notes(act, row, snapshot, wording)]) for row in rows],
                "first": first + 1,
                "total": len(listed),
                "is_continued": first > 0 and document.beside is not None,
                "rows_id": f"rows-{act.number}" if document.beside else "rows",
            }
        before += len(listed)


def _words(act: Act, snapshot: Snapshot) -> dict[str, Any]:
    register = snapshot.register
    shown_as = (register.corrected(act) or act) if isinstance(act, Correction) else act
    return {
        "act": act,
        "form": shown_as.kind_of_act,
        "edition": register.regulations.get(act.regulation),
        "corrections": register.corrections.get(act.id, ()),
        "named_by": _named_by(act, snapshot),
        "reached": [*reached(act, snapshot)] if hasattr(act, "of_notices") else [],
    }


def _named_by(act: Act, snapshot: Snapshot) -> list[Act]:
    """Acts issued by the day that build on this one, so that links run both ways; the newest first."""
    naming = snapshot.register.naming.get(act.id, {}).values()
    issued = (each for each in naming if each.issued_on.first <= snapshot.as_of)
    return sorted(issued, key=newness, reverse=True)
