"""起草 A new record from answers: what is not answered is proposed, and what is missing is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.desk import drafts
from generator.desk.answers import row_said, understood
from generator.desk.proposals import Desk, act_id, proposal
from generator.desk.questions import Question, questions, unfolded
from generator.desk.rows import row, row_model, rows_of_publicity
from generator.findings import Finding
from generator.records.acts import ACTS
from generator.records.batch import Batch
from generator.records.platform import Platform
from generator.terms import ActKind

PLATFORM, BATCH = "platform", "batch"
OTHERS: dict[str, tuple[str, Any]] = {PLATFORM: ("示范平台", Platform), BATCH: ("批次", Batch)}
KINDS: dict[str, str] = {name: label for name, (label, _) in OTHERS.items()} | ActKind.labels()


@dataclass
class Form:
    """空白表 A record being drafted: its kind, and the answers so far by path."""

    desk: Desk
    kind: str
    said: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def model(self) -> Any:
        """形式 The model; of a correction, once it is known what it corrects."""
        if self.kind in OTHERS:
            return OTHERS[self.kind][1]
        return drafts.act_model(self.desk.register, self.answers)

    @property
    def answers(self) -> dict[str, Any]:
        """已答 With the kind, which proposers look at."""
        return {"kind": self.kind} | self.said

    def questions(self) -> list[Question]:
        """各问 In the order of the form; the id of an act comes last, for its day decides it."""
        asked = list(questions(self.model))
        return asked if self.kind == PLATFORM else [*asked[1:], asked[0]]

    def proposal(self, question: Question) -> str | None:
        """建议值 For one question, by what was answered before it."""
        if question.path == "count":
            return str(len(self.rows)) if self.rows else None
        if question.path == "id":
            return self._id()
        return proposal(self.desk, question.path, self.answers)

    def _id(self) -> str | None:
        if self.kind in ACTS:
            return act_id(self.desk, self.answers)
        said = proposal(self.desk, "platform.id", self.answers) if self.kind == PLATFORM else None
        return said or self.said.get("year")

    def answer(self, question: Question, said: str) -> None:
        """作答 One answer, as the register writes it."""
        self.said[question.path] = understood(self.desk, question, said, self.answers)

    def wrong(self, question: Question) -> tuple[Finding, ...]:
        """所答不合 What is wrong with the answer just given."""
        return drafts.wrong_at(self.model, unfolded(self.said), tuple(question.path.split(".")))

    def add_row(self, said: Mapping[str, str]) -> None:
        """加一行 What the register knows of the platform is filled in."""
        self.rows.append(row(self.desk, self.model, said, self.answers))

    @property
    def lists_platforms(self) -> bool:
        """是否有名单 Whether this kind of act has rows."""
        return self.kind in ACTS and row_model(self.model) is not None

    def take_over(self) -> None:
        """沿用公示 An announcement without rows of its own lists what its publicity listed."""
        if self.lists_platforms and not self.rows:
            self.rows = rows_of_publicity(self.desk, row_model(self.model), self.answers)

    def draft(self) -> drafts.Draft:
        """草稿 The record as a file, with what is wrong with it."""
        value = unfolded(self.said)
        if self.kind == PLATFORM:
            return drafts.platform_draft(value)
        if self.kind == BATCH:
            return drafts.batch_draft(value)
        listed = {"rows": self.rows} if self.rows else {}
        return drafts.act_draft(self.desk.register, {"kind": self.kind} | value | listed)


def filled(form: Form, said: Mapping[str, str | None], rows: Sequence[str]) -> list[Question]:
    """按选项填表 Takes what was said by options, proposes the rest; gives what is still missing."""
    asked = form.questions()
    for question in (q for q in asked if said.get(q.path) is not None):
        form.answer(question, said[question.path] or "")
    for question in (q for q in asked if q.path not in (*form.said, "count", "id")):
        _propose(form, question)
    for text in rows:
        form.add_row(row_said(text))
    form.take_over()
    for question in (q for q in asked if q.path in ("count", "id") and q.path not in form.said):
        _propose(form, question)
    return [q for q in asked if q.is_required and q.path not in form.said]


def _propose(form: Form, question: Question) -> None:
    suggested = form.proposal(question)
    if suggested is not None:
        form.said[question.path] = suggested
