"""隐去 Tells a value that was taken out from one that was put right, in plain values."""

import re
from collections.abc import Iterator
from typing import Any

# What stands in the place of a text that must not be shown any longer.
MARK = "（已隐去"
WHOLE_MARK = re.compile(f"{MARK}[^）]*）")


def masks(old: Any, new: Any) -> bool:
    """是否以标记代替 Whether every difference is a mark, and none a value that just went away."""
    found = list(_differences(old, new))
    return bool(found) and all(is_masked(before, after) for before, after in found)


def is_masked(old: Any, new: Any) -> bool:
    """是否隐去 Whether the mark stands in a text's place, or in the place of a part of it."""
    if not isinstance(new, str):
        return False
    pieces = WHOLE_MARK.split(new)
    pattern = ".+".join(map(re.escape, pieces))
    is_part = len(pieces) > 1 and isinstance(old, str) and re.fullmatch(pattern, old, re.DOTALL)
    return new.startswith(MARK) or bool(is_part)


def _differences(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """Both values at every place where the two differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from _differences(old.get(name), new.get(name))
    elif _is_list(old) and _is_list(new) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _differences(one, other)
    elif old != new:
        yield old, new


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)
