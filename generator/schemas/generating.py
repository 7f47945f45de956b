"""生成 Pydantic's JSON Schema, told what a file may hold and what a clerk should read."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.intake.shape import EXPECTED
from generator.records.base import FUNCTION_TERM
from generator.records.writing import WRITING
from generator.terms import Term


def term(docstring: str | None) -> str:
    """中文名 The Chinese term that the docstring of a model or a list of words begins with."""
    return (docstring or "").split()[0]


class RecordSchema(GenerateJsonSchema):
    """记录的格式 No nulls and no defaults: what is not known is not written."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """可缺 A field may be left out, but never left empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """缺省 An editor must not type what need not be typed."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """字段 Has a description; a title would only be its name again."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """模型 Its Chinese name; the docstring is for those who read the code."""
        made = super().model_schema(schema)
        made.pop("description", None)
        return made | {"title": term(schema["cls"].__doc__)}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> JsonSchemaValue:
        """列表 Says so in Chinese where something else stands."""
        return super().tuple_schema(schema) | {"errorMessage": f"应为：{EXPECTED['tuple_type']}"}

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        """受控词 Every code with its label."""
        words: type[Term] = schema["cls"]
        labels = words.labels()
        return {
            "type": "string",
            "enum": list(labels),
            "enumDescriptions": list(labels.values()),
            "errorMessage": f"应为 {_listed(labels)} 之一",
        }


def spoken(schema: Any, functions: dict[str, str]) -> Any:
    """写明写法 How a value is written joins its description, and is the complaint where it is not."""
    if isinstance(schema, list):
        return [spoken(item, functions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: spoken(value, functions) for name, value in schema.items() if name != WRITING}
    if "enumDescriptions" in schema:
        made["title"] = term(made.pop("description"))
    return made | _said(schema, functions) if isinstance(schema.get(WRITING), str) else made


def _said(schema: dict[str, Any], functions: dict[str, str]) -> dict[str, Any]:
    writing, meaning = schema[WRITING], schema.get("description")
    wrong = f"应为：{writing}"
    found: dict[str, Any] = {"errorMessage": wrong}
    if schema["type"] == "string":
        # A number stands where text belongs: most likely a code without its quotes.
        found = {"errorMessage": f"{wrong}；像数字的，加引号"}
    if functions and writing == FUNCTION_TERM.wording:
        writing += f"；现有 {_listed(functions)}"
        found["examples"] = list(functions)
    if "pattern" in schema:
        found["patternErrorMessage"] = wrong
        found["description"] = "\n".join(filter(None, (meaning, f"写法：{writing}")))
    return found


def _listed(labels: dict[str, str]) -> str:
    return "、".join(f"{code}（{label}）" for code, label in labels.items())
