"""A new record from a clerk's answers: what was meant, the list, the paper it joins, and the draft.

What is not answered is proposed by the register, and what is missing is named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

from generator.desk import drafts
from generator.desk.answers import answer_doubt, answer_value, row_answers
from generator.desk.meanings import terminal_words
from generator.desk.proposals import Answers, Desk, act_id, erratum_id, proposal
from generator.desk.questions import Question, nested_values, questions, row_model
from generator.intake.documents import ONCE, SHARED
from generator.intake.yaml import YamlDocument, load, spoken
from generator.records.acts import ACTS, AnnouncementRow, Publicity, RenamingRow, rows_of
from generator.records.registry import Batch, Erratum, Platform
from generator.records.regulation import Figure
from generator.records.values import Path as FieldPath
from generator.register.identity import identity
from generator.register.publicity import upheld
from generator.register.register import History
from generator.terms.findings import Finding
from generator.terms.said import Said
from generator.terms.words import ActKind, ReviewOutcome

UNKNOWN = "_unknown"
HEADING = "heading"
NAMES = ("name", "operating_unit")
# Why a review says no day: `--row` may give it, nobody is asked for it platform by platform.
RARE_IN_ROWS = ("validity_unknown",)


def row_questions(model: Any) -> list[Question]:
    """Questions of one row, but for the platform, the names that the register knows and rare fields."""
    form = row_model(model)
    asked = questions(form) if form else iter(())
    left_out = ("platform", *RARE_IN_ROWS, *(() if form is RenamingRow else NAMES))
    return [q for q in asked if q.name != "from" and q.path not in left_out]


def is_asked_of(desk: Desk, question: Question, row: Mapping[str, Any]) -> bool:
    """Whether a field of a row is worth asking for after what was answered of it before."""
    if question.path == "same_legal_person":
        return "credit_code" in row
    if question.path == "rectify_by":
        return row.get("outcome") == ReviewOutcome.RECTIFICATION
    if question.path == "designation":
        return _grants(desk, str(row.get("platform"))) > 1
    return True


def _grants(desk: Desk, platform: str) -> int:
    acts = desk.register.acts.values()
    listed = (
        row for act in acts if act.kind_of_act == ActKind.ANNOUNCEMENT for row in rows_of(act)
    )
    return sum(row.platform == platform for row in listed)


def act_row(desk: Desk, model: Any, texts: Mapping[str, str], answers: Answers) -> dict[str, Any]:
    """The values of one row, with the names in use on the day of the act.

    Of an act that lists none, or a correction of nothing on record, as answered: the check refuses it.
    """
    form = row_model(model)
    asked = {each.path: each for each in questions(form)} if form else {}
    known = {path: asked.get(path) or _question_unasked(path) for path in texts}
    values = {p: answer_value(desk, known[p], text, answers) for p, text in texts.items()}
    history = desk.register.histories.get(str(values.get("platform")))
    names = _names_in_use(form, history, desk, values, answers) if form and history else {}
    return nested_values(names | values)


def _question_unasked(path: str) -> Question:
    """A question for what no form asks: a figure of the assessment, or a field that is none."""
    annotation: Any = Figure if path.startswith("assessment.") else str
    return Question(path, path, annotation, False)


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


PLATFORM, BATCH, ERRATUM = "platform", "batch", "erratum"
OTHER_RECORDS: dict[str, Any] = {PLATFORM: Platform, BATCH: Batch, ERRATUM: Erratum}
KINDS: dict[str, str] = {
    PLATFORM: "示范平台", BATCH: "批次", ERRATUM: "勘误（本名录自己录错的）",
} | ActKind.labels()  # fmt: skip


@dataclass
class DraftForm:
    """A record being drafted: its kind, and the answers so far by path.

    `paper` is the document that an act joins as its last; None for a file of its own. `earlier` are
    its acts that were drafted just before and are on no file yet. `settings` are values to be put
    right in place by an erratum, by their fields. `resumed` names the file of the draft gone on
    with: what it has answered is not asked again. `words` says how a sentence is shown to whoever
    answers; None for a terminal.
    """

    desk: Desk
    kind: str
    values: dict[str, Any] = dataclass_field(default_factory=dict)
    rows: list[dict[str, Any]] = dataclass_field(default_factory=list)
    paper: Mapping[str, Any] | None = None
    earlier: tuple[Mapping[str, Any], ...] = ()
    settings: Mapping[str, str] = dataclass_field(default_factory=dict)
    resumed: str | None = None
    words: Callable[[Said], str] | None = None
    # By the text that was answered: what is not understood of it.
    doubts: dict[str, Said] = dataclass_field(default_factory=dict)

    def __post_init__(self) -> None:
        """Takes over what the paper says for all its acts, where the act has not said it otherwise."""
        paper = self.paper or {}
        shared = {n: paper[n] for n in SHARED if isinstance(paper.get(n), str)}
        once = {n: text for n, text in shared.items() if n in ONCE}
        self.values = {**shared, **self.values, **once}

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
        if self.paper is not None:
            return [each for each in asked if each.path.partition(".")[0] not in ONCE]
        return asked if self.kind == PLATFORM else [*asked[1:], asked[0]]

    def is_asked(self, question: Question) -> bool:
        """Whether an interview asks it: why a thing is unknown, only where the thing was left out.

        Only an act that shares its paper with others has a heading.
        """
        if question.path == HEADING:
            return self.paper is not None
        thing = question.path.removesuffix(UNKNOWN)
        is_answered = any(path == thing or path.startswith(f"{thing}.") for path in self.values)
        return not (question.path.endswith(UNKNOWN) and is_answered)

    def proposal(self, question: Question) -> str | None:
        """The proposed answer to a question, by what its paper says or was answered before it."""
        if self.paper is not None and question.path in self.values:
            return str(self.values[question.path])
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
        self.values[question.path] = self.read_answer(question, text)

    def wrong(self, question: Question) -> tuple[Finding, ...]:
        """Findings on the answer just given."""
        path = tuple(question.path.split("."))
        return self._doubted(*drafts.findings_at(self.model, nested_values(self.values), path))

    def _doubted(
        self, document: YamlDocument, findings: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """Findings on an answer that was not understood say in place of that what is not clear about it."""
        texts = drafts.texts_of(document) if self.doubts else {}
        words = self.words or terminal_words(self.desk.register)

        def said_better(finding: Finding) -> Finding:
            path, text = texts.get((finding.place.line, finding.place.column), ((), ""))
            if text not in self.doubts:
                return finding
            message = f"“{spoken(path)}”：{words(self.doubts[text])}"
            return replace(
                finding, message=message, advice="照原文填写；部门、平台等也可以写编号、代码"
            )

        return tuple(map(said_better, findings))

    def read_answer(self, question: Question, text: str) -> Any:
        """One answer as the register writes it; what is not understood of it is kept in mind."""
        self.doubts |= answer_doubt(self.desk, question, text, self.answers)
        return answer_value(self.desk, question, text, self.answers)

    def wrong_in_row(self, row: Mapping[str, Any], question: Question) -> tuple[Finding, ...]:
        """Findings on one answer in a row that is not complete yet."""
        path: FieldPath = ("rows", 0, *question.path.split("."))
        return self._doubted(*drafts.findings_at(self.model, {"rows": [nested_values(row)]}, path))

    def add_row(self, texts: Mapping[str, str]) -> None:
        """Adds a row; what the register knows of the platform is filled in."""
        asked = {each.path: each for each in questions(row_model(self.model) or self.model)}
        for path in texts.keys() & asked.keys():
            self.read_answer(asked[path], texts[path])
        self.rows.append(act_row(self.desk, self.model, texts, self.answers))

    @property
    def lists_platforms(self) -> bool:
        """Whether this kind of act has rows."""
        return self.kind in ACTS and row_model(self.model) is not None

    def take_over(self) -> None:
        """Gives an announcement without rows of its own those of its publicity."""
        if self.lists_platforms and not self.rows:
            self.rows = rows_of_publicity(self.desk, row_model(self.model), self.answers)

    @property
    def record(self) -> dict[str, Any]:
        """The record as answered; of an act that joins a paper, the whole paper."""
        if self.kind in OTHER_RECORDS:
            return nested_values(self.values)
        return self.act if self.paper is None else drafts.joined(self.paper, self.act)

    @property
    def act(self) -> dict[str, Any]:
        """The act alone as answered."""
        is_listed = self.rows or "rows_complete" in self.values
        listed = {"rows": self.rows} if is_listed else {}
        return {"kind": self.kind} | nested_values(self.values) | listed

    def followed_by(self, kind: str) -> "DraftForm":
        """The form of a further act of the same paper."""
        return DraftForm(self.desk, kind, paper=self.record, earlier=(*self.earlier, self.act))

    def draft(self, before: drafts.Before | None = None) -> drafts.Draft:
        """The record as a file, with what is wrong with it; `before` is the file that it replaces."""
        if self.kind == ERRATUM:
            return drafts.erratum_draft(self.record)
        draft = (
            drafts.record_draft(self.model, self.record)
            if self.kind in OTHER_RECORDS
            else drafts.act_draft(self.desk.register, self.record, before)
        )
        document = load(draft.path, draft.text.encode())
        return replace(draft, findings=self._doubted(document, draft.findings))


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
