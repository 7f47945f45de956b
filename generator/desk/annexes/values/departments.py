"""主管部门 A printed department as its id, by a name in use on the day of the act (第三条、第十七条)."""

from collections.abc import Iterable

from generator.desk.annexes.values.reading import Read, sentence
from generator.records.day import Day
from generator.records.department import Department, DepartmentName
from generator.standing.lookup import folded

# The one short form that every office uses for these bureaus.
FULL, SHORT = "工业和信息化", "工信"
DIRECT = ("省直", "省直单位", "直接申报", "自行申报")


def department(text: str, known: Iterable[Department], day: Day) -> Read:
    """读主管部门 None for a unit that applied directly; a name out of use is a doubt."""
    said = _key(text)
    if said in DIRECT:
        return Read()
    named = [(each, name) for each in known for name in each.names if _key(name.name) == said]
    in_use = {each.id for each, name in named if _in_use(name, day)}
    if len(in_use) == 1:
        return Read(in_use.pop())
    if in_use:
        return Read(doubt=f"“{sentence(text)}”是 {'、'.join(sorted(in_use))} 几个部门的名称")
    if named:
        return Read(doubt=f"“{sentence(text)}”的名称在 {day} 不在使用，请核对 departments.yaml")
    return Read(doubt=f"departments.yaml 中没有名为“{sentence(text)}”的部门")


def _key(text: str) -> str:
    return "".join(folded(text).replace(FULL, SHORT).split())


def _in_use(name: DepartmentName, day: Day) -> bool:
    begun = name.starts is None or name.starts.first <= day.last
    return begun and (name.ends is None or day.first <= name.ends.last)
