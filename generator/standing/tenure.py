"""持有期 The runs of days on which a title was held without a break.

A redesignation that follows at once, or a change of validity, does not break a run.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.standing.timeline import Spell
from generator.standing.validity import Period
from generator.terms import Status


@dataclass(frozen=True, slots=True)
class Tenure:
    """持有期 From and to, both days included; `ends` none where no end is on record."""

    starts: date
    ends: date | None
    period: Period | None

    @property
    def runs_out(self) -> bool:
        """是否期满而止 Whether the validity ran to its own end, rather than being cut short."""
        return self.ends is not None and self.period is not None and self.period.ends == self.ends


def tenures(timeline: Iterable[Spell]) -> Iterator[Tenure]:
    """各持有期 Oldest first, past and to come, by what is on record."""
    for is_held, run in groupby(timeline, lambda s: s.standing.status is Status.IN_FORCE):
        spells = list(run)
        if is_held:
            yield Tenure(spells[0].starts, spells[-1].ends, spells[-1].standing.period)
