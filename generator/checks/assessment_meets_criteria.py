"""评审数字须符合认定条件 The figures of an announced platform meet the criteria of its edition."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import Line, lines
from generator.citations import item_label
from generator.eligibility import Judgement, asked, given, judge, misfits
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.records.application import Application
from generator.records.eligibility import Figures
from generator.records.regulation import Regulation
from generator.records.rows import AnnouncementRow
from generator.register.register import Register
from generator.terms import Fulfilment, Severity

RULE = Rule(
    "E604",
    "assessment-meets-criteria",
    Severity.ERROR,
    "评审数字须符合认定条件",
    "第十四条至第十六条",
    "登记的评审数字达不到办法的要求，不是数字录错，就是认定没有依据。",
)
FIX = "核对评审材料，改正录错的数字；确实不符合的，报主管部门处理"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """评审数字须符合认定条件 The figures of an announced platform meet the criteria of its edition."""
    for line in lines(register, Announcement):
        if isinstance(line.row, AnnouncementRow) and line.row.assessment and line.edition:
            application = _application(register, line.row, line.row.assessment)
            yield from _misfits(line, line.edition, application)
            yield from _unmet(line, judge(line.edition, application))


def _application(register: Register, row: AnnouncementRow, figures: Figures) -> Application:
    platform = register.platforms.get(row.platform)
    return Application(
        operating_unit=platform.operating_unit if platform else None, figures=figures
    )


def _misfits(line: Line, edition: Regulation, application: Application) -> Iterator[Finding]:
    """Where an edition's criteria are not on record, no figure can be judged by them."""
    if edition.eligibility:
        for each in misfits(edition.eligibility, application.figures):
            yield RULE.found(line.place("assessment", each.id), each.message, each.fix)


def _unmet(line: Line, judgement: Judgement) -> Iterator[Finding]:
    """What is not given is not judged: only figures on record can fail."""
    for each in judgement.general:
        if each.result is Fulfilment.NOT_MET:
            criterion = each.criterion
            message = f"“{criterion.label}”登记为 {given(each)}，要求：{asked(each)}"
            article = _cited(judgement.edition, criterion.article, criterion.item)
            yield RULE.found(line.place("assessment", criterion.id), message, FIX, article)
    if judgement.one_function is Fulfilment.NOT_MET:
        message = "各项服务功能的要求没有一项符合，至少应符合一项"
        article = _cited(judgement.edition, judgement.functions[0].asked.article)
        yield RULE.found(line.place("assessment"), message, FIX, article)


def _cited(edition: Regulation, article: int, item: int | None = None) -> str:
    return f"{edition.document_number or edition.title} {item_label(article, item)}"
