"""读值 A value, or a doubt with the words to keep when the clerk lets the row through."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

NOTHING = {"", "/", "\\", "-", "--", "—", "——", "―", "–", "无", "空", "*"}
ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
# A line that ends within Chinese words was broken for want of room.
BROKEN_WORD = re.compile(r"(?<=[^\x00-\x7f]) *\n *| *\n *(?=[^\x00-\x7f])")
DITTO = {"同上", "〃", "″", '"', "同前"}


@dataclass(frozen=True, slots=True)
class Read:
    """读得 The value where there is one; `doubt` says in a sentence what is not understood.

    `is_spoilt` where the file no longer holds what the list printed.
    """

    value: Any = None
    doubt: str | None = None
    is_spoilt: bool = False


def plain(text: str) -> str:
    """归一 Half width, no spaces: for numbers, codes and days."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def sentence(text: str) -> str:
    """照原文 As printed, but for lines broken within a cell."""
    return " ".join(BROKEN_WORD.sub("", text).split())


def is_nothing(text: str) -> bool:
    """是否空白 Blank, or a stroke that stands for blank."""
    return plain(text) in NOTHING


def is_ditto(text: str) -> bool:
    """是否同上 A mark that sends the reader to another row."""
    return plain(text) in DITTO


def error_in(text: str) -> str | None:
    """公式错误 The error value that a spreadsheet left in a cell."""
    return text if ERROR.fullmatch(text) else None
