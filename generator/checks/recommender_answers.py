"""推荐部门须是平台所在地的主管部门 A platform is recommended by the department that answers for its place on that day."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Publicity
from generator.records.day import Day
from generator.records.department import Department
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
    for filed, act, _ in of_kind(register, Publicity):
        for at, row in enumerate(act.rows):
            department = register.departments.get(row.recommended_by or "")
            platform = register.platforms.get(row.platform)
            if department is None or platform is None or platform.division is None:
                continue
            if not answers_for(department, platform.division, act.issued_on):
                name = department.names[-1].name
                message = f"“{name}”在 {act.issued_on} 不是平台“{row.platform}”所在地（{platform.division}）的主管部门"
                fix = "核对推荐部门或所在地；省直单位直接申报，不写 recommended_by"
                yield RULE.found(filed.place("rows", at, "recommended_by"), message, fix)


def answers_for(department: Department, division: str, day: Day) -> bool:
    """负责范围 Whether a department was there that day and answers for this place."""
    in_use = any(
        (name.starts is None or name.starts.first <= day.last)
        and (name.ends is None or day.first <= name.ends.last)
        for name in department.names
    )
    return in_use and department.city is not None and division[:4] == department.city[:4]
