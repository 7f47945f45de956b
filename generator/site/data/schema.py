"""JSON Schema of every kind of file and of record, and OpenAPI: made from the models."""

from collections.abc import Iterable, Mapping
from functools import cache, partial
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from generator.intake.json_schema import KINDS as RECORDS
from generator.intake.json_schema import functions_of, schema_of
from generator.site.data.addresses import API, KINDS, SCHEMA, Kind
from generator.site.data.derivation import Unpublished
from generator.site.data.envelope import Outputs, Publication, encoded
from generator.site.data.models.base import SCHEMA_VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PROMISE = (
    "同一主版本（v1）之内，已有的地址和字段不改名、不改义、不删除，也不换类型；"
    "会增加新的字段、新的地址和新的代码，读取的程序应忽略不认识的字段。"
)

# Kinds of record that have no file of the API, and why.
UNPUBLISHED = {
    "site": "文件头、网页和日志已载",
    "work_calendar": "国务院办公厅通知的摘录，只供推算工作日",
    "excused": "不影响任何平台的答案，见 gaps.json",
}
PUBLISHED = {
    "platform": "platform",
    "notice": "notice",
    "batch": "batches",
    "regulation": "regulations",
    "departments": "departments",
    "erratum": "errata",
}


def require_published(records: Iterable[str]) -> None:
    """Raises `Unpublished` where a kind of record has neither a file of the API nor a reason."""
    if missing := {*records} - PUBLISHED.keys() - UNPUBLISHED.keys():
        raise Unpublished(f"没有发布，也没有写明理由：{'、'.join(sorted(missing))}")


require_published(RECORDS)


def outputs(publication: Publication) -> Outputs:
    """A schema for each kind of file and of record, and the document of the whole API."""
    for kind in KINDS:
        yield kind.schema, partial(_schema_file, kind, publication)
    for record in RECORDS:
        path = f"{SCHEMA}/records/{record}.json"
        yield path, partial(_record_schema, record, path, publication)
    yield f"{API}/openapi.json", lambda: encoded(_openapi(publication))


def _record_schema(record: str, path: str, publication: Publication) -> bytes:
    functions = functions_of(publication.snapshot.register.receipt)
    return encoded({"$id": publication.address(path)} | schema_of(record, functions))


def _schema_file(kind: Kind, publication: Publication) -> bytes:
    head = {"$schema": DIALECT, "$id": publication.address(kind.schema)}
    return encoded(head | _of_model(kind.model) | {"title": kind.says})


@cache
def _of_model(model: type[BaseModel]) -> dict[str, Any]:
    made: dict[str, Any] = _opened(model.model_json_schema(mode="serialization"))
    return made


def _opened(schema: Any) -> Any:
    """Readers must ignore what they do not know, so nothing forbids it."""
    if isinstance(schema, dict):
        kept = {k: _opened(v) for k, v in schema.items()}
        return {k: v for k, v in kept.items() if k != "additionalProperties" or v is not False}
    return [_opened(item) for item in schema] if isinstance(schema, list) else schema


def _openapi(publication: Publication) -> dict[str, Any]:
    site = publication.snapshot.register.site
    refs, schemas = _components()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.title,
            "version": SCHEMA_VERSION,
            "description": f"{PROMISE}{publication.says}",
            **({"license": {"name": site.licence}} if site.licence else {}),
        },
        "jsonSchemaDialect": DIALECT,
        "servers": [{"url": publication.address(API)}],
        "paths": {
            f"/{kind.path}": _path(kind, refs[kind.model, "serialization"]) for kind in KINDS
        },
        "components": {"schemas": schemas},
        "x-as-of": publication.snapshot.as_of.isoformat(),
        "x-demonstration": site.demo,
    }


@cache
def _components() -> tuple[Mapping[Any, dict[str, Any]], dict[str, Any]]:
    """The reference to each model, and the schema of each."""
    models = [(model, "serialization") for model in dict.fromkeys(kind.model for kind in KINDS)]
    refs, made = models_json_schema(models, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    return refs, _opened(made["$defs"])


def _path(kind: Kind, schema: dict[str, Any]) -> dict[str, Any]:
    _, brace, rest = kind.path.partition("{")
    name = rest.partition("}")[0]
    parameter = {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    response = {"description": kind.says, "content": {"application/json": {"schema": schema}}}
    return {
        "get": {
            "operationId": kind.name,
            "summary": kind.says,
            "parameters": [parameter] if brace else [],
            "responses": {"200": response},
        }
    }
