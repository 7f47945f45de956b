"""Sheets of an old XLS file, read by calamine."""

from typing import Any

from generator.desk.annexes.grid import AnnexFile, Complaint, Grid, MergedCells, cleaned_text
from generator.desk.annexes.native import native_answer
from generator.terms.said import said

DAMAGED = said("workbook_damaged")


def read_xls(data: bytes, name: str) -> AnnexFile:
    """The grids of an old XLS, which does not tell what is hidden."""
    sheets = native_answer("calamine_process.py", data, "xls", DAMAGED)
    return AnnexFile(name, tuple(_grid(each) for each in sheets))


def _grid(sheet: dict[str, Any]) -> Grid:
    called = f"工作表“{cleaned_text(sheet['name'])}”"
    if "lines" not in sheet:
        lines, columns = sheet["extent"]
        raise Complaint(said("far_cells", list=called, line=lines, column=columns))
    return Grid(
        sheet["name"],
        called,
        tuple(tuple(map(cleaned_text, line)) for line in sheet["lines"]),
        tuple(MergedCells(*first, *last) for first, last in sheet["merged"]),
        hidden_known=False,
        shown=sheet["shown"],
    )
