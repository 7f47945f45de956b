"""Files of every kind: encodings, merged cells, hidden lines; broken and hostile ones get one sentence."""

import cProfile
import io
import re
import shutil
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.desk.annexes.calamine_process import as_text
from generator.desk.annexes.grid import WHOLE_LINE, Complaint, Grid
from generator.desk.annexes.lists import listing_of
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.package import LARGEST
from generator.desk.sentences import bare_words
from tests.annexes import DATA, as_csv, complaint
from tests.fuzz.annexes import read_through

TABLE = [["序号", "平台名称", "运营单位"], ["1", "示例·甲，乙平台", '示例·“丙”,"丁"有限公司']]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
LOCKED_ODS = {"META-INF/manifest.xml": b"<encryption-data/>", "content.xml": b"x"}
FORMS = ("publicity.xlsx", "announcement.xls", "units.ods", "revocation.docx", "nearly.csv")


def only_grid(name: str, data: bytes) -> Grid:
    """The one grid of a file."""
    (grid,) = opened_annex(name, data).grids
    return grid


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook made by a function."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    fill(book)
    book.close()
    return held.getvalue()


def edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """A package with one part rewritten."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            changed = member.filename == part
            new.writestr(member.filename, edit(content.decode()).encode() if changed else content)
    return held.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_delimited_text_is_read_in_every_common_form(encoding: str, delimiter: str) -> None:
    """Quotes, commas and a line end within cells survive each encoding and delimiter."""
    quoted = ['"' + cell.replace('"', '""') + '"' for line in TABLE for cell in line]
    text = f"{delimiter.join(quoted[:3])}\r\n{delimiter.join(quoted[3:])}\r\n"
    assert [list(line) for line in only_grid("名单.csv", text.encode(encoding)).lines] == TABLE


def test_blank_lines_keep_their_numbers() -> None:
    """A line is called by the number that a spreadsheet shows."""
    grid = only_grid("名单.csv", "\n\n平台名称,运营单位\n\n甲,乙\n".encode())
    assert [at for at, line in enumerate(grid.lines) if any(line)] == [2, 4]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (12, "12"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (999999999999999.0, "999999999999999"),
        (913701001234567890.0, "9.1370100123457E+17"),
        ("示例", "示例"),
    ],
)
def test_number_is_a_text_as_a_sheet_shows_it(value: object, text: str) -> None:
    """1.0 is 1; a number too long to be whole is shown as what is left of it."""
    assert as_text(value) == text


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_merged_cells_are_filled_down_and_nothing_else_is(ending: str) -> None:
    """Down where the file says merged; a blank cell that is only blank stays blank."""
    file = {"xlsx": "publicity.xlsx", "xls": "announcement.xls", "ods": "units.ods"}[ending]
    grid = opened_annex(file, (DATA / file).read_bytes()).grids[0]
    if ending == "xlsx":
        assert [grid.printed(at, 5) for at in (6, 7, 8)] == ["青岛市", "", ""]
        assert [grid.meant(at, 5) for at in (6, 7, 8)] == ["青岛市"] * 3
        assert grid.hidden_lines == {7}
    if ending == "ods":
        assert [grid.meant(at, 0) for at in (2, 3)] == ["潍坊市", "潍坊市"]
        assert [grid.meant(at, 2) for at in (6, 7)] == ["", ""]
    assert grid.hidden_known is (ending != "xls")


def test_formulas_give_values_and_errors_are_shown() -> None:
    """A formula counts by its last value; #N/A is not taken for an empty cell."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["平台名称", "单位名称", "序号"])
        sheet.write_formula("A2", '="示例·"&"甲"', None, "示例·甲")
        sheet.write_formula("B2", "=NA()", None, "#N/A")
        sheet.write_number("C2", 1.0)
        sheet.set_column("C:C", None, None, {"hidden": True})

    grid = only_grid("名单.xlsx", workbook(fill))
    assert grid.lines[1] == ("示例·甲", "#N/A", "1")
    assert grid.hidden_columns == {2}


def test_hidden_sheet_is_told_from_a_shown_one() -> None:
    """Its visibility comes with it."""

    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("甲").write("A1", "x")
        hidden = book.add_worksheet("乙")
        hidden.hide()
        hidden.write("A1", "y")

    assert [grid.shown for grid in opened_annex("名单.xlsx", workbook(fill)).grids] == [True, False]


def test_word_table_keeps_its_merged_cells_and_revisions() -> None:
    """Across, down, paragraphs in a cell; inserted text is read, deleted text is not."""
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "青岛市"
    table.cell(1, 1).text = "一\n二"
    paragraph = table.cell(1, 2).paragraphs[0]._p
    run = f"<w:r {nsdecls('w')}><w:t>新</w:t></w:r>"
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x">{run}</w:ins>'))
    old = f"<w:r {nsdecls('w')}><w:delText>旧</w:delText></w:r>"
    paragraph.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="x">{old}</w:del>'))
    table.cell(2, 2).add_table(1, 1).cell(0, 0).text = "表中表"
    held = io.BytesIO()
    document.save(held)
    annex = opened_annex("名单.docx", held.getvalue())
    grid = annex.grids[0]
    assert (grid.printed(0, 0), grid.printed(0, 1)) == ("合并", "")
    assert (grid.printed(2, 0), grid.meant(2, 0)) == ("", "青岛市")
    assert (grid.printed(1, 1), grid.printed(1, 2), grid.printed(2, 2)) == ("一\n二", "新", "")
    assert annex.grids[1].lines == (("表中表",),)
    assert [bare_words(each.what) for each in grid.doubts[1, 2]] == [
        "有修订加进的文字",
        "有修订删去的文字“旧”",
    ]
    assert [bare_words(each.what) for each in grid.doubts[2, 2]] == ["里面另有表格"]


def tables(*rows: tuple[str, ...]) -> bytes:
    """A document with a table for each tuple of ordinals, all with the same heads."""
    document = docx.Document()
    for ordinals in rows:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "序号", "单位名称"
        for ordinal in ordinals:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = ordinal, f"示例·单位{ordinal}"
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_list_goes_on_in_the_next_table_only_where_its_numbers_do() -> None:
    """From 2 to 3 it goes on; a table that begins at 1 again is another list, to be asked for."""
    whole = listing_of(opened_annex("名单.docx", tables(("1", "2"), ("3",))), {}, ())
    assert [line.label for line in whole.lines] == ["1-2", "1-3", "2-2"]
    apart = opened_annex("名单.docx", tables(("1", "2"), ("1",)))
    with pytest.raises(
        Complaint, match="有 2 处像是名单：第 1 个表格（2 行）、第 2 个表格（1 行）"
    ):
        listing_of(apart, {}, ())
    assert [line.label for line in listing_of(apart, {}, ("2",)).lines] == ["2"]


def test_word_rows_within_content_controls_are_read_and_deleted_rows_are_named() -> None:
    """A form of content controls holds rows and cells like any table."""
    document = docx.Document()
    table = document.add_table(4, 2)
    for at, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = f"左{at}", f"右{at}"
    _controlled(table.rows[1]._tr)
    _controlled(table.rows[1].cells[1]._tc)
    deleted = parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"/>')
    table.rows[2]._tr.get_or_add_trPr().append(deleted)
    held = io.BytesIO()
    document.save(held)
    grid = only_grid("名单.docx", held.getvalue())
    assert grid.lines == (("左0", "右0"), ("左1", "右1"), ("左2", "右2"), ("左3", "右3"))
    assert {
        at: [bare_words(each.what) for each in doubts] for at, doubts in grid.doubts.items()
    } == {(3, WHOLE_LINE): ["整行已用修订删去"]}


def _controlled(element: Any) -> None:
    """Puts a row or a cell into a content control."""
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control[0].append(element)


def test_file_is_read_by_its_content_and_the_ending_is_named() -> None:
    """A workbook that calls itself CSV is a workbook."""
    annex = opened_annex("名单.csv", (DATA / "publicity.xlsx").read_bytes())
    assert tuple(map(bare_words, annex.notes)) == (
        "文件名以“.csv”结尾，内容其实是 XLSX，按内容读取。",
    )
    assert annex.grids[0].name == "拟认定名单"


def package(**members: bytes) -> bytes:
    """A zip file of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return held.getvalue()


def ole(stream: str) -> bytes:
    """An old compound file that names a stream."""
    return OLE + stream.encode("utf-16-le")


def locked_xls() -> bytes:
    """A workbook whose second record says that all that follows is under a password."""
    data = bytearray((DATA / "announcement.xls").read_bytes())
    start = data.index(bytes.fromhex("09081000"))
    data[start + 20 : start + 22] = bytes.fromhex("2f00")
    return bytes(data)


def lying() -> bytes:
    """A package whose directory says less than it holds."""
    data = bytearray(package(**{"xl/workbook.xml": bytes(3 << 20)}))
    size = (3 << 20).to_bytes(4, "little")
    return bytes(data.replace(size, (9).to_bytes(4, "little")))


def test_package_that_lies_is_not_unfolded() -> None:
    """No more is unfolded than the directory says: what it hides costs nothing."""
    data = bytearray(package(**{"xl/workbook.xml": bytes(LARGEST - 1)}))
    small = data.replace((LARGEST - 1).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    tracemalloc.start()
    said = complaint("名单.xlsx", bytes(small))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said.startswith("文件已损坏")
    assert peak < LARGEST / 8


def far_corner() -> bytes:
    """Two cells, as far apart as a sheet goes."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("远")
        sheet.write("A1", "平台名称")
        sheet.write("XFD1048576", "x")

    return workbook(fill)


def tall() -> bytes:
    """A list with something left behind far below."""

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("高")
        sheet.write_row("A1", ["平台名称", "单位名称"])
        sheet.write("A600001", "x")

    return workbook(fill)


def wide_document() -> bytes:
    """A table whose one cell says that it spans a million columns."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "甲"
    cell._tc.grid_span = 1_000_000
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("名单.xlsx", lambda: b"", "文件是空的"),
    ("名单.csv", lambda: b" \r\n", "文件是空的"),
    ("名单.csv", lambda: b",,\n,,\n", "文件里没有表格，或者表格是空的"),
    ("名单.xlsx", lambda: workbook(lambda _: None), "文件里没有表格，或者表格是空的"),
    ("名单.xlsx", lambda: b"not a workbook", "内容不是 .xlsx 文件，或者已经损坏"),
    ("名单.docx", lambda: b"\x89PNG\r\n\x1a\n", "内容不是 .docx 文件"),
    ("名单", lambda: "平台名称,运营单位".encode(), "内容不是"),
    ("名单.doc", lambda: ole("WordDocument"), "旧版 Word 文档（.doc）要经 LibreOffice 读"),
    ("名单.wps", lambda: ole("WordDocument"), "WPS 文字文档（.wps）要经 LibreOffice 读"),
    ("名单.et", lambda: ole("Workbook"), "这种 WPS 表格（.et）要经 LibreOffice 读"),
    ("名单.pdf", lambda: b"%PDF-1.7", "PDF 已损坏"),
    ("名单.xlsx", lambda: b"%PDF-1.7", "PDF 已损坏"),
    ("名单.ofd", lambda: package(**{"OFD.xml": b"<a/>"}), "OFD 版式文件读不了"),
    ("名单.xlsb", lambda: package(**{"xl/workbook.bin": b"x"}), "二进制工作簿（.xlsb）要经"),
    ("名单.odt", lambda: package(**ODT), "ODT 文档要经"),
    ("名单.xls", lambda: b"\xef\xbb\xbf<html><table>", "文件里没有表格"),
    ("名单.xls", lambda: b"<?xml version='1.0'?><Workbook/>", "这其实是 XML 文件"),
    ("名单.doc", lambda: rb"{\rtf1 x}", "RTF 文档要经"),
    ("名单.zip", lambda: package(**{"名单.xlsx": b"x"}), "这个压缩包不是名单；请先解开"),
    ("名单.xlsx", lambda: ole("EncryptedPackage"), "文件设有打开密码"),
    ("名单.docx", lambda: ole("EncryptedPackage"), "文件设有打开密码"),
    ("名单.xls", locked_xls, "文件设有打开密码"),
    ("名单.ods", lambda: package(**LOCKED_ODS), "文件设有打开密码"),
    ("名单.xls", lambda: OLE, "工作簿已损坏"),
    ("名单.xlsx", lambda: (DATA / "publicity.xlsx").read_bytes()[:4000], "文件已损坏或没有下载完整"),
    ("名单.docx", lambda: (DATA / "revocation.docx").read_bytes()[:9000], "文件已损坏或没有下载完整"),
    ("名单.docx", lambda: package(**{"word/document.xml": b"<a"}), "文档已损坏"),
    ("名单.xlsx", lambda: package(**{"xl/workbook.xml": b"<a"}), "工作簿已损坏"),
    ("名单.csv", lambda: b"\xff\xfe\x00", "文字编码不是 UTF-8"),
    ("名单.csv", lambda: b"\x81\x20\xff,\xff", "文字编码不是 UTF-8"),
    ("名单.csv", lambda: b"a\x00b,c", "内容不是文字表格（含有空字节）"),
    ("名单.csv", lambda: b'"' + b"a" * 200_000, "文字表格的引号不成对或单元格过长"),
    ("名单.xlsx", lambda: package(**{"xl/workbook.xml": bytes(LARGEST + 1)}), "文件解开后有 64 MiB"),
    ("名单.xlsx", lambda: package(**{"xl/workbook.xml": bytes(3 << 20)}), "文件解开后有 3 MiB"),
    ("名单.xlsx", lying, "文件已损坏或没有下载完整"),
    ("名单.xlsx", far_corner, "工作表“远”写到了第 1048576 行、第 16384 列，不像名单"),
    ("名单.xlsx", tall, "工作表“高”写到了第 600001 行、第 2 列，不像名单"),
    ("名单.docx", wide_document, "文档中有一个表格超过 200 列"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "made", "says"),
    REFUSED,
    ids=[f"{at}-{each[2][:12]}" for at, each in enumerate(REFUSED)],
)
def test_unfit_file_gets_one_sentence(
    name: str, made: Callable[[], bytes], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is, and what to do, on a machine without LibreOffice."""
    monkeypatch.setenv("PATH", "")
    said = complaint(name, made())
    assert said.startswith(says)
    assert said.endswith("。")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("ending", ["doc", "wps"])
def test_old_document_is_read_through_libreoffice(ending: str, tmp_path: Path) -> None:
    """As it lies in the folder it reads like the DOCX that it was made of; the clerk is told."""
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    made = ["--convert-to", "doc", "--outdir", str(tmp_path), str(DATA / "revocation.docx")]
    subprocess.run([*command, *made], check=True, capture_output=True)
    annex = opened_annex(f"名单.{ending}", (tmp_path / "revocation.doc").read_bytes())
    expected = opened_annex("名单.docx", (DATA / "revocation.docx").read_bytes())
    assert [grid.lines for grid in annex.grids] == [grid.lines for grid in expected.grids]
    assert tuple(map(bare_words, annex.notes)) == (
        "文件由本机的 LibreOffice 转换后读取，请对照原件核对。",
    )


@pytest.mark.parametrize(
    ("file", "part"),
    [
        ("revocation.docx", "word/document.xml"),
        ("publicity.xlsx", "xl/sharedStrings.xml"),
        ("units.ods", "content.xml"),
    ],
)
def test_no_outside_entity_is_opened(file: str, part: str, tmp_path: Path) -> None:
    """A file of this machine never comes into a cell; the annex is refused, or the cell is empty."""
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be published", "utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    def edit(content: str) -> str:
        assert "示例" in content
        return re.sub(r"\?>", f"?>{entity}", content, count=1).replace("示例", "&x;示例")

    try:
        annex = opened_annex(file, edited((DATA / file).read_bytes(), part, edit))
    except Complaint:
        return
    cells = [cell for grid in annex.grids for line in grid.lines for cell in line]
    assert not [cell for cell in cells if secret.read_text() in cell]


def test_growing_entities_are_refused_at_once() -> None:
    """A few lines of XML that would unfold to gigabytes."""
    entities = '<!ENTITY a0 "示例">' + "".join(
        f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12)
    )
    for file, part in (("revocation.docx", "word/document.xml"), ("units.ods", "content.xml")):
        grown = edited(
            (DATA / file).read_bytes(), part,
            lambda content: re.sub(r"\?>", f"?><!DOCTYPE x [{entities}]>", content, count=1)
            .replace("示例·", "&a11;"),
        )  # fmt: skip
        try:
            annex = opened_annex(file, grown)
        except Complaint:
            continue
        assert max(len(c) for g in annex.grids for line in g.lines for c in line) < 1000


@given(data=st.binary(max_size=400), ending=st.sampled_from(["csv", "docx", "xlsx", "xls"]))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes, ending: str) -> None:
    """Nothing but the one complaint is ever raised."""
    _read_or_refused(f"名单.{ending}", data)


# Each starts LibreOffice, where there is one.
@pytest.mark.slow
@given(data=st.binary(max_size=400), ending=st.sampled_from(["doc", "wps", "et"]))
@settings(max_examples=20)
def test_any_bytes_by_way_of_another_form_are_read_or_refused(data: bytes, ending: str) -> None:
    """What the other program makes of them is judged alike."""
    _read_or_refused(f"名单.{ending}", data)


@pytest.mark.slow
@given(at=st.integers(0), byte=st.binary(min_size=1, max_size=8), cut=st.booleans())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_document_is_read_or_refused(at: int, byte: bytes, cut: bool) -> None:
    """Cut short or overwritten anywhere, within its parts or without."""
    data = (DATA / "revocation.docx").read_bytes()
    _read_or_refused("名单.docx", _damaged(data, at, byte, cut))
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    part = sorted(parts)[at % len(parts)]
    parts[part] = _damaged(parts[part], at, byte, cut)
    _read_or_refused("名单.docx", package(**parts))


@pytest.mark.slow
@given(
    file=st.sampled_from(["17-looks.xlsx", "announcement.xls", "30-looks.ods", "57-pages.pdf"]),
    at=st.integers(0), byte=st.binary(min_size=1, max_size=8), cut=st.booleans(),
)  # fmt: skip
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_workbook_is_read_or_refused(file: str, at: int, byte: bytes, cut: bool) -> None:
    """Native code that falls over takes only its own process with it."""
    data = (DATA / file).read_bytes()
    if file.endswith(("xls", "pdf")):
        _read_or_refused(file, _damaged(data, at, byte, cut))
        return
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    part = sorted(parts)[at % len(parts)]
    parts[part] = _damaged(parts[part], at, byte, cut)
    _read_or_refused(file, package(**parts))


def _damaged(data: bytes, at: int, byte: bytes, cut: bool) -> bytes:
    place = at % max(len(data), 1)
    return data[:place] if cut else data[:place] + byte + data[place + len(byte) :]


def _read_or_refused(name: str, data: bytes) -> None:
    try:
        opened_annex(name, data)
    except Complaint as reason:
        said = str(reason)
    else:
        said = "。"
    assert said.endswith("。")


@pytest.mark.parametrize("rows", [20, 40])
def test_a_title_is_read_once_however_many_rows_stand_below_it(rows: int) -> None:
    """Titles that name nothing known, one above each row; counted in calls, on any machine alike."""
    lines = ["序号|平台名称|运营单位"]
    for at in range(rows):
        lines += [
            f"示例·某处{at}的第{at}处{'地' * 40}",
            f"{at}|示例·平台{at}|示例·单位{at}",
        ]
    # What is looked up once for all files is not counted.
    read_through("a.csv", as_csv(lines[:3]), 0)
    profile = cProfile.Profile()
    profile.runcall(read_through, "a.csv", as_csv(lines), 0)
    assert sum(each.callcount for each in profile.getstats()) < 50_000 * rows
