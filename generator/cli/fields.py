"""字段选项 An option for each field of a record, so that a script can say all without being asked."""

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
    """带选项的命令 Typer reads a command's options from its signature; this one is made.

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
    """参数名 Of a field within the program."""
    return question.path.replace(".", "_")


def _option(question: Question) -> Any:
    return Annotated[str | None, typer.Option(question.option, help=question.label, metavar="值")]
