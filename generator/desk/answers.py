"""Answers of a clerk, and what they mean: a value as the record writes it, the choices there are, an id by its name."""

import re
from collections.abc import Mapping
from typing import Any, get_args

from generator.desk.annexes.cells import (
    ReadValue,
    bracketed,
    compact,
    read_article,
    read_bar,
    read_credit_code,
    read_day,
    read_department,
    read_division,
    read_functions,
    read_outcome,
    read_reviewed,
    read_yes_no,
)
from generator.desk.annexes.rows import read_document, read_platform
from generator.desk.meanings import act_title
from generator.desk.proposals import Answers, Desk
from generator.desk.questions import Question
from generator.records.regulation import function_labels
from generator.records.values import ActId, CreditCode, Day, PlatformId, Slug, parts
from generator.register.identity import identity
from generator.site.pages.wording import Wording
from generator.terms.said import Said, said
from generator.terms.words import ActKind, Term

SEPARATORS = re.compile(r"[,，、;；\s]+")
DEPARTMENTS = ("issuer", "recommended_by", "proposed_by", "by")
PLATFORMS = ("platform", "successor")
DIVISION, FUNCTIONS, ARTICLE = "division", "functions", "article"
DOCUMENT_NUMBERS = ("document_number", "national_document_number")
SLUG_FORM, PLATFORM_FORM, ACT_FORM = (get_args(each)[1] for each in (Slug, PlatformId, ActId))
CODE_FORM = get_args(CreditCode)[1]
ROW_FIELD = re.compile(r"(?:^|[,，])\s*([a-z_]+(?:\.[a-z_]+)*)\s*=")


def answer_value(desk: Desk, question: Question, text: str, answers: Answers) -> Any:
    """An answer as a record holds it; what is not understood stays as it is, for the check."""
    text = text.strip()
    if question.name == DIVISION:
        return _placements(desk, text)
    if question.name == FUNCTIONS:
        read = _read(desk, question, text, answers)
        return [text] if read.doubt else [*read.value]
    if question.is_list:
        return [_single_value(desk, question, part, answers) for part in _parts(question, text)]
    return _single_value(desk, question, text, answers)


def answer_doubt(desk: Desk, question: Question, text: str, answers: Answers) -> dict[str, Said]:
    """Sentences on what is not understood of an answer, by the part of its text."""
    doubts = ((part, _read(desk, question, part, answers).doubt) for part in _parts(question, text))
    return {part: doubt for part, doubt in doubts if doubt}


def _parts(question: Question, text: str) -> list[str]:
    """The values of one answer; the readers of functions and of a place part them themselves."""
    is_whole = question.name == FUNCTIONS or (question.name == DIVISION and "=" not in text)
    parts = SEPARATORS.split(text) if question.is_list and not is_whole else [text.strip()]
    return [*filter(None, parts)]


def _placements(desk: Desk, text: str) -> str | list[dict[str, str]]:
    """Places as a record holds them: one as its code, several from `code,code=2019-01-09`."""
    if "=" not in text:
        return _code(desk, text)
    parts = [part.partition("=") for part in SEPARATORS.split(text) if part]
    return [
        {"code": _code(desk, name)} | ({"from": read_day(day).value or day} if day else {})
        for name, _, day in parts
    ]


def _code(desk: Desk, name: str) -> str:
    place = desk.register.territory.read(name)
    return name if place.doubt else place.code or name


def _single_value(desk: Desk, question: Question, text: str, answers: Answers) -> Any:
    read = _read(desk, question, text, answers)
    # Understood as nothing to be written, such as a unit that applied directly.
    return text if read.doubt else read.value or ""


def _read(desk: Desk, question: Question, text: str, answers: Answers) -> ReadValue:
    """The text read by the type of the field, never by its look: 2025-1 in a text stays 2025-1.

    Every value is read as in a list that is imported.
    """
    register, of_type = desk.register, question.takes
    if of_type(Day):
        return read_day(text)
    if of_type(bool):
        return _read_flag(question, text)
    if question.name == ARTICLE:
        return read_article(text)
    if of_type(int):
        return read_count(text)
    if of_type(CODE_FORM):
        return read_credit_code(text)
    if question.name in DOCUMENT_NUMBERS:
        return ReadValue(bracketed(text))
    if question.name == DIVISION:
        return read_division(text, register.territory)
    return _read_name(desk, question, text, answers)


def _read_flag(question: Question, text: str) -> ReadValue:
    if text in ("true", "false"):
        return ReadValue(text)
    if question.name == "bars_reapplication":
        return read_bar(text)
    read = read_reviewed(text) if question.name == "reviewed" else read_yes_no(text)
    return read if read.doubt else ReadValue(read.value or "false")


def _read_name(desk: Desk, question: Question, text: str, answers: Answers) -> ReadValue:
    """A record, or one of our words, by any name that it has."""
    register, of_type = desk.register, question.takes
    if question.name in PLATFORMS and of_type(PLATFORM_FORM):
        return read_platform(text, register)
    if question.name in DEPARTMENTS and of_type(SLUG_FORM):
        return _read_department(desk, text, answers)
    if of_type(ACT_FORM):
        return ReadValue(text) if register.named(text) else read_document(text, register)
    if question.name == FUNCTIONS:
        return read_functions(text, desk.edition(answers), register.regulations.values())
    terms = [part for part in parts(question.annotation) if is_term(part)]
    if terms and question.name == "outcome":
        return read_outcome(text, terms[0])
    labels = choices(desk, question, answers)
    return ReadValue(
        text if text in labels else _by_label(desk, question, labels).get(_folded(text), text)
    )


def _by_label(desk: Desk, question: Question, labels: Mapping[str, str]) -> dict[str, str]:
    """Values by their labels, folded, and by what else people call them."""
    known = {_folded(label): code for code, label in labels.items()}
    if question.name == "regulation":
        editions = desk.register.regulations.values()
        known |= {_folded(each.document_number or each.id): each.id for each in editions}
    if question.name == "batch":
        known |= {label.removesuffix("度"): code for label, code in known.items()}
    return known


def _folded(text: str) -> str:
    """A label without regard to width, blanks and the marks around a title."""
    return bracketed(text).strip("《》").casefold()


def read_count(text: str) -> ReadValue:
    """A number as one writes it, with or without its measure: 12, １２, 共 12 家, 2024年度."""
    number = NUMBER.fullmatch(compact(text))
    return ReadValue(number[1]) if number else ReadValue(doubt=said("not_a_number", text=text))


NUMBER = re.compile(r"共?(\d+)(?:个工作日|个|家|户|项|日|天|年度?)?")


def _read_department(desk: Desk, text: str, answers: Answers) -> ReadValue:
    register, day = desk.register, desk.day(answers)
    known = register.departments.values()
    return read_department(text, known, Day(day, day), register.territory)


def choices(desk: Desk, question: Question, answers: Answers) -> dict[str, str]:
    """Values that a field may hold, each with its label; empty where it may hold anything."""
    register = desk.register
    terms = [part for part in parts(question.annotation) if is_term(part)]
    if terms:
        return dict(terms[0].labels())
    if question.name == "functions":
        edition = desk.edition(answers)
        return function_labels([edition]) if edition else {}
    if question.name in DEPARTMENTS and question.takes(SLUG_FORM):
        wording, day = Wording(register), desk.day(answers)
        return {name: wording.department(name, day) for name in register.departments}
    if question.name == "regulation":
        return {name: edition.title for name, edition in register.regulations.items()}
    if question.name == "batch":
        return {name: f"{batch.year} 年度" for name, batch in register.batches.items()}
    return {}


# Kinds of the acts that a field may name; any, where it is not listed.
REFERENCES = {
    "publicity": (ActKind.PUBLICITY,),
    "designation": (ActKind.ANNOUNCEMENT,),
    "of_notices": (ActKind.ANNOUNCEMENT, ActKind.REVIEW),
    "except_listed_in": (ActKind.PUBLICITY, ActKind.ANNOUNCEMENT, ActKind.REVIEW),
}


def referable(desk: Desk, question: Question) -> dict[str, str]:
    """Acts on record that a field may name, the newest first, each by day, title and number."""
    if not question.takes(ACT_FORM):
        return {}
    kinds = REFERENCES.get(question.name, tuple(ActKind))
    acts = reversed([*desk.register.acts.values()])
    return {act.id: f"{act.issued_on} {act_title(act)}" for act in acts if act.kind_of_act in kinds}


def is_term(part: object) -> bool:
    """Whether a type is a list of controlled words."""
    return isinstance(part, type) and issubclass(part, Term)


def echo(desk: Desk, question: Question, value: Any, answers: Answers) -> str:
    """Names that an answered id stands for; empty where the answer says it itself."""
    values = value if isinstance(value, list) else [value]
    known = choices(desk, question, answers)
    named = [
        name
        for each in values
        if isinstance(each, str) and (name := known.get(each) or _record_name(desk, question, each))
    ]
    return "、".join(named)


def _record_name(desk: Desk, question: Question, value: str) -> str | None:
    if question.name in PLATFORMS:
        history = desk.register.histories.get(value)
        return identity(history, desk.as_of).shown if history else None
    if not question.takes(ACT_FORM):
        return None
    acts = desk.register.named(value)
    kinds = "、".join(dict.fromkeys(act.kind_of_act.label for act in acts))
    return f"《{acts[0].title}》（{kinds}）" if acts else None


def row_answers(text: str) -> dict[str, str]:
    """Answers by field from `platform=pt-0001,grounds=…`; a comma within a value does not end it."""
    fields = list(ROW_FIELD.finditer(text))
    if not fields:
        return {"platform": text.strip()}
    ends = [each.start() for each in fields[1:]] + [len(text)]
    return {each[1]: text[each.end() : end].strip() for each, end in zip(fields, ends, strict=True)}
