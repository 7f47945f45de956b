"""Makes the annexes whose names begin with a number anew: run from the checkout, needs `soffice` and openpyxl.

    .venv/bin/python -m tests.data.annexes.make_forms

One list in every shape and form that offices send: by LibreOffice, by libraries, and by hand where
no program writes it so. The tests do not run this. Names and codes are of demonstration; what each
file must give is written in tests/cases/annexes/corpus.yaml.
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import docx
import openpyxl
import typst
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.pdfs import drawn_table, drawn_text, pdf

HERE = Path(__file__).parent
HEADS = ("序号", "平台名称", "运营单位", "统一社会信用代码", "所在市", "服务功能", "备注")
KNOWN = (
    "1",
    "示例·济南信息平台",
    "示例·济南信息有限公司",
    "91379900DEM000014J",
    "济南市",
    "信息服务",
    "复核",
)
FIRST = (
    "2",
    "示例·甲检测平台",
    "示例·甲检测有限公司",
    "91379900DEM000031B",
    "青岛市",
    "技术服务、信息服务",
    "",
)
OTHER = (
    "3",
    "示例·乙培训平台",
    "示例·乙培训有限公司",
    "91379900DEM0000772",
    "烟台市",
    "信息服务",
    "",
)
ROWS = (KNOWN, FIRST, OTHER)
TABLE = (HEADS, *ROWS)
Lines = Sequence[Sequence[Any]]


def book(
    *sheets: Lines, fill: Callable[[Any, Any], None] | None = None, names: Sequence[str] = ()
) -> bytes:
    """A workbook of these sheets by XlsxWriter; `fill` adds to the last."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held)
    for at, lines in enumerate(sheets):
        sheet = made.add_worksheet(names[at] if names else None)
        for line, cells in enumerate(lines):
            sheet.write_row(line, 0, cells)
    if fill:
        fill(made, sheet)
    made.close()
    return held.getvalue()


def by_openpyxl() -> bytes:
    """The table by openpyxl, cells merged down."""
    made = openpyxl.Workbook()
    sheet = made.active
    for line in (("附件1",), *TABLE[:2], (*FIRST[:4], "济南市", *FIRST[5:]), OTHER):
        sheet.append(line)
    sheet.merge_cells("E3:E4")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def renamed(data: bytes, name: Callable[[str], str], edit: Callable[[str, bytes], bytes]) -> bytes:
    """A package with its parts under other names and edited."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(name(part), edit(part, old.read(part)))
    return held.getvalue()


def edited(data: bytes, *changes: tuple[str, str]) -> bytes:
    """A package with texts replaced in every XML part."""

    def edit(part: str, content: bytes) -> bytes:
        if not part.endswith((".xml", ".rels")):
            return content
        text = content.decode("utf-8")
        for old, new in changes:
            text = text.replace(old, new)
        return text.encode()

    return renamed(data, lambda part: part, edit)


STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


def added(data: bytes, **parts: bytes) -> bytes:
    """A package with more parts."""
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def formats(made: Any, sheet: Any) -> None:
    """Numbers, months and days under their formats."""
    sheet.write_row(
        0, 0, ("序号", "平台名称", "运营单位", "证书编号", "有效期起", "有效期止", "备注")
    )
    whole, month, day, percent = (
        made.add_format({"num_format": code})
        for code in ("000", 'yyyy"年"m"月"', "yyyy.m.d", "0.0%")
    )
    for at, (row, number) in enumerate(zip(ROWS, (7, 8, 9), strict=True), 1):
        sheet.write_row(at, 0, row[:3])
        sheet.write_number(at, 3, number, whole)
        sheet.write_number(at, 4, 45627, (month, day, day)[at - 1])
        sheet.write_number(at, 5, 46721, (month, day, day)[at - 1])
        sheet.write_number(at, 6, 0.125, percent)


def across(_: Any, sheet: Any) -> None:
    """Platform and unit merged into one in the second row; a city over two lines and two columns."""
    sheet.write_row(0, 0, ("序号", "平台名称", "运营单位", "所在市", "所在县"))
    sheet.write_row(1, 0, (1, *KNOWN[1:3]))
    sheet.merge_range("B3:C3", "示例·甲检测中心")
    sheet.write("A3", 2)
    sheet.merge_range("D2:E3", "济南市")


def looks(made: Any, sheet: Any) -> None:
    """Each row with something that a reader of texts does not see."""
    struck, white, none, tiny = (
        made.add_format(look)
        for look in (
            {"font_strikeout": True}, {"font_color": "white"}, {"num_format": ";;;"}, {"font_size": 1},
        )
    )  # fmt: skip
    sheet.write_row(0, 0, HEADS[:3])
    for at, look in enumerate((struck, white, none, tiny, None, None, None), 1):
        sheet.write_row(at, 0, (at, f"示例·子{at}平台", f"示例·子{at}有限公司"), look)
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write_comment("B7", "已更名")
    sheet.insert_textbox("B8", "待核", {"height": 20})
    sheet.conditional_format("B9:B9", {"type": "no_blanks", "format": struck})
    sheet.write_row(8, 0, (8, "示例·子8平台", "示例·子8有限公司"))


def formulas(_: Any, sheet: Any) -> None:
    """Formulas with what stood there last, an error, and one without a value."""
    sheet.write_row(0, 0, HEADS[:3])
    sheet.write_formula("B2", '="示例·"&"甲检测平台"', None, FIRST[1])
    sheet.write("C2", FIRST[2])
    sheet.write_formula("B3", "=NA()", None, "#N/A")
    sheet.write("C3", OTHER[2])
    sheet.write_formula("B4", "=A1", None, "")
    sheet.write("C4", "示例·丙有限公司")


def ditto() -> Lines:
    """The same as above, in words and by leaving out."""
    return (
        HEADS[:6],
        KNOWN[:6],
        (*FIRST[:4], "同上", "〃"),
        (*OTHER[:4], "", "信息服务"),
    )


TICKS = (
    ("序号", "平台名称", "运营单位", "服务功能", "", "", "备注"),
    ("", "", "", "信息", "技术", "培训", ""),
    (*KNOWN[:3], "√", "", "", ""),
    (*FIRST[:3], "✔", "√", "×", ""),
    (*OTHER[:3], "", "", "大", ""),
)
PAGES = (
    ("附件",), ("示例·示范平台名单",), HEADS[:3], KNOWN[:3], ("小计", "1个"), HEADS[:3], FIRST[:3], OTHER[:3],
    ("合计", "3个"), ("注：以上排名不分先后。",), ("填表人：", "", "2024年11月7日"),
)  # fmt: skip
TITLES = (
    HEADS[:3], ("一、新认定（2家）",), ("（一）青岛市",), ("1", *FIRST[1:3]), ("（二）烟台市",),
    ("2", *OTHER[1:3]), ("二、复核通过（1家）",), ("1", *KNOWN[1:3]),
)  # fmt: skip
BESIDE = (
    ("示例·示范平台名单",), (*HEADS[:3], *HEADS[:3]), ("一、青岛市",),
    ("1", *FIRST[1:3], "2", *OTHER[1:3]), ("3", *KNOWN[1:3]),
)  # fmt: skip
TWO_LISTS = (
    ("一、新认定的示范平台",), HEADS[:3], ("1", *FIRST[1:3]), ("2", *OTHER[1:3]),
    ("二、撤销的示范平台",), ("序号", "平台名称", "撤销理由"), ("1", "示例·济南信息平台", "评价不合格"),
)  # fmt: skip
JOINT = (
    ("序号", "平台名称（运营单位）", "所在市"),
    ("1", "示例·济南信息平台（示例·济南信息有限公司）", "济南市"),
    ("2", "示例·甲检测平台\n示例·甲检测有限公司", "青岛市"),
    ("3", "示例·乙（培训）平台", "烟台市"),
)
FORMER = (
    ("序号", "平台名称", "运营单位", "备注"),
    ("1", "示例·泉城信息平台", "示例·济南信息有限公司", "原名称为“示例·济南信息平台”"),
    ("2", *FIRST[1:3], "原单位名称：示例·青岛技术有限公司"),
)
SHEETS = (
    (("序号", "平台名称", "撤销理由"), ("1", "示例·青岛技术平台", "评价不合格")),
    (
        ("序号", "平台名称", "变更后平台名称"),
        ("1", "示例·济南信息平台", "示例·泉城信息平台"),
    ),
)


def paper(
    *tables: Lines, texts: Sequence[str] = (), after: Sequence[str] = ()
) -> docx.document.Document:
    """A document with a text before each table, tables drawn with lines."""
    made = docx.Document()
    for at, lines in enumerate(tables):
        for text in texts[at : at + 1]:
            made.add_paragraph(text)
        table = made.add_table(0, len(lines[0]))
        table.style = "Table Grid"
        for line in lines:
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    for text in (*texts[len(tables) :], *after):
        made.add_paragraph(text)
    return made


def saved(document: docx.document.Document) -> bytes:
    """As python-docx writes it."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def run(inner: str) -> Any:
    """A piece of a paragraph from XML."""
    (piece,) = parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")
    return piece


def with_runs(*runs: str) -> bytes:
    """The table of three rows, each with a piece more in its name."""
    document = paper(tuple(line[:3] for line in TABLE))
    for row, inner in zip(document.tables[0].rows[1:], runs, strict=True):
        if inner:
            row.cells[1].paragraphs[0]._p.append(run(inner))
    return saved(document)


def controls() -> bytes:
    """Boxes to tick as content controls, in columns of functions."""
    document = paper(((*HEADS[:3], "信息服务", "技术服务"), (*FIRST[:3], "", "")))
    for cell, is_on in zip(document.tables[0].rows[1].cells[3:], ("1", "0"), strict=True):
        w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
        cell.paragraphs[0]._p.append(parse_xml(
            f"<w:sdt {nsdecls('w')} {w14}><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{is_on}\"/>"
            "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
        ))  # fmt: skip
    return saved(document)


def numbered() -> bytes:
    """Ordinals that Word counts by itself, and a header with words across the page."""
    document = paper(tuple(("" if at else line[0], *line[1:3]) for at, line in enumerate(TABLE)))
    for row in document.tables[0].rows[1:]:
        row.cells[0].paragraphs[0].style = "List Number"
    document.sections[0].header.paragraphs[0].text = "征求意见稿"
    return saved(document)


ITEMS = (
    "1. 示例·济南信息平台（示例·济南信息有限公司）", "2. 示例·甲检测平台（示例·甲检测有限公司）",
    "3. 示例·乙培训平台（示例·乙培训（烟台）有限公司）",
)  # fmt: skip
PARAGRAPHS = ("关于公布名单的通知", "各市工业和信息化局：", "一、新认定", *ITEMS, "示例·省厅")
TABBED = ("\t".join(line[:3]) for line in TABLE)


def office(data: bytes, source: str, ending: str, how: str = "") -> bytes:
    """As LibreOffice saves it."""
    with tempfile.TemporaryDirectory() as made:
        # A profile of its own: an open office would be asked in its place.
        folder, saved_in = Path(made), Path(made) / "out"
        (folder / f"in.{source}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", f"{ending}{how}"]
        command += ["--outdir", str(saved_in), str(folder / f"in.{source}")]
        subprocess.run(command, check=True, capture_output=True)
        return (saved_in / f"in.{ending}").read_bytes()


def bordered(made: Any, sheet: Any, height: int = 48) -> None:
    """The table with lines around its cells, so that they are printed."""
    line = made.add_format({"border": 1, "text_wrap": True})
    for at, cells in enumerate(TABLE):
        sheet.write_row(at, 0, cells, line)
        sheet.set_row(at, height)
    sheet.set_column("B:D", 14)
    sheet.set_landscape()


def typeset(rows: int) -> bytes:
    """A list over several pages, its head printed again on each."""
    lines = [(str(n), f"示例·第{n}号平台", f"示例·第{n}号有限公司") for n in range(1, rows + 1)]
    cells = "".join(f"[{text}]," for line in lines for text in line)
    heads = "".join(f"[{head}]," for head in HEADS[:3])
    text = (
        '#set text(font: "Noto Serif CJK SC", lang: "zh")\n'
        "#set page(height: 12cm, footer: context [— #counter(page).display() —])\n"
        f"= 示例·示范平台名单\n#table(columns: (auto, 1fr, 1fr), table.header({heads}), {cells})\n注：排名不分先后。"
    )
    with tempfile.TemporaryDirectory() as made:
        source = Path(made) / "a.typ"
        source.write_text(text, "utf-8")
        return bytes(typst.compile(str(source)))


SMALL = tuple(line[:3] for line in TABLE)
WIDTHS = (40, 150, 160)
DRAWN = drawn_table(SMALL, WIDTHS)
SCAN = "q 300 0 0 300 50 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q\n"


def split_row() -> bytes:
    """The last row of the first page goes on at the top of the second."""
    one = drawn_table((*SMALL[:2], ("2", "示例·甲检", "示例·甲检测")), WIDTHS)
    two = drawn_table((SMALL[0], ("", "测平台", "有限公司"), SMALL[3]), WIDTHS)
    return pdf(one, two)


PAGE = """<html><head><meta charset="{0}"><style>.gone {{display:none}}</style></head><body><p>附件</p><table>
<tr><th>序号<th>平台名称<th>运营单位<th>所在市</tr>
<tr><td>1<td>示例·济南信息平台<td>示例·济南信息有限公司<td rowspan=2>济南市</tr>
<tr><td>2<td>示例·甲检测<br>平台<td>示例·甲检测有限公司</tr>
<tr><td>3<td>示例·乙培训平台<span class=gone>（已撤销）</span><td>示例·乙培训有限公司<td>烟台市</tr>
</table></body></html>"""


def text(lines: Lines, delimiter: str, encoding: str) -> bytes:
    """Delimited text."""
    return "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)


FAR_EMPTY = '<row r="1048576" ht="20"><c r="XFD1048576" s="0"/></row></sheetData>'
RARE = (HEADS[:3], ("1", "示例·𬭎远检测平台", "示例·𬭎远检测有限公司"))
DAMAGED_QUOTES = '序号,平台名称,运营单位\n1,"示例·甲检测平台,示例·甲检测有限公司\n2,示例·乙培训平台",示例·乙培训有限公司\n'


def ole(stream: str) -> bytes:
    """The beginning of a compound file that names a stream."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(600)
    )


def forms() -> dict[str, bytes]:
    """Every file by its name."""
    plain, small = book(TABLE), book(SMALL)
    bordered_book = book((), fill=bordered)
    table = saved(paper(TABLE, texts=["示例·示范平台名单"], after=["注：排名不分先后。"]))
    box = '<w:r><w:pict><w:txbxContent xmlns:v="urn:v"><w:p><w:r><w:t>待核</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>'
    eq = '<w:fldSimple w:instr="eq \\o\\ac(○,新)"/>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（旧）</w:t></w:r>"
    pale = '<w:r><w:rPr><w:color w:val="FEFEFE"/></w:rPr><w:t>（旧）</w:t></w:r>'
    tiny = '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>（旧）</w:t></w:r>'
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>（旧）</w:delText></w:r></w:del>'
    new = '<w:ins w:id="2" w:author="x"><w:r><w:t>（新）</w:t></w:r></w:ins>'
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>（旧）</w:t></w:r>"
    dangling = (('Target="styles.xml"', 'Target="../gone/styles.xml"'),)
    elsewhere = renamed(
        plain,
        lambda part: part.replace("xl/workbook.xml", "main/book.xml")
        .replace("xl/_rels/workbook.xml.rels", "main/_rels/book.xml.rels")
        .replace("/", "\\"),
        lambda part, content: content.replace(b'Target="xl/workbook.xml"', b'Target="main/book.xml"')
        .replace(b'Target="worksheets', b'Target="../xl/worksheets')
        .replace(b'Target="sharedStrings', b'Target="../xl/sharedStrings')
        .replace(b'Target="styles', b'Target="../xl/styles') if part.endswith(".rels") else content,
    )  # fmt: skip
    return {
        "01-plain.xlsx": plain,
        "02-openpyxl.xlsx": by_openpyxl(),
        "03-libreoffice.xlsx": office(plain, "xlsx", "xlsx"),
        "04-elsewhere.xlsx": elsewhere,
        "05-strict.xlsx": edited(plain, *STRICT),
        "06-formats.xlsx": book((), fill=formats),
        "07-across.xlsx": book((), fill=across),
        "08-ditto.xlsx": book(ditto()),
        "09-ticks.xlsx": book(TICKS),
        "10-pages.xlsx": book(PAGES),
        "11-titles.xlsx": book(TITLES),
        "12-side-by-side.xlsx": book(BESIDE),
        "13-two-lists.xlsx": book(TWO_LISTS),
        "14-two-sheets.xlsx": book(*SHEETS, names=("撤销名单", "更名名单")),
        "15-joint.xlsx": book(JOINT),
        "16-former.xlsx": book(FORMER),
        "17-looks.xlsx": book((), fill=looks),
        "18-formulas.xlsx": book((), fill=formulas),
        "19-macro.xlsm": added(small, **{"xl/vbaProject.bin": b"\xcc\x61"}),
        "20-far-empty.xlsx": edited(small, ("</sheetData>", FAR_EMPTY)),
        "21-wide.xlsx": book(([*HEADS[:3], *map(str, range(397))], SMALL[1])),
        "22-cut.xlsx": plain[: len(plain) // 2],
        "23-locked.xlsx": ole("EncryptedPackage"),
        "24-slip.xlsx": added(small, **{"../../etc/cron.d/x": b"x"}),
        "25-twice.xlsx": added(small, **{"xl\\worksheets\\sheet1.xml": b"<worksheet/>"}),
        "26-old.xls": office(plain, "xlsx", "xls"),
        "27-wps.et": office(plain, "xlsx", "xls"),
        "28-page.xls": PAGE.format("gb2312").encode("gb18030"),
        "29-libreoffice.ods": office(book(TITLES), "xlsx", "ods"),
        "30-looks.ods": office(book((), fill=looks), "xlsx", "ods"),
        "31-gbk.csv": text(TABLE, ",", "gbk"),
        "32-rare.csv": text(RARE, ",", "gb18030"),
        "33-wide.txt": text(TABLE, "\t", "utf-16"),
        "34-marked.csv": text(TABLE, ",", "utf-8-sig"),
        "35-semicolon.csv": text(TABLE, ";", "utf-8"),
        "36-quotes.csv": DAMAGED_QUOTES.encode(),
        "37-paragraphs.txt": "\n".join(PARAGRAPHS).encode(),
        "38-page.html": PAGE.format("utf-8").encode(),
        "39-plain.docx": table,
        "40-libreoffice.docx": office(table, "docx", "docx"),
        "41-strict.docx": edited(table, *STRICT),
        "42-dangling.docx": edited(table, *dangling),
        "43-controls.docx": controls(),
        "44-revised.docx": with_runs(gone, new, ""),
        "45-hidden.docx": with_runs(hidden, pale, tiny),
        "46-beside.docx": with_runs(box, eq, struck),
        "47-numbered.docx": numbered(),
        "48-paragraphs.docx": saved(paper(texts=PARAGRAPHS)),
        "49-tabs.docx": saved(paper(texts=[*TABBED])),
        "50-two-tables.docx": saved(paper(*SHEETS, texts=("附件1 撤销名单", "附件2 更名名单"))),
        "51-joint.docx": saved(paper(JOINT)),
        "52-old.doc": office(table, "docx", "doc"),
        "53-old.wps": office(table, "docx", "doc"),
        "54-old.rtf": office(table, "docx", "rtf"),
        "55-libreoffice.pdf": office(bordered_book, "xlsx", "pdf"),
        "56-word.pdf": office(table, "docx", "pdf"),
        "57-pages.pdf": typeset(25),
        "58-radicals.pdf": pdf(drawn_table((HEADS[:3], ("1", "示例·⻘岛⻋辆平台", "示例·⻘岛⻋辆有限公司")), WIDTHS)),
        "59-hidden.pdf": pdf(
            DRAWN + drawn_text(180, 752, "（旧）", 10, 3) + drawn_text(170, 722, "（旧）", 10, 0, "1 1 1 rg")
            + drawn_text(170, 692, "（旧）", 1)
        ),
        "60-struck.pdf": pdf(DRAWN + "95 755 m 180 755 l S\n0 0 0 rg 94 714 80 18 re f\n", note="已更名"),
        "61-split-row.pdf": split_row(),
        "62-turned.pdf": pdf(f"q 0 1 -1 0 842 0 cm {DRAWN} Q", turned=90, size=(842, 595)),
        "63-scan.pdf": pdf(SCAN),
        "64-recognised.pdf": pdf(SCAN + DRAWN.replace(" 0 Tr", " 3 Tr")),
        "65-no-lines.pdf": pdf("".join(drawn_text(60, 700 - 20 * at, "  ".join(line)) for at, line in enumerate(SMALL))),
        "66-cut.pdf": pdf(DRAWN)[:900],
        "67-low-rows.pdf": office(book((), fill=partial(bordered, height=15)), "xlsx", "pdf"),
    }  # fmt: skip


def main() -> None:
    """Writes every file."""
    for name, data in forms().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
