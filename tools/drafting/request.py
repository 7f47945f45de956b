"""申请 The answers of a form to the arguments of `registry new`, or why it cannot be."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.terms import ActKind
from tools.drafting.fields import BOXES, KIND, KINDS, OWN_FIELDS, ROWS, options, own_fields
from tools.drafting.form import Answers, answers
from tools.markdown import quoted

PAIR = re.compile(r"^([a-z_]+(?:\.[a-z0-9_]+)?)\s*=\s*(\S.*)$")


class Request(NamedTuple):
    """申请 One act to be drafted: its kind, what was typed, by field, and its list."""

    kind: ActKind
    answers: Answers
    fields: dict[str, str]
    rows: tuple[str, ...]

    @property
    def arguments(self) -> tuple[str, ...]:
        """参数 Option and value in one word, so that a value like an option stays a value."""
        known = options(self.kind)
        options_given = (f"{known[field]}={value}" for field, value in self.fields.items())
        return (self.kind, *options_given, *(f"--row={row}" for row in self.rows))


def read(body: str) -> tuple[Request | None, list[str]]:
    """读申请 A request, or every reason why there is none."""
    typed, complaints = answers(body)
    if complaints:
        return None, complaints
    kind = KINDS.get(typed[KIND.label])
    if kind is None:
        known = "、".join(KINDS)
        return None, [f"“{KIND.label}”写的是 {quoted(typed[KIND.label])}，应为 {known} 之一。"]
    boxes = {box.field: _line(typed[box.label]) for box in BOXES if box.field and typed[box.label]}
    own = dict(_pairs(_lines(typed[OWN_FIELDS.label]), kind, complaints))
    rows = _lines(typed[ROWS.label])
    return (None, complaints) if complaints else (Request(kind, typed, boxes | own, rows), [])


def _lines(value: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in value.splitlines() if line.strip())


def _line(value: str) -> str:
    return " ".join(_lines(value))


def _pairs(
    lines: tuple[str, ...], kind: ActKind, complaints: list[str]
) -> Iterator[tuple[str, str]]:
    known = own_fields(kind)
    for number, line in enumerate(lines, 1):
        pair = PAIR.match(line)
        where = f"“{OWN_FIELDS.label}”第 {number} 行"
        if pair is None:
            complaints.append(f"{where} {quoted(line)} 应写成“字段=值”，等号用半角。")
        elif pair[1] not in known:
            names = "、".join(known)
            complaints.append(
                f"{where}：{kind.label}没有 {quoted(pair[1])} 这个字段，应为 {names} 之一。"
            )
        else:
            yield pair[1], pair[2]
