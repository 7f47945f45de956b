"""文件数据 Official acts as JSON: as printed, and as one line of a platform's history."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel

from generator.records.act import Act
from generator.records.day import Day
from generator.register.history import Entry


def plain(value: Any) -> Any:
    """平直 A record as plain JSON values, with its own field names; days as printed."""
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


def act_summary(act: Act) -> dict[str, Any]:
    """文件摘要 What lists and histories carry of an act."""
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


def entry_json(entry: Entry) -> dict[str, Any]:
    """一条履历 The act, the row on the platform, and the correction that mended it."""
    return act_summary(entry.act) | {
        "row": plain(entry.row),
        "corrected_by": entry.corrected_by.id if entry.corrected_by else None,
    }


def act_json(act: Act) -> dict[str, Any]:
    """文件 Everything recorded of an act, its rows as printed then."""
    recorded: dict[str, Any] = plain(act)
    return act_summary(act) | recorded
