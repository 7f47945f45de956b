"""An option for each field of a record, so that a script can say all without being asked."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from generator.desk.new import Question


def signed(
    command: Callable[..., None],
    parameters: Mapping[str, tuple[Any, Any]],
    asked: Sequence[Question],
) -> Callable[..., None]:
    """The command with an option for each question; typer reads them from its signature.

    `parameters` are those of its own, each an annotation and a default.
    """
    options = {keyword(question): (_option(question), None) for question in asked}
    kind = inspect.Parameter.KEYWORD_ONLY
    signature = [
        inspect.Parameter(name, kind, default=default, annotation=annotation)
        for name, (annotation, default) in {**parameters, **options}.items()
    ]
    command.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    command.__annotations__ = {each.name: each.annotation for each in signature}
    return command


def keyword(question: Question) -> str:
    """The name of a question's argument within the program."""
    return question.path.replace(".", "_")


def _option(question: Question) -> Any:
    return Annotated[str | None, typer.Option(question.option, help=question.label, metavar="值")]
