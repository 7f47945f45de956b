"""公示期须满办法规定的工作日 A window holds the working days that its edition asks."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Publicity
from generator.register.register import Register
from generator.standing.working_days import WorkingDays
from generator.terms import Severity

RULE = Rule(
    "P302",
    "publicity-too-short",
    Severity.ERROR,
    "公示期须满办法规定的工作日",
    "第二十条",
    "公示期是公众提出异议的时间；少一天，就少了一天的监督。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A window holds the working days that its edition asks."""
    calendar = WorkingDays(register.work_calendars)
    for filed, act, edition in of_kind(register, Publicity):
        term = edition.publicity if edition else None
        if term is None or act.window is None or act.window.ends.last < act.window.starts.first:
            continue
        starts, ends = act.window.starts.first, act.window.ends.last
        if calendar.holds(starts, ends, term.working_days, term.first_day_counts) is False:
            count = calendar.count(starts, ends, term.first_day_counts)
            message = (
                f"公示期 {starts} 至 {ends} 只有 {count} 个工作日，应有 {term.working_days} 个"
            )
            last = calendar.window_end(starts, term.working_days, term.first_day_counts)
            fix = f"自 {starts} 起算，公示期应至 {last or '（该年放假安排未公布）'}；核对公示原文"
            yield RULE.found(filed.place("window"), message, fix, cited(edition, term.article))
