"""程序所填 What a draft says that the clerk did not: proposals of the register, to be verified."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.intake.yaml import load
from tools.drafting.request import Request

# The kind is chosen; the list is looked at as a whole.
NOT_TOLD = ("kind", "rows")


def supplied_in(path: Path, request: Request) -> list[str]:
    """程序所填 Field and value, each that is in the file and not in the form."""
    written = load(path.as_posix(), path.read_bytes()).value or {}
    return [
        f"{field}: {value}"
        for field, value in _fields(written)
        if field not in (*request.fields, *NOT_TOLD)
    ]


def _fields(value: dict[str, Any], under: str = "") -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict):
            yield from _fields(each, f"{under}{name}.")
        else:
            yield f"{under}{name}", each
