"""填错 Figures that no criterion of the edition can be judged by."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from generator.eligibility.wording import measured, plain
from generator.records.eligibility import Criterion, Eligibility, Figure, Figures


@dataclass(frozen=True, slots=True)
class Misfit:
    """填错的一项 Which figure, what is wrong with it, and how to mend it."""

    id: str
    message: str
    fix: str
    unknown: bool = False


def misfits(eligibility: Eligibility, figures: Figures) -> Iterator[Misfit]:
    """填错 Unknown criteria, numbers for a yes or no, and figures that cannot be."""
    criteria = {criterion.id: criterion for criterion in eligibility.criteria}
    for name, given in figures.items():
        if name not in criteria:
            yield _unknown(name, list(criteria))
        elif fault := _fault(criteria[name], given):
            label = criteria[name].label
            yield Misfit(name, f"“{name}”（{label}）{fault}", "核对填报的内容")


def _unknown(name: str, known: list[str]) -> Misfit:
    near = get_close_matches(name, known, 1, 0.5)
    fix = f"是否为“{near[0]}”？" if near else f"应为 {'、'.join(known)} 之一"
    return Misfit(name, f"办法的认定条件中没有“{name}”", fix, unknown=True)


def _fault(criterion: Criterion, given: Figure) -> str:
    if criterion.at_least is None:
        return "" if isinstance(given, bool) else f"应填 true 或 false，写的是 {plain(given)}"
    if not isinstance(given, Decimal):
        return "应填数字，不是 true 或 false"
    if criterion.highest is not None and given > criterion.highest:
        highest = measured(criterion.highest, criterion)
        return f"写的是 {measured(given, criterion)}，不可能超过 {highest}"
    return ""
