"""Editing a file in place: its comments, which YAML itself forgets, and the span of every text.

What a clerk wrote around a value, comments and order and layout, stays as it is.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.intake.yaml import Loader, YamlDocument
from generator.records.values import Path

FILE: Path = ()
BLOCK_STYLES = ("|", ">")


@dataclass
class Comments:
    """Comments of one file by the path of the entry they speak of: above it, or behind it in its line.

    What stands above the first entry belongs to the file: `above` of the empty
    path; what stands below the last one is `behind` of the empty path.
    """

    above: Mapping[Path, list[str]] = field(default_factory=dict)
    behind: Mapping[Path, list[str]] = field(default_factory=dict)


def comments(content: bytes, document: YamlDocument) -> Comments:
    """Comments of a file, each with the entry that it speaks of; the file must be readable."""
    text = content.decode("utf-8-sig")
    entries = sorted((mark, path) for path, mark in _entries(document))
    above: dict[Path, list[str]] = defaultdict(list)
    behind: dict[Path, list[str]] = defaultdict(list)
    for line, column, comment in _each_comment(text):
        place = (line, column)
        if _is_alone(text, line, column):
            following = bisect_right(entries, (place, ()))
            whose = FILE if following in (0, len(entries)) else entries[following][1]
            (behind if following == len(entries) else above)[whose].append(comment)
        else:
            behind[_in_line(entries, place)].append(comment)
    return Comments(dict(above), dict(behind))


def _in_line(entries: list[tuple[tuple[int, int], Path]], place: tuple[int, int]) -> Path:
    """The first entry that begins in the line of a comment behind it; else the one before."""
    first = bisect_left(entries, ((place[0], 0), ()))
    begins_here = first < len(entries) and entries[first][0] < place
    return entries[first if begins_here else first - 1][1]


def _entries(document: YamlDocument) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Every key, and every item of a list, with its place."""
    yield from document.keys.items()
    yield from ((path, mark) for path, mark in document.marks.items() if _is_item(path))


def _is_item(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], int)


def _is_alone(text: str, line: int, column: int) -> bool:
    return not text.split("\n")[line - 1][: column - 1].strip()


def _each_comment(text: str) -> Iterator[tuple[int, int, str]]:
    """Each comment with its line and column: whatever lies between two tokens and begins with #."""
    lines = text.split("\n")
    at = (0, 0)
    for token in yaml.scan(text, Loader=Loader):
        yield from _between(lines, at, _mark(token.start_mark))
        if isinstance(token, yaml.ScalarToken) and token.style in BLOCK_STYLES:
            head = _mark(token.start_mark)
            yield from _between(lines, head, (head[0], len(lines[head[0]])))
        at = max(at, _mark(token.end_mark))
    yield from _between(lines, at, (len(lines) - 1, len(lines[-1])))


def _between(
    lines: list[str], starts: tuple[int, int], ends: tuple[int, int]
) -> Iterator[tuple[int, int, str]]:
    for number in range(starts[0], ends[0] + 1):
        first = starts[1] if number == starts[0] else 0
        last = ends[1] if number == ends[0] else len(lines[number])
        column = lines[number].find("#", first, last)
        if column >= 0:
            yield number + 1, column + 1, lines[number][column:].rstrip()


def _mark(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


@dataclass(frozen=True)
class Scalar:
    """One text of a file: its path in the record, its value, its line from 1, its span in characters."""

    path: Path
    value: str
    line: int
    start: int
    end: int


def scalars(text: str) -> list[Scalar]:
    """Every text of a file, in its order."""
    return list(_scalars_in(yaml.compose(text, Loader=yaml.BaseLoader), ()))


def replaced(text: str, by: Mapping[Path, str]) -> str:
    """Text of the file with other values at some paths, each quoted so that it stays a text."""
    for each in reversed(scalars(text)):
        if each.path in by:
            # A block of lines ends with the line break that the next field needs.
            there = text[each.start : each.end]
            tail = there[len(there.rstrip()) :]
            quoted = json.dumps(by[each.path], ensure_ascii=False)
            text = f"{text[: each.start]}{quoted}{tail}{text[each.end :]}"
    return text


def _scalars_in(node: Any, path: Path) -> Iterator[Scalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars_in(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield from _scalars_in(item, (*path, at))
    elif isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark, node.end_mark
        yield Scalar(path, node.value, start.line + 1, start.index, end.index)
