"""主管部门 Departments, whose names and remits change with time (第三条、第十七条)."""

from pydantic import Field

from generator.records.base import DivisionCode, Record, Slug, Text
from generator.records.day import PrintedDay


class DepartmentName(Record):
    """部门名称 One name and the days it was in use; an absent day is unknown."""

    name: Text = Field(description="名称")
    starts: PrintedDay | None = Field(None, description="使用的起日；不知道的不写")
    ends: PrintedDay | None = Field(None, description="使用的止日；不知道的不写")


class Department(Record):
    """主管部门 `city` is the division it answers for; the province has none."""

    id: Slug = Field(description="永不更改")
    names: tuple[DepartmentName, ...] = Field(description="历次名称和使用的起止日")
    city: DivisionCode | None = Field(None, description="所辖的市；省级部门不写")
    remarks: Text | None = Field(None, description="备注")


class Departments(Record):
    """部门表 The file departments.yaml."""

    departments: tuple[Department, ...] = Field(description="全部主管部门")
