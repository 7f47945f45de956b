"""再次申报 The bar on applying again after a revocation (第二十四条).

The bar runs from the day the revocation takes effect to the corresponding day so
many years later, that day included; it follows the credit code, not the name.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.records.acts import Revocation
from generator.records.rows import RevocationRow
from generator.register.history import Entry, History
from generator.register.register import Register
from generator.standing.identity import Identity, identities, identity
from generator.standing.validity import anniversary


@dataclass(frozen=True, slots=True)
class Bar:
    """不得申报期 From and to, both days included, and the revocation it rests on."""

    entry: Entry
    platform: str
    starts: date
    ends: date

    def covers(self, day: date) -> bool:
        """是否在限制期内 Whether an application on this day is barred."""
        return self.starts <= day <= self.ends


def bars_by_unit(register: Register) -> Mapping[str, list[Bar]]:
    """各单位的限制期 By credit code, or by platform where the code is unknown (第二十四条)."""
    found: dict[str, list[Bar]] = defaultdict(list)
    for history in register.histories.values():
        for bar in bars(history):
            for key in unit_keys(history):
                found[key].append(bar)
    return found


def unit_keys(history: History) -> set[str]:
    """同一单位的全部标识 Every code the unit ever bore: neither an old code nor a new one lifts the bar."""
    return {unit_known_by(each, history) for each in identities(history)}


def unit_key(history: History, day: date) -> str:
    """同一单位 What tells one unit from another on a day, through renamings."""
    return unit_known_by(identity(history, day), history)


def unit_known_by(known: Identity, history: History) -> str:
    """同一单位 The same, where it is known who it was: the code, or the platform without one."""
    return known.credit_code or f"platform:{history.platform.id}"


def bars(history: History) -> list[Bar]:
    """各限制期 The bars that this platform's own revocations bring, oldest first."""
    return [bar for entry in history.of(Revocation) if (bar := _bar(history, entry))]


def _bar(history: History, entry: Entry) -> Bar | None:
    row = entry.row
    assert isinstance(row, RevocationRow)
    term = entry.regulation.bar if entry.regulation else None
    if term is None or row.bars_reapplication is False:
        return None
    starts = entry.effective_on
    return Bar(entry, history.platform.id, starts, anniversary(starts, term.years))
