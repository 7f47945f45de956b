"""工作表上的记号 What calamine does not tell of a sheet: hidden lines and columns, error values."""

import posixpath
import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.desk.annexes.grid import Merged
from generator.desk.annexes.parts import part

Lines = tuple[tuple[str, ...], ...]
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A repeated empty line reaches to the end of the sheet: no list is so long.
FARTHEST = 100_000


@dataclass(frozen=True, slots=True)
class Marks:
    """记号 Of one sheet; `errors` are the values such as #N/A, by line and column."""

    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    hidden_known: bool = True

    def with_errors(self, lines: Lines) -> Lines:
        """补上错误值 calamine gives an empty text for them; a clerk must see them."""
        if not self.errors:
            return lines
        return tuple(
            tuple(cell or self.errors.get((at, column), "") for column, cell in enumerate(line))
            for at, line in enumerate(lines)
        )


def marks_of_xlsx(members: dict[str, bytes]) -> dict[str, Marks]:
    """XLSX 的记号 By the name of the sheet."""
    book, links = part(members, "xl/workbook.xml"), part(members, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = next(
            (targets[v] for k, v in sheet.items() if k.endswith("}id") and v in targets), ""
        )
        name = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if name in members:
            found[sheet.get("name", "")] = _xlsx_sheet(part(members, name))
    return found


def _xlsx_sheet(sheet: Element) -> Marks:
    rows = sheet.iterfind("{*}sheetData/{*}row[@hidden]")
    columns = sheet.iterfind("{*}cols/{*}col[@hidden]")
    errors = sheet.iterfind("{*}sheetData/{*}row/{*}c[@t='e']")
    return Marks(
        frozenset(int(row.get("r", 0)) - 1 for row in rows if _yes(row)),
        frozenset(at for column in columns if _yes(column) for at in _columns(column)),
        {_place(cell): cell.findtext("{*}v", "") for cell in errors},
    )


def _yes(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _columns(column: Element) -> range:
    return range(int(column.get("min", 1)) - 1, min(int(column.get("max", 1)), FARTHEST))


def _place(cell: Element) -> tuple[int, int]:
    matched = REFERENCE.fullmatch(cell.get("r", ""))
    if not matched:
        raise ValueError("a cell without a place")
    column = 0
    for letter in matched[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(matched[2]) - 1, column - 1
