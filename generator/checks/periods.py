"""各期 What checks of validity walk over: periods side by side, and what ended them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from generator.findings import Place
from generator.records.act import Act
from generator.records.acts import Revocation
from generator.records.base import Filed
from generator.register.history import Entry, History
from generator.register.register import Register
from generator.standing.standing import ENDERS, ends
from generator.standing.validity import Period, periods


def successive(register: Register) -> Iterator[tuple[Period, Period]]:
    """前后两期 Every two periods of a platform that follow each other, none ended early."""
    for history in register.histories.values():
        lasting = [p for p in periods(history, date.max) if not _cut_short(history, p)]
        yield from pairwise(lasting)


def _cut_short(history: History, period: Period) -> bool:
    return any(ends(entry, period) for entry in history.of(*ENDERS) if _within(entry, period))


def _within(entry: Entry, period: Period) -> bool:
    return period.ends is None or entry.effective_on <= period.ends


def place_of(register: Register, period: Period) -> Place:
    """某期位置 Where the act that granted a period says so."""
    filed, at = register.filed_row(period.entry)
    row = period.entry.row
    own = getattr(row, "validity", None) is not None
    return filed.place("rows", at, "validity") if own else filed.place("rows", at)


@dataclass(frozen=True, slots=True)
class Granted:
    """所获称号 What a platform was granted, and what ended it."""

    periods: list[Period]
    enders: list[Entry]


def revocations(register: Register) -> Iterator[tuple[Filed[Act], int, Entry, Granted]]:
    """每次撤销 Every revocation of a platform, with what was granted to it."""
    for history in register.histories.values():
        granted = Granted(periods(history, date.max), history.of(*ENDERS))
        for entry in history.of(Revocation):
            filed, at = register.filed_row(entry)
            yield filed, at, entry, granted
