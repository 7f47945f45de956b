"""文字的位置 Every text of a file with where it begins and ends, to be replaced in place.

What a clerk wrote around it, comments and order and layout, stays as it is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from generator.records.base import Path


@dataclass(frozen=True)
class Scalar:
    """一处文字 Its path in the record, its value, its line, and its span in the file."""

    path: Path
    value: str
    line: int
    start: int
    end: int


def scalars(text: str) -> list[Scalar]:
    """各处文字 In the order of the file."""
    return list(_within(yaml.compose(text, Loader=yaml.BaseLoader), ()))


def replaced(text: str, by: Mapping[Path, str]) -> str:
    """换去文字 By path; the new text is quoted, so that it means what it says."""
    for each in reversed(scalars(text)):
        if each.path in by:
            # A block of lines ends with the line break that the next field needs.
            there = text[each.start : each.end]
            tail = there[len(there.rstrip()) :]
            quoted = json.dumps(by[each.path], ensure_ascii=False)
            text = f"{text[: each.start]}{quoted}{tail}{text[each.end :]}"
    return text


def _within(node: Any, path: Path) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _within(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield from _within(item, (*path, at))
    elif isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark, node.end_mark
        yield Scalar(path, node.value, start.line + 1, start.index, end.index)
