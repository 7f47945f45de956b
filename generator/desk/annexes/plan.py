"""The plan of a history: which rows of one file are which list, and what each paper says of itself.

An entry is written like the record of its document, with the place of the list instead of its rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from generator.desk.answers import answer_value
from generator.desk.proposals import Desk
from generator.desk.questions import questions, row_model, whole_annotation
from generator.desk.sentences import bare_words
from generator.intake.documents import is_of_several, records_of
from generator.intake.receiving import NOTICES, model_of
from generator.intake.shape import shaped
from generator.intake.yaml import AnyDocument, YamlDocument, load
from generator.records.acts import ACTS, DocumentOfActs
from generator.records.values import Filed, Form, Record, Text, written_fields
from generator.terms.findings import Finding, Place
from generator.terms.said import Said, said
from generator.terms.words import ActKind

Lines = Annotated[
    tuple[Annotated[str, Form(r"[1-9]\d*(?:-[1-9]\d*)?", "行号，或者起止两行，如 3-62")], ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
]
# What the program works out, or takes from the list.
NOT_PLANNED = ("rows", "acts")
NEEDED = ("title", "issued_on")
LISTS = "lists"


class PlannedList(Record, title="计划中的一份名单"):
    """Place of a list in the file, and how its columns are read."""

    sheet: Text | None = Field(None, description="在哪个工作表或表格：名称或第几个")
    rows: Lines = Field((), description="哪几行；不写的，整个表")
    only: dict[str, Text] = Field({}, description="只收这一列是这个值的行：印的列名: 值")
    heads: dict[str, Text] = Field({}, description="列名不同的：印的列名: 字段")
    set: dict[str, Text] = Field({}, description="名单没有印、各行相同的一项：字段: 值")


class Plan(Record, title="导入计划"):
    """All papers of a history, in any order; `heads` count for every list."""

    heads: dict[str, Text] = Field({}, description="列名不同的：印的列名: 字段；对全部名单有效")
    lists: tuple[Any, ...] = Field(description="各份文件")


@dataclass(frozen=True)
class PlanFault:
    """One fault of a plan: its place, and the sentence on what is wrong and what to do."""

    place: Place
    sentence: Said

    def __str__(self) -> str:
        return f"{self.place}：{bare_words(self.sentence).rstrip('。')}。"


class WrongPlan(Exception):
    """Every fault of a plan, each a sentence with its place."""

    def __init__(self, faults: list[PlanFault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


@dataclass(frozen=True)
class PlannedAct:
    """One list of the plan: the kind of its act, its fields by path, and where its rows stand."""

    kind: str
    answers: Mapping[str, str]
    where: PlannedList
    part: YamlDocument

    def place(self, *path: str | int) -> Place:
        """The place of a field of this entry in the plan, or of the entry."""
        mark = self.part.marks.get(path) or self.part.marks.get((), (1, 1))
        return Place(self.part.file, *mark)

    @property
    def has_rows(self) -> bool:
        """Whether rows are to be read: the kind asks for them, or the entry says where they stand."""
        form = written_fields(ACTS[self.kind]).get("rows")
        is_said = self.where.sheet or self.where.rows or self.where.only
        return bool(form and (form.is_required() or is_said))


Paper = tuple[PlannedAct, ...]


def planned_papers(
    file: str, content: bytes, desk: Desk
) -> tuple[Mapping[str, str], tuple[Paper, ...]]:
    """The heads that count for every list, and the papers by their day; raises `WrongPlan`."""
    document = load(file, content)
    plan, findings = shaped(Plan, document) if document.value else (None, [])
    if plan is None:
        raise WrongPlan(_faults([*document.findings, *findings]))
    papers, faults = [], list[PlanFault]()
    for at, item in enumerate(plan.record.lists):
        part = document.part((LISTS, at), _meant_item(desk, item), ())
        paper, wrong = _paper(part)
        papers += [paper] if paper and not wrong else []
        faults += wrong
    faults += [] if plan.record.lists else [PlanFault(Place(file), said("plan_empty"))]
    if faults:
        raise WrongPlan(faults)
    return plan.record.heads, tuple(sorted(papers, key=lambda acts: acts[0].answers["issued_on"]))


def _faults(findings: list[Finding]) -> list[PlanFault]:
    return [
        PlanFault(each.place, said("found_in_plan", message=each.message, fix=each.fix))
        for each in findings
    ]


def _paper(part: YamlDocument) -> tuple[Paper, list[PlanFault]]:
    """The acts of one entry, or everything that is wrong with it."""
    if not isinstance(part.value, dict):
        place = Place(part.file, *part.marks.get((), (1, 1)))
        return (), [PlanFault(place, said("plan_entry_form"))]
    acts: list[PlannedAct] = []

    def shaping(model: type[Record], own: AnyDocument) -> tuple[Filed[Any] | None, list[Finding]]:
        filed, wrong = shaped(planned_form(model), own.careful)
        if filed and model is not DocumentOfActs:
            acts.append(_act(filed.record, own.careful))
        return filed, wrong

    if is_of_several(part):
        _, findings = records_of(part, _model_of, shaping)
    else:
        findings = []
        model = _model_of(part, findings)
        findings += shaping(model, part)[1] if model else []
    listless = [fault for act in acts for fault in _without_list(act)]
    return tuple(acts), [*_faults(findings), *listless]


def _model_of(part: AnyDocument, findings: list[Finding]) -> type[Record] | None:
    return model_of(NOTICES, part, {}, findings)


def _without_list(act: PlannedAct) -> Iterator[PlanFault]:
    """The fault of an entry whose kind has no list of its own to import."""
    if act.kind == ActKind.CORRECTION:
        yield PlanFault(act.place("kind"), said("planned_correction"))
    elif act.where != PlannedList() and row_model(ACTS[act.kind]) is None:
        label = ActKind.labels()[act.kind]
        yield PlanFault(act.place(), said("planned_kind_without_list", kind=label))


def _act(record: Any, part: YamlDocument) -> PlannedAct:
    reading = {name: getattr(record, name) for name in PlannedList.model_fields}
    own = {n: each for n, each in part.value.items() if n not in (*reading, "kind")}
    return PlannedAct(
        part.value["kind"], dict(_texts(own)), PlannedList.model_construct(**reading), part
    )


def _texts(value: Mapping[str, Any], under: str = "") -> Iterator[tuple[str, str]]:
    """Answers by path; several values of one field stand between commas."""
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _texts(each, f"{under}{name}.")
        else:
            yield f"{under}{name}", ",".join(each) if isinstance(each, tuple) else each


@cache
def planned_form(model: type[Record]) -> type[Record]:
    """The form of an entry: the fields of the act, of which only a few must be said, and the list's place."""
    fields: dict[str, Any] = {
        name: (whole_annotation(field), _planned_field(name, field))
        for name, field in written_fields(model).items()
        if name not in (*NOT_PLANNED, "kind")
    }
    if model is DocumentOfActs:
        return create_model("PlannedDocument", __base__=Record, **fields)
    fields["kind"] = (str, Field(description="文件种类"))
    return create_model(f"Planned{model.__name__}", __base__=PlannedList, **fields)


def _planned_field(name: str, field: Any) -> Any:
    default = ... if name in NEEDED else None
    return Field(default, alias=field.alias, description=field.description)


def _meant_item(desk: Desk, item: Any) -> Any:
    """An entry with its values as the register writes them, however they were typed."""
    if not isinstance(item, dict):
        return item
    acts = item.get("acts")
    if not isinstance(acts, tuple):
        return _meant(desk, item, item)
    return _meant(desk, {"kind": ActKind.OTHER, **item}, item) | {
        "acts": tuple(
            _meant(desk, item | act, act) if isinstance(act, dict) else act for act in acts
        )
    }


def _meant(desk: Desk, whole: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    labels = {kind.label: kind.value for kind in ActKind}
    kind = labels.get(str(whole.get("kind")), whole.get("kind"))
    coded = {n: labels.get(str(each), each) if n == "kind" else each for n, each in item.items()}
    if not isinstance(kind, str) or kind not in ACTS:
        return coded
    asked = {each.path: each for each in questions(ACTS[kind])}
    answers = {"kind": kind}
    for name in ("issued_on", "regulation"):
        if isinstance(whole.get(name), str) and name in asked:
            answers[name] = answer_value(desk, asked[name], whole[name], answers)

    def read(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            return {name: read(each, f"{path}.{name}") for name, each in value.items()}
        if not isinstance(value, str) or path not in asked or asked[path].is_list:
            return value
        return answer_value(desk, asked[path], value, answers)

    reading = PlannedList.model_fields
    return {name: each if name in reading else read(each, name) for name, each in coded.items()}
