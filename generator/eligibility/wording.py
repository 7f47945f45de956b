"""措辞 What a line asks, what was given and how it came out, as people read it."""

from decimal import Decimal

from generator.eligibility.judging import Line
from generator.records.eligibility import Criterion


def asked(line: Line) -> str:
    """要求 不低于 200 万元; a yes or no asks for a yes."""
    if line.asked is None:
        return "是"
    relaxed = "（已放宽）" if line.asked != line.criterion.at_least else ""
    return f"不低于 {measured(line.asked, line.criterion)}{relaxed}"


def given(line: Line) -> str:
    """填报 156.5 万元, 是, 否; a dash where nothing is given."""
    if line.given is None:
        return "—"
    if isinstance(line.given, bool):
        return "是" if line.given else "否"
    return measured(line.given, line.criterion)


def result(line: Line) -> str:
    """结果 In words; where only the kind of unit is missing, it says so."""
    return "未填单位性质，不能判断" if line.needs_unit_kind else line.result.label


def measured(number: Decimal, criterion: Criterion) -> str:
    """数与单位 200 万元, 90%."""
    space = "" if criterion.unit in ("", "%") else " "
    return f"{plain(number)}{space}{criterion.unit}"


def plain(number: Decimal) -> str:
    """数 Without the zeros that say nothing: 200.00 → 200."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
