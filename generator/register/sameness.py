"""同否 Whether two histories say the same, each act and edition compared only once."""

from collections.abc import Iterable

from generator.records.base import Record
from generator.register.history import Entry, History


class Sameness:
    """同否 Acts read twice are different objects, and an act has a row for every platform."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[Record, Record, bool]] = {}

    def same(self, one: History | None, other: History) -> bool:
        """是否相同 The platform, and every entry in order."""
        return (
            one is not None
            and _is_same(one.platform, other.platform)
            and len(one.entries) == len(other.entries)
            and all(map(self._same_entry, one.entries, other.entries))
        )

    def _same_entry(self, one: Entry, other: Entry) -> bool:
        return _is_same(one.row, other.row) and all(
            map(self._same_record, _said(one), _said(other))
        )

    def _same_record(self, one: Record | None, other: Record | None) -> bool:
        if one is None or other is None or one is other:
            return one is other
        key = id(one), id(other)
        if key not in self._known:
            # Both are kept, so that no other object can ever bear their ids.
            self._known[key] = one, other, _is_same_but_rows(one, other)
        return self._known[key][2]


def _is_same(one: Record | None, other: Record | None) -> bool:
    """A record asks all of its fields, even of itself."""
    return one is other or one == other


def _is_same_but_rows(one: Record, other: Record) -> bool:
    """Each row is compared by itself: an act put right in one speaks of the others as before."""
    fields = (name for name in type(one).model_fields if name != "rows")
    return type(one) is type(other) and all(
        getattr(one, name) == getattr(other, name) for name in fields
    )


def _said(entry: Entry) -> Iterable[Record | None]:
    return entry.act, entry.regulation, entry.corrected_by
