"""压缩 Columns in the form that compresses best; `unpacked.js` reads them back."""

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

SERIAL = re.compile(r"(.*?)(0|[1-9]\d{0,8}|0\d{1,8})", re.DOTALL)
FIRST, ESCAPE = ord("0"), ord("\\") - ord("0")
# Beyond this many different values, numbers take the place of characters.
MANY = 50_000


def packed(values: Iterable[Hashable]) -> dict[str, Any]:
    """按表 Each different value once, and one character per row that names it."""
    table: dict[Hashable, int] = {}
    column = [table.setdefault(value, len(table)) for value in values]
    short = len(table) < MANY
    return {"table": list(table), "column": "".join(map(digit, column)) if short else column}


def digit(number: int) -> str:
    """数字 A printable character that JSON writes as it is."""
    return chr(FIRST + number + (number >= ESCAPE))


def codes(values: Sequence[str]) -> dict[str, Any]:
    """代码 The first eight characters by table, the nine of the unit, no check digit: it follows."""
    return {
        "heads": packed(value[:8] for value in values),
        "bodies": "".join(value[8:17] for value in values),
    }


def serials(values: Sequence[str]) -> dict[str, Any]:
    """编号 Stem, width, and the step from the last number of the same stem."""
    last: dict[tuple[str, int], int] = {}
    stems, steps = [], []
    for value in values:
        stem, digits = _split(value)
        key = (stem, len(digits))
        number = int(digits or 0)
        stems.append(key)
        steps.append(number - last.get(key, 0))
        last[key] = number
    return {"stems": packed(stems), "steps": packed(steps)}


def _split(value: str) -> tuple[str, str]:
    match = SERIAL.fullmatch(value)
    return (match[1], match[2]) if match else (value, "")


def columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """按列 A column per field, which compresses far better than rows."""
    return {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
