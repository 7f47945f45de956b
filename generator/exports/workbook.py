"""电子表格 XLSX with real dates, a frozen head and filters; a text is never a formula."""

import io
from datetime import date, datetime, time
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.exports.envelope import Publication
from generator.exports.table import COLUMNS, Value

TEXT_ONLY = {f"strings_to_{what}": False for what in ("formulas", "numbers", "urls")}
WIDE = {"name", "operating_unit", "services", "address", "page", "disclaimer"}


def workbook(publication: Publication, rows: list[tuple[Value, ...]]) -> bytes:
    """工作簿 The platforms on the first sheet, what the file is on the second."""
    drawn = io.BytesIO()
    book = Workbook(drawn, {"in_memory": True, **TEXT_ONLY})
    _describe(book, publication)
    _fill(book, book.add_worksheet("平台"), rows)
    about = book.add_worksheet("说明")
    about.set_column(0, 0, 12)
    for at, (label, text) in enumerate(_about(publication)):
        about.write_string(at, 0, label)
        about.write_string(at, 1, text)
    book.close()
    return drawn.getvalue()


def _describe(book: Workbook, publication: Publication) -> None:
    """The day of the data is the only day in the file: no clock."""
    site = publication.snapshot.register.site
    created = datetime.combine(publication.snapshot.as_of, time())
    book.set_properties(
        {"title": site.title + publication.mark, "author": site.publisher,
         "comments": publication.says, "created": created}
    )  # fmt: skip


def _fill(book: Workbook, sheet: Worksheet, rows: list[tuple[Value, ...]]) -> None:
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, 40 if column.name in WIDE else 14)
        sheet.write_string(0, at, column.label, bold)
    for down, row in enumerate(rows, 1):
        for across, value in enumerate(row):
            _write(sheet, down, across, value, day)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)


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
