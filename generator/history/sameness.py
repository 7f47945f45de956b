"""同一记录 Whether two records speak of one thing, whatever their ids."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.records.act import Act
from generator.records.base import Record
from generator.records.batch import Batch
from generator.records.department import Department
from generator.records.differences import is_marked
from generator.records.platform import Platform
from generator.records.regulation import Regulation

Trait = Callable[[Any], Any]
# What tells one record of a kind from another.
TRAITS: Mapping[type[Record], Mapping[str, Trait]] = {
    Platform: {
        "name": lambda platform: platform.name,
        "operating_unit": lambda platform: platform.operating_unit.name,
        "credit_code": lambda platform: platform.operating_unit.credit_code,
    },
    Act: {
        "title": lambda act: act.title,
        "document_number": lambda act: act.document_number,
        "issued_on": lambda act: act.issued_on,
    },
    Regulation: {
        "title": lambda edition: edition.title,
        "document_number": lambda edition: edition.document_number,
    },
    Batch: {"year": lambda batch: batch.year},
    Department: {"name": lambda department: next((n.name for n in department.names), None)},
}
# A record is known by these alone; otherwise by all its traits but these.
ALONE = ("credit_code", "document_number")


def is_same(one: Record, other: Record) -> bool:
    """是否同一记录 By the code or number that belongs to it alone, else by all else that tells."""
    if getattr(one, "kind", None) != getattr(other, "kind", None):
        return False
    common = dict(_common(one, other))
    alone = [is_equal for name, is_equal in common.items() if name in ALONE]
    others = [name for name in _traits(one) if name not in ALONE]
    return all(alone) if alone else all(common.get(name, False) for name in others)


def nothing_left(one: Record, other: Record) -> bool:
    """面目全非 Whether two traits or more are known of both, and none is the same."""
    found = [is_equal for _, is_equal in _common(one, other)]
    return len(found) > 1 and not any(found)


def _common(one: Record, other: Record) -> Iterator[tuple[str, bool]]:
    """The traits known of both, and whether they are equal; what was taken out is not known."""
    for name, trait in _traits(one).items():
        here, there = trait(one), trait(other)
        if not (_is_unknown(here) or _is_unknown(there)):
            yield name, here == there


def _traits(record: Record) -> Mapping[str, Trait]:
    return next(traits for form, traits in TRAITS.items() if isinstance(record, form))


def _is_unknown(value: Any) -> bool:
    return value is None or is_marked(value)
