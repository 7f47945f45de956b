"""形式审查 One document to one record: pydantic's complaints become findings."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from generator.findings import Finding, Place, Rule
from generator.intake import rules
from generator.intake.located_yaml import Document
from generator.records.base import Filed, Path, Record

R = TypeVar("R", bound=Record)

EXPECTED = {
    "tuple_type": "列表（下面若干行，每行以“- ”开头）",
    "model_type": "下一级的若干“字段: 值”",
    "model_attributes_type": "下一级的若干“字段: 值”",
    "string_type": "一段文字",
}


def shaped(model: type[R], document: Document) -> tuple[Filed[R] | None, list[Finding]]:
    """成形 The record, or the findings that say why there is none."""
    try:
        record = model.model_validate(document.value)
    except ValidationError as fault:
        errors = fault.errors(include_url=False, include_input=True)
        return None, [f for e in errors for f in _finding(model, document, e)]
    if document.findings:
        return None, []
    return Filed(record, document.file, document.marks), []


def _finding(model: type[Record], document: Document, error: Any) -> Iterator[Finding]:
    path = tuple(error["loc"])
    if any(path[:length] in document.refused for length in range(1, len(path) + 1)):
        return
    kind = error["type"]
    if kind == "missing":
        yield _missing(document, path)
    elif kind == "extra_forbidden":
        yield _unknown(model, document, path)
    elif kind in ("enum", "literal_error"):
        yield _not_a_term(document, path, error)
    elif kind in EXPECTED or kind == "type":
        yield _wrong_type(document, path, error)
    else:
        rule = rules.CREDIT_CODE if kind == "credit_code" else rules.WRONG_FORM
        yield _wrong_form(rule, document, path, error)


def _place(document: Document, path: Path) -> Place:
    for length in range(len(path), -1, -1):
        mark = document.marks.get(path[:length])
        if mark is not None:
            return Place(document.file, *mark)
    return Place(document.file)


def _name(path: Path) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _missing(document: Document, path: Path) -> Finding:
    message = f"缺少必填字段“{_name(path)}”"
    return rules.MISSING.found(_place(document, path), message, f"补上“{path[-1]}: …”一行")


def _unknown(model: type[Record], document: Document, path: Path) -> Finding:
    fields = _fields_at(model, path[:-1])
    near = get_close_matches(str(path[-1]), fields, 1, 0.5)
    fix = f"是否为“{near[0]}”？" if near else f"此处可用的字段：{'、'.join(fields)}"
    place = document.key_place(path)
    return rules.UNKNOWN.found(place, f"不认识字段“{_name(path)}”", fix)


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The names of the fields that may stand under this path."""
    here: Any = model
    for part in path:
        if isinstance(part, str):
            fields = here.model_fields.items()
            here = _model_in(next(f.annotation for n, f in fields if (f.alias or n) == part))
    return [field.alias or name for name, field in here.model_fields.items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(part) for part in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _not_a_term(document: Document, path: Path, error: Any) -> Finding:
    terms = re.findall(r"'([^']+)'", error["ctx"]["expected"])
    near = get_close_matches(str(error["input"]), terms, 1, 0.5)
    fix = f"是否为“{near[0]}”？" if near else "从规定的用语中选一个"
    message = f"“{_name(path)}”写的是{_shown(error['input'])}，应为 {'、'.join(terms)} 之一"
    return rules.NOT_A_TERM.found(_place(document, path), message, fix)


def _wrong_type(document: Document, path: Path, error: Any) -> Finding:
    wanted = EXPECTED.get(error["type"], "规定的类型")
    reason = (
        error["msg"] if error["type"] == "type" else f"写的是{_shown(error['input'])}，应为{wanted}"
    )
    place = _place(document, path)
    return rules.WRONG_TYPE.found(place, f"“{_name(path)}”：{reason}", "按样例改写这一项")


def _wrong_form(rule: Rule, document: Document, path: Path, error: Any) -> Finding:
    message = f"“{_name(path)}”：{error['msg']}"
    return rule.found(_place(document, path), message, "对照公布文件原文改正")


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "一个列表"
    if isinstance(value, dict):
        return "下一级字段"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"
