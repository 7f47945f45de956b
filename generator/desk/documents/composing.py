"""Composing: of acts their official document, and of a department's part in them what it sends up.

Nothing is invented: what the register does not hold is left blank and named as a gap.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from generator.desk.documents import columns
from generator.desk.documents.columns import CITY, NAME, NUMBERING, REMARKS, UNIT, DocumentColumn
from generator.desk.documents.document import (
    BLANK,
    THIRD_LEVEL,
    DocumentAnnex,
    OfficialDocument,
    Paragraph,
    on_one_line,
    printable,
    title_lines,
)
from generator.desk.documents.forms import FORMS
from generator.desk.documents.layout import NUMBERING_EMS
from generator.desk.documents.matter import ANNEX, SHORT, Matter
from generator.records.acts import (
    Act,
    AnnualReport,
    AnnualReportRow,
    Correction,
    ListedAct,
    Publicity,
    PublicityRow,
    Row,
    rows_of,
)
from generator.records.registry import Department
from generator.records.regulation import Eligibility
from generator.records.values import Day
from generator.register.duties import owing
from generator.register.eligibility import criteria_said
from generator.register.places import answers_for, division_on
from generator.register.register import Register
from generator.site.pages.wording import long_day

DEMONSTRATION = "演示数据　内容均为虚构　不作公文使用"
# Documents that speak to everyone name no addressee.
TO_THE_PUBLIC = ("公示", "公告", "通告")
OPENING = "现将有关事项通知如下。"
PRINTED_NUMBER = re.compile("^[一二三四五六七八九十]+、")
INTRODUCED = re.compile(f"，以下简称{SHORT}|（以下简称{SHORT}）")
NO_ADDRESSEE = "主送机关：登记簿不载这一项，文中留空，请填写。"
NO_IMPRINT = "版记（抄送机关、印发机关和印发日期）：登记簿不载这一项，未编排。"
NO_NUMBER = "发文字号：登记簿没有记载，因此未印版头（发文机关标志、发文字号和红线）。"


def compose(acts: Sequence[Act], register: Register) -> OfficialDocument:
    """The document of an act, or of several acts of one paper in the order printed."""
    matters, first = _matters(acts, register), acts[0]
    paragraphs = tuple(_numbered(_without_idle_short(map(_on_lines, _said(matters)))))
    annexes = tuple(_annexes(matters))
    addressee = "" if _title_stem(first).endswith(TO_THE_PUBLIC) else f"{BLANK}："
    return OfficialDocument(
        issuer=on_one_line(matters[0].department(first.issuer)),
        number=on_one_line(first.document_number or ""),
        title=title_lines(on_one_line(first.title), register.territory.name),
        addressee=addressee,
        paragraphs=paragraphs,
        annexes=annexes,
        day=matters[0].day,
        spelt_day=long_day(first.issued_on),
        mark=DEMONSTRATION if register.site.demo else "",
        gaps=tuple(dict.fromkeys(_gaps(matters, addressee, paragraphs, annexes))),
    )


def _matters(acts: Sequence[Act], register: Register) -> list[Matter]:
    """The acts, each with the mark of its annex: numbered where there are several lists."""
    listed = [act.id for act in acts if rows_of(act)]
    marks = {name: f"{ANNEX}{at}" for at, name in enumerate(listed, 1)} if listed[1:] else {}
    return [Matter(act, register, marks.get(act.id, ANNEX)) for act in acts]


def _said(matters: Sequence[Matter]) -> Iterator[Paragraph]:
    """The text of the act; of several, each under its heading, and an edition introduced once in a row."""
    if len(matters) == 1:
        yield from FORMS[matters[0].act.kind_of_act].says(matters[0])
        return
    yield Paragraph(OPENING)
    introduced = ""
    for matter in matters:
        yield Paragraph(lead=_heading(matter), level=1)
        for each in FORMS[matter.act.kind_of_act].says(matter):
            is_known = matter.introduced and matter.introduced == introduced
            text = each.text.replace(introduced, SHORT) if is_known else each.text
            yield replace(each, text=text, level=each.level + 1 if each.level else 0)
        introduced = matter.introduced


def _heading(matter: Matter) -> str:
    """The heading as printed, but for the number that it gets by its place."""
    return PRINTED_NUMBER.sub("", matter.act.heading or matter.act.kind_of_act.label)


def _on_lines(paragraph: Paragraph) -> Paragraph:
    text, lead = on_one_line(paragraph.text), on_one_line(paragraph.lead)
    return replace(paragraph, text=text, lead=lead)


def _numbered(text: Iterable[Paragraph]) -> Iterator[Paragraph]:
    counts = [0] * THIRD_LEVEL
    for each in text:
        level = each.level
        if level:
            counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (THIRD_LEVEL - level)]
        yield each.numbered(counts[level - 1]) if level else each


def _without_idle_short(text: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """A short title is introduced only where it is used afterwards."""
    paragraphs = tuple(text)
    if sum(p.text.count(SHORT) for p in paragraphs) != 1:
        return paragraphs
    return tuple(replace(p, text=INTRODUCED.sub("", p.text)) for p in paragraphs)


def _title_stem(act: Act) -> str:
    """The title up to its last word, which names the kind of document (文种): 通知, 公示."""
    return re.sub("（[^）]*）$", "", act.title)


def _annexes(matters: Sequence[Matter]) -> Iterator[DocumentAnnex]:
    """The list of each act that has one; lists that would bear one title are told apart by their headings."""
    titles = [_list_title(matter) for matter in matters]
    for matter, title in zip(matters, titles, strict=True):
        apart = f"（{_heading(matter)}）" if titles.count(title) > 1 and matter.act.heading else ""
        if matter.rows:
            lines = title_lines(on_one_line(title + apart), matter.register.territory.name)
            yield _annex(matter, lines)


def _list_title(matter: Matter) -> str:
    form = FORMS[matter.act.kind_of_act]
    return form.list_title.format(year=matter.year, title_granted=matter.title_granted)


def _annex(matter: Matter, title: tuple[str, ...]) -> DocumentAnnex:
    made = annex_of(matter, matter.annex, title, _annex_columns(matter), matter.rows)
    return replace(made, caveat=_caveat(matter))


def annex_of(
    matter: Matter,
    mark: str,
    title: tuple[str, ...],
    columns: tuple[DocumentColumn, ...],
    rows: Sequence[Row],
) -> DocumentAnnex:
    """List of rows under these columns; those that are wholly empty are left out."""
    head = matter.register.territory.place_head
    columns = tuple(replace(each, head=head) if each is CITY else each for each in columns)
    cells = [[printable(c.of(matter, row)) for c in columns] for row in rows]
    kept = [at for at in range(len(columns)) if any(line[at] for line in cells)]
    return DocumentAnnex(
        mark=mark,
        title=title,
        heads=(NUMBERING, *(columns[at].head for at in kept)),
        ems=(NUMBERING_EMS, *(columns[at].ems for at in kept)),
        grows=(False, *(columns[at].grows for at in kept)),
        rows=tuple((str(n), *(line[at] for at in kept)) for n, line in enumerate(cells, 1)),
    )


def _annex_columns(matter: Matter) -> tuple[DocumentColumn, ...]:
    """A correction lists its rows as the corrected document did."""
    act = matter.act
    corrected = matter.register.corrected_in_the_end(act) if isinstance(act, Correction) else act
    return FORMS[corrected.kind_of_act].columns if corrected else (NAME, UNIT, REMARKS)


def _caveat(matter: Matter) -> str:
    if matter.act.rows_complete:
        return ""
    count = matter.act.count
    body = f"正文所列{count}个，" if count is not None else ""
    return f"本表依登记簿编制：{body}登记簿只录得{len(matter.rows)}个。"


def _gaps(
    matters: Sequence[Matter],
    addressee: str,
    paragraphs: tuple[Paragraph, ...],
    annexes: tuple[DocumentAnnex, ...],
) -> Iterator[str]:
    acts = [matter.act for matter in matters]
    yield from [NO_ADDRESSEE] if addressee else []
    for each in (p for p in paragraphs if BLANK in p.text):
        place = each.lead or each.text.split(BLANK)[0].rstrip("。").rpartition("。")[2]
        yield f"“{place}”之后：登记簿没有记载，文中留空，请填写。"
    if not (acts[0].document_number or any(isinstance(act, Publicity) for act in acts)):
        yield NO_NUMBER
    for annex in annexes:
        yield from _annex_gaps(annex)
    yield from (_no_list(matter, matters) for matter in matters if _lacks_list(matter))
    yield NO_IMPRINT
    yield from (reminder for act in acts if (reminder := FORMS[act.kind_of_act].reminder))


def _lacks_list(matter: Matter) -> bool:
    return isinstance(matter.act, ListedAct) and not matter.rows


def _no_list(matter: Matter, matters: Sequence[Matter]) -> str:
    of = f"（{_heading(matter)}）" if len(matters) > 1 else ""
    return f"附件{of}：登记簿没有录入名单，未编排。"


def _annex_gaps(annex: DocumentAnnex) -> Iterator[str]:
    """Rows that do not say, as the others do, who or whose."""
    for head in (NAME.head, UNIT.head):
        at = annex.heads.index(head) if head in annex.heads else 0
        empty = "、".join(row[0] for row in annex.rows if not row[at])
        if empty:
            yield f"{annex.mark}“{head}”一栏第{empty}行：登记簿没有记载，留空。"
    if annex.caveat:
        yield f"{annex.mark}不是完整的名单：{annex.caveat}"


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
        paragraphs=_without_idle_short([Paragraph(on_one_line(says))]),
        annexes=annexes,
        day=matter.day,
        spelt_day=UNSIGNED,
        mark=DEMONSTRATION if matter.register.site.demo else "",
        gaps=(NO_DAY, *notes, NO_NUMBER, NO_IMPRINT),
    )


Maker = Callable[[Matter, Department], OfficialDocument | None]
MAKERS: dict[type[Act], Maker] = {Publicity: _recommendation, AnnualReport: _year_summary}
