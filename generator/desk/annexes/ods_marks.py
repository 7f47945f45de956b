"""ODS 的记号 What an ODS file tells of its sheets, where equal lines and cells are written once."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from generator.desk.annexes.grid import Merged
from generator.desk.annexes.parts import part
from generator.desk.annexes.sheet_marks import FARTHEST, Marks

# Where it begins, how many times it is repeated, and the element itself.
Placed = tuple[int, int, Element]
NOT_SHOWN = ("collapse", "filter")


def marks_of_ods(members: dict[str, bytes]) -> dict[str, Marks]:
    """ODS 的记号 By the name of the sheet."""
    tables = part(members, "content.xml").iterfind(".//{*}spreadsheet/{*}table")
    return {_said(table, "name"): _sheet(table) for table in tables}


def _sheet(table: Element) -> Marks:
    rows = list(_placed(_named(table.iter(), "table-row"), "rows"))
    columns = _placed(_named(table.iter(), "table-column"), "columns")
    cells = [(line, at, cell) for line, _, row in rows for at, _, cell in _placed(row, "columns")]
    return Marks(
        frozenset(_hidden(rows)),
        frozenset(_hidden(columns)),
        {(line, at): "".join(c.itertext()) for line, at, c in cells if _is_error(c)},
        tuple(_block(line, at, c) for line, at, c in cells if _said(c, "number-rows-spanned")),
    )


def _named(elements: Iterable[Element], tag: str) -> Iterator[Element]:
    return (element for element in elements if element.tag.endswith("}" + tag))


def _placed(elements: Iterable[Element], direction: str) -> Iterator[Placed]:
    at = 0
    for element in elements:
        times = int(_said(element, f"number-{direction}-repeated") or 1)
        yield at, times, element
        at += times


def _hidden(placed: Iterable[Placed]) -> Iterator[int]:
    for at, times, element in placed:
        if _said(element, "visibility") in NOT_SHOWN:
            yield from range(at, min(at + times, FARTHEST))


def _is_error(cell: Element) -> bool:
    return any(key.endswith("}value-type") and said == "error" for key, said in cell.items())


def _block(line: int, at: int, cell: Element) -> Merged:
    down, across = (int(_said(cell, f"number-{what}-spanned") or 1) for what in ("rows", "columns"))
    return Merged(line, at, line + down - 1, at + across - 1)


def _said(element: Element, name: str) -> str:
    return next((said for key, said in element.items() if key.endswith("}" + name)), "")
