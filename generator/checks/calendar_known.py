"""公示期所在年份的放假安排须已知 Every day of a window lies in a year whose holidays are known."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Publicity
from generator.register.register import Register
from generator.standing.working_days import WorkingDays
from generator.terms import Severity

RULE = Rule(
    "P303",
    "calendar-unknown",
    Severity.WARNING,
    "公示期所在年份的放假安排须已知",
    "第二十条",
    "工作日按国务院办公厅的放假通知计算；通知没有公布的年份，只能回答“未知”，不能推测。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Enough days of a window lie in years whose holidays are known."""
    calendar = WorkingDays(register.work_calendars)
    for filed, act, edition in of_kind(register, Publicity):
        term = edition.publicity if edition else None
        if term is None or act.window is None or act.window.ends.last < act.window.starts.first:
            continue
        starts, ends = act.window.starts.first, act.window.ends.last
        if calendar.holds(starts, ends, term.working_days, term.first_day_counts) is None:
            message = (
                f"{ends.year} 年的放假安排未知，无法核对公示期是否满 {term.working_days} 个工作日"
            )
            fix = f"放假通知公布后，建立 work_calendars/{ends.year}.yaml"
            yield RULE.found(filed.place("window"), message, fix, cited(edition, term.article))
