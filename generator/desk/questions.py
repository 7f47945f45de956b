"""The questions that a record asks: one for each field, with its type."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_origin

from pydantic.fields import FieldInfo

from generator.records.registry import Coded
from generator.records.values import model_in, parts, written_fields

# Asked otherwise: the kind is the command, the rows are asked one by one, counts follow from them.
NOT_ASKED = ("kind", "rows", "rows_complete")
ENDS = ("starts", "ends")
# A description begins with the name of the field; what follows explains it.
PAUSE = re.compile("[，；：]")


@dataclass(frozen=True)
class Question:
    """One field by its path (`window.starts`), as the clerk knows it."""

    path: str
    label: str
    annotation: Any
    is_required: bool
    of: str = ""

    @property
    def short(self) -> str:
        """The name of the field alone, without that of the part it stands in."""
        return _named(self.label.removeprefix(self.of))

    @property
    def part(self) -> str:
        """The name of the part that the field stands in (公示期); empty for a field of its own."""
        return _named(self.of)

    @property
    def called(self) -> str:
        """The name by which the field is spoken of: 公示期起日, but 受理处室."""
        return self.part + self.short if self.name in ENDS else self.short

    @property
    def explanation(self) -> str:
        """Explanation of the field beyond its name, without what only concerns how files are written."""
        clauses = PAUSE.split(self.label.removeprefix(self.of))[1:]
        return "，".join(clause for clause in clauses if "`" not in clause)

    @property
    def option(self) -> str:
        """The option for the field on the command line."""
        return "--" + self.path.replace(".", "-").replace("_", "-")

    @property
    def is_list(self) -> bool:
        """Whether several values are wanted, which a clerk separates by commas."""
        return any(get_origin(part) is tuple for part in parts(self.annotation))

    @property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(".")[2]

    def takes(self, form: Any) -> bool:
        """Whether the field is of a type (`Day`, `bool`) or has a form (that of `Slug`)."""
        return form in [*parts(self.annotation)]


def questions(
    model: Any, under: str = "", is_required: bool = True, of: str = ""
) -> Iterator[Question]:
    """A question for each field of a record, in the order of the form; parts are asked field by field."""
    for name, field in written_fields(model).items():
        path, annotation = f"{under}{name}", whole_annotation(field)
        inner, needed = _asked_in_parts(annotation), is_required and field.is_required()
        is_table = any(get_origin(part) is dict for part in parts(annotation))
        if (not under and name in NOT_ASKED) or is_table:
            continue
        if inner is not None:
            yield from questions(inner, f"{path}.", needed, f"{field.description or path}：")
        else:
            yield Question(path, f"{of}{field.description or path}", annotation, needed, of)


def _named(description: str) -> str:
    return PAUSE.split(description)[0]


def _asked_in_parts(annotation: Any) -> Any:
    """Record model of a field that is asked field by field; places are written in short."""
    inner = model_in(annotation)
    return None if inner is not None and issubclass(inner, Coded) else inner


def whole_annotation(field: FieldInfo) -> Any:
    """The type of a field with what pydantic keeps beside it: a day, an id, a text are told apart by it."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


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


def row_model(model: Any) -> Any:
    """The model of a row of an act; None for an act that lists no platforms."""
    rows = written_fields(model).get("rows")
    return model_in(rows.annotation) if rows else None
