"""分隔文本 CSV as spreadsheets save it: UTF-8, GB18030 or UTF-16; comma, semicolon or tab."""

import csv
import io

from generator.desk.annexes.complaint import Complaint
from generator.desk.annexes.grid import Grid, cleaned

DELIMITERS = (",", ";", "\t")
MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
# GB18030 holds GBK and GB 2312 within it.
ENCODINGS = ("utf-8", "gb18030")


def delimited(data: bytes) -> tuple[Grid, ...]:
    """读分隔文本 One grid; the lines are numbered as a spreadsheet would show them."""
    text = decoded(data)
    found = max((_cells(text, delimiter) for delimiter in DELIMITERS), key=_parted)
    lines = tuple(tuple(map(cleaned, line)) for line in found)
    return (Grid("1", "文字表格", lines),)


def decoded(data: bytes) -> str:
    """解码 By the mark at the beginning, else the first encoding that fits every byte."""
    marked = next((MARKED[mark] for mark in MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ENCODINGS:
        try:
            return _text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Complaint("文字编码不是 UTF-8、GBK（GB18030）或 UTF-16，请另存为 UTF-8 的 CSV。")


def _text(text: str) -> str:
    if "\0" in text:
        raise Complaint("内容不是文字表格（含有空字节），请用 Excel 或 WPS 另存为 .xlsx。")
    return text


def _cells(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as reason:
        raise Complaint(
            "文字表格的引号不成对或单元格过长，请用 Excel 或 WPS 另存为 .xlsx。"
        ) from reason


def _parted(lines: list[list[str]]) -> int:
    return sum(len(line) - 1 for line in lines if line)
