"""What a department sends up: recommendation forms with the figures of the rows, and the summary of a year."""

from pathlib import Path

import docx
import pytest

from generator.checks.casebook import BASE, Case, Edit
from generator.desk.documents import returned
from generator.desk.documents.document import BLANK, DocumentAnnex
from generator.intake import receive
from generator.register.register import Register
from tests.casebook import laid_out
from tests.conftest import Command

PUBLICITY = "notices/2021/2021-publicity.yaml"
JINAN = "示例·济南市主管部门"
REPORTS = """id: 2022-report
kind: annual_report
title: 示例·年度总结报送情况
issued_on: 2023-01-05
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/report}
year: 2022
rows:
  - {platform: sd-0001, filed_on: 2022-12-20, plan_filed_on: 2022-12-20}
"""


def bound(tmp_path: Path, *edits: Edit) -> Register:
    """The casebook's registry with these edits."""
    case = Case(says="示例", edits=edits, findings=())
    return Register.bind(receive(laid_out(case, tmp_path / "registry")))


def cells(annex: DocumentAnnex) -> dict[str, tuple[str, ...]]:
    """Lines of a form by their first cell."""
    return {row[0]: row[1:] for row in annex.rows}


def test_recommendation_forms_carry_the_figures_of_the_rows(tmp_path: Path) -> None:
    """A summary of those whom the department recommended, then a form for each with its figures."""
    figures = "recommended_by: jinan-gxj, assessment: {assets: 1250, legal_person: true}}"
    edit = Edit(file=PUBLICITY, old="recommended_by: jinan-gxj}", new=figures)
    register = bound(tmp_path, edit)
    act, jinan = register.acts["2021-publicity"], register.departments["jinan-gxj"]
    paper = returned(act, jinan, register)
    assert paper is not None
    assert paper.issuer == jinan.names[-1].name
    assert "现推荐1个平台申报2021年度" in paper.paragraphs[0].text
    summary, form = paper.annexes
    assert [row[1] for row in summary.rows] == ["示例·济南信息平台"]
    said = cells(form)
    assert said["资产总额"] == ("1250 万元", "不低于 200 万元")
    assert said["独立法人"] == ("是", "是")
    assert said["测评意见"] == (BLANK, "")
    assert "专职服务人员" not in said
    assert any("原样没有录入" in gap for gap in paper.gaps)
    assert returned(act, register.departments["sd-gxt"], register) is None
    assert returned(register.acts["2022-revocation"], jinan, register) is None


def test_summary_of_a_year_lists_who_has_not_reported(tmp_path: Path) -> None:
    """Platforms of the place that were in force at the year's end: filed on their day, or not filed."""
    other = REPORTS.replace("sd-0001", "sd-0002")
    register = bound(tmp_path, Edit(file="notices/2023/2022-report.yaml", content=other))
    act = register.acts["2022-report"]
    jinan = returned(act, register.departments["jinan-gxj"], register)
    assert jinan is not None
    (annex,) = jinan.annexes
    assert [(row[1], row[-1]) for row in annex.rows] == [("示例·济南信息平台", "未报送")]
    assert "共1个平台，已报送0个" in jinan.paragraphs[0].text
    qingdao = returned(act, register.departments["qingdao-gxj"], register)
    assert qingdao is not None
    assert "共1个平台，已报送1个" in qingdao.paragraphs[0].text
    assert qingdao.annexes[0].rows[0][-2:] == ("2022年12月20日", "2022年12月20日")


def test_list_held_in_part_accuses_nobody(tmp_path: Path) -> None:
    """Who is not in our copy of the list may have reported."""
    part = REPORTS.replace("sd-0001", "sd-0002") + "rows_complete: false\n"
    register = bound(tmp_path, Edit(file="notices/2023/2022-report.yaml", content=part))
    act = register.acts["2022-report"]
    assert returned(act, register.departments["jinan-gxj"], register) is None


def test_command_writes_the_paper_of_a_department(
    registry_command: Command, tmp_path: Path
) -> None:
    """As Word, with every blank named."""
    out = tmp_path / "推荐.docx"
    arguments = ("--registry", BASE, "--format", "docx", "--out", out, "--department", "jinan-gxj")
    done = registry_command("export", "2021-publicity", *arguments)
    assert (done.returncode, done.stdout.startswith(f"已写 {out}：关于推荐2021年度")) == (0, True)
    assert "成文日期：登记簿不载推荐和报送的日期，文中留空，请填写。" in done.stderr
    tables = docx.Document(str(out)).tables
    assert [table.rows[0].cells[0].text for table in tables] == ["序号", "项目"]


@pytest.mark.parametrize(
    ("notice", "department", "code", "said"),
    [
        ("2021-publicity", "jinan-gxx", 2, "没有部门“jinan-gxx”。是否为“jinan-gxj”？"),
        ("2021-publicity", "xyz", 2, "应为 sd-gxt、"),
        ("2022-revocation", "jinan-gxj", 1, "没有“jinan-gxj”上报的平台"),
    ],
)
def test_command_says_what_it_cannot_write(
    registry_command: Command, notice: str, department: str, code: int, said: str
) -> None:
    """An unknown department is wrong use; a paper in which it has no part is an answer."""
    arguments = ("--registry", BASE, "--format", "html", "--department", department)
    done = registry_command("export", notice, *arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
