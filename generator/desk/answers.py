"""Answers of a clerk, and what they mean: a value as the record writes it, the choices there are, an id by its name."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from generator.desk.annexes.cells import (
    ReadValue,
    bracketed,
    compact,
    read_day,
    read_department,
    read_yes_no,
)
from generator.desk.meanings import act_title
from generator.desk.proposals import Answers, Desk
from generator.desk.questions import Question
from generator.records.regulation import Regulation
from generator.records.values import ActId, Day, PlatformId, Slug, parts
from generator.register.identity import identity, lookup
from generator.site.pages.wording import Wording
from generator.terms.words import ActKind, Term

SEPARATORS = re.compile(r"[,，、;；\s]+")
DEPARTMENTS = ("issuer", "recommended_by", "proposed_by", "by")
PLATFORMS = ("platform", "successor")
DIVISION = "division"
DOCUMENT_NUMBERS = ("document_number", "national_document_number")
SLUG_FORM, PLATFORM_FORM, ACT_FORM = (get_args(each)[1] for each in (Slug, PlatformId, ActId))
ROW_FIELD = re.compile(r"(?:^|[,，])\s*([a-z_]+(?:\.[a-z_]+)*)\s*=")


def answer_value(desk: Desk, question: Question, text: str, answers: Answers) -> Any:
    """An answer as a record holds it; what is not understood stays as it is, for the check."""
    text = text.strip()
    if question.name == DIVISION:
        return _placements(desk, text)
    if question.is_list:
        parts = filter(None, SEPARATORS.split(text))
        return [_single_value(desk, question, part, answers) for part in parts]
    return _single_value(desk, question, text, answers)


def _placements(desk: Desk, text: str) -> str | list[dict[str, str]]:
    """Places as a record holds them: one as its code, several from `code,code=2019-01-09`."""
    parts = [part.partition("=") for part in SEPARATORS.split(text) if part]
    places = [
        {"code": _code(desk, name)} | ({"from": read_day(day).value or day} if day else {})
        for name, _, day in parts
    ]
    return places if len(places) > 1 or "=" in text else _code(desk, text)


def _code(desk: Desk, name: str) -> str:
    place = desk.register.territory.read(name)
    return name if place.doubt else place.code or name


def _single_value(desk: Desk, question: Question, text: str, answers: Answers) -> str:
    """Value by the type of the field, never by the look of the text: 2025-1 in a text stays 2025-1."""
    reader = next((read for form, read in READERS.items() if question.takes(form)), None)
    if reader is not None:
        return str(reader(text).value or text)
    if question.takes(PLATFORM_FORM) and question.name in PLATFORMS:
        platforms = lookup(desk.register, text)
        return platforms[0].platform.id if len(platforms) == 1 else text
    if question.name in DOCUMENT_NUMBERS:
        return bracketed(text)
    if question.takes(ACT_FORM):
        return _act_called(desk, text)
    if question.name in DEPARTMENTS and question.takes(SLUG_FORM):
        return _department(desk, text, answers)
    labels = choices(desk, question, answers)
    return text if text in labels else _by_label(desk, question, labels).get(_folded(text), text)


def _by_label(desk: Desk, question: Question, labels: Mapping[str, str]) -> dict[str, str]:
    """Values by their labels, folded, and by what else people call them."""
    known = {_folded(label): code for code, label in labels.items()}
    if question.name == "functions":
        known |= {label.removesuffix("服务"): code for label, code in known.items()}
    if question.name == "regulation":
        known |= {_folded(each.document_number or each.id): each.id for each in _editions(desk)}
    if question.name == "batch":
        known |= {label.removesuffix("度"): code for label, code in known.items()}
    return known


def _editions(desk: Desk) -> Iterable[Regulation]:
    return desk.register.regulations.values()


def _folded(text: str) -> str:
    """A label without regard to width, blanks and the marks around a title."""
    return bracketed(compact(text)).strip("《》").casefold()


def read_count(text: str) -> ReadValue:
    """A number as one writes it, with or without its measure: 12, １２, 共 12 家, 2024年度."""
    number = NUMBER.fullmatch(compact(text))
    return ReadValue(number[1]) if number else ReadValue(doubt=f"“{text}”不是数")


NUMBER = re.compile(r"共?(\d+)(?:个工作日|个|家|户|项|日|天|年度?)?")
READERS: dict[Any, Callable[[str], ReadValue]] = {
    Day: read_day, bool: read_yes_no, int: read_count,
}  # fmt: skip


def _act_called(desk: Desk, text: str) -> str:
    """Id of the one act of this document number or title; the text where there is none, or several."""
    number, title = bracketed(text), _folded(text)
    called = [
        act.id
        for act in desk.register.acts.values()
        if number == act.document_number or title == _folded(act.title)
    ]
    return called[0] if len(called) == 1 else text


def _department(desk: Desk, text: str, answers: Answers) -> str:
    """Id of the department named so on the day of the act; else of the one that ever bore the name."""
    known, day = desk.register.departments, desk.day(answers)
    if text in known:
        return text
    read = read_department(text, known.values(), Day(day, day), desk.register.territory)
    ever = {name.name: each.id for each in known.values() for name in each.names}
    return str(read.value or ever.get(text, text))


def choices(desk: Desk, question: Question, answers: Answers) -> dict[str, str]:
    """Values that a field may hold, each with its label; empty where it may hold anything."""
    register = desk.register
    terms = [part for part in parts(question.annotation) if _is_term(part)]
    if terms:
        return dict(terms[0].labels())
    if question.name == "functions":
        edition = desk.edition(answers)
        return {each.term: each.label for each in edition.service_functions} if edition else {}
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


def _is_term(part: Any) -> bool:
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
    """Answers by field from `platform=sd-0001,grounds=…`; a comma within a value does not end it."""
    fields = list(ROW_FIELD.finditer(text))
    if not fields:
        return {"platform": text.strip()}
    ends = [each.start() for each in fields[1:]] + [len(text)]
    return {each[1]: text[each.end() : end].strip() for each, end in zip(fields, ends, strict=True)}
