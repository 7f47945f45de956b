"""隐去 Tells a value that was taken out from one that was put right."""

from collections.abc import Iterator
from typing import Any

from generator.exports.act import plain
from generator.records.base import Record

# What stands in the place of a text that must not be shown any longer.
MARK = "（已隐去"


def redacts(before: Record, after: Record) -> bool:
    """是否隐去 Whether every difference takes a value out, or puts the mark in its place."""
    differences = list(_differences(plain(before), plain(after)))
    return bool(differences) and all(_is_gone(new) for new in differences)


def _is_gone(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.startswith(MARK))


def _differences(old: Any, new: Any) -> Iterator[Any]:
    """The new value at every place where the two differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from _differences(old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _differences(one, other)
    elif old != new:
        yield new
