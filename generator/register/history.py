"""履历 The acts on one platform, oldest first, with corrections already applied."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from generator.records.act import Act
from generator.records.day import Day
from generator.records.platform import Platform
from generator.records.regulation import Regulation
from generator.records.rows import Row


@dataclass(frozen=True, slots=True)
class Entry:
    """一条履历 One act, the row on this platform, and the edition the act rests on.

    `row` is none where the act speaks of a whole announcement (有效期调整、废止);
    `corrected_by` is the correction that put this row right, if any.
    """

    act: Act
    row: Row | None
    regulation: Regulation | None
    corrected_by: Act | None = None

    @property
    def issued_on(self) -> date:
        """成文日 The first day that the printed day of issue may mean."""
        return self.act.issued_on.first

    @property
    def effective_on(self) -> date:
        """First day on which the act may take effect."""
        return self._effect.first

    @property
    def counts_on(self) -> date:
        """Day from which the act surely counts: the last that its printed day of effect may mean."""
        return self._effect.last

    @property
    def counts_on_issue(self) -> date:
        """Day by which the act was surely issued."""
        return self.act.issued_on.last

    @property
    def _effect(self) -> Day:
        own: Day | None = getattr(self.row, "takes_effect_on", None)
        return own or self.act.effective_on


@dataclass(frozen=True, slots=True)
class History:
    """履历 Everything the register holds on one platform."""

    platform: Platform
    entries: tuple[Entry, ...]
    # Announcements and reviews that name a publicity of this platform and do not list it.
    passed_over: tuple[Act, ...] = ()
    # The first day of the register's first act, before which it knows nothing.
    begins_on: date | None = None
    # Other platforms by id, for what one hands on to another.
    lookup: Callable[[str], "History | None"] = field(
        default=lambda _: None, compare=False, repr=False
    )

    def of(self, *forms: type[Act]) -> list[Entry]:
        """The entries whose act is of one of these kinds, oldest first."""
        asked = _asked(forms)
        return [entry for entry in self.entries if asked[type(entry.act)]]


class _Asked(dict[type[Act], bool]):
    """Is it one of these? Asked millions of times, and pydantic's models answer slowly."""

    def __init__(self, forms: tuple[type[Act], ...]) -> None:
        super().__init__()
        self.forms = forms

    def __missing__(self, kind: type[Act]) -> bool:
        self[kind] = issubclass(kind, self.forms)
        return self[kind]


_asked = cache(_Asked)
