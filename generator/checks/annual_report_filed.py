"""有效的平台每年须报送年度总结 Every platform in force at year end has filed its yearly report."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import AnnualReport
from generator.register.register import Register
from generator.standing.standing import standing
from generator.terms import Severity, Status

RULE = Rule(
    "A801",
    "annual-report-missing",
    Severity.WARNING,
    "有效的平台每年须报送年度总结",
    "第二十六条",
    "年度总结是主管部门了解平台服务情况的途径；没有报送的，应当催报。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every platform in force at year end has filed its yearly report."""
    for filed, act, edition in of_kind(register, AnnualReport):
        term = edition.annual_report if edition else None
        if edition is None or term is None:
            continue
        due = date.fromisoformat(f"{act.year}-{term.due}")
        reported = {row.platform: row for row in act.rows}
        for name, history in register.histories.items():
            row = reported.get(name)
            owed = standing(history, due).status is Status.IN_FORCE
            still = standing(history, as_of).status is Status.IN_FORCE
            if owed and still and (row is None or row.filed_on is None) and act.rows_complete:
                message = f"平台“{name}”没有 {act.year} 年度总结的报送记录"
                fix = "催报后补录；确未报送的，列入 excused.yaml 并说明"
                yield RULE.found(filed.place("year"), message, fix, cited(edition, term.article))
