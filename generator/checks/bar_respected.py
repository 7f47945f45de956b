"""限制期内不得申报、公示和公布 Nobody applies, is publicised or announced within the bar after a revocation."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import applications, cited
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.standing.reapplication import Bar, bars_by_unit, unit_key
from generator.terms import Severity

RULE = Rule(
    "R402",
    "applied-while-barred",
    Severity.ERROR,
    "限制期内不得申报、公示和公布",
    "第二十四条",
    "撤销称号后若干年内不得申报，限制跟着统一社会信用代码走，更名、换平台都不能绕过。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Nobody applies, is publicised or announced within the bar after a revocation."""
    known = bars_by_unit(register)
    for line, history, day in applications(register):
        for bar in known.get(unit_key(history, day.last), []):
            # A day known only to the month is barred where the whole month is.
            since = bar.entry.act.effective_on.last
            if since <= day.first and day.last <= bar.ends:
                message = (
                    f"{day} 列入名单，而其运营单位由“{bar.entry.act.id}”撤销称号"
                    f"（平台“{bar.platform}”），至 {bar.ends} 不得申报"
                )
                fix = "核对是否误列；不限制再次申报的，在撤销文件写 bars_reapplication: false"
                yield RULE.found(line.place(), message, fix, _article(bar))


def _article(bar: Bar) -> str:
    edition = bar.entry.regulation
    return cited(edition, edition.bar.article if edition and edition.bar else None)
