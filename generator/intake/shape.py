"""One document to one record: what pydantic complains of becomes findings."""

import re
from contextlib import suppress
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator.intake import rules
from generator.intake.yaml import AnyDocument, CleanDocument, YamlDocument, spoken
from generator.records.acts import Act
from generator.records.values import Filed, Path, Record, model_in
from generator.terms.citations import PART
from generator.terms.findings import Finding, Place, Rule
from generator.terms.said import said
from generator.terms.words import Term

R = TypeVar("R", bound=Record)

MISSING, UNKNOWN = "missing", "extra_forbidden"
CODES = re.compile(r"'([^']+)'")

EXPECTED = {
    "tuple_type": "列表（下面若干行，每行以“- ”开头）",
    "model_type": "下一级的若干“字段: 值”",
    "model_attributes_type": "下一级的若干“字段: 值”",
    "string_type": "一段文字",
}


def shaped(model: type[R], document: AnyDocument) -> tuple[Filed[R] | None, list[Finding]]:
    """Record of this model from a document, or the findings that say why there is none."""
    if isinstance(document, CleanDocument):
        with suppress(ValidationError):
            record = _numbered(model.model_validate_json(document.text), document.prefix)
            return Filed(record, document.file, document.marks, document.prefix, document.text), []
        document = document.careful
    try:
        record = model.model_validate(document.value)
    except ValidationError as fault:
        errors = [e for e in fault.errors(include_url=False) if not _reported(document, e)]
        offered = {_offer(model, tuple(e["loc"])) for e in errors if e["type"] == UNKNOWN}
        return None, [_finding(model, document, e) for e in errors if not _offered(e, offered)]
    if document.findings:
        return None, []
    return Filed(_numbered(record, document.prefix), document.file, document.marks), []


def _numbered(record: R, prefix: Path) -> R:
    """An act with its own id, where it is one of several in a document: the document's and its number."""
    if not prefix or not isinstance(record, Act):
        return record
    return record.model_copy(update={"id": f"{record.id}{PART}{int(prefix[-1]) + 1}"})


def _reported(document: YamlDocument, error: Any) -> bool:
    path = tuple(error["loc"])
    return any(path[:length] in document.refused for length in range(1, len(path) + 1))


def _offered(error: Any, offered: set[Path | None]) -> bool:
    """A field is not missing where it stands misspelt: one mistake is one finding."""
    return error["type"] == MISSING and tuple(error["loc"]) in offered


def _finding(model: type[Record], document: YamlDocument, error: Any) -> Finding:
    path, kind = tuple(error["loc"]), error["type"]
    if kind == MISSING:
        return _missing(document, path)
    if kind == UNKNOWN:
        return _unknown(model, document, path)
    path = _written(document, path)
    if kind in ("enum", "literal_error") and isinstance(error["input"], str):
        return _not_a_term(document, path, error)
    if kind in EXPECTED or kind in ("type", "enum", "literal_error"):
        return _wrong_type(document, path, error)
    rule = rules.CREDIT_CODE if kind == "credit_code" else rules.WRONG_FORM
    return _wrong_form(rule, document, path, error)


def _written(document: YamlDocument, path: Path) -> Path:
    """The path as far as it is written: a value may stand there in short for a list or a record."""
    parents = (path[:length] for length in range(len(path), -1, -1))
    return next((parent for parent in parents if parent in document.marks), ())


def _place(document: YamlDocument, path: Path) -> Place:
    """The place of a value, or of its nearest written parent."""
    return Place(document.file, *document.marks.get(_written(document, path), (1, 1)))


def _missing(document: YamlDocument, path: Path) -> Finding:
    message = f"缺少必填字段“{spoken(path)}”"
    return rules.MISSING.found(_place(document, path), message, f"补上“{path[-1]}: …”一行")


def _unknown(model: type[Record], document: YamlDocument, path: Path) -> Finding:
    near = _offer(model, path)
    fields = "、".join(_fields_at(model, path[:-1]))
    fix = f"是否为“{near[-1]}”？" if near else f"此处可用的字段：{fields}"
    return rules.UNKNOWN.found(document.key_place(path), f"不认识字段“{spoken(path)}”", fix)


def _offer(model: type[Record], path: Path) -> Path | None:
    """The field that an unknown one most likely meant."""
    near = get_close_matches(str(path[-1]), _fields_at(model, path[:-1]), 1, 0.7)
    return (*path[:-1], near[0]) if near else None


def _fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """The names of the fields that may stand under this path."""
    here: Any = model
    for part in path:
        if isinstance(part, str):
            fields = here.model_fields.items()
            here = model_in(next(f.annotation for n, f in fields if (f.alias or n) == part))
    return [field.alias or name for name, field in here.model_fields.items()]


def _not_a_term(document: YamlDocument, path: Path, error: Any) -> Finding:
    labels = _labelled(CODES.findall(error["ctx"]["expected"]))
    by_label = {label: code for code, label in labels.items()}
    text = str(error["input"])
    near = [by_label[text]] if text in by_label else get_close_matches(text, labels, 1, 0.5)
    fix = f"是否为“{near[0]}”？" if near else "从规定的用语中选一个"
    terms = "、".join(f"{code}（{label}）" if label else code for code, label in labels.items())
    message = f"“{spoken(path)}”写的是{_shown(text)}，应为 {terms} 之一"
    return rules.NOT_A_TERM.found(_place(document, path), message, fix)


def _labelled(codes: list[str]) -> dict[str, str]:
    """Codes of a list of words with their labels; codes of no such list have none."""
    known = (terms.labels() for terms in Term.__subclasses__())
    return next((labels for labels in known if [*labels] == codes), dict.fromkeys(codes, ""))


def _wrong_type(document: YamlDocument, path: Path, error: Any) -> Finding:
    wanted = EXPECTED.get(error["type"]) or (error["msg"] if error["type"] == "type" else "一个词")
    message = f"“{spoken(path)}”写的是{_shown(error['input'])}，应为：{wanted}"
    return rules.WRONG_TYPE.found(_place(document, path), message, (said("follow_form"),))


def _wrong_form(rule: Rule, document: YamlDocument, path: Path, error: Any) -> Finding:
    message = f"“{spoken(path)}”：{error['msg']}"
    fix = "按规定写法改；内容以公布文件原文为准"
    return rule.found(_place(document, path), message, fix)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "一个列表"
    if isinstance(value, dict):
        return "下一级字段"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"
