"""The text and the list that each kind of act brings to its document."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.desk.documents import columns
from generator.desk.documents.columns import DocumentColumn
from generator.desk.documents.document import BLANK, Paragraph
from generator.desk.documents.matter import INCLUSIVE, Matter, full_sentence, span_text
from generator.records.acts import (
    Abolition,
    Announcement,
    AnnouncementRow,
    AnnualReport,
    Call,
    Correction,
    InspectionRow,
    Objection,
    Publicity,
    PublicityRow,
    Reconsideration,
    ReconsiderationRow,
    RenamingRow,
    ReviewRow,
    RevocationRow,
    ValidityChange,
    Window,
)
from generator.records.regulation import BarTerm, ValidityTerm
from generator.register.designation import anniversary
from generator.register.reapplication import is_barring
from generator.register.working_days import WorkingDays
from generator.site.pages.wording import long_day
from generator.terms.citations import article_label
from generator.terms.words import ActKind, DecisionOutcome, ReviewOutcome


def _call_text(matter: Matter) -> Iterator[Paragraph]:
    """Applications are called for, from one day to another."""
    act = matter.act
    assert isinstance(act, Call)
    span = act.applications
    term = f"{span_text(span.starts, span.ends)}，{INCLUSIVE}" if span else span_text(None, None)
    yield Paragraph(
        f"{matter.grounded()}现组织{matter.year}{matter.title_granted}申报。申报时间{term}。"
    )


def _objection_text(matter: Matter) -> Iterator[Paragraph]:
    """How objections to a publicity were settled."""
    act = matter.act
    assert isinstance(act, Objection)
    yield Paragraph(
        f"{matter.grounded()}现将对{matter.named(act.publicity)}所提异议的处理结果"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def _national_text(matter: Matter) -> Iterator[Paragraph]:
    """How far recommendations for the national title have come."""
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}推荐国家级的情况"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def _annual_report_text(matter: Matter) -> Iterator[Paragraph]:
    """Which yearly reports came in."""
    act = matter.act
    assert isinstance(act, AnnualReport)
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}{act.year}年度总结的报送情况"
        f"（共{matter.count}个，见{matter.annex}）予以公布。"
    )


def _abolition_text(matter: Matter) -> Iterator[Paragraph]:
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


def _reconsideration_text(matter: Matter) -> Iterator[Paragraph]:
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


def _succession_text(matter: Matter) -> Iterator[Paragraph]:
    """Which platforms are merged into others, from which day."""
    yield Paragraph(
        f"{matter.grounded()}{matter.annex}所列{matter.count}个平台，由表中所载的平台承继，"
        f"自{long_day(matter.act.effective_on)}起生效；原有称号是否保持，见{matter.annex}。"
    )


def _other_text(matter: Matter) -> Iterator[Paragraph]:
    """A paper without effect on a title: its text is not on record, only the platforms that it names."""
    listed = f"（涉及{matter.count}个平台，见{matter.annex}）" if matter.rows else ""
    yield Paragraph(f"{matter.grounded()}现将有关事项{listed}通知如下：{BLANK}。")


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """How a kind of act is worded; `list_title` names the annex by `year` and `title_granted`.

    `reminder` says what the register never holds.
    """

    says: Callable[[Matter], Iterator[Paragraph]]
    list_title: str
    columns: tuple[DocumentColumn, ...]
    reminder: str = ""


def _publicity_text(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Publicity)
    edition = matter.edition
    term = edition.publicity if edition else None
    title = f"{matter.year}拟认定的{matter.title_granted}名单"
    reviewed = sum(isinstance(row, PublicityRow) and row.reviewed for row in matter.rows)
    among = f"，其中复核{reviewed}个" if reviewed else ""
    yield Paragraph(
        f"{matter.grounded(term.article if term else None)}"
        f"现将{title}（共{matter.count}个{among}，见{matter.annex}）予以公示。"
    )
    yield Paragraph(lead="公示期限", level=1)
    ruled = f"{matter.cited(term.article)}规定公示{term.working_days}个工作日。" if term else ""
    yield Paragraph(ruled + _publicity_window(matter, act.window))
    yield Paragraph(lead="异议的提出", level=1)
    yield Paragraph("任何单位和个人对名单有异议的，可以在公示期内提出。")
    yield from _objections(act)


def _publicity_window(matter: Matter, window: Window | None) -> str:
    if window is None:
        return f"本次公示自{BLANK}起至{BLANK}止。"
    edition = matter.edition
    counts = edition.publicity.first_day_counts if edition and edition.publicity else True
    included = INCLUSIVE if counts else "首日不计算在内"
    calendar = WorkingDays(matter.register.work_calendars)
    days = calendar.count(window.starts.first, window.last.last, counts)
    exact = window.starts.is_exact and window.last.is_exact
    counted = f"，共{days}个工作日" if days and exact else ""
    return f"本次公示{span_text(window.starts, window.last)}，{included}{counted}。"


def _objections(act: Publicity) -> Iterator[Paragraph]:
    for head, field in (("受理单位", "to"), ("提出方式", "how"), ("联系方式", "contact")):
        recorded = getattr(act.objections, field, None)
        yield Paragraph(full_sentence(recorded or BLANK), f"{head}。", 2)


def _announcement_text(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Announcement)
    title = f"{matter.year}{matter.title_granted}名单"
    yield Paragraph(
        f"{matter.grounded()}{_publicised(matter, act)}"
        f"现将{title}（共{matter.count}个，见{matter.annex}）予以公布。"
    )
    validity = "".join((_term_sentence(matter), _validity_sentence(matter, act)))
    if validity:
        yield Paragraph(validity)


def _publicised(matter: Matter, act: Announcement) -> str:
    publicity = next(iter(matter.register.named(act.publicity, Publicity)), None)
    if not isinstance(publicity, Publicity) or publicity.window is None:
        return ""
    edition, window = matter.edition, publicity.window
    term = edition.publicity if edition else None
    by = f"依照{matter.cited(term.article)}" if term else ""
    return f"经{long_day(window.starts)}至{long_day(window.last)}{by}公示，"


def _term_sentence(matter: Matter) -> str:
    term: ValidityTerm | None = matter.edition.validity if matter.edition else None
    if term is None:
        return ""
    if term.years:
        return f"{matter.cited(term.article)}规定称号的有效期为{term.years}年。"
    every = term.until_review_every_years
    return f"{matter.cited(term.article)}规定每{every}年复核一次。" if every else ""


def _validity_sentence(matter: Matter, act: Announcement) -> str:
    own = [isinstance(row, AnnouncementRow) and row.validity is not None for row in matter.rows]
    if act.validity is None or act.validity.starts is None:
        return f"各平台的有效期见{matter.annex}。" if any(own) else ""
    apart = f"；{matter.annex}另行注明的，以注明的为准" if any(own) else ""
    both = f"，{INCLUSIVE}" if act.validity.ends else ""
    span = span_text(act.validity.starts, act.validity.ends, matter.is_until_review)
    return f"本批平台的有效期{span}{both}{apart}。"


def _revocation_text(matter: Matter) -> Iterator[Paragraph]:
    rows = [row for row in matter.rows if isinstance(row, RevocationRow)]
    effective = long_day(matter.act.effective_on)
    yield Paragraph(
        f"{matter.grounded(*(row.article for row in rows))}{_proposed(matter, rows)}"
        f"决定撤销{_revoked_platforms(matter, rows)}的{matter.title_granted}称号，自{effective}起生效。"
    )
    yield Paragraph(_revocation_grounds(matter, rows))
    barred = _bar_sentence(matter, rows)
    if barred:
        yield Paragraph(barred)


def _proposed(matter: Matter, rows: list[RevocationRow]) -> str:
    names = dict.fromkeys(matter.department(row.proposed_by) for row in rows if row.proposed_by)
    return f"经{'、'.join(names)}提请，" if names else ""


def _revoked_platforms(matter: Matter, rows: list[RevocationRow]) -> str:
    if len(rows) != 1 or matter.count != 1:
        return f"{matter.annex}所列{matter.count}个平台"
    name, unit = columns.NAME.of(matter, rows[0]), columns.UNIT.of(matter, rows[0])
    return f"{name}（运营单位：{unit}）" if name and unit else name or unit


def _revocation_grounds(matter: Matter, rows: list[RevocationRow]) -> str:
    grounds = [row.grounds for row in rows if row.grounds]
    if len(rows) > 1 and grounds:
        return f"撤销的理由见{matter.annex}。"
    return f"撤销的理由是：{full_sentence(grounds[0] if grounds else BLANK)}"


def _bar_sentence(matter: Matter, rows: list[RevocationRow]) -> str:
    """The bar, where the document or the article that it cites lays one; else nothing is said."""
    verdicts = [is_barring(row, matter.edition) for row in rows]
    if rows and all(verdict is False for verdict in verdicts):
        return "本次撤销不限制其运营单位再次申报。"
    if not any(verdicts):
        return ""
    term = matter.edition.bar if matter.edition else None
    years = f"{term.years}年" if term else BLANK
    by = f"依照{matter.cited(term.article)}，" if term else ""
    whom = "被撤销称号的平台" if all(verdicts) else _barred(matter, term)
    return f"{by}{whom}，其运营单位自撤销之日起{years}内{_bar_end(matter, term)}不得申报。"


def _barred(matter: Matter, term: BarTerm | None) -> str:
    by_article = f"依据{article_label(term.article)}撤销" if term and term.article else ""
    return f"{matter.annex}中{f'{by_article}的和' if by_article else ''}注明“{columns.BARS[True]}”的平台"


def _bar_end(matter: Matter, term: BarTerm | None) -> str:
    effective = matter.act.effective_on
    if term is None or not effective.is_exact:
        return ""
    return f"（至{long_day(anniversary(effective.first, term.years))}，含当日）"


def _renaming_text(matter: Matter) -> Iterator[Paragraph]:
    yield Paragraph(
        f"{matter.grounded()}现将{matter.title_granted}名称变更情况"
        f"（共{matter.count}个，见{matter.annex}）予以公布，{_renaming_days(matter)}。"
    )
    if len(matter.rows) == 1:
        yield from _change(matter, matter.rows[0])
    yield Paragraph("名称变更后，原认定的称号和有效期不变。")


def _renaming_days(matter: Matter) -> str:
    """The day of all rows; where their days differ, the list says so."""
    rows = [row for row in matter.rows if isinstance(row, RenamingRow)]
    own = {row.takes_effect_on for row in rows}
    common = matter.act.effective_on
    days = {day or common for day in own} or {common}
    if len(days) == 1:
        return f"自{long_day(days.pop())}起生效"
    if None not in own:
        return f"各自的生效日期见{matter.annex}"
    return f"自{long_day(common)}起生效，{matter.annex}另行注明的，以注明的为准"


def _change(matter: Matter, row: object) -> Iterator[Paragraph]:
    assert isinstance(row, RenamingRow)
    changes = [
        f"{label}由“{change.from_}”变更为“{change.to}”"
        for label, change in (("平台名称", row.name), ("运营单位", row.operating_unit))
        if change
    ]
    code = row.credit_code
    changes += [f"统一社会信用代码变更为{code}"] if code else []
    subject = "" if row.name else f"{columns.NAME_BEFORE.of(matter, row)}的"
    if changes:
        yield Paragraph(f"{subject}{'，'.join(changes)}。")


def _correction_text(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, Correction)
    listed = f"更正后的内容见{matter.annex}，没有列出的保持不变。" if act.rows else ""
    yield Paragraph(
        f"现对{matter.named(act.corrects)}作如下更正：{full_sentence(act.what)}{listed}"
    )


def _outcome_text(of: str) -> Callable[[Matter], Iterator[Paragraph]]:
    """The text of a review or an inspection: how many passed, and what the others must do."""

    def text(matter: Matter) -> Iterator[Paragraph]:
        rows = [row for row in matter.rows if isinstance(row, ReviewRow | InspectionRow)]
        counted = Counter(row.outcome for row in rows)
        outcomes = "，".join(
            f"{each.label}{counted[each]}个" for each in ReviewOutcome if counted[each]
        )
        # Where our copy is partial, its rows do not add up to what the document says.
        result = f"{of}{outcomes}。" if outcomes and matter.count == len(rows) else ""
        yield Paragraph(
            f"{matter.grounded()}现将{matter.title_granted}{of}结果"
            f"（共{matter.count}个，见{matter.annex}）予以公布。{result}"
        )
        if any(row.rectify_by for row in rows):
            yield Paragraph(f"限期整改的平台，应当在{matter.annex}所列的期限前完成整改。")

    return text


def _validity_change_text(matter: Matter) -> Iterator[Paragraph]:
    act = matter.act
    assert isinstance(act, ValidityChange)
    notices = "、".join(map(matter.named, act.of_notices))
    ends = (("起日", act.starts), ("截止日", act.ends))
    days = "，".join(f"有效期{label}调整为{long_day(day)}" for label, day in ends if day)
    spared = matter.excepted(act.except_listed_in)
    whole = f"{notices}公布的平台，{days}{spared}。" if notices and days else ""
    single = (
        f"{matter.annex}所列{len(act.rows)}个平台的有效期，调整为{matter.annex}载明的日期。"
        if act.rows
        else ""
    )
    yield Paragraph(
        f"{matter.grounded()}现对{matter.title_granted}的有效期作如下调整：{whole}{single}"
    )


def _withdrawal_text(matter: Matter) -> Iterator[Paragraph]:
    effective = long_day(matter.act.effective_on)
    yield Paragraph(
        f"{matter.grounded()}{matter.annex}所列{matter.count}个平台退出{matter.title_granted}，"
        f"自{effective}起不再具有称号。"
    )


FORMS: Mapping[ActKind, DocumentForm] = {
    ActKind.PUBLICITY: DocumentForm(
        _publicity_text, "{year}{title_granted}拟认定名单",
        (*columns.WHO, columns.FUNCTIONS, columns.RECOMMENDER, columns.MARK_OF_REVIEW,
         columns.REMARKS),
    ),
    ActKind.ANNOUNCEMENT: DocumentForm(
        _announcement_text, "{year}{title_granted}名单",
        (*columns.WHO, columns.FUNCTIONS, columns.NUMBER, columns.VALIDITY, columns.REMARKS),
    ),
    ActKind.REVOCATION: DocumentForm(
        _revocation_text, "撤销称号的{title_granted}名单",
        (*columns.WHO, columns.GROUNDS, columns.ARTICLE, columns.PROPOSER, columns.BAR,
         columns.DESIGNATION, columns.REMARKS),
        "撤销决定对权利救济（行政复议、行政诉讼）的告知，登记簿不作记载，请按规定补写。",
    ),
    ActKind.RENAMING: DocumentForm(
        _renaming_text, "{title_granted}名称变更情况表",
        (columns.NAME_BEFORE, columns.NAME_AFTER, columns.UNIT_BEFORE, columns.UNIT_AFTER,
         columns.CODE_AFTER, columns.SAME_PERSON, columns.EFFECTIVE, columns.CITY,
         columns.REMARKS),
    ),
    ActKind.CORRECTION: DocumentForm(
        _correction_text, "更正内容", (columns.NAME, columns.UNIT, columns.REMARKS),
    ),
    ActKind.REVIEW: DocumentForm(
        _outcome_text("复核"), "{title_granted}复核结果",
        (*columns.WHO, columns.REVIEW_OUTCOME, columns.GRADE, columns.RECTIFY_BY, columns.VALIDITY,
         columns.REMARKS),
    ),
    ActKind.VALIDITY_CHANGE: DocumentForm(
        _validity_change_text, "调整有效期的{title_granted}名单",
        (*columns.WHO, columns.DESIGNATION, columns.STARTS, columns.ENDS, columns.REMARKS),
    ),
    ActKind.WITHDRAWAL: DocumentForm(
        _withdrawal_text, "退出的{title_granted}名单",
        (*columns.WHO, columns.WITHDRAWN_FOR, columns.DESIGNATION, columns.REMARKS),
    ),
    ActKind.INSPECTION: DocumentForm(
        _outcome_text("检查"), "{title_granted}检查结果",
        (*columns.WHO, columns.INSPECTED_ON, columns.INSPECTOR, columns.INSPECTION_OUTCOME,
         columns.GRADE, columns.RECTIFY_BY, columns.REMARKS),
    ),
    ActKind.CALL: DocumentForm(
        _call_text, "", (), "申报的条件、材料和程序，登记簿不作记载，请按规定补写。",
    ),
    ActKind.OBJECTION: DocumentForm(
        _objection_text, "异议处理结果",
        (*columns.WHO, columns.OBJECTION_OUTCOME, columns.REASON, columns.REMARKS),
    ),
    ActKind.NATIONAL_RECOMMENDATION: DocumentForm(
        _national_text, "推荐国家级情况表",
        (*columns.WHO, columns.NATIONAL_OUTCOME, columns.NATIONAL_NUMBER, columns.REMARKS),
    ),
    ActKind.ANNUAL_REPORT: DocumentForm(
        _annual_report_text, "年度总结报送情况表",
        (*columns.WHO, columns.FILED_ON, columns.PLAN_FILED_ON, columns.REMARKS),
    ),
    ActKind.ABOLITION: DocumentForm(_abolition_text, "", ()),
    ActKind.RECONSIDERATION: DocumentForm(
        _reconsideration_text, "决定涉及的{title_granted}名单",
        (*columns.WHO, columns.DECISION_OUTCOME, columns.REASON, columns.REMARKS),
    ),
    ActKind.SUCCESSION: DocumentForm(
        _succession_text, "{title_granted}承继情况表",
        (*columns.WHO, columns.SUCCESSOR, columns.KEEPS_TITLE, columns.REMARKS),
    ),
    ActKind.OTHER: DocumentForm(
        _other_text, "涉及的{title_granted}名单", (*columns.WHO, columns.REMARKS),
    ),
}  # fmt: skip
