"""申报 The shipped editions with criteria, and applications made of a few figures."""

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.intake import receive
from generator.records.registry import Application
from generator.records.regulation import Criterion, Regulation
from generator.terms.words import UnitKind
from tests.conftest import DEMONSTRATION
from tests.histories import read

FOLDER = Path(__file__).parent / "cases" / "eligibility"
THRESHOLDS = read(FOLDER / "thresholds.yaml")
WHOLE = read(FOLDER / "whole.yaml")
GISTS = read(FOLDER / "gists.yaml")
EDITIONS: dict[str, Regulation] = {
    filed.record.id: filed.record
    for filed in receive(DEMONSTRATION).regulations
    if filed.record.eligibility
}
NEAR = (Decimal("-1"), Decimal("-0.0001"), Decimal(0), Decimal("0.0001"), Decimal("0.5"))


def criteria(edition: Regulation) -> dict[str, Criterion]:
    """Every criterion of an edition, by its id."""
    assert edition.eligibility is not None
    return {criterion.id: criterion for criterion in edition.eligibility.criteria}


def application(
    figures: Mapping[str, Any], kind: str | None = "enterprise", functions: Sequence[str] = ()
) -> Application:
    """An application of a unit of some kind; its figures as a file would have them."""
    unit = {"name": "示例·某单位"} | ({"kind": kind} if kind else {})
    said = {"operating_unit": unit, "functions": tuple(functions), "figures": dict(figures)}
    return Application.model_validate(said)


def sound(function: str) -> dict[str, Any]:
    """Figures that just meet every general criterion and one function."""
    return WHOLE["sound"] | WHOLE["functions"][function]


def at_random(chance: random.Random, edition: Regulation) -> dict[str, Any]:
    """An application in which most is sound, some is missing, and some lies near a border."""
    figures = sound(chance.choice(list(WHOLE["functions"])))
    known, rate = criteria(edition), chance.choice((0.02, 0.2, 0.9))
    for name, criterion in known.items():
        if chance.random() < rate:
            figures.pop(name, None)
            if chance.random() < 0.7:
                figures[name] = _near(chance, criterion)
    kind = chance.choice([None, *UnitKind])
    offered = chance.sample(list(WHOLE["functions"]), chance.choice((0, 0, 1, 3)))
    return {"unit_kind": kind.value if kind else None, "functions": offered, "figures": figures}


def _near(chance: random.Random, criterion: Criterion) -> str:
    borders = [each for each in (criterion.at_least, criterion.relaxed) if each is not None]
    if not borders:
        return chance.choice(("true", "false"))
    return f"{chance.choice(borders) + chance.choice(NEAR):f}"
