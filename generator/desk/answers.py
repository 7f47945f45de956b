"""作答 What a clerk says, as the register writes it: labels become codes, days become ISO days."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from generator.desk.proposals import Answers, Desk
from generator.desk.questions import Question
from generator.records.department import Department
from generator.standing.lookup import lookup
from generator.terms import City, Term

SEPARATORS = re.compile(r"[,，、;；\s]+")
DAY = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
YES_NO = {"是": "true", "否": "false"}
DEPARTMENTS = ("issuer", "recommended_by", "proposed_by", "by")
ROW_FIELD = re.compile(r"(?:^|[,，])\s*([a-z_]+(?:\.[a-z_]+)*)\s*=")


def understood(desk: Desk, question: Question, said: str, answers: Answers) -> Any:
    """作答 The value as a record holds it; what is not understood stays as said, for the check."""
    said = said.strip()
    if question.is_list:
        return [_one(desk, question, each, answers) for each in SEPARATORS.split(said) if each]
    return _one(desk, question, said, answers)


def _one(desk: Desk, question: Question, said: str, answers: Answers) -> str:
    name = question.path.rpartition(".")[2]
    terms = _terms(question.annotation)
    if terms:
        return {label: code for code, label in terms.labels().items()}.get(said, said)
    if name == "functions":
        return _functions(desk, answers).get(said.removesuffix("服务"), said)
    if name in DEPARTMENTS:
        return _departments(desk).get(said, said)
    if name == "platform":
        found = lookup(desk.register, said)
        return found[0].platform.id if len(found) == 1 else said
    if name == "division":
        return {city.label: city.value for city in City}.get(said, said)
    if name == "document_number":
        return said.translate(str.maketrans("[]［］【】", "〔〕〔〕〔〕")).replace(" ", "")
    return YES_NO.get(said) or _day(said) or said


def _terms(annotation: Any) -> type[Term] | None:
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return annotation
    found = (_terms(part) for part in get_args(annotation))
    return next((terms for terms in found if terms), None)


def _functions(desk: Desk, answers: Answers) -> Mapping[str, str]:
    edition = desk.edition(answers)
    listed = edition.service_functions if edition else ()
    return {function.label.removesuffix("服务"): function.term for function in listed}


def _departments(desk: Desk) -> Mapping[str, str]:
    def names(department: Department) -> list[str]:
        return [each.name for each in department.names]

    known = desk.register.departments.values()
    return {name: department.id for department in known for name in names(department)}


def _day(said: str) -> str | None:
    """2026年3月2日, 2026.3.2: as one writes days in ordinary life."""
    found = DAY.fullmatch(said)
    if found is None:
        return None
    year, month, day = found.groups()
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")


def row_said(text: str) -> dict[str, str]:
    """一行 `platform=sd-0001,grounds=…` by field; a comma within a value does not end it."""
    found = list(ROW_FIELD.finditer(text))
    if not found:
        return {"platform": text.strip()}
    ends = [each.start() for each in found[1:]] + [len(text)]
    return {each[1]: text[each.end() : end].strip() for each, end in zip(found, ends, strict=True)}
