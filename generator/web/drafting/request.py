"""A filled-in form, as the forge writes it: what was said of the act, or why it cannot be used.

A forge writes a form as `### 栏目`, a blank line and what was typed. What was typed is
hostile: it may hold such headings itself. So each heading must be there exactly once,
in the order of the form, and nothing else may be a heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.desk.annexes.cells import compact, is_nothing, read_validity
from generator.desk.annexes.columns import folded_head
from generator.desk.forge.markdown import quoted
from generator.intake.yaml import hidden_character
from generator.register.register import Register
from generator.terms.words import ActKind
from generator.web.drafting.fields import (
    BOXES,
    KIND,
    KINDS,
    OWN_FIELDS,
    ROWS,
    SOURCE,
    TITLE,
    Box,
    Manner,
    own_labels,
    own_names,
)
from generator.web.drafting.rows import TORN, SaidRows, is_torn, said_rows, unquoted

HEADING = re.compile(r"^### (.*)$", re.M)
# What a template says to whoever fills it in.
REMARK = re.compile(r"<!--.*?-->", re.S)
# What is typed of something that the paper lacks: the desk has a box to tick for it.
NOT_PRINTED = "原文没有"
UNANSWERED = "_No response_"
LARGEST = 60_000
TICKED = re.compile(r"^- \[[xX]\] ")
ADDRESS = re.compile(r"https?://[^\s<>()\[\]（），。；、“”]+")
PAIR = re.compile(r"^[-*]?\s*(\S[^=＝:：]{0,40}?)\s*[=＝:：]\s*(\S.*)$")
# A kind is chosen from a list, or typed as people call such a paper.
CALLED = ("文件", "通知", "公告", "名单")

Answers = dict[str, str]


def answers(body: str) -> tuple[Answers, list[str]]:
    """The texts typed, by heading, and every complaint about the form."""
    if len(body) > LARGEST:
        return {}, [
            f"申请有 {len(body)} 个字符，超过 {LARGEST} 个：请拆成几份，或者把名单作为附件上传。"
        ]
    text = REMARK.sub("", body.replace("\r\n", "\n"))
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
        hidden = hidden_character(value.replace("\n", "").replace("\t", ""))
        if box.required and not value:
            complaints.append(f"“{box.label}”没有填写。")
        if box.manner in (Manner.ONE_LINE, Manner.CHOICE) and "\n" in value:
            complaints.append(f"“{box.label}”只能写一行。")
        if hidden:
            complaints.append(f"“{box.label}”含有看不见的字符 {hidden}，请删去后重新键入。")
        if box.manner is Manner.TICKS and not all(map(TICKED.match, value.splitlines())):
            complaints.append(f"“{box.label}”中还有没有勾选的项。")
    return complaints


@dataclass(frozen=True)
class DraftRequest:
    """One act to be drafted: its kind, what was typed, its fields by path, and its list.

    `absent` are fields of which the form says that the paper does not print them.
    """

    kind: ActKind
    answers: Answers
    fields: dict[str, str]
    rows: SaidRows
    absent: tuple[str, ...] = ()


def read(body: str, register: Register) -> tuple[DraftRequest | None, list[str]]:
    """The request that a form makes, or None with every reason why there is none."""
    typed, complaints = answers(body)
    if complaints:
        return None, complaints
    kind = _kind(typed[KIND.label])
    if kind is None:
        known = "、".join(KINDS)
        return None, [f"“{KIND.label}”写的是 {quoted(typed[KIND.label])}，应为 {known} 之一。"]
    own = dict(_pairs(_lines(typed[OWN_FIELDS.label]), kind, complaints))
    boxes = {box.field: value for box in BOXES if box.field and (value := _value(box, typed))}
    rows = said_rows(typed[ROWS.label], kind, register)
    if is_torn(typed[ROWS.label]):
        complaints.append(TORN)
    if complaints:
        return None, complaints
    texts = {path: unquoted(text) for path, text in (boxes | own).items()}
    absent = tuple(path for path, text in texts.items() if compact(text) == NOT_PRINTED)
    fields = {path: text for path, text in texts.items() if path not in absent}
    return DraftRequest(kind, typed, fields, rows, absent), []


def _kind(text: str) -> ActKind | None:
    plain = compact(text)
    forms = (plain, *(plain.removesuffix(end) for end in CALLED))
    named = KINDS | {kind.value: kind for kind in ActKind}
    return next((named[form] for form in forms if form in named), None)


def _value(box: Box, typed: Answers) -> str:
    """Text typed in a box, in one line; a stroke or 无 is nothing."""
    text = unquoted(" ".join(_lines(typed[box.label])))
    if is_nothing(text):
        return ""
    if box is SOURCE and (address := ADDRESS.search(text)):
        return address[0]
    if box is TITLE and text.startswith("《") and text.find("》") == len(text) - 1:
        return text[1:-1]
    return text


def _lines(value: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in value.splitlines() if line.strip())


def _pairs(
    lines: tuple[str, ...], kind: ActKind, complaints: list[str]
) -> Iterator[tuple[str, str]]:
    known = own_names(kind)
    for number, line in enumerate(lines, 1):
        pair = PAIR.match(line)
        where = f"“{OWN_FIELDS.label}”第 {number} 行"
        paths = known.get(folded_head(pair[1])) if pair else None
        if pair is None:
            complaints.append(f"{where} {quoted(line)} 应写成“字段：值”。")
        elif paths is None:
            names = "、".join(dict.fromkeys(own_labels(kind)))
            complaints.append(
                f"{where}：{kind.label}没有 {quoted(pair[1])} 这一项，应为 {names} 之一。"
            )
        elif len(paths) == 1 or compact(pair[2]) == NOT_PRINTED:
            yield from ((path, pair[2]) for path in paths)
        else:
            yield from _period(paths, pair[2], where, complaints)


def _period(
    paths: tuple[str, ...], text: str, where: str, complaints: list[str]
) -> Iterator[tuple[str, str]]:
    """The two ends of a period that stands in one line."""
    read = read_validity(text)
    if read.doubt:
        complaints.append(
            f"{where} {quoted(text)} 读不出起日和止日，应写成“2024-07-01 至 2027-06-30”。"
        )
    else:
        days = (read.value.get("starts"), read.value.get("ends"))
        yield from ((path, day) for path, day in zip(paths, days, strict=True) if day)
