"""A new record from a clerk's answers: questions, what was meant, the list, and the draft.

What is not answered is proposed by the register, and what is missing is named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any, get_args, get_origin

from generator.desk import drafts
from generator.desk.proposals import Answers, Desk, act_id, erratum_id, proposal
from generator.records.acts import ACTS, AnnouncementRow, Publicity, RenamingRow
from generator.records.registry import Batch, Erratum, Platform
from generator.records.values import model_in, written_fields
from generator.register.identity import identity, lookup
from generator.register.publicity import upheld
from generator.register.register import History
from generator.terms.findings import Finding
from generator.terms.words import ActKind, Term

# Asked otherwise: the kind is the command, the rows are asked one by one, counts follow from them.
# Only an act that shares its document with others has a heading; a draft is one act.
NOT_ASKED = ("kind", "heading", "rows", "rows_complete")
UNKNOWN = "_unknown"


@dataclass(frozen=True)
class Question:
    """One field by its path (`window.starts`), as the clerk knows it."""

    path: str
    label: str
    annotation: Any
    is_required: bool

    @property
    def option(self) -> str:
        """The option for the field on the command line."""
        return "--" + self.path.replace(".", "-").replace("_", "-")

    @property
    def is_list(self) -> bool:
        """Whether several values are wanted, which a clerk separates by commas."""
        return any(
            get_origin(part) is tuple for part in (self.annotation, *get_args(self.annotation))
        )


def questions(
    model: Any, under: str = "", is_required: bool = True, of: str = ""
) -> Iterator[Question]:
    """A question for each field of a record, in the order of the form; parts are asked field by field."""
    for name, field in written_fields(model).items():
        path, annotation = f"{under}{name}", field.annotation
        inner, needed = model_in(annotation), is_required and field.is_required()
        if (not under and name in NOT_ASKED) or get_origin(annotation) is dict:
            continue
        if inner is not None:
            yield from questions(inner, f"{path}.", needed, f"{field.description or path}：")
        elif not _is_table(annotation):
            yield Question(path, f"{of}{field.description or path}", annotation, needed)


def _is_table(annotation: Any) -> bool:
    return any(get_origin(part) is dict for part in (annotation, *get_args(annotation)))


def nested_values(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by path as the record that they make."""
    record: dict[str, Any] = {}
    for path, value in answers.items():
        *parents, last = path.split(".")
        inner = record
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[last] = value
    return record


SEPARATORS = re.compile(r"[,，、;；\s]+")
WRITTEN_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
YES_NO = {"是": "true", "否": "false"}
DEPARTMENTS = ("issuer", "recommended_by", "proposed_by", "by")
ROW_FIELD = re.compile(r"(?:^|[,，])\s*([a-z_]+(?:\.[a-z_]+)*)\s*=")


def answer_value(desk: Desk, question: Question, text: str, answers: Answers) -> Any:
    """An answer as a record holds it; what is not understood stays as it is, for the check."""
    text = text.strip()
    if question.is_list:
        parts = filter(None, SEPARATORS.split(text))
        return [_single_value(desk, question, part, answers) for part in parts]
    return _single_value(desk, question, text, answers)


def _single_value(desk: Desk, question: Question, text: str, answers: Answers) -> str:
    name = question.path.rpartition(".")[2]
    terms = _terms(question.annotation)
    if terms:
        return {label: code for code, label in terms.labels().items()}.get(text, text)
    if name == "functions":
        return _functions(desk, answers).get(text.removesuffix("服务"), text)
    if name in DEPARTMENTS:
        return _departments(desk).get(text, text)
    if name == "platform":
        platforms = lookup(desk.register, text)
        return platforms[0].platform.id if len(platforms) == 1 else text
    if name == DIVISION:
        place = desk.register.territory.read(text)
        return text if place.doubt else place.code or text
    if name == "document_number":
        return text.translate(str.maketrans("[]［］【】", "〔〕〔〕〔〕")).replace(" ", "")
    return YES_NO.get(text) or _iso_day(text) or text


def _terms(annotation: Any) -> type[Term] | None:
    if isinstance(annotation, type) and issubclass(annotation, Term):
        return annotation
    inner = (_terms(part) for part in get_args(annotation))
    return next((terms for terms in inner if terms), None)


def _functions(desk: Desk, answers: Answers) -> Mapping[str, str]:
    edition = desk.edition(answers)
    listed = edition.service_functions if edition else ()
    return {function.label.removesuffix("服务"): function.term for function in listed}


def _departments(desk: Desk) -> Mapping[str, str]:
    known = desk.register.departments.values()
    return {name.name: department.id for department in known for name in department.names}


def _iso_day(text: str) -> str | None:
    """2026年3月2日, 2026.3.2: as one writes days in ordinary life."""
    day = WRITTEN_DAY.fullmatch(text)
    if day is None:
        return None
    year, month, number = day.groups()
    return f"{year}-{month:0>2}" + (f"-{number:0>2}" if number else "")


def row_answers(text: str) -> dict[str, str]:
    """Answers by field from `platform=sd-0001,grounds=…`; a comma within a value does not end it."""
    fields = list(ROW_FIELD.finditer(text))
    if not fields:
        return {"platform": text.strip()}
    ends = [each.start() for each in fields[1:]] + [len(text)]
    return {each[1]: text[each.end() : end].strip() for each, end in zip(fields, ends, strict=True)}


NAMES = ("name", "operating_unit")
# Seldom printed: `--row` may give them, the interview does not ask for them platform by platform.
RARE_IN_ROWS = (
    "designation", "grade", "plan_filed_on", "same_legal_person", "takes_effect_on",
    "validity_unknown",
)  # fmt: skip


def row_model(model: Any) -> Any:
    """The model of a row of an act; None for an act that lists no platforms."""
    rows = written_fields(model).get("rows")
    return model_in(rows.annotation) if rows else None


def row_questions(model: Any) -> list[Question]:
    """Questions of one row, but for the platform, the names that the register knows and rare fields."""
    form = row_model(model)
    asked = questions(form) if form else iter(())
    left_out = ("platform", *RARE_IN_ROWS, *(() if form is RenamingRow else NAMES))
    return [q for q in asked if q.path.split(".")[-1] != "from" and q.path not in left_out]


def act_row(desk: Desk, model: Any, texts: Mapping[str, str], answers: Answers) -> dict[str, Any]:
    """The values of one row, with the names in use on the day of the act.

    Of an act that lists none, or a correction of nothing on record, as answered: the check refuses it.
    """
    form = row_model(model)
    asked = {each.path: each for each in questions(form)} if form else {}
    loose = {path: Question(path, path, str, False) for path in texts}
    known = {path: asked.get(path, loose[path]) for path in texts}
    values = {p: answer_value(desk, known[p], text, answers) for p, text in texts.items()}
    history = desk.register.histories.get(str(values.get("platform")))
    names = _names_in_use(form, history, desk, values, answers) if form and history else {}
    return nested_values(names | values)


def _names_in_use(
    form: Any, history: History, desk: Desk, values: Mapping[str, Any], answers: Answers
) -> dict[str, Any]:
    now = identity(history, desk.day(answers))
    if form is RenamingRow:
        return {f"{n}.from": getattr(now, n) for n in NAMES if f"{n}.to" in values}
    return {n: getattr(now, n) for n in NAMES if n in form.model_fields}


def rows_of_publicity(desk: Desk, form: Any, answers: Answers) -> list[dict[str, Any]]:
    """Rows that an announcement takes over from its publicity, less those that objections stopped (第二十一条)."""
    named = desk.register.named(answers.get("publicity"), Publicity)
    if form is not AnnouncementRow:
        return []
    day, histories = desk.day(answers), desk.register.histories
    rows = [
        entry.row
        for act in named
        if isinstance(act, Publicity)
        for name, entry in desk.register.entries_of(act).items()
        if name in histories and entry.row and not upheld(histories[name], entry, day)
    ]
    fields = ("platform", *NAMES, "functions")
    return [{n: value for n in fields if (value := getattr(row, n))} for row in rows]


DIVISION = "division"
PLATFORM, BATCH, ERRATUM = "platform", "batch", "erratum"
OTHER_RECORDS: dict[str, Any] = {PLATFORM: Platform, BATCH: Batch, ERRATUM: Erratum}
KINDS: dict[str, str] = {
    PLATFORM: "示范平台", BATCH: "批次", ERRATUM: "勘误（本名录自己录错的）",
} | ActKind.labels()  # fmt: skip


@dataclass
class DraftForm:
    """A record being drafted: its kind, and the answers so far by path."""

    desk: Desk
    kind: str
    values: dict[str, Any] = dataclass_field(default_factory=dict)
    rows: list[dict[str, Any]] = dataclass_field(default_factory=list)

    @property
    def model(self) -> Any:
        """The record model; that of a correction, once it is known what it corrects."""
        if self.kind in OTHER_RECORDS:
            return OTHER_RECORDS[self.kind]
        return drafts.act_model(self.desk.register, self.answers)

    @property
    def answers(self) -> dict[str, Any]:
        """The answers with the kind, which proposers look at."""
        return {"kind": self.kind} | self.values

    def questions(self) -> list[Question]:
        """Questions in the order of the form; the id of an act comes last, for its day decides it."""
        asked = list(questions(self.model))
        return asked if self.kind == PLATFORM else [*asked[1:], asked[0]]

    def is_asked(self, question: Question) -> bool:
        """Whether an interview asks it: why a thing is unknown, only where the thing was left out."""
        thing = question.path.removesuffix(UNKNOWN)
        is_answered = any(path == thing or path.startswith(f"{thing}.") for path in self.values)
        return not (question.path.endswith(UNKNOWN) and is_answered)

    def proposal(self, question: Question) -> str | None:
        """The proposed answer to a question, by what was answered before it."""
        if question.path == "count":
            return str(len(self.rows)) if self.rows else None
        if question.path == "id":
            return self._id()
        return proposal(self.desk, question.path, self.answers)

    def _id(self) -> str | None:
        if self.kind in ACTS:
            return act_id(self.desk, self.answers)
        if self.kind == BATCH:
            return self.values.get("year")
        if self.kind == ERRATUM:
            return erratum_id(self.desk, self.answers)
        return proposal(self.desk, "platform.id", self.answers)

    def take_proposal(self, question: Question) -> bool:
        """Takes the proposed answer; gives whether there was one."""
        suggested = self.proposal(question)
        if suggested is not None:
            self.values[question.path] = suggested
        return suggested is not None

    def answer(self, question: Question, text: str) -> None:
        """Takes one answer, as the register writes it."""
        self.values[question.path] = answer_value(self.desk, question, text, self.answers)

    def wrong(self, question: Question) -> tuple[Finding, ...]:
        """Findings on the answer just given."""
        path = tuple(question.path.split("."))
        return self._doubted(drafts.findings_at(self.model, nested_values(self.values), path))

    def _doubted(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Findings on a place that is no code say in place of that what is not clear about it."""
        text = str(self.values.get(DIVISION, ""))
        doubt = self.desk.register.territory.read(text).doubt if text else None
        return tuple(
            replace(each, message=doubt, fix="写全地名，或写 6 位区划代码")
            if doubt and f"“{text}”不合写法" in each.message
            else each
            for each in findings
        )

    def add_row(self, texts: Mapping[str, str]) -> None:
        """Adds a row; what the register knows of the platform is filled in."""
        self.rows.append(act_row(self.desk, self.model, texts, self.answers))

    @property
    def lists_platforms(self) -> bool:
        """Whether this kind of act has rows."""
        return self.kind in ACTS and row_model(self.model) is not None

    def take_over(self) -> None:
        """Gives an announcement without rows of its own those of its publicity."""
        if self.lists_platforms and not self.rows:
            self.rows = rows_of_publicity(self.desk, row_model(self.model), self.answers)

    def draft(self) -> drafts.Draft:
        """The record as a file, with what is wrong with it."""
        value = nested_values(self.values)
        if self.kind == ERRATUM:
            return drafts.erratum_draft(value)
        if self.kind in OTHER_RECORDS:
            draft = drafts.record_draft(self.model, value)
            return replace(draft, findings=self._doubted(draft.findings))
        listed = {"rows": self.rows} if self.rows else {}
        return drafts.act_draft(self.desk.register, {"kind": self.kind} | value | listed)


def fill_from_options(
    form: DraftForm, options: Mapping[str, str | None], rows: Sequence[str]
) -> list[Question]:
    """Takes the options, proposes the rest, and gives the required questions still open."""
    asked = form.questions()
    for question in (q for q in asked if options.get(q.path) is not None):
        form.answer(question, options[question.path] or "")
    for question in (q for q in asked if q.path not in (*form.values, "count", "id")):
        form.take_proposal(question)
    for text in rows:
        form.add_row(row_answers(text))
    form.take_over()
    for question in (q for q in asked if q.path in ("count", "id") and q.path not in form.values):
        form.take_proposal(question)
    return [q for q in asked if q.is_required and q.path not in form.values]
