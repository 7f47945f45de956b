"""Makes the annexes of this folder anew with LibreOffice: run from the checkout, needs `soffice`.

    .venv/bin/python tests/data/annexes/make.py

The tests do not run this; they read what a real spreadsheet and a real word processor
wrote. Names and codes are of demonstration.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import xlsxwriter

HERE = Path(__file__).parent
CODES = {
    "济南": "91379900DEM000014J",
    "青岛": "91379900DEM000022D",
    "烟台": "91379900DEM000003E",
    "威海": "91379900DEM000004H",
    "潍坊": "91379900DEM000005L",
    "临沂": "91379900DEM000006P",
}


def publicity(path: Path) -> None:
    """Heads over two lines, a city merged down, a hidden row, a blank line, notes below."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("拟认定名单")
    sheet.merge_range("A1:I1", "附件1")
    sheet.merge_range("A2:I2", "示例·2022年度示范平台拟认定名单")
    for column, head in {"A": "序 号", "B": "平台名称", "E": "服务功能\n（类型）"}.items():
        sheet.merge_range(f"{column}4:{column}5", head)
    for column, head in {"G": "推荐单位", "H": "联系方式", "I": "备注"}.items():
        sheet.merge_range(f"{column}4:{column}5", head)
    sheet.merge_range("C4:D4", "运营单位")
    sheet.write_row("C5", ["名称", "统一社会\n信用代码"])
    sheet.merge_range("F4:F5", "所在市")
    rows = [
        [1, "示例·济南信息平台", "示例·济南信息有限公司", CODES["济南"], "信息", "复核"],
        [2, "示例·青岛\n检测平台", "示例·青岛检测有限公司", "91379900DEM000031B", "技术服务", ""],
        [3, "示例·青岛海洋平台", "示例·青岛海洋有限公司", CODES["烟台"], "信息、技术", ""],
        [5, "示例·平度农机平台", "示例·平度农机有限公司", "／", "①信息服务②技术服务", "新申报"],
    ]
    for at, (number, name, unit, code, functions, remarks) in enumerate(rows, 6):
        sheet.write_row(f"A{at}", [number, name, unit, code, functions])
        sheet.write(f"G{at}", "示例·济南市局" if at == 6 else "示例·青岛市局")
        sheet.write(f"H{at}", "0531-00000000")
        sheet.write(f"I{at}", remarks)
    sheet.write("F6", "济南")
    sheet.merge_range("F7:F9", "青岛市")
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.merge_range("A11:I11", "注：本名单按所在市排列。")
    sheet.write("A12", "填表人：")
    notes = book.add_worksheet("填表说明")
    notes.write("A1", "平台名称须与印章一致。")
    book.close()


def announcement(path: Path) -> None:
    """Numbers as numbers, a code that became one, days as days, two sheets that look alike."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    heads = [
        "序号", "示范平台名称", "申报单位", "统一社会信用代码", "地市", "服务功能",
        "证书编号", "有效期起", "有效期止",
    ]  # fmt: skip
    sheet = book.add_worksheet("名单")
    sheet.write("A1", "示例·2022年度示范平台名单")
    sheet.write_row("A2", heads)
    rows = [
        ["示例·青岛检测平台", "示例·青岛检测有限公司", 913702001234567890, "青岛市", "技术"],
        ["示例·威海渔具平台", "示例·威海渔具有限公司", CODES["威海"], "威海市", "信息,综合"],
    ]
    for at, row in enumerate(rows, 3):
        sheet.write_row(f"A{at}", [at - 2, *row, f"示例2022-{at - 2:03}"])
        sheet.write_number(f"H{at}", 44896, day)
        sheet.write_number(f"I{at}", 45991, day)
    sheet.write_row("A5", ["合计", "2个"])
    old = book.add_worksheet("上年名单")
    old.write_row("A1", heads[:3])
    old.write_row("A2", [1, "示例·济南信息平台", "示例·济南信息有限公司"])
    book.close()


def units(path: Path) -> None:
    """A list that prints units only, with cities merged down and groups by Chinese numerals."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row("A1", ["所属市", "单位名称", "县（市、区）", "备注"])
    sheet.merge_range("A2:D2", "一、新认定")
    sheet.merge_range("A3:A4", "潍坊市")
    sheet.write_row("B3", ["示例·潍坊装备有限公司", "寿光市", ""])
    sheet.write_row("B4", ["示例·诸城服装有限公司", "诸城市", ""])
    sheet.merge_range("A5:D5", "二、通过复核")
    sheet.write_row("A6", ["省直", "示例·省级数据中心", "", "原名示例·省数据所；复核通过"])
    sheet.write_row("A7", ["青岛市", "示例·青岛技术有限公司", "", "复核"])
    sheet.write_row("A8", ["青岛市", "示例·青岛技术有限公司", "", "复核"])
    book.close()


def nearly(path: Path) -> None:
    """Heads that need naming, a name near to a known one, a blank line between rows."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Sheet1")
    sheet.write_row("A1", ["编码", "平台", "运行单位", "市地", "主要功能", "推荐部门"])
    rows = [
        [1, "示例·济南信息平合", "示例·济南信息技术有限公司", "", "信息服务", "示例·济南市局"],
        [],
        [2, "示例·临沂物流平台", "示例·临沂物流有限公司", "临沂", "信息/技术", "示例·临沂市局"],
    ]
    for at, row in enumerate(rows, 2):
        sheet.write_row(f"A{at}", row)
    book.close()


def revocation(path: Path) -> None:
    """A list over two tables, its heads printed again; grounds of two paragraphs."""
    document = docx.Document()
    document.add_heading("示例·撤销示范平台称号名单", 1)
    contents = document.add_table(1, 2)
    contents.rows[0].cells[0].text, contents.rows[0].cells[1].text = "发文", "示例·省厅"
    document.add_paragraph("一、名单如下")
    heads = ["序号", "平台名称", "运营单位", "撤销理由", "依据条款", "提请单位"]
    rows = [
        ["1", "示例·济南信息平台", "示例·济南信息有限公司"],
        ["2", "示例·查无此台", "示例·查无此单位"],
    ]
    rows[0] += ["整改期满\n仍不符合要求", "《办法》第二十四条", "示例·济南市局"]
    rows[1] += ["同上", "第24条、第25条", "示例·济南市局"]
    for part in (rows[:1], rows[1:]):
        table = document.add_table(1, len(heads))
        table.style = "Table Grid"
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text = head
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    last = document.tables[-1]
    low = last.add_row().cells
    low[0].merge(low[-1]).text = "注：撤销之日起不得再次申报。"
    document.save(str(path))


def converted(source: Path, ending: str, folder: Path, how: str = "") -> None:
    """As LibreOffice saves it."""
    command = ["soffice", "--headless", "--convert-to", f"{ending}{how}", "--outdir"]
    subprocess.run([*command, str(folder), str(source)], check=True, capture_output=True)


def main() -> None:
    """Every annex, through LibreOffice."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for make, name, ending in (
            (publicity, "publicity.xlsx", "xlsx"),
            (announcement, "announcement.xlsx", "xls"),
            (units, "units.xlsx", "ods"),
            (revocation, "revocation.docx", "docx"),
        ):
            make(folder / name)
            converted(folder / name, ending, HERE)
        nearly(folder / "nearly.xlsx")
        # Semicolons, double quotes, GB 18030.
        converted(folder / "nearly.xlsx", "csv", HERE, ":Text - txt - csv (StarCalc):59,34,85,1")


if __name__ == "__main__":
    sys.exit(main())
