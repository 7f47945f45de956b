"""Papers that the department of a place sends up: its recommendations, and its summary of a year's reports.

Made of the rows that name the department; the day of signing is not on record and stays blank.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from generator.desk.documents import columns
from generator.desk.documents.columns import DocumentColumn
from generator.desk.documents.composing import (
    DEMONSTRATION,
    NO_IMPRINT,
    NO_NUMBER,
    annex_of,
    without_idle_short,
)
from generator.desk.documents.document import (
    BLANK,
    DocumentAnnex,
    OfficialDocument,
    Paragraph,
    on_one_line,
    printable,
    title_lines,
)
from generator.desk.documents.matter import ANNEX, Matter
from generator.records.acts import Act, AnnualReport, AnnualReportRow, Publicity, PublicityRow, Row
from generator.records.registry import Department
from generator.records.regulation import Eligibility
from generator.records.values import Day
from generator.register.duties import owing
from generator.register.eligibility import criteria_said
from generator.register.places import answers_for, division_on
from generator.register.register import Register

UNSIGNED = "＿＿年＿＿月＿＿日"
NO_DAY = "成文日期：登记簿不载推荐和报送的日期，文中留空，请填写。"
NO_OPINION = "测评意见、推荐意见和盖章：由推荐单位填写，文中留空。"
OWN_FORM = "推荐表：办法所附的原样没有录入登记簿，这里只列登记簿有的项目；以办法的原样为准。"
FORM_HEADS, FORM_EMS, FORM_GROWS = ("项目", "内容", "要求"), (12, 12, 8), (False, True, False)
SUMMARY = (*columns.WHO, columns.FUNCTIONS, columns.MARK_OF_REVIEW, columns.REMARKS)
REPORTS = (*columns.WHO, columns.FILED_ON, columns.PLAN_FILED_ON, columns.REMARKS)


def returned(act: Act, department: Department, register: Register) -> OfficialDocument | None:
    """Paper of a department upon a publicity or a list of yearly reports.

    None for an act of another kind, or where nothing in it is the department's.
    """
    matter = Matter(act, register)
    making = next((make for form, make in MAKERS.items() if isinstance(act, form)), None)
    return making(matter, department) if making else None


def _recommendation(matter: Matter, department: Department) -> OfficialDocument | None:
    """A summary of those that it recommended, then a form for each (第十八条)."""
    rows = [
        row
        for row in matter.rows
        if isinstance(row, PublicityRow) and row.recommended_by == department.id
    ]
    power = matter.edition.authority if matter.edition else None
    article = power.recommendation.article if power and power.recommendation else None
    says = (
        f"{matter.grounded(article)}经测评，现推荐{len(rows)}个平台申报"
        f"{matter.year}{matter.title_granted}，汇总表见{ANNEX}1，推荐表附后。"
    )
    title = f"{matter.year}{matter.title_granted}推荐汇总表"
    annexes = (
        _table(matter, f"{ANNEX}1", title, SUMMARY, rows),
        *(_form(matter, department, row, f"{ANNEX}{at}") for at, row in enumerate(rows, 2)),
    )
    about = f"关于推荐{matter.year}{matter.title_granted}的报告"
    return (
        _paper(matter, department, about, says, annexes, (NO_OPINION, OWN_FORM)) if rows else None
    )


def _form(matter: Matter, department: Department, row: PublicityRow, mark: str) -> DocumentAnnex:
    """Form of one platform: who it is, each figure on record with what is asked, and blanks to fill."""
    who = [
        (column.head, column.of(matter, row), "") for column in (*columns.WHO, columns.FUNCTIONS)
    ]
    terms = (matter.edition.eligibility if matter.edition else None) or Eligibility()
    blanks = [
        ("测评意见", BLANK, ""),
        (f"{matter.department(department.id)}推荐意见（盖章）", BLANK, ""),
    ]
    lines = [*who, *criteria_said(terms, row.assessment or {}), *blanks]
    name = columns.NAME.of(matter, row) or columns.UNIT.of(matter, row)
    return DocumentAnnex(
        mark=mark,
        title=title_lines(
            on_one_line(f"{matter.title_granted}推荐表（{name}）"), matter.register.territory.name
        ),
        heads=FORM_HEADS,
        ems=FORM_EMS,
        grows=FORM_GROWS,
        rows=tuple((printable(a), printable(b), printable(c)) for a, b, c in lines),
    )


def _year_summary(matter: Matter, department: Department) -> OfficialDocument | None:
    """All of its platforms that owed a report of the year, those without one included (第二十六条)."""
    act = matter.act
    assert isinstance(act, AnnualReport)
    rows = [row for row in _with_owing(matter, act) if _is_its(matter, department, row.platform)]
    filed = sum(row.filed_on is not None for row in rows)
    term = matter.edition.annual_report if matter.edition else None
    says = (
        f"{matter.grounded(term.article if term else None)}现将{matter.department(department.id)}汇总的"
        f"{act.year}年度工作总结报送情况（共{len(rows)}个平台，已报送{filed}个，见{ANNEX}）报上。"
    )
    title = f"{act.year}年度{matter.title_granted}工作总结汇总表"
    about = f"关于报送{title}的报告"
    annexes = (_table(matter, ANNEX, title, REPORTS, rows),)
    return _paper(matter, department, about, says, annexes, ()) if rows else None


def _with_owing(matter: Matter, act: AnnualReport) -> Iterator[AnnualReportRow]:
    listed = {row.platform for row in act.rows}
    yield from act.rows
    due = _due(matter, act)
    for name in owing(matter.register, [act], due, due) if act.rows_complete else ():
        if name not in listed:
            yield AnnualReportRow(platform=name, filed="none")


def _due(matter: Matter, act: AnnualReport) -> date:
    term = matter.edition.annual_report if matter.edition else None
    return date.fromisoformat(f"{act.year}-{term.due}") if term else matter.day


def _is_its(matter: Matter, department: Department, name: str) -> bool:
    """Whether the department answered for the platform on the day of the list."""
    platform = matter.register.platforms.get(name)
    place = division_on(platform, matter.day) if platform else None
    today = Day(matter.day, matter.day)
    return answers_for(matter.register.territory, department, [place] if place else [], today)


def _table(
    matter: Matter, mark: str, title: str, heads: tuple[DocumentColumn, ...], rows: Sequence[Row]
) -> DocumentAnnex:
    lines = title_lines(on_one_line(title), matter.register.territory.name)
    return annex_of(matter, mark, lines, heads, rows)


def _paper(
    matter: Matter,
    department: Department,
    about: str,
    says: str,
    annexes: tuple[DocumentAnnex, ...],
    notes: tuple[str, ...],
) -> OfficialDocument:
    return OfficialDocument(
        issuer=on_one_line(matter.department(department.id)),
        number="",
        title=title_lines(on_one_line(about), matter.register.territory.name),
        addressee=f"{on_one_line(matter.department(matter.act.issuer))}：",
        paragraphs=without_idle_short([Paragraph(on_one_line(says))]),
        annexes=annexes,
        day=matter.day,
        spelt_day=UNSIGNED,
        mark=DEMONSTRATION if matter.register.site.demo else "",
        gaps=(NO_DAY, *notes, NO_NUMBER, NO_IMPRINT),
    )


Maker = Callable[[Matter, Department], OfficialDocument | None]
MAKERS: dict[type[Act], Maker] = {Publicity: _recommendation, AnnualReport: _year_summary}
