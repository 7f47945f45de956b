"""Makes the annexes from number 68 on anew: shapes that lists take beyond those of `make_forms.py`.

    .venv/bin/python -m tests.data.annexes.make_odd

Needs what that module needs. The tests do not run this; what each file must give is written in
tests/cases/annexes/odd.yaml.
"""

import io
import sys
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

import docx
import xlsxwriter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests import pdfs
from tests.data.annexes.make_forms import HERE, Lines, book, edited, office, paper, saved
from tests.pdfs import drawn_table, drawn_text, pdf

HEADS = "序号,平台名称,运营单位"


def csv(*lines: str) -> bytes:
    """Lines of a CSV."""
    return "\r\n".join(lines).encode()


def rows(names: str, begins: int = 1) -> list[str]:
    """A row for each sign, which names its platform and its unit."""
    return [f"{n},示例·{a}平台,示例·{a}有限公司" for n, a in enumerate(names, begins)]


def joined(lines: Iterable[str], *behind: str) -> list[str]:
    """Each line with a cell more."""
    return [f"{line},{cell}" for line, cell in zip(lines, behind, strict=True)]


FORMER = (
    "原“示例·济南信息平台”", "由示例·济南信息平台更名", "2023年由“示例·济南信息平台”变更为现名", "（原示例·济南信息平台）",
    "运营单位由示例·济南信息有限公司更名", "前身为示例·济南信息平台", "原名称见文件",
)  # fmt: skip
TEXTS = {
    "68-ditto.csv": csv(
        f"{HEADS},所在市,推荐单位",
        *joined(rows("甲乙丙丁戊"), "青岛市,示例·青岛市局", "″,〃〃", "同上。,（同上）", '"""",同上行', "——,/"),
    ),
    "69-once-for-several.csv": csv(
        f"{HEADS},推荐单位", *joined(rows("甲乙丙丁"), "示例·青岛市局", "", "", "示例·济南市局")
    ),
    "70-totals.csv": csv(
        HEADS, *rows("甲"), ",青岛市小计,1家", *rows("乙", 2), ",,小计：1个", ",济南市合计：1家,", "以上共2家,,", "汇总,2,",
        *rows("丙", 3), "4,示例·综合计量平台,示例·综合计量有限公司",
    ),
    "71-three-lines.csv": csv(
        "附件,,,,", "序号,平台基本情况,,,运营单位基本情况,", ",平台名称,所在地,,单位,", ",,市,县,名称,信用代码",
        "1,示例·甲平台,青岛市,平度市,示例·甲有限公司,91379900DEM000031B",
    ),
    "72-turned.csv": csv("序号,1,2", "平台名称,示例·甲平台,示例·乙平台", "运营单位,示例·甲有限公司,示例·乙有限公司"),
    "73-unknown-title.csv": csv(
        HEADS, "济南市（1家）,,", *rows("甲"), "高新区,,", *rows("乙", 2),
        "青岛市,,", *rows("丙", 3), "一、其他,,", *rows("丁", 4),
    ),
    "74-numerals.csv": csv(
        HEADS, "一,新认定平台,", "（一）,济南市,", *rows("甲"), "二,复核通过平台,", *rows("乙")
    ),
    "75-former.csv": csv(f"{HEADS},备注", *joined(rows("甲乙丙丁戊己庚"), *FORMER)),
    "76-marks.csv": csv(
        HEADS, "1,★示例·甲平台,示例·甲有限公司", "2,示例·乙平台①,示例·乙有限公司",
        "3,示例·丙平台（复核）,示例·丙有限公司（已注销）",
        "4,示例·丁平台（原示例·青岛技术平台）,示例·丁有限公司", "5,5.示例·戊平台,示例·戊有限公司",
        "6,示例·己平台（东营）,示例·己有限公司",
    ),
    "77-joint.csv": csv(
        "序号,平台名称/运营单位", "1,运营单位：示例·甲有限公司；平台名称：示例·甲平台", "2,示例·乙平台【示例·乙有限公司】",
        "3,示例·丙平台 示例·丙有限公司",
    ),
    "78-stacked.csv": csv(
        HEADS, '"1\n2","示例·甲平台\n示例·乙平台","示例·甲有限公司\n示例·乙有限公司"',
        '3,"示例·丙\n平台",示例·丙有限公司、示例·丁有限公司',
    ),
    "79-end-alone.csv": csv(f"{HEADS},有效期止", *joined(rows("甲乙"), "2025年11月", "长期")),
    "80-formulas.csv": csv(f"{HEADS},证书编号", *joined(rows("甲乙丙"), '="001"', "=A2&B2", "002")),
    "81-traditional.csv": csv(
        "序號,平臺名稱,運營單位,統一社會信用代碼", "1,示例·甲平臺,示例·甲有限公司,91379900DEM000031B"
    ),
    "82-two-lines.csv": csv(HEADS, "1,示例·甲,示例·甲有", ",检测平台,限公司", *rows("乙丙", 2)),
    "83-another-kind.csv": csv(
        HEADS, "一、认定名单,,", *rows("甲"), "二、撤销名单,,", "1,示例·济南信息平台,示例·济南信息有限公司"
    ),
    "84-renamed.csv": csv(
        "序号,变更事项,,,", ",变更前,,变更后,", ",平台名称,运营单位,平台名称,运营单位",
        "1,示例·济南信息平台,示例·济南信息有限公司,示例·泉城信息平台,示例·济南数字科技有限公司",
        "2,示例·青岛技术平台,示例·青岛技术有限公司,同左,示例·青岛科技有限公司",
    ),
    "85-results.csv": csv(
        HEADS, "一、复核合格平台,,", "1,示例·济南信息平台,示例·济南信息有限公司", "二、复核基本合格平台,,",
        "2,示例·青岛技术平台,示例·青岛技术有限公司",
        "三、复核不合格平台,,", "3,示例·烟台葡萄酒平台,示例·烟台农产品有限公司",
    ),
    "86-article.csv": csv(
        HEADS, "一、依据《办法》第二十四条撤销的,,", "1,示例·济南信息平台,示例·济南信息有限公司", "（一）弄虚作假的,,",
        "2,示例·青岛技术平台,示例·青岛技术有限公司",
    ),
    "87-stand-ins.csv": csv(
        HEADS, "1,示例·□远平台,示例·甲有限公司", "2,示例·乙平台,示例·⿰金弘有限公司",
        "3,示例·葛\U000e0100平台,示例·丙有限公司", "4,示例·丁？平台,示例·丁有限公司",
        "5,示例·戊平台\ufe0f,示例·戊有限公司",
    ),
    "88-errors.csv": csv(
        HEADS, "1,#REF!,示例·甲有限公司", "2,示例·乙平台,Err:508", "3,########,示例·丙有限公司"
    ),
    "111-office-above.csv": csv(
        "示例·青岛市局,,", "公示期：2022年11月7日至2022年11月11日,,", HEADS, *rows("甲")
    ),
    "89-names-of-columns.csv": csv(
        "序号,平台名称,变更事项,变更后运营单位", "1,示例·青岛技术平台,运营单位,示例·青岛科技有限公司",
        "2,示例·济南信息平台,运营单位,示例·泉城有限公司",
    ),
}  # fmt: skip


def workbook(fill: Any, **options: Any) -> bytes:
    """A workbook of one sheet."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, options)
    fill(made, made.add_worksheet())
    made.close()
    return held.getvalue()


def numbers(made: Any, sheet: Any) -> None:
    """Numbers and days under formats of every kind, with the value that each prints."""
    sheet.write_row(0, 0, (*HEADS.split(","), "证书编号", "有效期止"))
    for at, (number, code, day_code) in enumerate(
        (
            (7, '"鲁示平台"0000"号"', 'yyyy"年"m"月"d"日"'),
            (1234, "00-00", "yyyy.mm"),
            (-12, "0;(0)", '[$-411]ggge"年"m"月"d"日"'),
            (12.5, "# ?/?", "mmm-yy"),
            (202407, "General", '[DBNum1]yyyy"年"m"月"'),
            (45474, "yyyy-mm", "0"),
        ),
        1,
    ):
        sheet.write_row(at, 0, (at, f"示例·{'甲乙丙丁戊己'[at - 1]}平台", f"示例·{at}有限公司"))
        sheet.write_number(at, 3, number, made.add_format({"num_format": code}))
        sheet.write_number(at, 4, 46721, made.add_format({"num_format": day_code}))


def ticks(made: Any, sheet: Any) -> None:
    """Ticks by the letters of symbol fonts, as boxes, and as other signs."""
    fonts = [
        made.add_format({"font_name": name}) for name in ("Wingdings 2", "Wingdings", "Marlett")
    ]
    sheet.write_row(0, 0, (*HEADS.split(","), "信息服务", "技术服务", "培训服务"))
    for at, marks in enumerate(("RPT", "üþo", "a--"), 1):
        sheet.write_row(at, 0, rows("甲乙丙"[at - 1], at)[0].split(","))
        for column, mark in enumerate(marks, 3):
            sheet.write(at, column, mark, fonts[at - 1])
    sheet.write_row(4, 0, (*rows("丁", 4)[0].split(","), True, "✔\ufe0f", False))


def parts(made: Any, sheet: Any) -> None:
    """Names partly struck out, white or tiny; a header; a folded line; a link."""
    looks = ({"font_strikeout": True}, {"font_color": "white"}, {"font_size": 1})
    sheet.write_row(0, 0, HEADS.split(","))
    for at, look in enumerate(looks, 1):
        sheet.write_row(at, 0, rows("甲乙丙"[at - 1], at)[0].split(","))
        sheet.write_rich_string(at, 1, "示例·", made.add_format(look), "旧", "平台")
    sheet.write_row(4, 0, rows("丁", 4)[0].split(","))
    sheet.set_row(4, None, None, {"level": 1, "hidden": True})
    sheet.write_row(5, 0, rows("戊", 5)[0].split(","))
    sheet.write_url(5, 1, "https://example.org", string="示例·戊平台")
    sheet.set_header('&C&"宋体"内部资料')
    sheet.set_footer("&C第 &P 页")


def since_1904(made: Any, sheet: Any) -> None:
    """Days counted from 1904."""
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, (*HEADS.split(","), "有效期起", "有效期止"))
    sheet.write_row(1, 0, rows("甲")[0].split(","))
    sheet.write_datetime(1, 3, date(2022, 12, 1), day)
    sheet.write_datetime(1, 4, date(2025, 11, 30), day)


def total_row(_: Any, sheet: Any) -> None:
    """A table of Excel with its row of totals."""
    lines = [line.split(",") for line in rows("甲乙")]
    heads = HEADS.split(",")
    columns = [{"header": heads[0], "total_string": "汇总"}, {"header": heads[1], "total_value": 2}]
    sheet.add_table(
        "A1:C4", {"total_row": True, "columns": [*columns, {"header": heads[2]}], "data": lines}
    )


def as_lines(*texts: str) -> Lines:
    """Lines of cells from lines of a CSV."""
    return [text.split(",") for text in texts]


X14 = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:cfRule type="expression"><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>B2:B2</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
)
STYLED = """<html><head><meta charset="utf-8"><style>
#gone td {text-decoration: line-through} /* .x {display:none} */ em {display: none}
td.new::after {content: "（新）"} a:hover {display: none}
</style></head><body><table><caption>一、复核通过</caption><tr><th>序号<th>平台名称<th>运营单位</tr>
<tr><td>1<td>示例·甲<em>暗</em>平台<td>示例·甲有限公司</tr>
<tr><td>2<td class="new">示例·乙平台<td>示例·乙有限公司</tr>
<tr id="gone"><td>3<td><a>示例·丙平台</a><td>示例·丙有限公司</tr></table></body></html>"""
SQUASHED = """<html><head><meta charset="gb2312"></head><body><table><col><col><col width=0><col>
<tr><td>序号<td>平台名称<td>运营单位<td>所在市</tr>
<tr><td>1<td>示例·甲平台<td>示例·甲&nbsp;有限公司<td rowspan=0>青岛市</tr>
<tr height=0><td>2<td>示例·乙平台<td></tr>
<tr><td>3<td>示例·丙平台<td></tr></table></body></html>"""


def folded() -> bytes:
    """An ODS with a folded group of lines, cells repeated, and an error of LibreOffice."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)

    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        ) + "</table:table-row>"  # fmt: skip

    lines = (
        row(*HEADS.split(",")),
        f'<table:table-row-group table:display="false">{row(*rows("甲")[0].split(","))}</table:table-row-group>',
        f"<table:table-row-group>{row(*rows('乙', 2)[0].split(','))}</table:table-row-group>",
        row("3", "示例·丙平台", "Err:508"),
    )
    body = f'<table:table table:name="名单">{"".join(lines)}</table:table>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        content = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        package.writestr(
            "content.xml", f"<office:document-content {spaces}>{content}</office:document-content>"
        )
    return held.getvalue()


PIECES = (
    "<w:sdt><w:sdtPr><w:dropDownList/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>选择一项。</w:t></w:r></w:sdtContent></w:sdt>",
    '<w:r><w:rPr><w:color w:val="000000" w:themeColor="background1"/></w:rPr><w:t>暗</w:t></w:r>',
    '<w:r><w:rPr><w:spacing w:val="-300"/></w:rPr><w:t>叠</w:t></w:r>',
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:hyperlink><w:r><w:t>二期</w:t></w:r></w:hyperlink>",
)


def pieces() -> bytes:
    """Names with something more behind them."""
    lines = as_lines(HEADS, *rows("甲乙丙丁戊己"))
    document = paper(lines)
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    for row, inner in zip(document.tables[0].rows[1:], PIECES, strict=True):
        for each in [*parse_xml(f"<w:p {nsdecls('w')} {math}>{inner}</w:p>")]:
            row.cells[1].paragraphs[0]._p.append(each)
    return saved(document)


def counted() -> bytes:
    """A list of paragraphs that Word counts by itself."""
    document = docx.Document()
    document.add_paragraph("示例·示范平台名单")
    for name in "甲乙":
        document.add_paragraph(f"示例·{name}平台（示例·{name}有限公司）", style="List Number")
    return saved(document)


CITIES = (as_lines(HEADS, *rows("甲")), as_lines(HEADS, *rows("乙", 2)))
LINES = (HEADS, "一,济南市,", *rows("甲"), "二,青岛市,", *rows("乙", 2), "合计,2家,")
WIDTHS = (40, 150, 160)


def beside() -> str:
    """Two tables in the columns of one page."""
    pdfs.CORNER = (30, 800)
    left = drawn_table(as_lines(HEADS, *rows("甲乙")), (30, 100, 120))
    pdfs.CORNER = (310, 800)
    right = drawn_table(as_lines(HEADS, *rows("丙丁", 3)), (30, 100, 120))
    pdfs.CORNER = (50, 800)
    return left + right


def upright(text: str, x: int, y: int) -> str:
    """A text that runs up the page."""
    signs = text.encode("utf-16-be").hex()
    return f"BT 0 0 0 rg 0 Tr /F1 10 Tf 0 1 -1 0 {x} {y} Tm <{signs}> Tj ET\n"


def odd() -> dict[str, bytes]:
    """Every file by its name."""
    cities = saved(paper(*CITIES, texts=("一、济南市", "二、青岛市")))
    two = as_lines(HEADS, *rows("甲乙"))
    short = as_lines(HEADS, "1,示例·甲平台,", "2,示例·乙平台,示例·乙有限公司")
    turned = drawn_table(short, WIDTHS) + upright("示例", 260, 742)
    table = drawn_table(two, WIDTHS)
    return TEXTS | {
        "90-numbers.xlsx": workbook(numbers),
        "91-ticks.xlsx": workbook(ticks),
        "92-parts.xlsx": workbook(parts),
        "93-libreoffice-cities.html": office(cities, "docx", "html"),
        "94-since-1904.xlsx": workbook(since_1904, default_date_format="", date_1904=True),
        "95-total-row.xlsx": workbook(total_row),
        "96-newer-condition.xlsx": edited(book(two), ("</worksheet>", X14)),
        "97-empty-form.xlsx": book(as_lines(HEADS), two, names=("填报表", "名单")),
        "98-styles.html": STYLED.encode(),
        "99-squashed.xls": SQUASHED.encode("gb18030"),
        "100-libreoffice-lines.html": office(saved(paper(as_lines(*LINES))), "docx", "html"),
        "101-folded.ods": folded(),
        "102-upright.pdf": pdf(turned),
        "103-pale.pdf": pdf(table + drawn_text(165, 752, "新", 10, 0, "0.97 0.97 0.97 rg")),
        "104-title-above.pdf": pdf(drawn_text(50, 820, "一、济南市") + table),
        "105-beside.pdf": pdf(beside()),
        "106-pieces.docx": pieces(),
        "107-counted.docx": counted(),
        "108-libreoffice-counted.docx": office(counted(), "docx", "docx"),
        "109-cities.docx": cities,
        "110-cities.pdf": office(cities, "docx", "pdf"),
    }  # fmt: skip


def main() -> None:
    """Writes every file."""
    for name, data in odd().items():
        (HERE / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
