"""电子表格 XLSX with real dates, a frozen head and filters; a text is never a formula."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from generator.exports.envelope import Publication
from generator.exports.table import COLUMNS, Line, Value

TEXT_ONLY = {f"strings_to_{what}": False for what in ("formulas", "numbers", "urls")}
WIDE = {"name", "operating_unit", "services", "address", "page", "disclaimer"}


class Workbook:
    """工作簿 The platforms on the first sheet, what the file is on the second."""

    def __init__(self, path: Path, publication: Publication) -> None:
        self.path, self._publication = path, publication
        # A row is written out before the next begins.
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True, **TEXT_ONLY})
        _describe(self._book, publication)
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet = self._book.add_worksheet("平台")
        _head(self._book, self._sheet)
        self._down = 0

    def add(self, line: Line) -> None:
        """记一行 A text is never a formula, a day is a day."""
        self._down += 1
        for across, value in enumerate(line.cells):
            _write(self._sheet, self._down, across, value, self._day)

    def finish(self) -> None:
        """合上 With filters over all that was written."""
        self._sheet.autofilter(0, 0, self._down, len(COLUMNS) - 1)
        about = self._book.add_worksheet("说明")
        about.set_column(0, 0, 12)
        for at, (label, text) in enumerate(_about(self._publication)):
            about.write_string(at, 0, label)
            about.write_string(at, 1, text)
        try:
            self._book.close()
        except FileCreateError as hidden:
            # The system's own reason, as any other file gives it.
            raise hidden.args[0] from None


def _describe(book: xlsxwriter.Workbook, publication: Publication) -> None:
    """The day of the data is the only day in the file: no clock."""
    site = publication.snapshot.register.site
    created = datetime.combine(publication.snapshot.as_of, time())
    book.set_properties(
        {"title": site.title + publication.mark, "author": site.publisher,
         "comments": publication.says, "created": created}
    )  # fmt: skip


def _head(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    bold = book.add_format({"bold": True})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, 40 if column.name in WIDE else 14)
        sheet.write_string(0, at, column.label, bold)
    sheet.freeze_panes(1, 2)


def _write(sheet: Worksheet, down: int, across: int, value: Value, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(down, across, datetime.combine(value, time()), day)
    elif value is not None:
        sheet.write_string(down, across, value)


def _about(publication: Publication) -> list[tuple[str, str]]:
    site, head = publication.snapshot.register.site, publication.head()
    return [
        ("名录", site.title + publication.mark),
        ("声明", head["disclaimer"] or "无"),
        ("数据截至", str(head["as_of"])),
        ("最迟更新", str(head["next_update"])),
        ("提交", head["commit"] or "无"),
        ("许可", site.licence or "无"),
        ("编制", site.publisher),
        ("网址", site.base_url),
    ]
