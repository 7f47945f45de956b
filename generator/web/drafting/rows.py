"""The list in a form: pasted as a table, typed as pairs, or as names line by line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.desk.annexes.cells import is_nothing
from generator.desk.annexes.columns import field_of
from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.matching import ruling_of
from generator.desk.annexes.pasted import has_head, pasted_annex
from generator.desk.annexes.table import RULING
from generator.register.identity import lookup
from generator.register.register import Register
from generator.terms.heads import HEADS
from generator.terms.words import ActKind

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


def said_rows(text: str, kind: ActKind, register: Register) -> SaidRows:
    """The list as it was written in its box."""
    lines = _lines(text)
    if not lines or is_nothing(text):
        return SaidRows()
    pairs = [dict(_pairs(line)) for line in lines]
    if all(pairs):
        return _from_pairs(pairs, kind, register)
    if _is_of_names(lines):
        names = [ORDINAL.sub("", line.strip()) for line in lines]
        return SaidRows(typed=tuple(_called(name, register) for name in names))
    pasted = "\n".join(lines)
    return SaidRows(pasted=pasted, rulings=dict(_rulings(pasted)))


def _lines(text: str) -> list[str]:
    lines = (QUOTATION.sub("", line).strip(" \r") for line in text.splitlines())
    return [
        BREAK.sub("", STRESS.sub("", line)) if line.startswith("|") else line
        for line in lines
        if line.strip() and not FENCE.match(line) and not ATTACHED.match(line)
    ]


def is_torn(text: str) -> bool:
    """Whether a table was pasted cell by cell, each on a line of its own: two heads, one below the other."""
    lines = _lines(text)
    heads = [field_of(line, {}) for line in lines[:2] if not PARTED.search(line)]
    return len(heads) == 2 and all(heads)


def unquoted(text: str) -> str:
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


def _pairs(line: str) -> Iterator[tuple[str, str]]:
    """Values by column or field, where the line begins with a name that we know and a sign behind it."""
    keys = [each for each in KEY.finditer(line) if _field(each[1])]
    if not keys or keys[0].start() != 0:
        return
    ends = [each.start() for each in keys[1:]] + [len(line)]
    for key, end in zip(keys, ends, strict=True):
        yield _field(key[1]), unquoted(line[key.end() : end].strip())


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
    return {**row, **_called(called, register)} if called else row


def _called(text: str, register: Register) -> dict[str, str]:
    """A platform by its id, where it is called by that, a name, a unit or a code; else what was written."""
    known = lookup(register, text)
    return {PLATFORM: known[0].platform.id} if len(known) == 1 else {"name": text}
