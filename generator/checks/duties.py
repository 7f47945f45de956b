"""Duties of a designated platform: the yearly report, and rectification by a day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, GAP, RULED, WARNING, Breach, check, cited, lines, of_kind
from generator.records.acts import AnnualReport, AnnualReportRow
from generator.records.regulation import Regulation
from generator.records.values import Day
from generator.register.duties import owing, rectification, report_due, years_without_list
from generator.register.register import Register
from generator.terms.findings import EXCUSE


@check(
    "A801", "annual-report-missing", WARNING, "有效的平台每年须报送年度总结", RULED,
    "年度总结是主管部门了解平台服务情况的途径；没有报送的，应当催报。",
)  # fmt: skip
def annual_report_filed(register: Register, as_of: date) -> Iterator[Breach]:
    """Every platform in force at year end has filed its yearly report, once that is due."""
    lists: dict[int, list[AnnualReport]] = defaultdict(list)
    for _, act, _ in of_kind(register, AnnualReport):
        lists[act.year].append(act)
    for year, acts in lists.items():
        edition = register.regulations.get(acts[0].regulation)
        due = report_due(edition, year)
        if due and due < as_of and all(act.rows_complete for act in acts):
            place = register.filed_act(acts[0]).place("year")
            for name in owing(register, acts, due, as_of):
                message = f"平台“{name}”没有 {year} 年度总结的报送记录"
                fix = ("催报后补录；确未报送的，", EXCUSE)
                yield place, message, fix, _cited(edition)


def _cited(edition: Regulation | None) -> str:
    term = edition.annual_report if edition else None
    return cited(edition, term.article if term else None)


@check(
    "A803", "annual-report-list-missing", GAP, "每年的年度总结报送名单都应登记", RULED,
    "登记过某一年的报送名单，以后各年却没有的，看不出那一年谁报送、谁没有报送。",
)  # fmt: skip
def annual_report_listed(register: Register, as_of: date) -> Iterator[Breach]:
    """Every year since the first on record has its list of yearly reports, once they are due."""
    filed = {each.record.id: each for each in register.receipt.regulations}
    for edition, year, due in years_without_list(register, as_of):
        message = f"{year} 年度总结应不迟于 {due} 报送，没有登记报送名单"
        place = filed[edition.id].place("annual_report", "due")
        yield (
            place,
            message,
            ("登记这一年的报送名单；查不到的，", EXCUSE),
            _cited(edition),
        )


@check(
    "A804", "annual-report-day", WARNING, "年度总结和下年度计划须在当年年底以前报送", RULED,
    "总结的是一整年，年初以前不会有；过了期限的是迟报，录错年份的也在这里看得出来。",
)  # fmt: skip
def annual_report_on_its_days(register: Register, as_of: date) -> Iterator[Breach]:
    """A yearly report, and the plan for the next year, come in within the year and by the day due."""
    for line in lines(register, AnnualReport):
        assert isinstance(line.act, AnnualReport)
        assert isinstance(line.row, AnnualReportRow)
        year, due = line.act.year, report_due(line.edition, line.act.year)
        papers = (
            ("filed_on", line.row.filed_on, f"{year} 年度总结"),
            ("plan_filed_on", line.row.plan_filed_on, f"{year + 1} 年度计划"),
        )
        for field, day, paper in papers:
            wrong = _out_of_year(day, due) if day and due else None
            if wrong:
                message = f"{paper}于 {day} 报送，{wrong}"
                yield line.place(field), message, FIX_DAY, _cited(line.edition)


FIX_DAY = ("核对报送日期和年度；确属迟报的，", EXCUSE)


def _out_of_year(day: Day, due: date) -> str | None:
    if day.last < due.replace(month=1, day=1):
        return f"早于 {due.year} 年"
    return f"晚于期限 {due}" if day.first > due else None


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
