"""Judgement on an application, and whether whoever runs a platform may apply (第二十三条、第二十四条): pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import chain

from generator.records.acts import RevocationRow
from generator.records.registry import Application
from generator.records.regulation import (
    Criterion,
    Eligibility,
    Figure,
    Figures,
    FunctionCriteria,
    Regulation,
    Way,
)
from generator.register.designation import Period
from generator.register.reapplication import is_barring
from generator.register.register import Register
from generator.register.snapshot import Listing
from generator.terms.answers import Applying
from generator.terms.words import Fulfilment, Status

MET, NOT_MET, NOT_GIVEN = Fulfilment.MET, Fulfilment.NOT_MET, Fulfilment.NOT_GIVEN
NOT_OFFERED = Fulfilment.NOT_OFFERED


@dataclass(frozen=True, slots=True)
class CriterionJudgement:
    """One criterion: the threshold asked (None: yes or no), the figure given, and whether it is met.

    `needs_unit_kind` where the figure lies between the two thresholds and it is not
    said which of them applies; `on_condition` where only the relaxed threshold is met,
    which binds the unit to more than its kind (第十四条末款).
    """

    criterion: Criterion
    asked: Decimal | None
    figure: Figure | None
    result: Fulfilment
    needs_unit_kind: bool = False
    on_condition: bool = False


Ask = Callable[[Criterion], CriterionJudgement]


@dataclass(frozen=True, slots=True)
class WayJudgement:
    """One way to meet a function, with a line for each of its criteria."""

    way: Way
    lines: tuple[CriterionJudgement, ...]
    result: Fulfilment


@dataclass(frozen=True, slots=True)
class FunctionJudgement:
    """One function: its own lines, its ways, and whether it is met or not offered (第十五条)."""

    asked: FunctionCriteria
    own: tuple[CriterionJudgement, ...]
    ways: tuple[WayJudgement, ...]
    result: Fulfilment

    @property
    def lines(self) -> tuple[CriterionJudgement, ...]:
        """Every line of the function, in the edition's order."""
        return tuple(chain(self.own, *(way.lines for way in self.ways)))


@dataclass(frozen=True, slots=True)
class Judgement:
    """Judgement of an application: met only where every general line and one function at least are met."""

    edition: Regulation
    general: tuple[CriterionJudgement, ...]
    functions: tuple[FunctionJudgement, ...]
    one_function: Fulfilment
    result: Fulfilment

    @property
    def on_condition(self) -> tuple[CriterionJudgement, ...]:
        """Lines that meet the relaxed threshold alone."""
        return tuple(line for line in self.general if line.on_condition)


def judge(edition: Regulation, application: Application) -> Judgement:
    """Judge an application by one edition; where its criteria are not on record nothing is met.

    Where the application names the functions it offers, the others are not asked about.
    """
    terms = edition.eligibility or Eligibility()
    ask = _asking(terms, application)
    general = tuple(ask(criterion) for criterion in terms.general)
    offered = application.functions or tuple(each.function for each in terms.functions)
    functions = tuple(_function(asked, ask, asked.function in offered) for asked in terms.functions)
    one = _any_of(each.result for each in functions if each.result is not NOT_OFFERED)
    result = _all_of([*(line.result for line in general), one])
    return Judgement(edition, general, functions, one, result)


def _asking(terms: Eligibility, application: Application) -> Ask:
    kind, relaxation = application.unit_kind, terms.relaxed_for
    relaxed = bool(relaxation and kind in relaxation.unit_kinds)
    kind_matters = relaxation is not None and kind is None

    def ask(criterion: Criterion) -> CriterionJudgement:
        figure = application.figures.get(criterion.id)
        asked = criterion.at_least
        if relaxed and criterion.relaxed is not None:
            asked = criterion.relaxed
        between = _lies_between(criterion, figure)
        undecided = kind_matters and between
        result = NOT_GIVEN if undecided else _result(asked, figure)
        return CriterionJudgement(criterion, asked, figure, result, undecided, relaxed and between)

    return ask


def _result(asked: Decimal | None, figure: Figure | None) -> Fulfilment:
    if figure is None or isinstance(figure, bool) != (asked is None):
        return NOT_GIVEN
    return MET if figure is True or (asked is not None and figure >= asked) else NOT_MET


def _lies_between(criterion: Criterion, figure: Figure | None) -> bool:
    if criterion.at_least is None or criterion.relaxed is None:
        return False
    return isinstance(figure, Decimal) and criterion.relaxed <= figure < criterion.at_least


def _function(asked: FunctionCriteria, ask: Ask, is_offered: bool) -> FunctionJudgement:
    own = tuple(ask(criterion) for criterion in asked.criteria)
    ways = tuple(_way(way, ask) for way in asked.any_of)
    results = [line.result for line in own]
    if ways:
        results.append(_any_of(way.result for way in ways))
    return FunctionJudgement(asked, own, ways, _all_of(results) if is_offered else NOT_OFFERED)


def _way(way: Way, ask: Ask) -> WayJudgement:
    lines = tuple(ask(criterion) for criterion in way.criteria)
    return WayJudgement(way, lines, _all_of([line.result for line in lines]))


def _all_of(results: list[Fulfilment]) -> Fulfilment:
    """Nothing asked is nothing met: an edition with gaps grants no title."""
    if NOT_MET in results:
        return NOT_MET
    return MET if results and NOT_GIVEN not in results else NOT_GIVEN


def _any_of(results: Iterable[Fulfilment]) -> Fulfilment:
    outcomes = set(results)
    if MET in outcomes:
        return MET
    return NOT_MET if outcomes == {NOT_MET} else NOT_GIVEN


def newest(register: Register, as_of: date, ruling: str = "eligibility") -> Regulation | None:
    """The newest edition for the register's title, begun by this day, that has these terms on record.

    Titles of other levels have terms of their own, and levels never mix (第二十八条).
    """
    begun = [
        (edition.in_force.starts.first, edition)
        for edition in register.regulations.values()
        if getattr(edition, ruling)
        and edition.designation_title == register.site.designation_title
        and edition.in_force.starts
        and edition.in_force.starts.first <= as_of
    ]
    return max(begun, key=lambda pair: (pair[0], pair[1].id))[1] if begun else None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A figure that cannot be judged: which, what is wrong with it, and how to mend it."""

    id: str
    message: str
    fix: str
    unknown: bool = False


def misfits(eligibility: Eligibility, figures: Figures) -> Iterator[Misfit]:
    """Unknown criteria, numbers for a yes or no, and figures that cannot be."""
    criteria = {criterion.id: criterion for criterion in eligibility.criteria}
    for name, figure in figures.items():
        if name not in criteria:
            yield _unknown(name, list(criteria))
        elif fault := _fault(criteria[name], figure):
            label = criteria[name].label
            yield Misfit(name, f"“{name}”（{label}）{fault}", "核对填报的内容")


def _unknown(name: str, known: list[str]) -> Misfit:
    near = get_close_matches(name, known, 1, 0.5)
    fix = f"是否为“{near[0]}”？" if near else f"应为 {'、'.join(known)} 之一"
    return Misfit(name, f"办法的认定条件中没有“{name}”", fix, unknown=True)


def _fault(criterion: Criterion, figure: Figure) -> str:
    if criterion.at_least is None:
        return "" if isinstance(figure, bool) else f"应填 true 或 false，写的是 {plain(figure)}"
    if not isinstance(figure, Decimal):
        return "应填数字，不是 true 或 false"
    if criterion.highest is not None and figure > criterion.highest:
        highest = _measured(criterion.highest, criterion)
        return f"写的是 {_measured(figure, criterion)}，不可能超过 {highest}"
    if criterion.whole and figure % 1:
        return f"写的是 {_measured(figure, criterion)}，应为整数"
    return ""


def asked_text(line: CriterionJudgement) -> str:
    """Demand of a criterion as people read it: 不低于 200 万元; a yes or no asks for a yes."""
    if line.asked is None:
        return "是"
    relaxed = "（已放宽）" if line.asked != line.criterion.at_least else ""
    return f"不低于 {_measured(line.asked, line.criterion)}{relaxed}"


def figure_text(line: CriterionJudgement) -> str:
    """Figure given as people read it: 156.5 万元, 是, 否; a dash where nothing is given."""
    if line.figure is None:
        return "—"
    return _said(line.criterion, line.figure)


def figures_said(edition: Regulation | None, figures: Figures) -> list[str]:
    """Figures on record as people read them, each with its label: 资产总额 156.5 万元.

    Where the edition has no such criterion, its id stands for the label.
    """
    terms = (edition.eligibility if edition else None) or Eligibility()
    known = {each.id: each for each in terms.criteria}
    return [
        f"{known[id].label if id in known else id} {_said(known.get(id), figure)}"
        for id, figure in figures.items()
    ]


def criteria_said(terms: Eligibility, figures: Figures) -> list[tuple[str, str, str]]:
    """Every criterion that has a figure, as label, figure and demand: 资产总额, 156.5 万元, 不低于 200 万元."""
    return [
        (
            each.label,
            _said(each, figures[each.id]),
            "是" if each.at_least is None else f"不低于 {_measured(each.at_least, each)}",
        )
        for each in terms.criteria
        if each.id in figures
    ]


def _said(criterion: Criterion | None, figure: Figure) -> str:
    if isinstance(figure, bool):
        return "是" if figure else "否"
    return _measured(figure, criterion) if criterion else plain(figure)


def result_text(line: CriterionJudgement) -> str:
    """Result in words; where only the kind of unit is missing, or only the relaxed threshold is met, it says so."""
    if line.on_condition:
        return "按放宽的标准符合"
    return "未填单位性质，不能判断" if line.needs_unit_kind else line.result.label


def _measured(number: Decimal, criterion: Criterion) -> str:
    space = "" if criterion.unit in ("", "%") else " "
    return f"{plain(number)}{space}{criterion.unit}"


def plain(number: Decimal) -> str:
    """Number without the zeros that say nothing: 200.00 → 200."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


HELD = (Status.IN_FORCE, Status.ANNOUNCED)
IN_ROUND = (Status.UNDER_PUBLICITY, Status.AWAITING_ANNOUNCEMENT)


@dataclass(frozen=True, slots=True)
class Prospect:
    """Answer to who would apply with a platform on a day.

    `ends` is the last day of the bar, or of the title held; `year` is the first in which that
    title may be applied for again.
    """

    applying: Applying
    ends: date | None = None
    year: int | None = None


def prospect(listing: Listing, edition: Regulation | None) -> Prospect:
    """Judge the listing's day by its own bar and title, and by the edition of the coming round."""
    if listing.bar:
        return Prospect(Applying.BARRED, listing.bar.ends)
    if listing.status in HELD:
        return _of_title(_last_held(listing), edition, listing.as_of)
    if listing.status is Status.UNDETERMINED:
        return Prospect(Applying.ASK)
    if listing.status in IN_ROUND:
        return Prospect(Applying.IN_ROUND)
    return Prospect(Applying.BAR_NOT_STATED if _is_open(listing) else Applying.FREE)


def _last_held(listing: Listing) -> Period | None:
    """The period held, or the last one already granted that follows it."""
    spells = (spell.standing for spell in listing.coming if spell.standing.status in HELD)
    return [listing.standing.period, *(each.period for each in spells)][-1]


def _of_title(period: Period | None, edition: Regulation | None, day: date) -> Prospect:
    if period and period.is_open and period.ends is None:
        return Prospect(Applying.UNTIL_REVIEW)
    year = first_year(period, edition)
    if period is None or year is None:
        return Prospect(Applying.ASK)
    applying = Applying.TOO_EARLY if day.year < year else Applying.AGAIN
    return Prospect(applying, period.ends, year)


def first_year(period: Period | None, edition: Regulation | None) -> int | None:
    """First year in which a title that is held may be applied for again; None where nobody can tell."""
    term = edition.reapplication if edition else None
    if term is None or period is None or period.ends is None:
        return None
    return period.ends.year - term.years_before_expiry


def _is_open(listing: Listing) -> bool:
    """Whether a revocation decides, and it says neither that it bars nor that it does not."""
    by = listing.standing.decided_by
    return (
        by is not None
        and isinstance(by.row, RevocationRow)
        and is_barring(by.row, by.regulation) is None
    )


def turning_years(listing: Listing, edition: Regulation | None) -> Iterator[date]:
    """First day of every year in which a title on record may be applied for again."""
    for spell in listing.timeline:
        if year := first_year(spell.standing.period, edition):
            yield date(year, 1, 1)
