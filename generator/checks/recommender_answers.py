"""推荐部门须是平台所在地的主管部门 A platform is recommended by the department that answers for its place on that day."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import lines
from generator.findings import Finding, Rule
from generator.records.acts import Publicity
from generator.records.day import Day
from generator.records.department import Department
from generator.records.rows import PublicityRow
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "B504",
    "recommender-answers",
    Severity.ERROR,
    "推荐部门须是平台所在地的主管部门",
    "第十七条",
    "办法规定由市级主管部门推荐本地区的平台；外市部门的推荐无效。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A platform is recommended by the department that answers for its place on that day."""
    for line in lines(register, Publicity):
        assert isinstance(line.row, PublicityRow)
        department = register.departments.get(line.row.recommended_by or "")
        platform = register.platforms.get(line.row.platform)
        if department is None or platform is None or platform.division is None:
            continue
        fault = _fault(department, platform.division, line.act.issued_on)
        if fault:
            message = f"平台“{platform.id}”由“{department.names[-1].name}”推荐，{fault}"
            fix = "核对推荐部门或所在地；省直单位直接申报，不写 recommended_by"
            yield RULE.found(line.place("recommended_by"), message, fix)


def _fault(department: Department, division: str, day: Day) -> str | None:
    in_use = any(
        (name.starts is None or name.starts.first <= day.last)
        and (name.ends is None or day.first <= name.ends.last)
        for name in department.names
    )
    if not in_use:
        return f"而该部门的名称在 {day} 不在使用"
    answers = department.city is not None and division[:4] == department.city[:4]
    return None if answers else f"而平台在 {division}，不归该部门主管"
