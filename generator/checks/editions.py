"""Acts and assessments keep to the edition of the regulation that they rest on."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import (
    ERROR,
    FORM,
    RULED,
    WARNING,
    Breach,
    EffectiveRow,
    check,
    cited,
    lines,
    of_kind,
)
from generator.records.acts import Act, Announcement, Correction, ListedRow, Publicity
from generator.records.registry import Application
from generator.records.regulation import InForce, Regulation, function_labels
from generator.records.values import Day
from generator.register.eligibility import (
    CriterionJudgement,
    FunctionJudgement,
    Judgement,
    asked_text,
    figure_text,
    judge,
    misfits,
)
from generator.register.identity import nearest
from generator.register.register import Register
from generator.terms.citations import item_label
from generator.terms.words import Fulfilment, UnitKind


@check(
    "E601", "edition-in-force", ERROR, "文件须依据成文之日施行的办法版本", RULED,
    "办法失效以后再依据它作出的文件没有根据；此前授予的称号不受影响。",
)  # fmt: skip
def edition_in_force(register: Register, as_of: date) -> Iterator[Breach]:
    """An act rests on the edition in force on its day; titles outlive it."""
    for filed, act, edition in of_kind(register, Act):
        if edition is None or _within(act.issued_on, edition.in_force) or _mends(register, act):
            continue
        force = edition.in_force
        span = f"{force.starts or '未载'} 至 {force.ends or '未定'}"
        message = f"{act.issued_on} 的文件依据“{edition.id}”，该版本施行期为 {span}"
        others = "、".join(each.id for each in _editions_of_day(register, edition, act.issued_on))
        fix = f"当日施行的是 {others}" if others else "查明当日施行的版本，先登记该版本"
        yield filed.place("regulation"), message, fix, cited(edition, force.article)


def _mends(register: Register, act: Act) -> bool:
    """A correction of an act, or a decision upon it, may rest on its edition, however late it comes."""
    about = register.named(getattr(act, "about", None))
    before = (register.corrected(act),) if isinstance(act, Correction) else about
    return any(each is not None and each.regulation == act.regulation for each in before)


def _editions_of_day(register: Register, like: Regulation, day: Day) -> list[Regulation]:
    editions = register.regulations.values()
    return [e for e in editions if e.level is like.level and _within(day, e.in_force)]


def _within(day: Day, force: InForce) -> bool:
    """Whether an edition may have been in force on a day; unknown borders do not exclude."""
    begun = force.starts is None or force.starts.first <= day.last
    return begun and (force.ends is None or day.first <= force.ends.last)


@check(
    "E602", "function-in-edition", ERROR, "服务功能须是办法版本中列出的", RULED,
    "服务功能由办法规定，各版本可以不同；不在其中的功能没有含义。",
)  # fmt: skip
def functions_in_edition(register: Register, as_of: date) -> Iterator[Breach]:
    """Every function of a row is listed in the edition the act rests on."""
    for line in lines(register, Act):
        listed = [f.term for f in line.edition.service_functions] if line.edition else []
        for number, term in enumerate(getattr(line.row, "functions", ())):
            if listed and term not in listed:
                near = nearest(term, listed)
                fix = f"是否为“{near}”？" if near else f"应为 {'、'.join(listed)} 之一"
                message = f"办法“{line.act.regulation}”没有服务功能“{term}”"
                yield line.place("functions", number), message, fix


@check(
    "E603", "levels-apart", ERROR, "一份名录只登记一个层级的称号", RULED,
    "国家级、省级、市级称号由不同部门授予，依据不同；混在一份名录里，公众会误认层级。",
)  # fmt: skip
def levels_apart(register: Register, as_of: date) -> Iterator[Breach]:
    """A registry records titles of one level; levels never mix."""
    used = [(filed, edition) for filed, _, edition in of_kind(register, Act) if edition]
    levels = Counter(edition.level for _, edition in used)
    if len(levels) < 2:
        return
    usual = levels.most_common(1)[0][0]
    for filed, edition in used:
        if edition.level is not usual:
            message = f"依据的“{edition.id}”是{edition.level.label}办法，而本名录登记的是{usual.label}称号"
            yield filed.place("regulation"), message, "该层级的文件另设登记文件夹"


FIX_ASSESSMENT = "核对评审材料，改正录错的数字；确实不符合的，报主管部门处理"


@check(
    "E604", "assessment-meets-criteria", ERROR, "评审数字须符合认定条件", RULED,
    "登记的评审数字达不到办法的要求，不是数字录错，就是认定没有依据；名单上的每项功能各有要求。",
)  # fmt: skip
def assessment_meets_criteria(register: Register, as_of: date) -> Iterator[Breach]:
    """The figures of a listed platform meet the general criteria and those of each function listed."""
    for line in lines(register, Publicity, Announcement):
        if isinstance(line.row, ListedRow) and line.row.assessment and line.edition:
            application = _assessed(register, line.row)
            yield from _misfits(line, line.edition, application)
            yield from _unmet(line, judge(line.edition, application))


def _assessed(register: Register, row: ListedRow) -> Application:
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
    labels = function_labels([edition])
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
