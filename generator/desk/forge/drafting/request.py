"""A filled-in form, as the forge writes it, to the arguments of `registry new`, or why it cannot be.

A forge writes a form as `### 栏目`, a blank line and what was typed. What was typed is
hostile: it may hold such headings itself. So each heading must be there exactly once,
in the order of the form, and nothing else may be a heading.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.desk.forge.drafting.fields import (
    BOXES,
    KIND,
    KINDS,
    OWN_FIELDS,
    ROWS,
    Manner,
    options,
    own_fields,
)
from generator.desk.forge.markdown import quoted
from generator.intake.yaml import hidden_character
from generator.terms.words import ActKind

HEADING = re.compile(r"^### (.*)$", re.M)
UNANSWERED = "_No response_"
LARGEST = 60_000
TICKED = re.compile(r"^- \[[xX]\] ")

Answers = dict[str, str]


def answers(body: str) -> tuple[Answers, list[str]]:
    """The texts typed, by heading, and every complaint about the form."""
    if len(body) > LARGEST:
        return {}, [
            f"申请有 {len(body)} 个字符，超过 {LARGEST} 个：请拆成几份，或者直接提出合并请求。"
        ]
    text = body.replace("\r\n", "\n")
    parts = HEADING.split(text)
    headings = [heading.strip() for heading in parts[1::2]]
    boxes = dict(zip(headings, (each.strip() for each in parts[2::2]), strict=True))
    complaints = [*_misplaced(headings, parts[0])]
    typed = {label: "" if value == UNANSWERED else value for label, value in boxes.items()}
    return typed, complaints or _unfit(typed)


def _misplaced(headings: list[str], before: str) -> list[str]:
    expected = [box.label for box in BOXES]
    if headings == expected and not before.strip():
        return []
    complaints = [f"缺少“{label}”一栏。" for label in expected if label not in headings]
    complaints += [
        f"{quoted(h)} 不是本表单的栏目。" for h in dict.fromkeys(headings) if h not in expected
    ]
    complaints += [
        f"“{label}”一栏出现了不止一次。" for label in expected if headings.count(label) > 1
    ]
    return complaints or [
        "各栏的次序变了，或者第一栏前面多了文字。请不要改动栏目的标题，重新填一份表单。"
    ]


def _unfit(typed: Answers) -> list[str]:
    complaints = []
    for box in BOXES:
        value = typed[box.label]
        hidden = hidden_character(value.replace("\n", ""))
        if box.required and not value:
            complaints.append(f"“{box.label}”没有填写。")
        if box.manner in (Manner.ONE_LINE, Manner.CHOICE) and "\n" in value:
            complaints.append(f"“{box.label}”只能写一行。")
        if hidden:
            complaints.append(f"“{box.label}”含有看不见的字符 {hidden}，请删去后重新键入。")
        if box.manner is Manner.TICKS and not all(map(TICKED.match, value.splitlines())):
            complaints.append(f"“{box.label}”中还有没有勾选的项。")
    return complaints


PAIR = re.compile(r"^([a-z_]+(?:\.[a-z0-9_]+)?)\s*=\s*(\S.*)$")


class Request(NamedTuple):
    """One act to be drafted: its kind, what was typed, by field, and its list."""

    kind: ActKind
    answers: Answers
    fields: dict[str, str]
    rows: tuple[str, ...]

    @property
    def arguments(self) -> tuple[str, ...]:
        """Option and value in one word each, so that a value like an option stays a value."""
        known = options(self.kind)
        options_given = (f"{known[field]}={value}" for field, value in self.fields.items())
        return (self.kind, *options_given, *(f"--row={row}" for row in self.rows))


def read(body: str) -> tuple[Request | None, list[str]]:
    """The request that a form makes, or None with every reason why there is none."""
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
