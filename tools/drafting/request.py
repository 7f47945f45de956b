"""申请 The answers of a form to the arguments of `registry new`, or why it cannot be."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.terms import ActKind
from tools.drafting.fields import BOXES, KIND, KINDS, OWN_FIELDS, Box, Manner, option_of, own_fields
from tools.drafting.form import Answers, answers
from tools.markdown import quoted

PAIR = re.compile(r"^([a-z_]+(?:\.[a-z_]+)?)\s*=\s*(\S.*)$")


class Request(NamedTuple):
    """申请 One act to be drafted: its kind, what was typed, and the arguments."""

    kind: ActKind
    answers: Answers
    arguments: tuple[str, ...]


def read(body: str) -> tuple[Request | None, list[str]]:
    """读申请 A request, or every reason why there is none."""
    given, complaints = answers(body)
    if complaints:
        return None, complaints
    kind = KINDS.get(given[KIND.label])
    if kind is None:
        known = "、".join(KINDS)
        return None, [f"“{KIND.label}”写的是 {quoted(given[KIND.label])}，应为 {known} 之一。"]
    arguments: list[str] = []
    for box in BOXES:
        for option, value in _options(box, given[box.label], kind, complaints):
            # One word, so that a value that begins with a hyphen stays a value.
            arguments.append(f"{option}={value}")
    return (None, complaints) if complaints else (Request(kind, given, (kind, *arguments)), [])


def _options(
    box: Box, value: str, kind: ActKind, complaints: list[str]
) -> Iterator[tuple[str, str]]:
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    if box.manner is Manner.PAIRS:
        yield from _pairs(lines, kind, complaints)
    elif box.manner is Manner.ROWS:
        yield from ((box.option, line) for line in lines)
    elif box.option and value:
        yield box.option, " ".join(lines)


def _pairs(lines: list[str], kind: ActKind, complaints: list[str]) -> Iterator[tuple[str, str]]:
    known = own_fields(kind)
    for number, line in enumerate(lines, 1):
        pair = PAIR.match(line)
        where = f"“{OWN_FIELDS.label}”第 {number} 行"
        if pair is None:
            complaints.append(f"{where} {quoted(line)} 应写成“字段=值”，等号用半角。")
        elif pair[1].split(".")[0] not in known:
            names = f"应为 {'、'.join(known)} 之一" if known else "应当留空"
            complaints.append(f"{where}：{kind.label}没有 {quoted(pair[1])} 这个字段，{names}。")
        else:
            yield option_of(pair[1]), pair[2]
