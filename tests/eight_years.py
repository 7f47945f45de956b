"""Eight years of lists of four hundred fictional platforms, as an office keeps them in one workbook."""

import io
from pathlib import Path

import xlsxwriter
from stdnum.cn import uscc

YEARS = range(2016, 2024)
EACH = 50
FIRST_DAY = "12-01"
SUBJECTS = ["信息", "技术", "创业", "培训", "融资", "咨询", "法律", "检测", "设计", "物流"]
TRADES = ["机械", "纺织", "化工", "食品", "橡胶"]
PLACES = ["长沙市", "株洲市", "湘潭市", "衡阳市", "邵阳市"]
FUNCTIONS = ("信息服务", "法律服务")
LIST_HEAD = ["序号", "平台名称", "运营单位", "统一社会信用代码", "所在地", "服务功能"]
RENAMED = {2019: (3, 7), 2022: (161, 162)}
REVOKED = (20, 21)
FAILED = (44,)


def number(year: int, at: int) -> int:
    """The number of the `at`-th platform of a year, over all years from 0."""
    return (year - YEARS[0]) * EACH + at


def code(at: int) -> str:
    """The credit code of a platform's unit, its check digit right."""
    body = f"91430100{at:09d}"
    return body + uscc.calc_check_digit(body)


def named(at: int, day_year: int) -> tuple[str, str]:
    """Platform and unit as they are called in a year: some units are renamed on the way."""
    subject, trade = SUBJECTS[at % 10], TRADES[at // 10 % 5]
    stem = f"{'甲乙丙丁戊己庚辛'[at // EACH]}{trade}{subject}"
    is_new = any(at in ats and day_year >= year for year, ats in RENAMED.items())
    return f"示例·{stem}公共服务平台", f"示例·{stem}{'发展' if is_new else '服务'}有限公司"


def listed(year: int, at: int, whole: int) -> list[str]:
    """One row of a list of platforms."""
    name, unit = named(whole, year)
    return [str(at + 1), name, unit, code(whole), PLACES[whole % 5], FUNCTIONS[whole % 2]]


def granted(year: int) -> list[list[str]]:
    """The rows of the list of a year."""
    return [listed(year, at, number(year, at)) for at in range(EACH)]


def reviewed(year: int) -> list[list[str]]:
    """The review of those granted three years before, under the names that they have now."""
    rows = []
    for at in range(EACH):
        whole = number(year - 3, at)
        outcome = "不通过" if at in FAILED else "通过"
        if whole not in REVOKED:
            rows.append([str(len(rows) + 1), *named(whole, year), outcome])
    return rows


def renamed(year: int) -> list[list[str]]:
    """Units renamed in a year, from and to."""
    return [
        [named(at, year - 1)[1], named(at, year)[1], named(at, year)[0]] for at in RENAMED[year]
    ]


def sheets() -> dict[str, list[list[str]]]:
    """The workbook by its sheets: old years below each other, two told by a column, the rest apart."""
    head = ["序号", "平台名称", "运营单位", "结论"]
    old = [
        line
        for year in (2016, 2017, 2018)
        for line in ([f"{year}年度名单"], LIST_HEAD, *granted(year))
    ]
    told = [[*row, f"{year}年"] for year in (2019, 2020) for row in granted(year)]
    return {
        "早年": old,
        "近年": [[*LIST_HEAD, "年度"], *told],
        **{f"{year}年": [LIST_HEAD, *granted(year)] for year in (2021, 2022, 2023)},
        **{f"复核{year}": [head, *reviewed(year)] for year in (2019, 2020, 2021, 2022, 2023)},
        "更名": [
            ["运营单位", "变更后运营单位", "平台名称"],
            *(row for year in RENAMED for row in renamed(year)),
        ],
        "撤销": [
            ["平台名称", "撤销理由"],
            *([named(at, 2018)[0], "示例理由"] for at in REVOKED),
        ],
        "说明": [["本簿各表由示例·登记处汇总"]],
    }  # fmt: skip


def workbook(path: Path, content: dict[str, list[list[str]]]) -> Path:
    """The sheets as a file."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"strings_to_numbers": False})
    for name, lines in content.items():
        sheet = book.add_worksheet(name)
        for at, line in enumerate(lines):
            sheet.write_row(at, 0, line)
    book.close()
    path.write_bytes(held.getvalue())
    return path


def plan() -> str:
    """The plan of the workbook, each paper written like its record."""
    return "lists:\n" + "".join(
        [*(_grant(year) for year in YEARS), *(_review(year) for year in range(2019, 2024)),
         *(_renaming(year) for year in RENAMED), REVOCATION]
    )  # fmt: skip


PLACES_IN_PLAN = {
    2016: "sheet: 早年\n    rows: [3-52]",
    2017: "sheet: 早年\n    rows: 55-104",
    2018: "sheet: 早年\n    rows: [107-120, 121-156]",
    2019: "sheet: 近年\n    only: {年度: 2019年}",
    2020: "sheet: 近年\n    only: {年度: 2020年}",
}
REVOCATION = """\
  - kind: 撤销
    title: 示例·关于撤销的通知
    issued_on: 2018年6月1日
    sheet: 撤销
"""


def _grant(year: int) -> str:
    return f"""\
  - kind: announcement
    title: 示例·{year}年度公布
    document_number: 示例信发[{year}]9号
    issued_on: {year}-11-20
    validity: {{starts: {year}-12-01, ends: {year + 3}-11-30}}
    publicity_unknown: 原件已不可查
    count: {EACH}
    {PLACES_IN_PLAN.get(year, f"sheet: {year}年")}
"""


def _review(year: int) -> str:
    return f"""\
  - kind: review
    title: 示例·{year}年度复核
    issued_on: {year}-11-25
    sheet: 复核{year}
    set: {{有效期: {year}-12-01至{year + 3}-11-30}}
"""


def _renaming(year: int) -> str:
    first = 2 if year == 2019 else 4
    return f"""\
  - kind: renaming
    title: 示例·{year}年更名
    issued_on: {year}-06-01
    sheet: 更名
    rows: {first}-{first + 1}
"""
