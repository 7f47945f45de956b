"""格式文件 The JSON Schema of each kind of record; of a notice, one that follows its `kind`."""

import json
from typing import Any, Union

from pydantic import TypeAdapter

from generator.records.acts import ACTS
from generator.records.receipt import Receipt
from generator.schemas.generating import RecordSchema, spoken, term
from generator.schemas.kinds import KINDS
from generator.terms import ActKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LIMITS = "这里只有每个字段的写法；字段之间、文件之间的规则，由 registry check 检查。"
Schema = dict[str, Any]


def schema_of(name: str, functions: dict[str, str]) -> Schema:
    """一种记录的格式 `functions` are the service functions of the editions, as examples."""
    model = KINDS[name].model
    made = _notice() if name == "notice" else model.model_json_schema(schema_generator=RecordSchema)
    opening = {"$schema": DIALECT, "title": term(model.__doc__), "description": LIMITS}
    return opening | {
        key: value for key, value in spoken(made, functions).items() if key != "title"
    }


def encoded(schema: Schema) -> str:
    """编码 Stable, readable JSON with a newline at the end."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def functions_of(receipt: Receipt) -> dict[str, str]:
    """服务功能 Every one that some edition of the registry lists, with its label."""
    editions = (filed.record for filed in receipt.regulations)
    return {each.term: each.label for edition in editions for each in edition.service_functions}


def _notice() -> Schema:
    any_act: Any = Union[tuple(ACTS.values())]  # noqa: UP007
    made = TypeAdapter[Any](any_act).json_schema(schema_generator=RecordSchema)
    forms = dict(zip(ACTS, made["anyOf"], strict=True))
    fields = {kind: _fields(made, form) for kind, form in forms.items()}
    kinds = fields[ActKind.CALL]["kind"]
    for kind, of_kind in fields.items():
        of_kind["kind"] = {"const": kind}
    fields[ActKind.CORRECTION]["rows"]["items"] = {"anyOf": _rows(fields)}
    return {
        "type": "object",
        "properties": {"kind": kinds},
        "required": ["kind"],
        "allOf": [_where(kind, form) for kind, form in forms.items()],
        "$defs": made["$defs"],
    }


def _fields(made: Schema, form: Schema) -> Schema:
    name = form["$ref"].rpartition("/")[2]
    found: Schema = made["$defs"][name]["properties"]
    return found


def _where(kind: str, form: Schema) -> Schema:
    """An editor offers the fields of this kind, and complains by them."""
    is_it = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": is_it, "then": form}


def _rows(fields: dict[str, Schema]) -> list[Schema]:
    """The rows of every kind: a correction may have any of them."""
    return [own["rows"]["items"] for own in fields.values() if "rows" in own]
