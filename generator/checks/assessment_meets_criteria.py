"""评审数字须符合认定条件 The figures of an announced platform meet the criteria of its edition."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import rows
from generator.eligibility import Judgement, asked, given, judge, misfits
from generator.findings import Finding, Place, Rule
from generator.records.act import Act
from generator.records.application import Application
from generator.records.base import Filed
from generator.records.regulation import Regulation
from generator.records.rows import AnnouncementRow
from generator.register.register import Register
from generator.terms import Fulfilment, Severity, article_label, item_label

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
    for filed, at, row in rows(register):
        edition = register.regulations.get(filed.record.regulation)
        if not isinstance(row, AnnouncementRow) or row.assessment is None or edition is None:
            continue
        application = _application(register, row)
        yield from _misfits(filed, at, edition, application)
        yield from _unmet(filed, at, judge(edition, application))


def _application(register: Register, row: AnnouncementRow) -> Application:
    platform = register.platforms.get(row.platform)
    unit = platform.operating_unit if platform else None
    return Application(operating_unit=unit, figures=row.assessment or {})


def _misfits(
    filed: Filed[Act], at: int, edition: Regulation, application: Application
) -> Iterator[Finding]:
    """Where an edition's criteria are not on record, no figure can be judged by them."""
    if edition.eligibility:
        for each in misfits(edition.eligibility, application.figures):
            yield RULE.found(_place(filed, at, each.id), each.message, each.fix)


def _unmet(filed: Filed[Act], at: int, judgement: Judgement) -> Iterator[Finding]:
    """What is not given is not judged: only figures on record can fail."""
    for line in judgement.general:
        if line.result is Fulfilment.NOT_MET:
            criterion = line.criterion
            message = f"“{criterion.label}”登记为 {given(line)}，要求：{asked(line)}"
            article = item_label(criterion.article, criterion.item)
            yield RULE.found(_place(filed, at, criterion.id), message, FIX, article)
    if judgement.one_function is Fulfilment.NOT_MET:
        message = "各项服务功能的要求没有一项符合，至少应符合一项"
        article = article_label(judgement.functions[0].asked.article)
        yield RULE.found(filed.place("rows", at, "assessment"), message, FIX, article)


def _place(filed: Filed[Act], at: int, name: str) -> Place:
    return filed.place("rows", at, "assessment", name)
