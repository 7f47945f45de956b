"""同一单位在一份名单中不应有两个平台 A unit has one platform in a list."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import applications
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.reapplication import unit_key
from generator.terms import Severity

RULE = Rule(
    "B503",
    "one-platform-per-unit",
    Severity.WARNING,
    "同一单位在一份名单中不应有两个平台",
    "第二条",
    "同一法人以两个平台同时申报，多为重复录入；确属两个平台的，须核实。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A unit has one platform in a list."""
    first: dict[tuple[str, str], str] = {}
    for line, history, day in applications(register):
        platform = line.row.platform
        key = (line.act.id, unit_key(history, day.last))
        if first.setdefault(key, platform) != platform:
            message = f"平台“{platform}”与“{first[key]}”同属一个运营单位"
            yield RULE.found(line.place(), message, "核对是否重复列入")
