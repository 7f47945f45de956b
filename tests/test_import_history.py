"""`registry import history`: the lists of many years by one plan, in one run, all or nothing."""

import io
import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from generator.checks.casebook import BASE
from generator.desk.annexes.opening import opened_annex
from generator.desk.annexes.plan import planned_papers
from generator.desk.beginning import Beginning
from generator.desk.proposals import Desk
from generator.intake import receive
from generator.register.identity import identity
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.words import Severity, Status
from tests import eight_years
from tests.conftest import ROOT, Command, findings_of
from tests.histories import read
from tests.registries import DATA, NATIONAL, contents

HERE = Path(__file__).parent
WRONG_PLANS = read(HERE / "cases" / "wrong_plans.yaml")["cases"]
GUIDE = (ROOT / "docs" / "adopting.md").read_text("utf-8")
SHEETS = {
    "名单": [
        ["平台名称", "结论"],
        *([name, "通过"] for name in ("示例·济南信息平台", "示例·青岛技术平台", "示例·甲平台", "示例·乙平台")),
    ],
    "两处": [["平台名称", "结论"], ["示例·济南信息平台", "通过"]],
    "空表": [["没有名单"]],
}  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The small register of the casebook."""
    return Path(shutil.copytree(BASE, tmp_path / "registry"))


def test_eight_years_and_four_hundred_platforms(tmp_path: Path, registry_command: Command) -> None:
    """From a new register to one that answers for every year, without an error or a warning."""
    answers = {
        "title": "示例·名录", "publisher": "示例·登记处", "base_url": "https://register.gov.cn/a/",
        "territory": "430000", "regulation_title": "示例·认定办法", "regulation_from": "2015-02-01",
        "validity_years": 3, "bar_years": 3, "publicity_days": 5, "first_day_counts": True,
        "function": (("information", "信息服务"), ("legal", "法律服务")), "prefix": "hn",
    }  # fmt: skip
    for name, text in Beginning(answers).files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    book = eight_years.workbook(tmp_path / "历年.xlsx", eight_years.sheets())
    (tmp_path / "lists.yaml").write_text(eight_years.plan(), "utf-8")
    done = registry_command(
        "import", "history", book, "--plan", tmp_path / "lists.yaml",
        "--registry", tmp_path / "registry", "--yes",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "已写 416 个文件。\n")
    assert "计划没有提到：工作表“说明”。" in done.stdout
    found = findings_of(tmp_path / "registry", date(2024, 1, 1))
    assert {each.rule.severity for each in found} == {Severity.GAP}
    register = Register.bind(receive(tmp_path / "registry"))
    assert len(register.platforms) == 400
    # Three years' grants, and of those reviewed since 2021 all but the three that failed.
    roll = Snapshot.of(register, date(2023, 12, 31)).roll
    assert len(roll) == 3 * 50 + 3 * 49
    listings = Snapshot.of(register, date(2021, 6, 1)).listings
    assert listings["hn-0021"].status is Status.REVOKED
    assert listings["hn-0045"].status is Status.EXPIRED
    renamed = [
        [identity(register.histories[name], date(year, 12, 31)).operating_unit for year in (2018, 2023)]
        for name in ("hn-0004", "hn-0162")
    ]  # fmt: skip
    assert renamed == [
        ["示例·甲机械培训服务有限公司", "示例·甲机械培训发展有限公司"],
        ["示例·丁纺织技术服务有限公司", "示例·丁纺织技术发展有限公司"],
    ]


REAL = """\
heads: {platform_name: 平台名称, operating_unit: 运营单位, province: 忽略, note: 忽略}
lists:
  - kind: announcement
    title: 国家中小企业公共服务示范平台名单（2020年度）
    document_number: 工信部企业函[2020]326号
    issued_on: "2020"
    validity: {starts: 2021-01-01, ends: 2023-12-31}
    publicity_unknown: 未查
    rows_complete: "false"
    only: {list_year_or_batch: 2020年度}
  - title: 第三批国家中小企业公共服务示范平台复核结果
    document_number: 工信部企业[2017]139号
    issued_on: "2017"
    acts:
      - kind: review
        rows_complete: "false"
        only: {list_year_or_batch: 第三批, status_in_source: 复核通过}
        set: {结论: 通过}
      - kind: revocation
        rows_complete: "false"
        only: {list_year_or_batch: 第三批, status_in_source: 撤销称号(复核未通过)}
        set: {撤销理由: 复核未通过}
"""


def test_real_rows_of_national_lists(tmp_path: Path, registry_command: Command) -> None:
    """Years alone for days, units alone for names, revocations before the grants are on record."""
    folder = tmp_path / "registry"
    shutil.copytree(NATIONAL, folder, ignore=shutil.ignore_patterns("platforms", "notices"))
    (tmp_path / "lists.yaml").write_text(REAL, "utf-8")
    rows = [word for line in range(24, 31) for word in ("--row", f"1-{line}=new")]
    done = registry_command(
        "import", "history", DATA / "real-rows.csv", "--plan", tmp_path / "lists.yaml",
        "--registry", folder, "--series", "cn", *rows, "--yes",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "已写 21 个文件。\n"), done.stdout
    assert done.stdout.count("（计划没有选这一行）") == 10
    listings = Snapshot.of(Register.bind(receive(folder)), date(2022, 6, 1)).listings
    counted = Counter(each.status for each in listings.values())
    assert counted == {Status.IN_FORCE: 12, Status.REVOKED: 7}


def test_plan_in_the_guide_is_a_plan(registry: Path) -> None:
    """Its three papers, by their day."""
    block = re.search(r"^```yaml\n(heads.*?)^```$", GUIDE, re.M | re.S)
    assert block
    desk = Desk(Register.bind(receive(registry)), date(2024, 1, 1))
    heads, papers = planned_papers("lists.yaml", block[1].encode(), desk)
    assert heads == {"承办机构": "运营单位"}
    told = [
        [(act.kind, act.answers["issued_on"], act.where.sheet) for act in acts] for acts in papers
    ]
    assert told == [
        [("announcement", "2016-11-20", "早年")],
        [("announcement", "2019-11-20", "近年")],
        [("review", "2019-12-01", "复核"), ("renaming", "2019-12-01", "更名")],
    ]
    assert papers[0][0].answers["document_number"] == "示例发〔2016〕9号"


def plan_of(tmp_path: Path, text: str, sheets: dict[str, list[list[str]]]) -> tuple[Path, ...]:
    """The workbook and its plan, as the command takes them."""
    (tmp_path / "lists.yaml").write_text(text, "utf-8")
    return (
        eight_years.workbook(tmp_path / "历年.xlsx", sheets),
        Path("--plan"),
        tmp_path / "lists.yaml",
    )


DOUBTFUL = {
    "前": [
        ["平台名称", "运营单位", "服务功能"],
        ["示例·甲平台", "示例·甲有限公司", "信息"],
        ["示例·乙平台", "示例·乙有限公司", "歌舞"],
        ["以下空白", "", ""],
    ],
    "后": [
        ["平台名称", "运营单位"],
        ["示例·甲平台", "示例·甲发展有限公司"],
        ["示例·乙平台", "示例·乙有限公司"],
        ["示例·丙平台", "示例·丙有限公司"],
    ],
}
TWO_YEARS = """\
lists:
  - kind: 公布
    title: 示例·后一次公布
    issued_on: 2025年11月20日
    validity: {starts: 2025-12-01, ends: 2028-11-30}
    publicity_unknown: 原件已不可查
    sheet: 后
    rows: 2-3
  - kind: 公布
    title: 示例·前一次公布
    issued_on: 2022.11.20
    issuer: 示例·省厅
    validity: {starts: 2022-12-01, ends: 2025-11-30}
    publicity_unknown: 原件已不可查
    sheet: 前
"""


def ruled(path: Path, rulings: dict[str, str]) -> None:
    """A table of rulings as a clerk saves it."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("对照表")
    for at, line in enumerate([("行", "裁定"), *rulings.items()]):
        sheet.write_row(at, 0, line)
    book.close()
    path.write_bytes(held.getvalue())


def test_doubts_of_all_lists_are_settled_in_one_table(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """A platform that an earlier list brings in is ruled by its row; nothing is written before all is settled."""
    table, before = tmp_path / "裁定.xlsx", contents(registry)
    command = (
        "import", "history", *plan_of(tmp_path, TWO_YEARS, DOUBTFUL), "--registry", registry,
        "--rulings", table, "--yes",
    )  # fmt: skip
    first = registry_command(*command)
    assert first.returncode == 1
    assert "有 3 行待定，未写文件。" in first.stderr
    assert "未收第 2-4 行（计划没有选这一行）：示例·丙平台 示例·丙有限公司" in first.stdout
    assert contents(registry) == before
    grid = opened_annex("裁定.xlsx", table.read_bytes()).grids[0]
    columns = [grid.lines[0].index(head) for head in ("行", "结果", "平台")]
    assert [tuple(line[at] for at in columns) for line in grid.lines[1:]] == [
        ("1-2", "新平台", ""),
        ("1-3", "待定", ""),
        ("1-4", "待定", ""),
        ("2-2", "待定", "new-1-2"),
        ("2-3", "已登记", "new-1-3"),
    ]
    ruled(table, {"1-3": "新平台", "1-4": "不是行", "2-2": "new-1-2"})
    done = registry_command(*command)
    assert (done.returncode, done.stderr) == (0, "已写 4 个文件。\n"), done.stdout
    acts = [
        read(registry / "notices" / year / f"{year}-announcement.yaml") for year in ("2022", "2025")
    ]
    assert [[row["platform"] for row in act["rows"]] for act in acts] == [
        ["sd-0003", "sd-0004"]
    ] * 2
    assert acts[0]["issuer"] == "sd-gxt"
    assert acts[0]["rows"][1]["remarks"] == "服务功能印作“歌舞”"
    warned = [f.message for f in findings_of(registry) if f.rule.code == "N701"]
    assert warned == ["所印“示例·甲发展有限公司”，而当日登记的名称是“示例·甲有限公司”"]


def test_rulings_name_only_rows_of_the_plan(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """A row of another sheet, or one that the plan leaves out, is no row to rule on."""
    command = ("import", "history", *plan_of(tmp_path, TWO_YEARS, DOUBTFUL), "--registry", registry)
    done = registry_command(*command, "--row", "2-4=new", "--yes")
    assert done.returncode == 2
    assert "计划的名单中没有第 2-4 行；行号写作“第几个表-第几行”。" in done.stderr
    done = registry_command(*command, "--row", "1-2=skip", "--row", "2-2=new-1-2", "--yes")
    assert "“new-1-2”不在登记簿中" in done.stderr


PAPER = """\
lists:
  - title: 示例·关于公布名单并更名的通知
    id: 2024-results
    issued_on: 2024-11-20
    acts:
      - kind: 公布
        heading: 新认定
        validity: {starts: 2024-12-01, ends: 2027-11-30}
        publicity_unknown: 原件已不可查
        sheet: 名单
        set: {服务功能: 信息服务}
      - {kind: 更名, sheet: 更名, heads: {新名: 变更后平台名称}}
      - {kind: 其他, remarks: 各市按时报送年度总结}
"""


def test_paper_of_several_acts_with_and_without_lists(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """Its lists know each other's names; what lists nobody is written from the plan alone."""
    sheets = {
        "名单": [["平台名称", "运营单位"], ["示例·泉城平台", "示例·济南信息有限公司"],
                 ["示例·新平台", "示例·新有限公司"]],
        "更名": [["平台名称", "新名"], ["示例·济南信息平台", "示例·泉城平台"]],
    }  # fmt: skip
    command = ("import", "history", *plan_of(tmp_path, PAPER, sheets), "--registry", registry)
    shown = registry_command(*command, "--format", "json", "--dry-run")
    assert shown.returncode == 0, shown.stderr
    told: dict[str, Any] = json.loads(shown.stdout)
    assert [each["kind"] for each in told["lists"]] == [
        "announcement",
        "renaming",
        "other",
    ]
    assert [row["platform"] for row in told["lists"][0]["rows"]] == ["sd-0001", None]
    assert registry_command(*command, "--yes").returncode == 0
    written = read(registry / "notices" / "2024" / "2024-results.yaml")
    assert [act["kind"] for act in written["acts"]] == [
        "announcement",
        "renaming",
        "other",
    ]
    rows = written["acts"][0]["rows"]
    assert [(row["platform"], row["functions"]) for row in rows] == [
        ("sd-0001", ("information",)), ("sd-0003", ("information",))
    ]  # fmt: skip
    assert written["acts"][2] == {"kind": "other", "remarks": "各市按时报送年度总结"}
    assert [f for f in findings_of(registry) if f.is_error] == []


def test_what_would_be_an_error_is_not_written(
    registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """The whole check judges the new files before there is one."""
    spoilt = TWO_YEARS.replace("ends: 2025-11-30", "ends: 2021-11-30")
    before = contents(registry)
    done = registry_command(
        "import", "history", *plan_of(tmp_path, spoilt, DOUBTFUL), "--registry", registry,
        "--row", "1-3=new", "--row", "1-4=not-a-row", "--row", "2-2=new-1-2", "--yes",
    )  # fmt: skip
    assert done.returncode == 1
    assert "V201 span-order 止日 2021-11-30 早于起日 2022-12-01" in done.stdout
    assert done.stderr.startswith("写成以后会有错误，未写文件。")
    assert contents(registry) == before


@pytest.mark.parametrize("case", WRONG_PLANS, ids=lambda case: case["says"])
def test_every_fault_of_a_plan_is_told_with_its_place(
    case: dict[str, Any], registry: Path, tmp_path: Path, registry_command: Command
) -> None:
    """All at once, and nothing is written."""
    before = contents(registry)
    plan_of(tmp_path, case["plan"], SHEETS)
    done = registry_command(
        "import", "history", tmp_path / "历年.xlsx", "--plan", tmp_path / "lists.yaml",
        "--registry", registry, "--yes",
    )  # fmt: skip
    told = done.stderr.replace(f"{tmp_path}/", "").splitlines()
    assert (done.returncode, told[-1]) == (2, "计划有误，未写文件。"), done.stderr
    assert len(told) == len(case["faults"]) + 1, told
    for line, fault in zip(told, case["faults"], strict=False):
        assert line.startswith(fault), told
    assert contents(registry) == before
