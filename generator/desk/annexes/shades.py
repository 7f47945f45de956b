"""Colours of a text and of what is behind it."""

import re

BLACK, WHITE = "000000", "FFFFFF"
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")
# Of the 256 steps of a colour, so few nobody sees.
NEAR = 24


def is_like(one: str, two: str) -> bool:
    """Whether two colours, in six digits or by name, look alike."""
    if HEXADECIMAL.fullmatch(one) and HEXADECIMAL.fullmatch(two):
        parts = zip(bytes.fromhex(one), bytes.fromhex(two), strict=True)
        return all(abs(a - b) <= NEAR for a, b in parts)
    return one == two
