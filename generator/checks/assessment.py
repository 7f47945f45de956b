"""Checks of assessments: figures of listed platforms against the criteria of their edition, and kinds of unit."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, FORM, RULED, WARNING, Breach, EffectiveRow, check, lines
from generator.records.acts import Announcement, ListedRow, Publicity
from generator.records.registry import Application
from generator.records.regulation import Regulation
from generator.register.eligibility import (
    CriterionJudgement,
    FunctionJudgement,
    Judgement,
    asked_text,
    figure_text,
    judge,
    misfits,
)
from generator.register.register import Register
from generator.terms.citations import item_label
from generator.terms.words import Fulfilment, UnitKind

FIX_ASSESSMENT = "核对评审材料，改正录错的数字；确实不符合的，报主管部门处理"


@check(
    "E604", "assessment-meets-criteria", ERROR, "评审数字须符合认定条件", RULED,
    "登记的评审数字达不到办法的要求，不是数字录错，就是认定没有依据；名单上的每项功能各有要求。",
)  # fmt: skip
def assessment_meets_criteria(register: Register, as_of: date) -> Iterator[Breach]:
    """The figures of a listed platform meet the general criteria and those of each function listed."""
    for line in lines(register, Publicity, Announcement):
        if isinstance(line.row, ListedRow) and line.row.assessment and line.edition:
            application = _application(register, line.row)
            yield from _misfits(line, line.edition, application)
            yield from _unmet(line, judge(line.edition, application))


def _application(register: Register, row: ListedRow) -> Application:
    platform = register.platforms.get(row.platform)
    unit = platform.operating_unit if platform else None
    return Application(operating_unit=unit, functions=row.functions, figures=row.assessment or {})


def _misfits(line: EffectiveRow, edition: Regulation, application: Application) -> Iterator[Breach]:
    """Figures that cannot be judged; none where the criteria of the edition are not on record."""
    if edition.eligibility:
        for each in misfits(edition.eligibility, application.figures):
            yield line.place("assessment", each.id), each.message, each.fix, FORM


def _unmet(line: EffectiveRow, judgement: Judgement) -> Iterator[Breach]:
    """Criteria that the figures on record do not meet: what is not given is not judged."""
    for each in judgement.general:
        yield from _criterion_unmet(line, judgement.edition, each, "")
    if isinstance(line.row, ListedRow) and line.row.functions:
        for function in judgement.functions:
            if function.result is Fulfilment.NOT_MET:
                yield from _function_unmet(line, judgement.edition, function)
    elif judgement.one_function is Fulfilment.NOT_MET:
        message = "各项服务功能的要求没有一项符合，至少应符合一项"
        article = _item_of(judgement.edition, judgement.functions[0].asked.article)
        yield line.place("assessment"), message, FIX_ASSESSMENT, article


def _function_unmet(
    line: EffectiveRow, edition: Regulation, function: FunctionJudgement
) -> Iterator[Breach]:
    """Own criteria of a listed function that are not met, and its ways where none is left open."""
    labels = {each.term: each.label for each in edition.service_functions}
    label = labels.get(function.asked.function, function.asked.function)
    for each in function.own:
        yield from _criterion_unmet(line, edition, each, label)
    if function.ways and all(way.result is Fulfilment.NOT_MET for way in function.ways):
        message = f"{label}的几种途径没有一种符合，至少应符合一种"
        article = _item_of(edition, function.asked.article, function.asked.item)
        yield line.place("assessment"), message, FIX_ASSESSMENT, article


def _criterion_unmet(
    line: EffectiveRow, edition: Regulation, judged: CriterionJudgement, function: str
) -> Iterator[Breach]:
    if judged.result is Fulfilment.NOT_MET:
        criterion = judged.criterion
        message = (
            f"{function}“{criterion.label}”登记为 {figure_text(judged)}，要求：{asked_text(judged)}"
        )
        article = _item_of(edition, criterion.article, criterion.item)
        yield line.place("assessment", criterion.id), message, FIX_ASSESSMENT, article


def _item_of(edition: Regulation, article: int, item: int | None = None) -> str:
    return f"{edition.document_number or edition.title} {item_label(article, item)}"


@check(
    "E605", "unit-kind-and-code", WARNING, "单位性质应与信用代码相符", RULED,
    "信用代码的前两位说明由哪一类登记机关登记；单位性质决定适用哪一种标准，写错了会放宽或者苛求。",
)  # fmt: skip
def unit_kind_fits_code(register: Register, as_of: date) -> Iterator[Breach]:
    """The recorded kind of a unit is the one that its credit code begins with (GB 32100-2015)."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        kind = UnitKind.of_code(unit.credit_code or "")
        if unit.kind and kind and kind is not unit.kind:
            message = (
                f"登记为{unit.kind.label}，而信用代码以 {kind.code_start} 开头，是{kind.label}"
            )
            fix = f"核对登记证书，改为 {kind.value}，或改正信用代码"
            yield filed.place("operating_unit", "kind"), message, fix
