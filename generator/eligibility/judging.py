"""判断 Whether an application meets an edition's criteria, with a line for each of them.

site_templates/assets/eligibility.js judges by the same rules in the browser; a test
holds the two together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from generator.records.application import Application
from generator.records.eligibility import (
    Criterion,
    Eligibility,
    Figure,
    FunctionCriteria,
    Way,
)
from generator.records.regulation import Regulation
from generator.terms import Fulfilment

MET, NOT_MET, NOT_GIVEN = Fulfilment.MET, Fulfilment.NOT_MET, Fulfilment.NOT_GIVEN


@dataclass(frozen=True, slots=True)
class Line:
    """一项 What is asked (none: yes or no), what is given, and whether it is met.

    `needs_unit_kind` where the figure lies between the two thresholds and it is not
    said which of them applies.
    """

    criterion: Criterion
    asked: Decimal | None
    given: Figure | None
    result: Fulfilment
    needs_unit_kind: bool = False


Ask = Callable[[Criterion], Line]


@dataclass(frozen=True, slots=True)
class WayJudgement:
    """一种途径 The lines of one way to meet a function."""

    way: Way
    lines: tuple[Line, ...]
    result: Fulfilment


@dataclass(frozen=True, slots=True)
class FunctionJudgement:
    """一项功能 Its lines, its ways, and whether the function is met (第十五条)."""

    asked: FunctionCriteria
    own: tuple[Line, ...]
    ways: tuple[WayJudgement, ...]
    result: Fulfilment

    @property
    def lines(self) -> tuple[Line, ...]:
        """各项 Every line of the function, in the edition's order."""
        return tuple(chain(self.own, *(way.lines for way in self.ways)))


@dataclass(frozen=True, slots=True)
class Judgement:
    """判断 Met only where every general line and at least one function are met."""

    edition: Regulation
    general: tuple[Line, ...]
    functions: tuple[FunctionJudgement, ...]
    one_function: Fulfilment
    result: Fulfilment


def judge(edition: Regulation, application: Application) -> Judgement:
    """判断 By the criteria of one edition; where it has none on record nothing is met."""
    terms = edition.eligibility or Eligibility()
    ask = _asking(terms, application)
    general = tuple(ask(criterion) for criterion in terms.general)
    functions = tuple(_function(asked, ask) for asked in terms.functions)
    one = _any_of(function.result for function in functions)
    result = _all_of([*(line.result for line in general), one])
    return Judgement(edition, general, functions, one, result)


def _asking(terms: Eligibility, application: Application) -> Ask:
    kind, relaxation = application.unit_kind, terms.relaxed_for
    relaxed = bool(relaxation and kind in relaxation.unit_kinds)
    kind_matters = relaxation is not None and kind is None

    def ask(criterion: Criterion) -> Line:
        given = application.figures.get(criterion.id)
        asked = criterion.at_least
        if relaxed and criterion.relaxed is not None:
            asked = criterion.relaxed
        undecided = kind_matters and _lies_between(criterion, given)
        result = NOT_GIVEN if undecided else _result(asked, given)
        return Line(criterion, asked, given, result, undecided)

    return ask


def _result(asked: Decimal | None, given: Figure | None) -> Fulfilment:
    if given is None or isinstance(given, bool) != (asked is None):
        return NOT_GIVEN
    return MET if given is True or (asked is not None and given >= asked) else NOT_MET


def _lies_between(criterion: Criterion, given: Figure | None) -> bool:
    if criterion.at_least is None or criterion.relaxed is None:
        return False
    return isinstance(given, Decimal) and criterion.relaxed <= given < criterion.at_least


def _function(asked: FunctionCriteria, ask: Ask) -> FunctionJudgement:
    own = tuple(ask(criterion) for criterion in asked.criteria)
    ways = tuple(_way(way, ask) for way in asked.any_of)
    results = [line.result for line in own]
    if ways:
        results.append(_any_of(way.result for way in ways))
    return FunctionJudgement(asked, own, ways, _all_of(results))


def _way(way: Way, ask: Ask) -> WayJudgement:
    lines = tuple(ask(criterion) for criterion in way.criteria)
    return WayJudgement(way, lines, _all_of([line.result for line in lines]))


def _all_of(results: list[Fulfilment]) -> Fulfilment:
    """Nothing asked is nothing met: an edition with gaps grants no title."""
    if NOT_MET in results:
        return NOT_MET
    return MET if results and NOT_GIVEN not in results else NOT_GIVEN


def _any_of(results: Iterable[Fulfilment]) -> Fulfilment:
    found = set(results)
    if MET in found:
        return MET
    return NOT_MET if found == {NOT_MET} else NOT_GIVEN
