"""名单各行 The rows of a new act: what the register knows of each platform is filled in as printed."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.desk.answers import understood
from generator.desk.proposals import Answers, Desk
from generator.desk.questions import Question, questions, unfolded
from generator.records.acts import Publicity
from generator.records.fields import model_in, written
from generator.records.rows import AnnouncementRow, RenamingRow, Row
from generator.register.history import History
from generator.standing.identity import identity
from generator.standing.publicity import upheld

NAMES = ("name", "operating_unit")


def row_model(model: Any) -> Any:
    """行的形式 Of an act that lists platforms; none for one that lists none."""
    rows = written(model).get("rows")
    return model_in(rows.annotation) if rows else None


def row_questions(model: Any) -> list[Question]:
    """各行之问 Of one row, but for the platform itself and the names that the register knows."""
    form = row_model(model)
    asked = questions(form) if form else iter(())
    known = ("platform", *(() if form is RenamingRow else NAMES))
    return [each for each in asked if each.path.split(".")[-1] != "from" and each.path not in known]


def row(desk: Desk, model: Any, said: Mapping[str, str], answers: Answers) -> dict[str, Any]:
    """一行 The answers of one row, with the names in use on the day of the act.

    Of an act that lists none, or a correction of nothing on record, as said: the check refuses it.
    """
    form = row_model(model)
    asked = {each.path: each for each in questions(form)} if form else {}
    loose = {path: Question(path, path, str, False) for path in said}
    made = {p: understood(desk, asked.get(p, loose[p]), text, answers) for p, text in said.items()}
    history = desk.register.histories.get(str(made.get("platform")))
    names = _names(form, history, desk, made, answers) if form and history else {}
    return unfolded(names | made)


def _names(
    form: Any, history: History, desk: Desk, made: Mapping[str, Any], answers: Answers
) -> dict[str, Any]:
    now = identity(history, desk.day(answers))
    if form is RenamingRow:
        return {f"{n}.from": getattr(now, n) for n in NAMES if f"{n}.to" in made}
    return {n: getattr(now, n) for n in NAMES if n in form.model_fields}


def rows_of_publicity(desk: Desk, form: Any, answers: Answers) -> list[dict[str, Any]]:
    """公示的各行 What an announcement takes over from its publicity, less what objections stopped (第二十一条)."""
    act = desk.register.acts.get(answers.get("publicity", ""))
    if form is not AnnouncementRow or not isinstance(act, Publicity):
        return []
    return [_taken(entry.row) for entry in _passed(desk, act, answers)]


def _passed(desk: Desk, act: Publicity, answers: Answers) -> Iterator[Any]:
    for name, entry in desk.register.entries_of(act).items():
        history = desk.register.histories.get(name)
        if history and entry.row and not upheld(history, entry, desk.day(answers)):
            yield entry


def _taken(listed: Row) -> dict[str, Any]:
    return {n: getattr(listed, n) for n in ("platform", *NAMES, "functions") if getattr(listed, n)}
