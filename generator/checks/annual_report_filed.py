"""有效的平台每年须报送年度总结 Every platform in force at year end has filed its yearly report."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import AnnualReport
from generator.register.register import Register
from generator.standing.duties import owing
from generator.terms import Severity

RULE = Rule(
    "A801",
    "annual-report-missing",
    Severity.WARNING,
    "有效的平台每年须报送年度总结",
    "第二十六条",
    "年度总结是主管部门了解平台服务情况的途径；没有报送的，应当催报。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every platform in force at year end has filed its yearly report, once that is due."""
    lists: dict[int, list[AnnualReport]] = defaultdict(list)
    for _, act, _ in of_kind(register, AnnualReport):
        lists[act.year].append(act)
    for year, acts in lists.items():
        edition = register.regulations.get(acts[0].regulation)
        term = edition.annual_report if edition else None
        due = date.fromisoformat(f"{year}-{term.due}") if term else date.max
        if term and due < as_of and all(act.rows_complete for act in acts):
            place = register.filed_act(acts[0]).place("year")
            for name in owing(register, acts, due, as_of):
                message = f"平台“{name}”没有 {year} 年度总结的报送记录"
                fix = "催报后补录；确未报送的，列入 excused.yaml 并说明"
                yield RULE.found(place, message, fix, cited(edition, term.article))
