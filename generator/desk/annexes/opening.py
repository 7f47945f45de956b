"""Any file as it came: told apart by its content, read, or refused in one sentence."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath

from generator.desk.annexes.grid import (
    AnnexFile,
    CellDoubt,
    Complaint,
    Grid,
    as_seen,
    cleaned_text,
    doubts_by_cell,
)
from generator.desk.annexes.native import LOCKED
from generator.desk.annexes.office import converted
from generator.desk.annexes.opendocument import read_ods
from generator.desk.annexes.package import local, main_part, unpacked_members, xml_part
from generator.desk.annexes.pdf import read_pdf
from generator.desk.annexes.spreadsheet import read_xlsx
from generator.desk.annexes.web_table import read_html
from generator.desk.annexes.word import read_docx
from generator.desk.annexes.workbook import DAMAGED, read_xls

# No list has so many columns.
WIDEST = 200
DELIMITERS = (",", ";", "\t")
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
# GB18030 holds GBK and GB 2312 within it.
ENCODINGS = ("utf-8", "gb18030")


def read_csv(data: bytes) -> Grid:
    """The grid of a CSV (comma, semicolon or tab), its lines numbered as a spreadsheet shows them."""
    text = decoded_text(data)
    tables = {delimiter: _csv_cells(text, delimiter) for delimiter in DELIMITERS}
    if not any(tables.values()):
        raise Complaint("文字表格的引号不成对或单元格过长，请用 Excel 或 WPS 另存为 .xlsx。")
    delimiter = max(DELIMITERS, key=lambda each: _parting_count(tables[each]))
    table = tables[delimiter]
    doubts = (
        (line, column, CellDoubt(what))
        for line, cells in enumerate(table)
        for column, cell in enumerate(cells)
        for what in _csv_doubts(cell, delimiter)
    )
    lines = tuple(tuple(cleaned_text(AS_TEXT.sub(r"\1", cell)) for cell in line) for line in table)
    return Grid("1", "文字表格", lines, doubts=doubts_by_cell(doubts))


# A number that Excel is to take for a text.
AS_TEXT = re.compile(r'^="([^"]*)"$')


def _csv_doubts(cell: str, delimiter: str) -> Iterator[str]:
    if "\n" in cell.strip() and delimiter in cell:
        yield "里面有几行带分隔符的文字，像是引号不成对，吞了后面的行"
    if cell.startswith("=") and not AS_TEXT.match(cell):
        yield "是公式，看不出印的是什么"


DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(?:gb2312|gbk|gb18030)", re.IGNORECASE)


def decoded_page(data: bytes) -> str:
    """The text of a web page by the encoding that it names, else like any text."""
    if DECLARED.search(data[:2048]):
        return data.decode("gb18030", "replace")
    return decoded_text(data)


def decoded_text(data: bytes) -> str:
    """The text by its byte order mark, else by the first encoding that fits every byte."""
    marked = [name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Complaint("内容不是文字表格（含有空字节），请用 Excel 或 WPS 另存为 .xlsx。")
        return text
    raise Complaint("文字编码不是 UTF-8、GBK（GB18030）或 UTF-16，请另存为 UTF-8 的 CSV。")


def _csv_cells(text: str, delimiter: str) -> list[list[str]]:
    """The cells of each line; none where the quotes do not fit."""
    held = io.StringIO(text, newline="")
    try:
        return list(csv.reader(held, delimiter=delimiter, strict=True))
    except csv.Error:
        return []


def _parting_count(lines: list[list[str]]) -> int:
    return sum(len(line) - 1 for line in lines if line)


ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF"
# The part that tells each kind of package.
TELLING_PARTS = {
    "xl/workbook.xml": "xlsx", "word/document.xml": "docx", "content.xml": "ods",
    "xl/workbook.bin": "xlsb", "OFD.xml": "ofd",
}  # fmt: skip
Reader = Callable[[dict[str, bytes], str], AnnexFile]
READERS: dict[str, Reader] = {"xlsx": read_xlsx, "docx": read_docx, "ods": read_ods}
READABLE = "能读的有 .xlsx、.xls、.et、.ods、.csv、.docx、有文字的 .pdf 和网页表格。"
THROUGH = "要经 LibreOffice 读，本机没有或读不出；请用 Word、Excel 或 WPS 打开，另存为"
# Forms that are read by way of another one.
BY_WAY = {
    "doc": ("旧版 Word 文档（.doc）", "docx"), "wps": ("WPS 文字文档（.wps）", "docx"),
    "rtf": ("RTF 文档", "docx"), "odt": ("ODT 文档", "docx"), "et": ("这种 WPS 表格（.et）", "xlsx"),
    "xlsb": ("二进制工作簿（.xlsb）", "xlsx"), "xml": ("这其实是 XML 文件，", "xlsx"),
}  # fmt: skip
# What Excel and Word of 2003 write as one XML file.
OFFICE_XML = b'urn:schemas-microsoft-com:office:spreadsheet"'
OFD = "OFD 版式文件读不了，请向发文处室要 Word 或 Excel 的附件。"


def opened_annex(name: str, data: bytes) -> AnnexFile:
    """The grids of a file told by its content; raises `Complaint` and nothing else."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if not data.strip():
        raise Complaint("文件是空的，请重新取得后再试。")
    kind, annex = _read_by_content(PurePath(name).name, ending, data)
    annex = replace(annex, grids=tuple(map(as_seen, annex.grids)))
    _refuse_wide(annex)
    printed = (*annex.grids, *([annex.text] if annex.text else []))
    if not any(any(map(any, grid.lines)) for grid in printed):
        raise Complaint("文件里没有表格，或者表格是空的；请核对是否选错了文件。")
    if kind == ending or (kind, ending) == ("csv", "txt"):
        return annex
    note = f"文件名以“.{ending}”结尾，内容其实是 {kind.upper()}，按内容读取。"
    return replace(annex, notes=(note, *annex.notes))


def _refuse_wide(annex: AnnexFile) -> None:
    for grid in annex.grids:
        if grid.width > WIDEST:
            raise Complaint(
                f"{grid.called}有 {grid.width} 列，超过 {WIDEST} 列的不像名单；"
                "请删去名单以外的列，另存后再试。"
            )


def _read_by_content(name: str, ending: str, data: bytes) -> tuple[str, AnnexFile]:
    if data.startswith(ZIP):
        return _read_package(name, ending, data)
    if data.startswith(OLE):
        return _read_compound(name, ending, data)
    kind = "pdf" if data.startswith(PDF) else "rtf" if data.startswith(rb"{\rtf") else ending
    opening = _opening(data)
    if opening.startswith(b"<"):
        is_page = b"<html" in opening or b"<table" in opening or opening.startswith(b"<!doctype")
        kind = "html" if is_page and OFFICE_XML not in opening else "xml"
    if kind == "html":
        return kind, read_html(decoded_page(data), name)
    if kind == "pdf":
        return kind, read_pdf(data, name)
    if kind in BY_WAY:
        return _read_by_way(name, kind, data)
    if kind not in ("csv", "txt", "tsv"):
        raise Complaint(f"内容不是 .{ending} 文件，或者已经损坏；请重新取得。{READABLE}")
    grid = read_csv(data)
    return "csv", AnnexFile(name, (grid,), text=grid)


def _opening(data: bytes) -> bytes:
    """The first bytes as a page begins, whatever its encoding."""
    wide = BYTE_ORDER_MARKS.get(data[:2])
    first = data[:1024].decode(wide, "ignore").encode() if wide else data[:512]
    return first.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _read_package(name: str, ending: str, data: bytes) -> tuple[str, AnnexFile]:
    members = unpacked_members(data)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise Complaint(LOCKED)
    kind = next((kind for part, kind in TELLING_PARTS.items() if part in members), "")
    kind = kind or _kind_by_main_part(members) or ending
    if kind == "ods" and b"opendocument.text" in members.get("mimetype", b""):
        kind = "odt"
    if kind in BY_WAY:
        return _read_by_way(name, kind, data)
    if kind not in READERS:
        raise Complaint(OFD if kind == "ofd" else f"这个压缩包不是名单；请先解开。{READABLE}")
    macros = [
        f"文件里有宏（{part}），没有运行。" for part in members if part.endswith("vbaProject.bin")
    ]
    try:
        annex = READERS[kind](members, name)
        return kind, replace(annex, notes=(*annex.notes, *macros))
    except (ValueError, LookupError, OverflowError, RecursionError) as reason:
        raise Complaint(DAMAGED) from reason


def _kind_by_main_part(members: dict[str, bytes]) -> str | None:
    """The kind of a package whose main part lies elsewhere than usual."""
    try:
        root = local(xml_part(members, main_part(members, "")))
    except ValueError:
        return None
    return {"workbook": "xlsx", "document": "docx"}.get(root)


def _read_by_way(name: str, kind: str, data: bytes) -> tuple[str, AnnexFile]:
    called, into = BY_WAY[kind]
    content = converted(data, kind, into)
    if content is None:
        raise Complaint(f"{called}{THROUGH} .{into} 再试。")
    annex = READERS[into](unpacked_members(content), name)
    note = "文件由本机的 LibreOffice 转换后读取，请对照原件核对。"
    return kind, replace(annex, notes=(note, *annex.notes))


def _read_compound(name: str, ending: str, data: bytes) -> tuple[str, AnnexFile]:
    """An OLE file: an old workbook or document, or a new one under a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Complaint(LOCKED)
    if "WordDocument".encode("utf-16-le") in data:
        return _read_by_way(name, "wps" if ending == "wps" else "doc", data)
    try:
        return "et" if ending == "et" else "xls", read_xls(data, name)
    except Complaint:
        # The tables of WPS are workbooks of the old kind, but for some.
        if ending != "et":
            raise
        return _read_by_way(name, ending, data)
