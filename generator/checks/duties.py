"""Duties of a designated platform: the yearly report, and rectification by a day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, WARNING, Breach, check, cited, of_kind
from generator.records.acts import AnnualReport
from generator.register.duties import owing, rectification
from generator.register.register import Register


@check(
    "A801", "annual-report-missing", WARNING, "有效的平台每年须报送年度总结", "第二十六条",
    "年度总结是主管部门了解平台服务情况的途径；没有报送的，应当催报。",
)  # fmt: skip
def annual_report_filed(register: Register, as_of: date) -> Iterator[Breach]:
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
                yield place, message, fix, cited(edition, term.article)


@check(
    "A802", "rectification-overdue", WARNING, "限期整改须有结果", FORM,
    "整改期限过了还没有结果，称号是否应当保留便悬而未决。",
)  # fmt: skip
def rectification_in_time(register: Register, as_of: date) -> Iterator[Breach]:
    """A rectification has an outcome by the day set for it, while the title it concerns lasts."""
    for history in register.histories.values():
        demand = rectification(history, as_of)
        if demand and demand[1].last < as_of:
            entry, by = demand
            filed, at = register.filed_row(entry)
            message = f"平台“{history.platform.id}”应不迟于 {by} 完成整改，至今没有结果"
            yield filed.place("rows", at, "rectify_by"), message, "补录复查结果"
