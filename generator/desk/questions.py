"""提问 What must be known for a new record: a question for each field, in the order of the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from generator.records.fields import model_in, written

# Asked otherwise: the kind is the command, the rows are asked one by one, counts follow from them.
NOT_ASKED = ("kind", "rows", "rows_complete")


@dataclass(frozen=True)
class Question:
    """一问 One field by its path (`window.starts`), as the clerk knows it."""

    path: str
    label: str
    annotation: Any
    is_required: bool

    @property
    def option(self) -> str:
        """选项名 The same field on the command line."""
        return "--" + self.path.replace(".", "-").replace("_", "-")

    @property
    def is_list(self) -> bool:
        """是否列表 Several values, which a clerk separates by commas."""
        return any(
            get_origin(part) is tuple for part in (self.annotation, *get_args(self.annotation))
        )


def questions(
    model: Any, under: str = "", is_required: bool = True, of: str = ""
) -> Iterator[Question]:
    """各问 Of a record; a part within it is asked field by field, and says what it is part of."""
    for name, field in written(model).items():
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


def unfolded(answers: Mapping[str, Any]) -> dict[str, Any]:
    """还原 Answers by path, as the record that they make."""
    made: dict[str, Any] = {}
    for path, said in answers.items():
        *parents, last = path.split(".")
        inner = made
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[last] = said
    return made
