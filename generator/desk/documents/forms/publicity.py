"""公示 The list put before the public, until when, and how to object (第二十条)."""

from collections.abc import Iterator

from generator.desk.documents import columns
from generator.desk.documents.document import BLANK, Paragraph
from generator.desk.documents.forms.form import Form
from generator.desk.documents.matter import INCLUSIVE, Matter, sentence, span
from generator.records.acts import Publicity
from generator.records.base import Span
from generator.records.rows import PublicityRow
from generator.standing.working_days import WorkingDays


def _says(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Publicity)
    edition = matter.edition
    term = edition.publicity if edition else None
    title = f"{matter.year}拟认定的{matter.title_granted}名单"
    yield Paragraph(
        f"{matter.grounded(term.article if term else None)}"
        f"现将{title}（共{matter.count}个{_reviewed(matter)}，见附件）予以公示。"
    )
    yield Paragraph(lead="一、公示期限", level=1)
    ruled = f"{matter.cited(term.article)}规定公示{term.working_days}个工作日。" if term else ""
    yield Paragraph(ruled + _window(matter, act.window))
    yield Paragraph(lead="二、异议的提出", level=1)
    yield Paragraph("任何单位和个人对名单有异议的，可以在公示期内提出。")
    yield from _objections(act)


def _reviewed(matter: Matter) -> str:
    found = sum(isinstance(row, PublicityRow) and row.reviewed for row in matter.rows)
    return f"，其中复核{found}个" if found else ""


def _window(matter: Matter, window: Span | None) -> str:
    if window is None:
        return f"本次公示自{BLANK}起至{BLANK}止。"
    edition = matter.edition
    counts = edition.publicity.first_day_counts if edition and edition.publicity else True
    included = INCLUSIVE if counts else "首日不计算在内"
    calendar = WorkingDays(matter.register.work_calendars)
    days = calendar.count(window.starts.first, window.ends.last, counts)
    exact = window.starts.is_exact and window.ends.is_exact
    counted = f"，共{days}个工作日" if days and exact else ""
    return f"本次公示{span(window.starts, window.ends)}，{included}{counted}。"


def _objections(act: Publicity) -> Iterator[Paragraph]:
    said = act.objections
    known = {"受理单位": said.to, "提出方式": said.how, "联系方式": said.contact} if said else {}
    for numeral, head in zip("一二三", ("受理单位", "提出方式", "联系方式"), strict=True):
        yield Paragraph(sentence(known.get(head) or BLANK), f"（{numeral}）{head}。", 2)


def _list_title(matter: Matter) -> str:
    return f"{matter.year}{matter.title_granted}拟认定名单"


FORM = Form(
    _says,
    _list_title,
    (columns.NAME, columns.UNIT, columns.CREDIT_CODE, columns.CITY, columns.FUNCTIONS,
     columns.RECOMMENDER, columns.MARK_OF_REVIEW, columns.REMARKS),
)  # fmt: skip
