"""Every kind of file of the API, its path and its JSON Schema, those of the records, and OpenAPI: made from the models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from generator.intake.json_schema import KINDS as RECORDS
from generator.intake.json_schema import functions_of, schema_of
from generator.site.data import act, changes, models
from generator.site.data.derivation import SCHEMA_VERSION, Opening, Unpublished
from generator.site.data.envelope import Outputs, Publication, encoded

API = "api/v1"
SCHEMA = "schema"


@dataclass(frozen=True)
class Kind:
    """Kind of file; `path` has a name in braces where there is one file per id."""

    name: str
    path: str
    model: type[Opening]
    says: str

    @property
    def schema(self) -> str:
        """Path of the schema of this kind."""
        return f"{SCHEMA}/{self.name.replace('_', '-')}.json"


KINDS = (
    Kind("index", "index.json", models.IndexFile, "数据目录"),
    Kind("platforms", "platforms.json", models.PlatformsFile, "现在有效的平台（默认用这一份）"),
    Kind("all", "all.json", models.PlatformsFile, "自有记录以来的全部平台"),
    Kind("status", "status.json", models.StatusFile, "每个编号的资格状态"),
    Kind("platform", "platforms/{id}.json", models.PlatformFile, "一个平台的全部记录、每一段日子的资格状态和变更"),
    Kind("notices", "notices.json", act.NoticesFile, "全部文件"),
    Kind("notice", "notices/{id}.json", act.NoticeFile, "一份文件，附表照原文"),
    Kind("city", "cities/{code}.json", models.CityFile, "辖区的一个下一级（市、区县或省）的平台"),
    Kind("function", "functions/{term}.json", models.FunctionFile, "一项服务功能的平台"),
    Kind("history", "history.json", models.HistoryFile, "全部平台的状态沿革，可答任何一天"),
    Kind("changes", "changes.json", changes.ChangesFile, "逐日逐次的变更：最近的一份，并列出从前各份"),
    Kind("changes_part", "changes/{part}.json", changes.ChangesPartFile, "从前的一份变更，不再改动"),
    Kind("log", "log.json", models.LogFile, "登记日志：从前记过的每一条，改写过就查得出来"),
    Kind("terms", "terms.json", models.TermsFile, "全部代码及其名称"),
    Kind("regulations", "regulations.json", models.RegulationsFile, "办法的各个版本"),
    Kind("departments", "departments.json", models.DepartmentsFile, "主管部门及其历次名称"),
    Kind("batches", "batches.json", models.BatchesFile, "批次"),
    Kind("errata", "errata.json", models.ErrataFile, "勘误：登记时录错、已经改正的各处"),
    Kind("gaps", "gaps.json", models.GapsFile, "缺口与提醒"),
    Kind("manifest", "manifest.json", models.ManifestFile, "全部文件的大小和 SHA-256"),
)  # fmt: skip


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
