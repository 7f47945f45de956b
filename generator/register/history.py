"""履历 The acts on one platform, oldest first, with corrections already applied."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from generator.records.act import Act
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
        """生效日 The day from which the act counts."""
        return self.act.effective_on.first


@dataclass(frozen=True, slots=True)
class History:
    """履历 Everything the register holds on one platform."""

    platform: Platform
    entries: tuple[Entry, ...]

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
