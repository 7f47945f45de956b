"""Any file as it came, or a pasted text: told apart by its content, read, or refused in one sentence.

One that came over the network is read in a process of its own: what it holds can only harm that
process, and what comes back is texts.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath

from pydantic import TypeAdapter

from generator.desk.annexes.columns import field_of
from generator.desk.annexes.grid import (
    AnnexFile,
    CellDoubt,
    Complaint,
    Grid,
    as_seen,
    cleaned_text,
    doubts_by_cell,
)
from generator.desk.annexes.native import DAMAGED, LOCKED, converted, native_answer, read_xls
from generator.desk.annexes.opendocument import read_ods
from generator.desk.annexes.package import local, main_part, unpacked_members, xml_part
from generator.desk.annexes.pdf import read_pdf
from generator.desk.annexes.spreadsheet import read_xlsx
from generator.desk.annexes.web_table import read_html
from generator.desk.annexes.word import read_docx
from generator.terms.said import Said, from_json, said

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
        raise Complaint(said("quotes_open"))
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


def _csv_doubts(cell: str, delimiter: str) -> Iterator[Said]:
    if "\n" in cell.strip() and delimiter in cell:
        yield said("lines_swallowed")
    if cell.startswith("=") and not AS_TEXT.match(cell):
        yield said("formula_as_text")


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
            raise Complaint(said("zero_bytes"))
        return text
    raise Complaint(said("encoding_unknown"))


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
READABLE = said("what_is_readable")
# Forms that are read by way of another one.
BY_WAY = {
    "doc": ("旧版 Word 文档（.doc）", "docx"), "wps": ("WPS 文字文档（.wps）", "docx"),
    "rtf": ("RTF 文档", "docx"), "odt": ("ODT 文档", "docx"), "et": ("这种 WPS 表格（.et）", "xlsx"),
    "xlsb": ("二进制工作簿（.xlsb）", "xlsx"), "xml": ("这其实是 XML 文件，", "xlsx"),
}  # fmt: skip
# What Excel and Word of 2003 write as one XML file.
OFFICE_XML = b'urn:schemas-microsoft-com:office:spreadsheet"'


def opened_annex(name: str, data: bytes) -> AnnexFile:
    """The grids of a file told by its content; raises `Complaint` and nothing else."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if not data.strip():
        raise Complaint(said("file_empty"))
    kind, annex = _read_by_content(PurePath(name).name, ending, data)
    annex = replace(annex, grids=tuple(map(as_seen, annex.grids)))
    _refuse_wide(annex)
    printed = (*annex.grids, *([annex.text] if annex.text else []))
    if not any(any(map(any, grid.lines)) for grid in printed):
        raise Complaint(said("no_table"))
    if kind == ending or (kind, ending) == ("csv", "txt"):
        return annex
    note = said("read_by_content", ending=ending, kind=kind.upper())
    return replace(annex, notes=(note, *annex.notes))


def _refuse_wide(annex: AnnexFile) -> None:
    for grid in annex.grids:
        if grid.width > WIDEST:
            raise Complaint(
                said("sheet_too_wide", list=grid.called, width=grid.width, widest=WIDEST)
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
        raise Complaint(said("not_of_its_ending", ending=ending, readable=READABLE))
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
        raise Complaint(
            said("ofd") if kind == "ofd" else said("archive_of_files", readable=READABLE)
        )
    macros = (said("macros", part=part) for part in members if part.endswith("vbaProject.bin"))
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
        raise Complaint(said("not_converted", called=called, into=into))
    annex = READERS[into](unpacked_members(content), name)
    note = said("converted")
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


PASTED_FILE = "粘贴的名单.csv"
# The line under the head of a table in Markdown.
RULE = re.compile(r"[|\s:-]+")
WIDE = re.compile(r"\s*(?:\t|　+|\s{2,})\s*")
Parter = Callable[[str], list[str]]


def pasted_annex(text: str) -> AnnexFile:
    """The grid of a pasted text; raises `Complaint`."""
    return opened_annex(PASTED_FILE, with_tabs(text).encode())


def with_tabs(text: str) -> str:
    """A pasted text with its columns parted by tabs; one that tells no columns stays as it is.

    Raises `Complaint` where blanks part the columns and a line has not as many as the head.
    """
    lines = [line.strip(" \r") for line in text.splitlines() if line.strip()]
    if not lines or any("\t" in line for line in lines):
        return text
    if all(line.startswith("|") for line in lines):
        return tabbed_text(_cells_of_markdown(lines))
    part = _parter(lines[0])
    return text if part is None else tabbed_text(_even([part(line) for line in lines]))


def has_head(line: str) -> bool:
    """Whether a line names columns, whatever parts them."""
    return _parter(line) is not None


def _parter(head: str) -> Parter | None:
    return next((part for part in PARTERS if _known_heads(part(head)) > 1), None)


def _cells_of_markdown(lines: Iterable[str]) -> list[list[str]]:
    rows = (
        line.removeprefix("|").removesuffix("|").split("|")
        for line in lines
        if not RULE.fullmatch(line)
    )
    return [[cell.strip() for cell in row] for row in rows]


def _by(separator: str) -> Parter:
    return lambda line: [cell.strip() for cell in line.split(separator)]


# The surest first. A comma of ours may stand in a name, and a single blank, too.
PARTERS: tuple[Parter, ...] = (WIDE.split, _by("，"), _by("、"), str.split)


def _known_heads(cells: Iterable[str]) -> int:
    return len({field for cell in cells if (field := field_of(cell, {}))})


def _even(rows: list[list[str]]) -> list[list[str]]:
    heads = len(rows[0])
    for line, cells in enumerate(rows, 1):
        if len(cells) != heads:
            raise Complaint(said("uneven_paste", line=line, cells=len(cells), heads=heads))
    return rows


def tabbed_text(rows: Iterable[list[str]]) -> str:
    """Rows as a text whose columns are parted by tabs."""
    held = io.StringIO()
    csv.writer(held, delimiter="\t", lineterminator="\n").writerows(rows)
    return held.getvalue()


TOO_MUCH = said("annex_too_much")
# Grids as JSON, between the two processes.
AS_JSON = TypeAdapter(AnnexFile)


def read_annex(name: str, content: bytes) -> AnnexFile:
    """The grids of an uploaded file; raises `Complaint` and nothing else, like `opened_annex`."""
    ending = "".join(filter(str.isalnum, PurePath(name).suffix))[:10]
    answer = native_answer("annex_process.py", content, ending, TOO_MUCH)
    if isinstance(answer, list):
        raise Complaint(from_json(answer))
    return replace(AS_JSON.validate_python(answer), file=PurePath(name).name)
