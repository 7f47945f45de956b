"""隐去 Tells a value that was taken out from one that was put right, in plain values."""

import re
from collections.abc import Iterator
from typing import Any

# What stands in the place of a text that must not be shown any longer.
MARK = "（已隐去"
WHOLE_MARK = re.compile(f"{MARK}[^）]*）")


def hides(old: Any, new: Any) -> bool:
    """是否隐去 Whether every difference takes a value out, or puts the mark in its place."""
    found = list(_differences(old, new))
    return bool(found) and all(_is_gone(before, after) for before, after in found)


def masks(old: Any, new: Any) -> bool:
    """是否以标记代替 Whether every difference is a mark, and none a value that just went away."""
    found = list(_differences(old, new))
    return bool(found) and all(after and _is_gone(before, after) for before, after in found)


def _is_gone(old: Any, new: Any) -> bool:
    if new is None or not isinstance(new, str):
        return new is None
    return new.startswith(MARK) or _is_masked(old, new)


def _is_masked(old: Any, new: str) -> bool:
    """Whether the rest of the text, around the marks, is what it was."""
    pieces = WHOLE_MARK.split(new)
    pattern = ".+".join(map(re.escape, pieces))
    return len(pieces) > 1 and isinstance(old, str) and bool(re.fullmatch(pattern, old, re.DOTALL))


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
