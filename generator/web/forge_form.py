"""A form that a clerk filled in on a forge (登记官方文件), read: what was said of the act, or why it cannot be used.

A forge writes a form as `### 栏目`, a blank line and what was typed. What was typed is
hostile: it may hold such headings itself. So each heading must be there exactly once,
in the order of the form, and nothing else may be a heading.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from generator.desk.annexes.cells import compact, is_nothing, read_validity
from generator.desk.annexes.columns import field_of, folded_head
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.matching import ruling_of
from generator.desk.annexes.opening import has_head, pasted_annex
from generator.desk.annexes.table import RULING
from generator.desk.forge import quoted
from generator.desk.new import HEADING
from generator.desk.questions import Question, questions
from generator.intake.yaml import hidden_character
from generator.records.acts import ACTS
from generator.register.identity import lookup
from generator.register.register import Register
from generator.terms.heads import HEADS
from generator.terms.words import ActKind


class Manner(Enum):
    """How a box is filled in."""

    ONE_LINE = auto()
    TEXT = auto()
    CHOICE = auto()
    PAIRS = auto()
    ROWS = auto()
    TICKS = auto()


class Box(NamedTuple):
    """A box of the form: its heading, its field, how it is filled in, and whether it must be."""

    label: str
    field: str = ""
    manner: Manner = Manner.ONE_LINE
    required: bool = False


KIND = Box("文件种类", manner=Manner.CHOICE, required=True)
OWN_FIELDS = Box("本类文件自己的字段", manner=Manner.PAIRS)
ROWS = Box("附表", manner=Manner.ROWS)
PROMISE = Box("确认", manner=Manner.TICKS, required=True)
TITLE = Box("标题", "title", required=True)
NUMBER = Box("发文字号", "document_number")
ISSUED = Box("成文日期", "issued_on", required=True)
SOURCE = Box("原文网址", "source.url")

BOXES = (
    KIND,
    TITLE,
    NUMBER,
    ISSUED,
    Box("发文机关", "issuer", required=True),
    Box("依据的办法", "regulation", required=True),
    Box("所属批次", "batch"),
    SOURCE,
    Box("正文写明的数目", "count"),
    OWN_FIELDS,
    ROWS,
    Box("备注", "remarks", Manner.TEXT),
    PROMISE,
)
KINDS = {kind.label: kind for kind in ActKind}


def own_fields(kind: ActKind) -> dict[str, Question]:
    """Questions on a kind of act that no other box answers, by their paths."""
    common = {box.field for box in BOXES}
    return {q.path: q for q in questions(ACTS[kind]) if q.path not in (*common, HEADING)}


def own_names(kind: ActKind) -> dict[str, tuple[str, ...]]:
    """Paths that a name in the box of own fields may mean: one, or the two ends of a period.

    A name is that of the record form, that of the desk, or one that lists print as a head.
    """
    names: dict[str, tuple[str, ...]] = {}
    for path, question in own_fields(kind).items():
        heads = HEADS.get(question.name, ())
        for name in (path, question.called, *(heads if question.part in ("", VALIDITY) else ())):
            names.setdefault(folded_head(name), (path,))
    for begins, heads in _periods(kind):
        ends = (f"{begins}.starts", f"{begins}.ends")
        names |= {folded_head(head): ends for head in heads if folded_head(head) not in names}
    return names


def _own_labels(kind: ActKind) -> Iterator[str]:
    """Names of the own fields as the desk has them, for whoever wrote another."""
    return (q.called for path, q in own_fields(kind).items() if path not in RARE)


# Taken where they are written; nobody is told to write them.
RARE = ("id", "source.archived_sha256")
VALIDITY = "全部行共同的有效期"


def _periods(kind: ActKind) -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, question in own_fields(kind).items():
        begins, _, end = path.rpartition(".")
        if end == "starts" and begins:
            time = f"{question.part.removesuffix('期')}时间"
            yield begins, (question.part, time, *HEADS.get(begins, ()))


# Nothing but the mark of a block of code, or of a file that was attached.
FENCE = re.compile(r"^(?:```\w*|~~~\w*)$")
ATTACHED = re.compile(r"^!?\[[^\]]*\]\(\S+\)$")
# Numbers and strokes that a list of names begins its lines with.
ORDINAL = re.compile(r"^(?:[-*•]\s+|[(（]?\d+[)）.、．]\s*)")
PARTED = re.compile(r"\t|\||,|，|\s{2,}|　")
KEY = re.compile(r"(?:^|[,，;；\t])\s*([^\s,，;；=＝:：]{1,24})\s*[=＝:：]")
# Marks of a quotation, and of stress in a table of Markdown; a line broken in its cell.
BREAK = re.compile(r"\s*<br ?/?>\s*")
QUOTATION, STRESS = re.compile(r"^\s*>\s?"), re.compile(r"\*\*|__|`")
QUOTED = re.compile(r"(?:“([^“”]*)”|\"([^\"]*)\"|'([^']*)'|「([^「」]*)」)")
TORN = (
    "“附表”里每行只有一格，看不出哪几格是同一行；"
    "请从表格里连列名整块复制，或者把名单文件拖到这一栏作为附件。"
)
PLATFORM = "platform"
# Fields of a row whose column has another name; a correction knows fields only.
COLUMNS = {
    "name.to": "name_to", "operating_unit.to": "unit_to",
    "validity.starts": "starts", "validity.ends": "ends",
}  # fmt: skip
PATHS = {column: path for path, column in COLUMNS.items()} | {"name": PLATFORM}


@dataclass(frozen=True)
class SaidRows:
    """The list as a draft holds it: `typed` by column, or `pasted`; or `by_field`, as a record holds it.

    `rulings` are those of a column of their own, by the label of the row.
    """

    typed: tuple[Mapping[str, str], ...] = ()
    pasted: str = ""
    by_field: tuple[str, ...] = ()
    rulings: Mapping[str, str] = field(default_factory=dict)


def _said_rows(text: str, kind: ActKind, register: Register) -> SaidRows:
    """The list as it was written in its box."""
    lines = _lines_of_list(text)
    if not lines or is_nothing(text):
        return SaidRows()
    pairs = [dict(_row_pairs(line)) for line in lines]
    if all(pairs):
        return _from_pairs(pairs, kind, register)
    if _is_of_names(lines):
        names = [ORDINAL.sub("", line.strip()) for line in lines]
        return SaidRows(typed=tuple(_platform_called(name, register) for name in names))
    pasted = "\n".join(lines)
    return SaidRows(pasted=pasted, rulings=dict(_rulings(pasted)))


def _lines_of_list(text: str) -> list[str]:
    lines = (QUOTATION.sub("", line).strip(" \r") for line in text.splitlines())
    return [
        BREAK.sub("", STRESS.sub("", line)) if line.startswith("|") else line
        for line in lines
        if line.strip() and not FENCE.match(line) and not ATTACHED.match(line)
    ]


def _is_torn(text: str) -> bool:
    """Whether a table was pasted cell by cell, each on a line of its own: two heads, one below the other."""
    lines = _lines_of_list(text)
    heads = [field_of(line, {}) for line in lines[:2] if not PARTED.search(line)]
    return len(heads) == 2 and all(heads)


def _unquoted(text: str) -> str:
    """A text without marks of quotation around the whole of it."""
    inner = QUOTED.fullmatch(text)
    return next(filter(None, inner.groups()), "") if inner else text


def _rulings(pasted: str) -> Iterator[tuple[str, str]]:
    """Rulings on rows in doubt that stand in a column of the list itself."""
    try:
        (grid,) = pasted_annex(pasted).grids
    except Complaint:
        return
    at = {column for line in grid.lines for column, text in enumerate(line) if text == RULING}
    for number, line in enumerate(grid.lines, 1):
        for text in (line[column] for column in at if column < len(line)):
            if text and text != RULING:
                yield str(number), ruling_of(text)


def _is_of_names(lines: list[str]) -> bool:
    """Whether each line is one platform: nothing parts it, and the first is no head of columns."""
    is_parted = any(PARTED.search(ORDINAL.sub("", line.strip())) for line in lines)
    return not (is_parted or field_of(lines[0], {}) or has_head(lines[0]))


def _row_pairs(line: str) -> Iterator[tuple[str, str]]:
    """Values by column or field, where the line begins with a name that we know and a sign behind it."""
    keys = [each for each in KEY.finditer(line) if _field(each[1])]
    if not keys or keys[0].start() != 0:
        return
    ends = [each.start() for each in keys[1:]] + [len(line)]
    for key, end in zip(keys, ends, strict=True):
        yield _field(key[1]), _unquoted(line[key.end() : end].strip())


def _field(key: str) -> str:
    if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)*", key):
        return COLUMNS.get(key, key)
    return field_of(key, {}) or ""


def _from_pairs(pairs: list[dict[str, str]], kind: ActKind, register: Register) -> SaidRows:
    """A correction gives only what changes, and some fields are in no list: those are taken as they are."""
    columns = (*HEADS, PLATFORM)
    if kind is ActKind.CORRECTION or any(key not in columns for row in pairs for key in row):
        return SaidRows(by_field=tuple(map(_by_field, pairs)))
    return SaidRows(typed=tuple(_with_platform(row, kind, register) for row in pairs))


def _by_field(row: Mapping[str, str]) -> str:
    is_named = PLATFORM in row
    named = ((key if is_named else PATHS.get(key, key), text) for key, text in row.items())
    return ",".join(f"{key}={text}" for key, text in named)


def _with_platform(row: dict[str, str], kind: ActKind, register: Register) -> dict[str, str]:
    if kind is ActKind.RENAMING and "credit_code" in row:
        row = {"code_to" if key == "credit_code" else key: text for key, text in row.items()}
    called = row.pop(PLATFORM, None) or row.pop("name", None)
    return {**row, **_platform_called(called, register)} if called else row


def _platform_called(text: str, register: Register) -> dict[str, str]:
    """A platform by its id, where it is called by that, a name, a unit or a code; else what was written."""
    known = lookup(register, text)
    return {PLATFORM: known[0].platform.id} if len(known) == 1 else {"name": text}


HEADING_LINE = re.compile(r"^### (.*)$", re.M)
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


def form_answers(body: str) -> tuple[Answers, list[str]]:
    """The texts typed, by heading, and every complaint about the form."""
    if len(body) > LARGEST:
        return {}, [
            f"申请有 {len(body)} 个字符，超过 {LARGEST} 个：请拆成几份，或者把名单作为附件上传。"
        ]
    text = REMARK.sub("", body.replace("\r\n", "\n"))
    parts = HEADING_LINE.split(text)
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


def form_request(body: str, register: Register) -> tuple[DraftRequest | None, list[str]]:
    """The request that a form makes, or None with every reason why there is none."""
    typed, complaints = form_answers(body)
    if complaints:
        return None, complaints
    kind = _kind(typed[KIND.label])
    if kind is None:
        known = "、".join(KINDS)
        return None, [f"“{KIND.label}”写的是 {quoted(typed[KIND.label])}，应为 {known} 之一。"]
    own = dict(_pairs(_lines(typed[OWN_FIELDS.label]), kind, complaints))
    boxes = {box.field: value for box in BOXES if box.field and (value := _value(box, typed))}
    rows = _said_rows(typed[ROWS.label], kind, register)
    if _is_torn(typed[ROWS.label]):
        complaints.append(TORN)
    if complaints:
        return None, complaints
    texts = {path: _unquoted(text) for path, text in (boxes | own).items()}
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
    text = _unquoted(" ".join(_lines(typed[box.label])))
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
            names = "、".join(dict.fromkeys(_own_labels(kind)))
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
