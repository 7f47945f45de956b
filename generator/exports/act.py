"""文件数据 Official acts for machines: as printed, and as one line of a platform's history."""

from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel

from generator.exports.models.notice import (
    HistoryEntry,
    Notice,
    NoticeSummary,
    PublishedNotice,
    Row,
)
from generator.records import rows
from generator.records.act import Act, rows_of
from generator.records.day import Day
from generator.register.history import Entry
from generator.standing.snapshot import Snapshot

M = TypeVar("M", bound=BaseModel)
# Most values are plain already: they are asked first.
PLAIN = {str, int, bool, type(None)}


def plain(value: Any) -> Any:
    """平直 A record or an output as plain JSON values, with its own field names; days as printed."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        return {f.alias or name: plain(getattr(value, name)) for name, f in fields}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Day | date):
        return str(value)
    return value


def act_summary(act: Act) -> NoticeSummary:
    """文件摘要 What lists and histories carry of an act."""
    return NoticeSummary(**_summary(act))


def history_entry(entry: Entry) -> HistoryEntry:
    """一条履历 The act, the row on the platform, and the correction that mended it."""
    corrected_by = entry.corrected_by.id if entry.corrected_by else None
    row = row_of(entry.row) if entry.row else None
    return HistoryEntry(**_summary(entry.act), row=row, corrected_by=corrected_by)


def notice(act: Act) -> Notice:
    """文件 Everything recorded of an act, its rows as printed then."""
    return Notice(**_recorded(act))


def published(act: Act, snapshot: Snapshot) -> PublishedNotice:
    """公布的文件 With the corrections made to it by the day."""
    corrections = snapshot.register.corrections.get(act.id, ())
    known = tuple(c.id for c in corrections if c.issued_on.first <= snapshot.as_of)
    return PublishedNotice(**_recorded(act), corrected_by=known)


def row_of(row: rows.Row) -> Row:
    """附表一行 In the one form that all kinds share."""
    said = plain(row)
    if isinstance(row, rows.RenamingRow):
        said |= {"name_change": said.pop("name"), "operating_unit_change": said["operating_unit"]}
        said |= {"operating_unit": None}
    figures = (said.get("assessment") or {}).items()
    said["assessment"] = tuple(_figure(name, value) for name, value in figures)
    return Row.model_validate(_wide(Row, said))


def _figure(criterion: str, value: Any) -> dict[str, Any]:
    yes_or_no = isinstance(value, bool)
    return {
        "criterion": criterion,
        "amount": None if yes_or_no else value,
        "holds": value if yes_or_no else None,
    }


def _recorded(act: Act) -> dict[str, Any]:
    said = {name: value for name, value in plain(act).items() if name != "rows"}
    found = {"rows": tuple(row_of(row) for row in rows_of(act))}
    return _wide(Notice, said | _summary(act) | found)


def _summary(act: Act) -> dict[str, Any]:
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


def _wide(model: type[M], said: dict[str, Any]) -> dict[str, Any]:
    """Every field of the form: what is not said is null, or an empty list."""
    fields = model.model_fields.items()
    return _absent(model) | {(f.alias or n): said[n] for n, f in fields if n in said}


@cache
def _absent(model: type[BaseModel]) -> dict[str, Any]:
    fields = model.model_fields.items()
    return {name: () if get_origin(f.annotation) is tuple else None for name, f in fields}
