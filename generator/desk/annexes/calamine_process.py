"""A reader of workbooks by calamine, run by `native_process.py`: imports nothing of the register, so it starts at once."""

import datetime
from typing import Any

import python_calamine

# Excel keeps fifteen digits of a number; what is longer has been damaged already.
WHOLE = 10**15
LARGEST = 1_000_000


def sheets(path: str) -> list[dict[str, Any]]:
    """Texts, merged blocks and visibility of every sheet of cells in a workbook."""
    # By its path: given a stream, calamine no longer tells a password from damage.
    book = python_calamine.load_workbook(path)
    kinds = python_calamine.SheetTypeEnum
    named = [sheet for sheet in book.sheets_metadata if sheet.typ == kinds.WorkSheet]
    return [_sheet(book, sheet) for sheet in named]


def _sheet(book: python_calamine.CalamineWorkbook, known: python_calamine.SheetMetadata) -> Any:
    sheet = book.get_sheet_by_name(known.name)
    line, column = sheet.end or (0, 0)
    extent = (line + 1, column + 1)
    shown = known.visible == python_calamine.SheetVisibleEnum.Visible
    described = {"name": known.name, "shown": shown, "extent": extent}
    if extent[0] * extent[1] > LARGEST:
        return described
    lines = [[as_text(value) for value in line] for line in sheet.to_python(skip_empty_area=False)]
    return {**described, "lines": lines, "merged": sheet.merged_cell_ranges or []}


def as_text(value: Any) -> str:
    """A cell's value as a sheet shows it: 1.0 is 1, and a day is a day."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date().isoformat()
    return str(value)


def _number(value: float) -> str:
    if abs(value) >= WHOLE:
        return f"{value:.14G}"
    return str(int(value)) if value.is_integer() else repr(value)


def answer(path: str) -> Any:
    """The sheets of one workbook; where that fails, one word why."""
    try:
        return sheets(path)
    except python_calamine.PasswordError:
        return "password"
    except python_calamine.CalamineError:
        return "broken"
