"""Sheets of an XLSX, XLS or ODS file, read by calamine in a process of its own.

calamine does not tell hidden lines and columns, error values, or merged blocks of ODS: those
are read from the XML of the file.
"""

import json
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

from generator.desk.annexes.grid import AnnexFile, Complaint, Grid, MergedCells, cleaned_text
from generator.desk.annexes.package import repacked_members, xml_part

Lines = tuple[tuple[str, ...], ...]
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A repeated empty line reaches to the end of the sheet: no list is so long.
FARTHEST = 100_000


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """Hidden lines and columns, merged blocks, and `errors` such as #N/A by line and column."""

    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[MergedCells, ...] = ()
    hidden_known: bool = True

    def with_errors(self, lines: Lines) -> Lines:
        """The lines with the error values, for which calamine gives an empty text."""
        if not self.errors:
            return lines
        return tuple(
            tuple(cell or self.errors.get((at, column), "") for column, cell in enumerate(line))
            for at, line in enumerate(lines)
        )


def marks_of_xlsx(members: dict[str, bytes]) -> dict[str, SheetMarks]:
    """The marks of an XLSX by the name of the sheet."""
    links = xml_part(members, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    marks = {}
    for sheet in xml_part(members, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        target = targets.get(_attribute(sheet, "id"), "")
        name = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if name in members:
            marks[sheet.get("name", "")] = _xlsx_sheet(xml_part(members, name))
    return marks


def _xlsx_sheet(sheet: Element) -> SheetMarks:
    rows = sheet.iterfind("{*}sheetData/{*}row[@hidden]")
    columns = sheet.iterfind("{*}cols/{*}col[@hidden]")
    errors = sheet.iterfind("{*}sheetData/{*}row/{*}c[@t='e']")
    return SheetMarks(
        frozenset(int(row.get("r", 0)) - 1 for row in rows if _is_hidden(row)),
        frozenset(at for column in columns if _is_hidden(column) for at in _column_range(column)),
        {_cell_place(cell): cell.findtext("{*}v", "") for cell in errors},
    )


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") in ("1", "true")


def _column_range(column: Element) -> range:
    return range(int(column.get("min", 1)) - 1, min(int(column.get("max", 1)), FARTHEST))


def _cell_place(cell: Element) -> tuple[int, int]:
    matched = REFERENCE.fullmatch(cell.get("r", ""))
    if not matched:
        raise ValueError("a cell without a place")
    column = 0
    for letter in matched[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(matched[2]) - 1, column - 1


# Where it begins, how many times it is repeated, and the element itself.
PlacedElement = tuple[int, int, Element]
NOT_SHOWN = ("collapse", "filter")


def marks_of_ods(members: dict[str, bytes]) -> dict[str, SheetMarks]:
    """The marks of an ODS, where equal lines and cells are written once, by the name of the sheet."""
    tables = xml_part(members, "content.xml").iterfind(".//{*}spreadsheet/{*}table")
    return {_attribute(table, "name"): _ods_sheet(table) for table in tables}


def _ods_sheet(table: Element) -> SheetMarks:
    rows = list(_placed(_tagged(table.iter(), "table-row"), "rows"))
    columns = _placed(_tagged(table.iter(), "table-column"), "columns")
    cells = [(line, at, cell) for line, _, row in rows for at, _, cell in _placed(row, "columns")]
    return SheetMarks(
        frozenset(_hidden(rows)),
        frozenset(_hidden(columns)),
        {(line, at): "".join(c.itertext()) for line, at, c in cells if _is_error(c)},
        tuple(_block(line, at, c) for line, at, c in cells if _attribute(c, "number-rows-spanned")),
    )


def _tagged(elements: Iterable[Element], tag: str) -> Iterator[Element]:
    return (element for element in elements if element.tag.endswith("}" + tag))


def _placed(elements: Iterable[Element], direction: str) -> Iterator[PlacedElement]:
    at = 0
    for element in elements:
        times = int(_attribute(element, f"number-{direction}-repeated") or 1)
        yield at, times, element
        at += times


def _hidden(placed: Iterable[PlacedElement]) -> Iterator[int]:
    for at, times, element in placed:
        if _attribute(element, "visibility") in NOT_SHOWN:
            yield from range(at, min(at + times, FARTHEST))


def _is_error(cell: Element) -> bool:
    return any(key.endswith("}value-type") and value == "error" for key, value in cell.items())


def _block(line: int, at: int, cell: Element) -> MergedCells:
    spanned = (_attribute(cell, f"number-{what}-spanned") for what in ("rows", "columns"))
    down, across = (int(number or 1) for number in spanned)
    return MergedCells(line, at, line + down - 1, at + across - 1)


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith("}" + name)), "")


READER = Path(__file__).with_name("calamine_process.py")
READER_SECONDS = 120
DAMAGED = "工作簿已损坏，或者大得读不下；请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再导入。"
LOCKED = "工作簿设有打开密码，请去掉密码另存后再导入。"
NO_MARKS = SheetMarks(hidden_known=False)


def read_xlsx(members: dict[str, bytes], name: str) -> AnnexFile:
    """The grids of an XLSX, with the marks that only its own parts tell."""
    return _annex_file(repacked_members(members), "xlsx", name, marks_of_xlsx(members))


def read_ods(members: dict[str, bytes], name: str) -> AnnexFile:
    """The grids of an ODS, with the marks and merged blocks that only its own parts tell."""
    return _annex_file(repacked_members(members), "ods", name, marks_of_ods(members))


def read_xls(data: bytes, name: str) -> AnnexFile:
    """The grids of an old XLS, which does not tell what is hidden."""
    return _annex_file(data, "xls", name, {})


def _annex_file(data: bytes, kind: str, name: str, marks: dict[str, SheetMarks]) -> AnnexFile:
    grids = (_grid(each, marks.get(each["name"], NO_MARKS)) for each in _sheets(data, kind))
    return AnnexFile(name, tuple(grids))


def _sheets(data: bytes, kind: str) -> list[dict[str, Any]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{kind}"
        path.write_bytes(data)
        answer = json.loads(_reader_answer(path))
    if answer == "password":
        raise Complaint(LOCKED)
    if answer == "broken":
        raise Complaint(DAMAGED)
    return list(answer)


def _reader_answer(path: Path) -> bytes:
    command = [sys.executable, "-I", str(READER), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=READER_SECONDS, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as reason:
        raise Complaint(DAMAGED) from reason
    return done.stdout


def _grid(sheet: dict[str, Any], marks: SheetMarks) -> Grid:
    if "lines" not in sheet:
        lines, columns = sheet["extent"]
        raise Complaint(
            f"工作表“{sheet['name']}”写到了第 {lines} 行、第 {columns} 列，不像名单；"
            "请删去名单以外的行和列，另存后再导入。"
        )
    blocks = (MergedCells(*first, *last) for first, last in sheet["merged"])
    return Grid(
        sheet["name"],
        f"工作表“{cleaned_text(sheet['name'])}”",
        marks.with_errors(tuple(tuple(map(cleaned_text, line)) for line in sheet["lines"])),
        (*blocks, *marks.merged),
        marks.hidden_lines,
        marks.hidden_columns,
        marks.hidden_known,
        sheet["shown"],
    )
