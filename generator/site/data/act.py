"""Official acts for machines: the published forms of acts and rows, and the values that fill them.

Both forms are derived from the record models, so a new field of a record is published at once.
"""

from typing import Any, get_origin

from pydantic import Field

from generator.records.acts import ACTS, Act, Publicity, rows_of
from generator.records.registry import Erratum
from generator.records.values import Record
from generator.register.register import Document, Entry
from generator.register.snapshot import Snapshot
from generator.site.data.derivation import (
    Derived,
    Head,
    Opening,
    Output,
    Printed,
    list_of,
    model,
    union_model,
    values,
)


def _row_classes() -> list[type[Record]]:
    """Every class of row that some kind of act has."""
    forms = (form.model_fields.get("rows") for form in ACTS.values())
    classes = (form.annotation.__args__[0] for form in forms if form)  # type: ignore[union-attr]
    return [each for each in classes if isinstance(each, type)]


class NoticeSummary(Output):
    """Act as lists and histories carry it."""

    id: str
    kind: str
    kind_label: str
    title: str
    document_number: str | None
    issued_on: Printed
    effective_on: Derived[Printed] = Field(
        description="生效日：文件写明的，否则为成文日；照原文，只知月份时写到月。"
    )
    issuer: str
    regulation: str
    batch: str | None


class DocumentSummary(Output):
    """Document as lists carry it; null where its acts differ."""

    id: str
    kind: str | None
    kind_label: str = Field(description="各项的种类，以顿号分开。")
    title: str
    document_number: str | None
    issued_on: Printed
    effective_on: Derived[Printed | None] = Field(description="生效日：文件写明的，否则为成文日。")
    issuer: str
    regulation: str | None
    batch: str | None


PublishedRow = union_model("Row", _row_classes(), Output)
PublishedErratum = union_model("Erratum", [Erratum], Output)
# An act in the history of a platform, and its row with corrections applied.
HistoryEntry = model(
    "HistoryEntry", NoticeSummary, row=PublishedRow | None, corrected_by=str | None
)
NoticeAct = union_model(
    "NoticeAct", ACTS.values(), NoticeSummary, rows=list_of(PublishedRow), corrected_by=list_of(str)
)
# A document: its `acts` in printed order. Of a single act, its fields stand beside `acts` too.
Notice = union_model(
    "Notice",
    ACTS.values(),
    DocumentSummary,
    rows=list_of(PublishedRow),
    corrected_by=list_of(str),
    acts=list_of(NoticeAct),
    errata=list_of(PublishedErratum),
)
# One document, the rows of its acts as printed then.
NoticeFile = model("NoticeFile", Opening, notice=Notice)


class NoticesFile(Head):
    """All documents, the newest first."""

    notices: tuple[DocumentSummary, ...]


# What an act does not say is null, or an empty list.
BLANK: dict[str, Any] = {
    info.alias or name: [] if get_origin(info.annotation) is tuple else None
    for name, info in NoticeAct.model_fields.items()
}


def act_summary(act: Act) -> dict[str, Any]:
    """Values of `NoticeSummary`."""
    return {
        "id": act.id,
        "kind": act.kind_of_act.value,
        "kind_label": act.kind_of_act.label,
        "title": act.title,
        "document_number": act.document_number,
        "issued_on": str(act.issued_on),
        "effective_on": str(act.effective_on),
        "issuer": act.issuer,
        "regulation": act.regulation,
        "batch": act.batch,
    }


def history_entry(entry: Entry) -> dict[str, Any]:
    """Values of `HistoryEntry`."""
    row = values(entry.row) if entry.row else None
    corrected_by = entry.corrected_by.id if entry.corrected_by else None
    return act_summary(entry.act) | {"row": row, "corrected_by": corrected_by}


def document_summary(document: Document) -> dict[str, Any]:
    """Values of `DocumentSummary`."""
    first, *others = map(act_summary, document.acts)
    common = {
        name: value if all(value == other[name] for other in others) else None
        for name, value in first.items()
    }
    return common | {"id": document.id, "kind_label": document.label}


def notice(document: Document, snapshot: Snapshot) -> dict[str, Any]:
    """Values of `Notice`: all that is recorded of a document and of its acts."""
    acts = [_notice_act(act, snapshot) for act in document.acts]
    errata = snapshot.errata.by_document.get(document.id, ())
    parts = {"acts": acts, "errata": [*map(values, errata)]}
    if document.beside is None:
        return acts[0] | parts
    return BLANK | document_summary(document) | values(document.beside) | parts


def _notice_act(act: Act, snapshot: Snapshot) -> dict[str, Any]:
    """Values of `NoticeAct`: all that is recorded of an act, and the corrections made to it by the day."""
    corrections = snapshot.register.corrections.get(act.id, ())
    known = [each.id for each in corrections if each.issued_on.first <= snapshot.as_of]
    recorded = snapshot.register.recorded.acts[act.id]
    rows = [values(row) for row in rows_of(recorded)]
    more = {"rows": rows, "corrected_by": known}
    return BLANK | values(recorded) | _worked_out(act) | act_summary(act) | more


def _worked_out(act: Act) -> dict[str, Any]:
    """The window of a publicity with its last day, where that is not printed and follows from the calendar."""
    window = act.window if isinstance(act, Publicity) else None
    return {"window": values(window)} if window else {}
