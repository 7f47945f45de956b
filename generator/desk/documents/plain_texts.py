"""The texts of the kinds of acts that report, decide or abolish in a sentence or two."""

from collections.abc import Iterator

from generator.desk.documents.document import BLANK, Paragraph
from generator.desk.documents.matter import INCLUSIVE, Matter, span_text
from generator.records.acts import (
    Abolition,
    AnnualReport,
    Call,
    Objection,
    Reconsideration,
    ReconsiderationRow,
)
from generator.site.pages.wording import long_day
from generator.terms.words import DecisionOutcome


def call_text(matter: Matter) -> Iterator[Paragraph]:
    """Applications are called for, from one day to another."""
    act = matter.act
    assert isinstance(act, Call)
    span = act.applications
    term = f"{span_text(span.starts, span.ends)}，{INCLUSIVE}" if span else span_text(None, None)
    yield Paragraph(
        f"{matter.grounded()}现组织{matter.year}{matter.title_granted}申报。申报时间{term}。"
    )


def objection_text(matter: Matter) -> Iterator[Paragraph]:
    """How objections to a publicity were settled."""
    act = matter.act
    assert isinstance(act, Objection)
    yield Paragraph(
        f"{matter.grounded()}现将对{matter.named(act.publicity)}所提异议的处理结果"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def national_text(matter: Matter) -> Iterator[Paragraph]:
    """How far recommendations for the national title have come."""
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}推荐国家级的情况"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def annual_report_text(matter: Matter) -> Iterator[Paragraph]:
    """Which yearly reports came in."""
    act = matter.act
    assert isinstance(act, AnnualReport)
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}{act.year}年度总结的报送情况"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def abolition_text(matter: Matter) -> Iterator[Paragraph]:
    """Which lists lose the title from which day, and who is spared."""
    act = matter.act
    assert isinstance(act, Abolition)
    notices = "、".join(map(matter.named, act.of_notices))
    before = act.granted_before
    which = f"{long_day(before)}之前认定" if before else f"{notices or BLANK}公布"
    yield Paragraph(
        f"{matter.grounded()}{which}的{matter.title_granted}称号，"
        f"自{long_day(act.effective_on)}起废止{matter.excepted(act.except_listed_in)}。"
    )


STAYS = (DecisionOutcome.STAYED, DecisionOutcome.STAY_LIFTED)


def reconsideration_text(matter: Matter) -> Iterator[Paragraph]:
    """Who decided upon which act; a stay has a day, an annulment reaches back to the beginning."""
    act = matter.act
    assert isinstance(act, Reconsideration)
    yield Paragraph(
        f"现将{act.by}对{matter.named(act.about)}作出的决定"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )
    rows = [row for row in matter.rows if isinstance(row, ReconsiderationRow)]
    stays = dict.fromkeys(row.outcome.label for row in rows if row.outcome in STAYS)
    if stays:
        yield Paragraph(f"自{long_day(act.effective_on)}起{'、'.join(stays)}。")


def succession_text(matter: Matter) -> Iterator[Paragraph]:
    """Which platforms are merged into others, from which day."""
    yield Paragraph(
        f"{matter.grounded()}{matter.annex}所列{matter.count}个平台，由表中所载的平台承继，"
        f"自{long_day(matter.act.effective_on)}起生效；原有称号是否保持，见{matter.annex}。"
    )


def other_text(matter: Matter) -> Iterator[Paragraph]:
    """A paper without effect on a title: its text is not on record, only the platforms that it names."""
    listed = f"（涉及{matter.count}个平台，见{matter.annex}）" if matter.rows else ""
    yield Paragraph(f"{matter.grounded()}现将有关事项{listed}通知如下：{BLANK}。")
