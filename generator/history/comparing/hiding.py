"""不再重复 A comparison is public too: what was taken out of a record is not told again by it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from generator.records.differences import Difference, is_marked, unredacted

HIDDEN = "（不再重复）"
T = TypeVar("T")


def hidden(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """不再重复的差异 What a redaction took out is left out here as well."""
    listed = list(found)
    left = unredacted(listed)
    return tuple(
        each if each.before is None or each in left else replace(each, before=HIDDEN)
        for each in listed
    )


def told(before: T, after: object) -> T | str:
    """可说的原值 The value before, unless the mark stands now in its place."""
    texts = after if isinstance(after, tuple) else (after,)
    return HIDDEN if before and any(map(is_marked, texts)) else before
