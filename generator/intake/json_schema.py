"""JSON Schema of every kind of record, for editors: shape only; what compares two values is a check."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Union

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.intake.documents import ONCE, SHARED
from generator.intake.receiving import DRAWERS, drawer
from generator.intake.shape import EXPECTED
from generator.records.acts import ACTS, DocumentOfActs
from generator.records.registry import Receipt
from generator.records.regulation import function_labels
from generator.records.values import FUNCTION_TERM, WRITING, Record
from generator.terms.words import ActKind, Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LIMITS = "这里只有每个字段的写法；字段之间、文件之间的规则，由 registry check 检查。"
Schema = dict[str, Any]
FOLDER = ".schema"
HEADING = "x-heading"


@dataclass(frozen=True)
class RecordKind:
    """Kind of record: named in the singular, lies in one drawer of the registry."""

    name: str
    drawer: str

    @property
    def model(self) -> type[Record]:
        """Record model of such a file; of a notice, what every notice holds."""
        return DRAWERS[self.drawer][1]

    @property
    def files(self) -> str:
        """Pattern of the paths of such files in a registry."""
        return DRAWERS[self.drawer][0]


KINDS: dict[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind("platform", "platforms"), RecordKind("notice", "acts"), RecordKind("batch", "batches"),
        RecordKind("regulation", "regulations"), RecordKind("departments", "departments"),
        RecordKind("erratum", "errata"), RecordKind("site", "site"), RecordKind("excused", "excused"),
        RecordKind("work_calendar", "work_calendars"),
    )
}  # fmt: skip


def schema_line(file: str) -> str:
    """Comment that tells an editor the schema of a file, by its path in a registry."""
    name = next(kind.name for kind in KINDS.values() if kind.drawer == drawer(file))
    up = "../" * (len(PurePosixPath(file).parts) - 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}.json"


def schema_of(name: str, functions: dict[str, str]) -> Schema:
    """Schema of one kind of record; `functions` are service functions of the editions, as examples."""
    model, result = KINDS[name].model, _of_model(name)
    opening = {"$schema": DIALECT, "title": model.model_config["title"], "description": LIMITS}
    return opening | {
        key: value for key, value in _with_writing(result, functions).items() if key != "title"
    }


@cache
def _of_model(name: str) -> Schema:
    if name == "notice":
        return _notice()
    return KINDS[name].model.model_json_schema(schema_generator=RecordSchema)


def encoded(schema: Schema) -> str:
    """Stable, readable JSON with a newline at the end."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def functions_of(receipt: Receipt) -> dict[str, str]:
    """Service functions that some edition of the registry lists: term and label."""
    return function_labels(filed.record for filed in receipt.regulations)


def _notice() -> Schema:
    any_act: Any = Union[(*ACTS.values(), DocumentOfActs)]
    result = TypeAdapter[Any](any_act).json_schema(schema_generator=RecordSchema)
    *of_kinds, document = result["anyOf"]
    forms = dict(zip(ACTS, of_kinds, strict=True))
    fields = {kind: _fields(result, form) for kind, form in forms.items()}
    kinds = fields[ActKind.CALL]["kind"]
    for kind, of_kind in fields.items():
        of_kind["kind"] = {"const": kind}
    fields[ActKind.CORRECTION]["rows"]["items"] = {"anyOf": _rows(fields)}
    single = {
        "properties": {"kind": kinds},
        "required": ["kind"],
        "allOf": [_where(kind, form) for kind, form in forms.items()],
    }
    _take_in_acts(result, document, kinds, forms)
    return {
        "type": "object",
        "if": {"required": ["acts"]},
        "then": document,
        "else": single,
        "$defs": result["$defs"],
    }


def _take_in_acts(
    result: Schema, document: Schema, kinds: Schema, forms: dict[str, Schema]
) -> None:
    """Add `acts` to the form of a document: each item has the form of its kind but for what is said once."""
    within = {}
    for kind, form in forms.items():
        name = form["$ref"].rpartition("/")[2]
        result["$defs"][f"{name}InDocument"] = _in_document(result["$defs"][name])
        within[kind] = {"$ref": f"#/$defs/{name}InDocument"}
    item = {
        "properties": {"kind": kinds},
        "required": ["kind"],
        "allOf": [{"type": "object"}, *(_where(kind, form) for kind, form in within.items())],
    }
    own = result["$defs"][document["$ref"].rpartition("/")[2]]
    description = "一份公文办几件事时，逐项列出，次序照原文；与 `kind` 只写其一"
    own["properties"]["acts"] = {
        "type": "array",
        "minItems": 1,
        "items": item,
        "description": description,
    }
    own["required"].append("acts")


def _in_document(form: Schema) -> Schema:
    properties = {n: each for n, each in form["properties"].items() if n not in ONCE}
    required = [n for n in form["required"] if n not in (*ONCE, *SHARED)]
    return form | {"properties": properties, "required": required}


def _fields(result: Schema, form: Schema) -> Schema:
    name = form["$ref"].rpartition("/")[2]
    written: Schema = result["$defs"][name]["properties"]
    return written


def _where(kind: str, form: Schema) -> Schema:
    """An editor offers the fields of this kind, and complains by them."""
    is_it = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": is_it, "then": form}


def _rows(fields: dict[str, Schema]) -> list[Schema]:
    """The rows of every kind: a correction may have any of them."""
    return [own["rows"]["items"] for own in fields.values() if "rows" in own]


class RecordSchema(GenerateJsonSchema):
    """Schemas without nulls and defaults: what is not known is not written."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A field may be left out, but never left empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """An editor must not type what need not be typed."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """A field has a description; a title would only be its name again."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A model has its Chinese name; the docstring is for those who read the code."""
        result = super().model_schema(schema)
        result.pop("description", None)
        return result

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """A list says so in Chinese where something else stands."""
        return super().tuple_schema(schema) | {"errorMessage": f"应为：{EXPECTED['tuple_type']}"}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """A word has every code with its label."""
        words: type[Term] = schema["cls"]
        labels = words.labels()
        return {
            "type": "string",
            "enum": list(labels),
            "enumDescriptions": list(labels.values()),
            "errorMessage": f"应为 {_listed(labels)} 之一",
            HEADING: words.heading,
        }


def _with_writing(schema: Any, functions: dict[str, str]) -> Any:
    """Schema in which the way a value is written joins its description, and is the complaint."""
    if isinstance(schema, list):
        return [_with_writing(item, functions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {
        name: _with_writing(value, functions) for name, value in schema.items() if name != WRITING
    }
    if "enumDescriptions" in schema:
        result.pop("description")
        result["title"] = result.pop(HEADING)
    return result | _said(schema, functions) if isinstance(schema.get(WRITING), str) else result


def _said(schema: dict[str, Any], functions: dict[str, str]) -> dict[str, Any]:
    writing, meaning = schema[WRITING], schema.get("description")
    wrong = f"应为：{writing}"
    written: dict[str, Any] = {"errorMessage": wrong}
    if schema["type"] == "string":
        # A number stands where text belongs: most likely a code without its quotes.
        written = {"errorMessage": f"{wrong}；像数字的，加引号"}
    if functions and writing == FUNCTION_TERM.wording:
        writing += f"；现有 {_listed(functions)}"
        written["examples"] = list(functions)
    if "pattern" in schema:
        written["patternErrorMessage"] = wrong
        written["description"] = "\n".join(filter(None, (meaning, f"写法：{writing}")))
    return written


def _listed(labels: dict[str, str]) -> str:
    return "、".join(f"{code}（{label}）" for code, label in labels.items())
