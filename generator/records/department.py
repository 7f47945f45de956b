"""主管部门 Departments, whose names and remits change with time (第三条、第十七条)."""

from generator.records.base import DivisionCode, Record, Slug, Text
from generator.records.day import PrintedDay


class DepartmentName(Record):
    """部门名称 One name and the days it was in use; an absent day is unknown."""

    name: Text
    starts: PrintedDay | None = None
    ends: PrintedDay | None = None


class Department(Record):
    """主管部门 `city` is the division it answers for; the province has none."""

    id: Slug
    names: tuple[DepartmentName, ...]
    city: DivisionCode | None = None
    remarks: Text | None = None


class Departments(Record):
    """部门表 The file departments.yaml."""

    departments: tuple[Department, ...]
