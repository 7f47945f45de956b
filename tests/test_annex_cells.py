"""Cells as Office shows them: what is read of each, and what is doubtful in it."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
import xlsxwriter

from generator.desk.annexes.characters import cleaned_text, readable_text, strange_characters
from generator.desk.annexes.grid import WHOLE_LINE, Grid
from generator.desk.annexes.number_formats import DAY_FIELDS, printed_number
from generator.desk.annexes.opening import opened_annex
from generator.desk.sentences import bare_words
from tests.annexes import cases, complaint

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<w:styles {W}><w:style w:styleId="old"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="gone"><w:basedOn w:val="old"/></w:style></w:styles>'
)
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>已更名</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def links(*targets: tuple[str, str]) -> str:
    """The links of a part: kind and target of each."""
    each = (
        f'<Relationship Id="r{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{LINKS}">{"".join(each)}</Relationships>'


def package(parts: Mapping[str, str]) -> bytes:
    """A zip file of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return held.getvalue()


def document(cell: str, space: str = W) -> dict[str, str]:
    """The parts of a document with a table of one cell, whose content is XML with r(texts)."""
    runs = cell.replace("r(", "<w:r><w:t>").replace(")<", "</w:t></w:r><")
    runs = runs.replace(")<w:r>", "</w:t></w:r><w:r>").replace(")r(", "</w:t></w:r>r(")
    body = f"<w:tbl><w:tr><w:tc>{runs}</w:tc></w:tr></w:tbl>"
    return {
        "word/document.xml": f"<w:document {space} {W14}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": links(
            ("styles", "styles.xml"), ("footnotes", "footnotes.xml"), ("image", "media/gone.png")
        ),
        "word/styles.xml": STYLES,
        "word/footnotes.xml": FOOTNOTES,
    }


def only_grid(name: str, data: bytes) -> Grid:
    """The one grid of a file."""
    (grid,) = opened_annex(name, data).grids
    return grid


@pytest.mark.parametrize("case", cases("word_cells"), ids=lambda case: case["says"])
def test_word_cell_is_read_or_doubted(case: Mapping[str, Any]) -> None:
    """The text as printed; everything else that the cell shows or hides is named."""
    beside = "<w:p><w:r><w:t>旁</w:t></w:r></w:p></w:tc><w:tc>"
    grid = only_grid("名单.docx", package(document(beside + case["xml"])))
    assert grid.printed(0, 1) == case.get("text", "")
    doubts = grid.doubts.get((0, 1), ())
    assert [bare_words(each.what) for each in doubts] == list(case.get("doubts", ()))
    assert [n for each in doubts for n in each.harmless_in] == list(case.get("harmless_in", ()))


@pytest.mark.parametrize(
    "case",
    cases("number_formats"),
    ids=lambda case: f"{case['value']} {case.get('code') or case.get('id')}",
)
def test_number_is_printed_by_its_format(case: Mapping[str, Any]) -> None:
    """What a sheet shows; where that cannot be told, a doubt."""
    printed = printed_number(
        float(case["value"]), int(case.get("id", 164)), case.get("code"), False
    )
    assert printed.text == case.get("text", "")
    if "doubt" not in case:
        assert printed.doubts == ()
        return
    (doubt,) = printed.doubts
    assert bare_words(doubt.what).startswith(case["doubt"])
    assert doubt.harmless_in == (DAY_FIELDS if "only_beside_days" in case else ())


def test_days_may_be_counted_from_1904() -> None:
    """Workbooks of old Macintoshes count from another day."""
    assert printed_number(0, 164, "yyyy-mm-dd", begins_1904=True).text == "1904-01-01"


def test_strange_characters_are_named_and_ignored_ones_are_not() -> None:
    """A private character stays and is named; an unseen one is named and taken out."""
    assert [*map(bare_words, strange_characters("甲\u202e乙\ufffd\ue000"))] == [
        "第 2 个字符是看不见的控制字符 U+202E，看不出印的是什么",
        "第 4 个字符是读坏了的字（�） U+FFFD，看不出印的是什么",
        "第 5 个字符是造字区的字 U+E000，看不出印的是什么",
    ]
    assert readable_text("甲\u202e乙\ue000\n丙") == "甲乙\ue000\n丙"
    assert cleaned_text("\ufeff甲\u200b\u00ad乙\u2011\u00a0丙\r\n丁\t") == "甲乙- 丙\n丁"


def workbook() -> bytes:
    """A sheet in which every cell looks otherwise than its text."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("名单")
    looks = {
        "struck": {"font_strikeout": True}, "white": {"font_color": "white"},
        "shown": {"font_color": "white", "bg_color": "#1F4E79"}, "none": {"num_format": ";;;"},
        "tick": {"font_name": "Wingdings"}, "raised": {"font_script": 1},
    }  # fmt: skip
    made = {name: book.add_format(look) for name, look in looks.items()}
    for column, (text, look) in enumerate(
        [("划", "struck"), ("白", "white"), ("见", "shown"), ("藏", "none"), ("ü", "tick")]
    ):
        sheet.write(0, column, text, made[look])
    sheet.write_rich_string("F1", "甲", made["raised"], "1", "乙")
    sheet.write_rich_string("G1", "甲", made["struck"], "旧", "乙")
    sheet.write_formula("H1", "=A1", None, "算出的")
    sheet.write("I1", "注")
    sheet.write_comment("I1", "已更名")
    sheet.insert_textbox("A2", "待核")
    sheet.write("A3", "末")
    book.close()
    return held.getvalue()


def test_looks_of_a_sheet_are_doubts() -> None:
    """Struck out, white on white, not printed, raised; notes and boxes above the cells."""
    grid = only_grid("名单.xlsx", workbook())
    assert grid.lines[0] == ("划", "白", "见", "藏", "✓", "甲1乙", "甲旧乙", "算出的", "注")
    assert {
        at: [bare_words(each.what) for each in doubts] for at, doubts in grid.doubts.items()
    } == {
        (0, 0): ["被划掉"],
        (0, 1): ["的字与底色相同，看不见"],
        (0, 3): ["的格式（;;;）不显示文字"],
        (0, 5): ["有上标或下标“1”，像是注释的标记"],
        (0, 6): ["被划掉"],
        (0, 8): ["有批注“已更名”"],
        (1, WHOLE_LINE): ["这一行上面有文本框“待核”"],
        (2, WHOLE_LINE): ["这一行上面有文本框“待核”"],
    }


SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_parts(folder: str = "xl") -> dict[str, str]:
    """A workbook of one cell in shared texts, with a reading above the text, in any folder."""
    text = "<si><t>𬭎远</t><rPh><t>hóng</t></rPh></si>"
    sheets = f'<sheets><sheet name="名单" r:id="r0" xmlns:r="{OFFICE}"/></sheets>'
    return {
        "_rels/.rels": links(("officeDocument", f"/{folder}/workbook.xml")),
        f"{folder}/workbook.xml": f"<workbook {SHEET}>{sheets}</workbook>",
        f"{folder}/_rels/workbook.xml.rels": links(
            ("worksheet", "sheet.xml"), ("sharedStrings", "texts.xml"), ("theme", "gone.xml")
        ),
        f"{folder}/texts.xml": f"<sst {SHEET}>{text}</sst>",
        f"{folder}/sheet.xml": f'<worksheet {SHEET}><sheetData><row><c t="s"><v>0</v></c>'
        '<c t="inlineStr"><is><t>甲_x000D_</t></is></c><c t="b"><v>1</v></c></row></sheetData></worksheet>',
    }


@pytest.mark.parametrize("folder", ["xl", "book", "a/b"])
def test_workbook_is_found_wherever_it_lies(folder: str) -> None:
    """By the links of the package, some of which may lead nowhere; readings are left out."""
    assert only_grid("名单.xlsx", package(sheet_parts(folder))).lines == (("𬭎远", "甲", "TRUE"),)


def test_back_slashes_in_names_are_slashes() -> None:
    """Some programs write names of parts as Windows does."""
    parts = {name.replace("/", "\\"): text for name, text in sheet_parts().items()}
    assert only_grid("名单.xlsx", package(parts)).lines == (("𬭎远", "甲", "TRUE"),)


def test_two_parts_of_one_name_are_refused() -> None:
    """Nobody knows which of them Office would show; twice the same is no matter."""
    parts = sheet_parts()
    other = parts["xl/sheet.xml"].replace("甲", "乙")
    said = complaint("名单.xlsx", package({**parts, "xl\\sheet.xml": other}))
    assert said.startswith("文件里有两个“xl/sheet.xml”，内容不同")
    again = package({**parts, "xl\\sheet.xml": parts["xl/sheet.xml"]})
    assert only_grid("名单.xlsx", again).lines == (("𬭎远", "甲", "TRUE"),)


def test_strict_document_is_read() -> None:
    """Strict files have namespaces of their own."""
    parts = document("<w:p>r(甲)</w:p>", STRICT)
    assert only_grid("名单.docx", package(parts)).lines == (("甲",),)


def test_document_is_found_wherever_it_lies() -> None:
    """Under another name, by the links of the package."""
    parts = {
        "_rels/.rels": links(("officeDocument", "text/main.xml")),
        "text/main.xml": document("<w:p>r(甲)</w:p>")["word/document.xml"],
    }
    assert only_grid("名单.docx", package(parts)).lines == (("甲",),)


def test_text_box_beside_the_tables_is_noted() -> None:
    """It may lie over a table: nobody can tell."""
    parts = document("<w:p>r(甲)</w:p>")
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>第二批</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    body = parts["word/document.xml"].replace("<w:body>", f"<w:body>{box}")
    annex = opened_annex("名单.docx", package({**parts, "word/document.xml": body}))
    assert tuple(map(bare_words, annex.notes)) == ("文档另有文本框，没有读：“第二批”。",)


def test_text_under_a_merged_cell_is_doubted() -> None:
    """Word shows the first of the merged cells alone."""
    merge = "<w:tcPr><w:vMerge{}/></w:tcPr><w:p>r({})</w:p>"
    first = merge.format(' w:val="restart"', "青岛市")
    rest = merge.format("", "藏着的")
    grid = only_grid("名单.docx", package(document(f"{first}</w:tc></w:tr><w:tr><w:tc>{rest}")))
    assert grid.lines == (("青岛市",), ("",))
    assert [bare_words(each.what) for each in grid.doubts[1, 0]] == [
        "有被合并的单元格盖住的文字“藏着的”"
    ]


PAGE = """<html><head><meta charset="gb2312"><style>td{}</style></head><body>
<table><tr><th>平台名称<th>运营单位<th>备注</tr>
<tr><td rowspan=2>示例·甲&amp;乙<br>平台</td><td>示例·甲<s>旧</s>有限公司</td><td><ruby>𬭎<rt>hóng</rt></ruby></td></tr>
<tr style="display: none"><td colspan="2">示例·丙<img src=x></td></tr>
<tr><td>末<sup>1</sup></td><td hidden>藏</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_page_saved_as_workbook_is_read(encoding: str) -> None:
    """Spans, breaks and readings as a browser shows them; struck and hidden texts are doubts."""
    page = PAGE if encoding == "gb18030" else PAGE.replace("gb2312", encoding)
    annex = opened_annex("名单.xls", page.encode(encoding))
    (grid,) = annex.grids
    assert tuple(map(bare_words, annex.notes)) == (
        "文件名以“.xls”结尾，内容其实是 HTML，按内容读取。",
    )
    assert grid.lines == (
        ("平台名称", "运营单位", "备注"),
        ("示例·甲&乙\n平台", "示例·甲旧有限公司", "𬭎"),
        ("", "示例·丙", ""),
        ("末1", "藏", ""),
    )
    assert grid.meant(2, 0) == "示例·甲&乙\n平台"
    assert {
        at: [bare_words(each.what) for each in doubts] for at, doubts in grid.doubts.items()
    } == {
        (1, 1): ["被划掉"],
        (2, WHOLE_LINE): ["整行是隐藏的"],
        (2, 1): ["有隐藏的文字", "里面有图片或图形"],
        (3, 0): ["有上标或下标，像是注释的标记"],
        (3, 1): ["有隐藏的文字"],
    }


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
ODS = (
    '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="{}" '
    'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:f="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"><o:automatic-styles>'
    '<s:style s:name="a"><s:text-properties s:text-line-through-style="solid"/></s:style>'
    '<s:style s:name="b"><s:text-properties f:color="#ffffff"/></s:style></o:automatic-styles>'
    '<o:body><o:spreadsheet><t:table t:name="名单"><t:table-row>{}</t:table-row></t:table>'
    "</o:spreadsheet></o:body></o:document-content>"
)
ODS_CELLS = [
    ('<t:table-cell o:value-type="float" o:value="1"><x:p>001</x:p></t:table-cell>', "001", []),
    ("<t:table-cell><x:p>甲<x:s/>乙</x:p><x:p>丙</x:p></t:table-cell>", "甲 乙\n丙", []),
    ("<t:table-cell><x:p><x:ruby><x:ruby-base>𬭎</x:ruby-base>"
     "<x:ruby-text>hóng</x:ruby-text></x:ruby></x:p></t:table-cell>", "𬭎", []),
    ('<t:table-cell t:style-name="a"><x:p>甲</x:p></t:table-cell>', "甲", ["被划掉"]),
    ('<t:table-cell><x:p>甲<x:span t:style-name="a">乙</x:span></x:p></t:table-cell>', "甲乙", ["被划掉"]),
    ('<t:table-cell t:style-name="b"><x:p>甲</x:p></t:table-cell>', "甲", ["的字与底色相同，看不见"]),
    ("<t:table-cell><o:annotation><x:p>核</x:p></o:annotation><x:p>甲</x:p></t:table-cell>", "甲", ["有批注“核”"]),
    ('<t:table-cell t:formula="of:=A1"/>', "", ["是没有存结果的公式“of:=A1”，看不出印的是什么"]),
    ('<t:table-cell o:value-type="date" o:date-value="2024-12-01"><x:p>24/12</x:p></t:table-cell>',
     "24/12", ["被表格软件当作日期（2024-12-01），看不出原来打的是什么"]),
    ("<t:table-cell><x:p>甲<x:note><x:p>注</x:p></x:note></x:p></t:table-cell>", "甲", ["里面有读不了的内容（note）“注”"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text", "doubts"), ODS_CELLS, ids=[c[1] + str(c[2])[:6] for c in ODS_CELLS]
)
def test_ods_cell_is_read_as_printed(cell: str, text: str, doubts: list[str]) -> None:
    """The text that the file shows, not the value behind it."""
    more = "<t:table-cell><x:p>末</x:p></t:table-cell>"
    grid = only_grid("名单.ods", package({"content.xml": ODS.format(TABLE, cell + more)}))
    assert grid.lines == ((text, "末"),)
    assert [bare_words(each.what) for each in grid.doubts.get((0, 0), ())] == doubts


@pytest.mark.parametrize("hides", [True, False])
def test_a_zero_that_is_not_shown_is_asked_about(hides: bool) -> None:
    """A sheet that shows no zeros prints an empty cell, whatever the file holds."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    if hides:
        sheet.hide_zero()
    sheet.write_row(0, 0, ["备注", 0, 7, "0"])
    book.close()
    (grid,) = opened_annex("零.xlsx", held.getvalue()).grids
    said = {place: [bare_words(each.what) for each in d] for place, d in grid.doubts.items()}
    assert grid.lines == (("备注", "" if hides else "0", "7", "0"),)
    assert said == ({(0, 1): ["是 0，工作表却设成不显示零，印出来是空的"]} if hides else {})
