"""What changed in the register: cases as data, in the order in which people read them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.register.snapshot import Change, Snapshot, changes
from tests.histories import read, registered

CASES = sorted((Path(__file__).parent / "cases" / "changes").glob("*.yaml"))


def told(change: Change) -> Iterator[str]:
    """The day, the act, the day it took effect where that differs or nothing else is said."""
    yield str(change.on)
    yield change.act.id if change.act else "none"
    if change.after is None or change.effective_on != change.on:
        yield str(change.effective_on)
    yield from (status for status in (change.before, change.after) if status)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Exactly these changes by the case's day, the newest first."""
    case = read(path)
    found = changes(Snapshot.of(registered(case), date.fromisoformat(case["as_of"])))
    assert [" ".join(told(change)) for together in found for change in together] == [
        *case["expect"]
    ]
    assert all(len(together) == 1 for together in found)


def test_a_day_alone_or_an_act() -> None:
    """A revocation is decided on its day; an end of publicity comes by the day alone."""
    case = read(CASES[-1].with_name("whole-life.yaml"))
    found = changes(Snapshot.of(registered(case), date.fromisoformat(case["as_of"])))
    decided = {str(change.on): change.is_decided for together in found for change in together}
    assert decided["2023-05-10"]
    assert not decided["2018-11-08"]
