"""One row per platform: the same columns in CSV, XLSX and SQLite.

Recorded values of a platform that have no column here get one at the end by themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from generator.records.registry import Platform
from generator.register.answer import Standing
from generator.register.snapshot import Listing
from generator.site.data.api import functions
from generator.site.data.csv import BOM, SEPARATOR, Cell, as_csv, lines_of
from generator.site.data.derivation import single_values, values
from generator.site.data.envelope import Publication
from generator.site.data.platform import deciding_acts, summary
from generator.terms.words import UnitKind

TEXT_ONLY = {f"strings_to_{what}": False for what in ("formulas", "numbers", "urls")}
WIDE = {
    "name", "operating_unit", "caveat_texts", "sentence", "services", "address", "page", "disclaimer",
}  # fmt: skip
NO_NUMBER = "无文号"
NARROW, BROAD = 14, 40


class TableColumn(NamedTuple):
    """TableColumn of the table: `name` is for programs, `label` for people."""

    name: str
    label: str
    is_day: bool = False


CHOSEN = (
    TableColumn("id", "编号"),
    TableColumn("name", "平台名称"),
    TableColumn("operating_unit", "运营单位"),
    TableColumn("credit_code", "统一社会信用代码"),
    TableColumn("unit_kind", "单位性质代码"),
    TableColumn("unit_kind_label", "单位性质"),
    TableColumn("division", "区划代码"),
    TableColumn("city", "所属地代码"),
    TableColumn("city_name", "所属地"),
    TableColumn("functions", "服务功能代码"),
    TableColumn("function_labels", "服务功能"),
    TableColumn("status", "资格状态代码"),
    TableColumn("status_label", "资格状态"),
    TableColumn("caveats", "附注代码"),
    TableColumn("caveat_texts", "附注"),
    TableColumn("status_since", "状态起日", is_day=True),
    TableColumn("event", "状态起因代码"),
    TableColumn("event_label", "状态起因"),
    TableColumn("explanation", "缘由代码"),
    TableColumn("explanation_label", "缘由"),
    TableColumn("sentence", "结论"),
    TableColumn("validity_starts", "有效期起日", is_day=True),
    TableColumn("validity_ends", "有效期止日", is_day=True),
    TableColumn("bar_starts", "不得申报起日", is_day=True),
    TableColumn("barred_until", "不得申报至", is_day=True),
    TableColumn("bar_by", "不得申报依据文件编号"),
    TableColumn("designation", "认定文件编号"),
    TableColumn("decided_by", "依据文件编号"),
    TableColumn("document_number", "依据文号"),
    TableColumn("services", "服务简介"),
    TableColumn("phone", "办公电话"),
    TableColumn("website", "网站"),
    TableColumn("address", "办公地址"),
    TableColumn("page", "网页"),
    TableColumn("as_of", "数据截至", is_day=True),
    TableColumn("licence", "许可"),
    TableColumn("disclaimer", "声明"),
    TableColumn("merged_ids", "并入的编号"),
    TableColumn("certificate_numbers", "证书编号"),
    TableColumn("former_names", "曾用名"),
    TableColumn("former_units", "曾用单位名"),
)
# Said of a record that has no row: it is merged into another.
ROWLESS = {"same_as"}


def with_recorded(
    chosen: tuple[TableColumn, ...], record: type[Platform]
) -> tuple[TableColumn, ...]:
    """The chosen columns, then one for each recorded single value that has none yet."""
    names = {column.name for column in chosen} | ROWLESS
    recorded = single_values(record)
    return (*chosen, *(TableColumn(name, label) for name, label in recorded if name not in names))


COLUMNS = with_recorded(CHOSEN, Platform)
Cells = tuple[str | None, ...]


def lines(publication: Publication) -> Iterator[tuple[Listing, Cells]]:
    """Every platform ever recorded with its cells, one after the other; days as ISO text."""
    snapshot, labels = publication.snapshot, functions(publication.snapshot)
    site, disclaimer = snapshot.register.site, publication.head()["disclaimer"]
    same = {"as_of": str(snapshot.as_of), "licence": site.licence, "disclaimer": disclaimer}
    for listing in snapshot.listings.values():
        if listing.id not in publication.cells:
            row = same | _row(listing, labels)
            row["page"] = publication.address(f"platforms/{listing.id}/")
            cells = tuple(_cell(row.get(column.name)) for column in COLUMNS)
            publication.cells[listing.id] = cells
        yield listing, publication.cells[listing.id]


def csv_pieces(publication: Publication) -> Iterator[bytes]:
    """The table as CSV, row by row; what is not known is empty."""
    yield (BOM + as_csv([column.name for column in COLUMNS], ())).encode()
    for _, cells in lines(publication):
        yield lines_of([cells]).encode()


def write_workbook(path: Path, publication: Publication) -> None:
    """Writes the table as XLSX with real dates, a frozen head and filters; no text is a formula.

    Raises `OSError` with the system's own reason where the file cannot be written.
    """
    _write_book(path, publication, _write_platforms)


ERRATA = (
    TableColumn("id", "编号"),
    TableColumn("of", "录错的文件、事项或平台"),
    TableColumn("fields", "改正了的字段"),
    TableColumn("what", "原来录成了什么，应当是什么"),
    TableColumn("found_on", "发现的日期"),
)


class PlainTable(NamedTuple):
    """Table of texts and numbers, with a title; numbers stay numbers in a spreadsheet.

    `names` head the CSV where programs call the columns otherwise than people do.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    names: Sequence[str] = ()


def errata_table(publication: Publication) -> PlainTable:
    """Mistakes of our own copy that were put right; several fields in one cell."""
    errata = map(values, publication.snapshot.register.errata.values())
    rows = [tuple({**each, "fields": _in_a_cell(each["fields"])}.values()) for each in errata]
    names, labels = zip(*((column.name, column.label) for column in ERRATA), strict=True)
    return PlainTable("勘误", labels, rows, names)


def plain_csv(table: PlainTable) -> bytes:
    """Returns a table as CSV."""
    return (BOM + as_csv(table.names or table.heads, table.rows)).encode()


def write_plain(path: Path, publication: Publication, table: PlainTable) -> None:
    """Writes a table as XLSX, with where it comes from; raises as `write_workbook`."""
    _write_book(path, publication, partial(_write_rows, table))


def _write_rows(table: PlainTable, book: xlsxwriter.Workbook, _: Publication) -> None:
    sheet, bold = book.add_worksheet(table.title), book.add_format({"bold": True})
    sheet.set_column(0, len(table.heads) - 1, BROAD)
    sheet.write_row(0, 0, table.heads, bold)
    for down, row in enumerate(table.rows, 1):
        sheet.write_row(down, 0, ["" if cell is None else cell for cell in row])


Sheets = Callable[[xlsxwriter.Workbook, Publication], None]


def _write_book(path: Path, publication: Publication, write_sheet: Sheets) -> None:
    # A row is written out before the next begins.
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, **TEXT_ONLY})
    _describe(book, publication)
    write_sheet(book, publication)
    _write_about(book, publication)
    try:
        book.close()
    except FileCreateError as hidden:
        raise hidden.args[0] from None


def _row(listing: Listing, labels: dict[str, str]) -> dict[str, Any]:
    record, row, city = values(listing.platform), summary(listing), listing.city
    return {
        **record,
        **record.get("contact", {}),
        **row,
        **_standing_cells(listing.standing, row),
        "unit_kind_label": _unit_kind(record.get("unit_kind")),
        "city_name": listing.territory.part_name(city) if city else None,
        "functions": _in_a_cell(listing.functions),
        "function_labels": _in_a_cell(labels.get(f, f) for f in listing.functions),
        "merged_ids": _in_a_cell(each.id for each in listing.history.merged),
        **_former_cells(row),
        "event_label": listing.event.label if listing.event else None,
    }


def _standing_cells(standing: Standing, row: dict[str, Any]) -> dict[str, str | None]:
    """Values of the answer that are no plain text: lists in one cell, spans in a cell for each day."""
    validity, bar, acts = row["validity"] or {}, row["bar"] or {}, deciding_acts(standing)
    return {
        "caveats": _in_a_cell(each["code"] for each in row["caveats"]),
        "caveat_texts": _in_a_cell(each["text"] for each in row["caveats"]),
        "explanation_label": standing.explanation.label if standing.explanation else None,
        "validity_starts": validity.get("starts"),
        "validity_ends": validity.get("ends"),
        "bar_starts": bar.get("starts"),
        "bar_by": bar.get("by"),
        "decided_by": _in_a_cell(act.id for act in acts),
        "document_number": _in_a_cell(act.document_number or NO_NUMBER for act in acts),
    }


def _former_cells(row: dict[str, Any]) -> dict[str, str | None]:
    """Names that are no longer borne, each once, and the numbers of the certificates."""
    former = row["former_names"]
    names = {each["name"]: None for each in former if each["name"] not in (None, row["name"])}
    units = {each["operating_unit"]: None for each in former}
    return {
        "former_names": _in_a_cell(names),
        "former_units": _in_a_cell(each for each in units if each != row["operating_unit"]),
        "certificate_numbers": _in_a_cell(row["certificate_numbers"]),
    }


def _in_a_cell(items: Iterable[str]) -> str | None:
    return SEPARATOR.join(items) or None


def _cell(value: Any) -> str | None:
    return None if value is None else str(value)


def _unit_kind(code: str | None) -> str | None:
    return UnitKind.labels()[code] if code else None


def _describe(book: xlsxwriter.Workbook, publication: Publication) -> None:
    """The day of the data is the only day in the file: no clock."""
    site = publication.snapshot.register.site
    created = datetime.combine(publication.snapshot.as_of, time())
    book.set_properties(
        {"title": site.title + publication.mark, "author": site.publisher,
         "comments": publication.says, "created": created}
    )  # fmt: skip


def _write_platforms(book: xlsxwriter.Workbook, publication: Publication) -> None:
    sheet, down = book.add_worksheet("平台"), 0
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for across, column in enumerate(COLUMNS):
        sheet.set_column(across, across, BROAD if column.name in WIDE else NARROW)
        sheet.write_string(0, across, column.label, bold)
    sheet.freeze_panes(1, 2)
    for down, (_, cells) in enumerate(lines(publication), 1):
        for across, (column, value) in enumerate(zip(COLUMNS, cells, strict=True)):
            if value is not None and column.is_day:
                sheet.write_datetime(down, across, datetime.fromisoformat(value), day)
            elif value is not None:
                sheet.write_string(down, across, value)
    sheet.autofilter(0, 0, down, len(COLUMNS) - 1)


def _write_about(book: xlsxwriter.Workbook, publication: Publication) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 12)
    for down, line in enumerate(_about(publication)):
        for across, text in enumerate(line):
            sheet.write_string(down, across, text)


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
