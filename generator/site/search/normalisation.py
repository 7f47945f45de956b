"""Normalisation: differences that a search passes over; `words.js` does the same, by the same test vectors."""

import re
import unicodedata
from functools import cache
from itertools import chain

from opencc_purepy import OpenCC

# All but letters and digits.
PASSED_OVER = re.compile(r"[\W_]+")
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def normalised(text: str) -> str:
    """Text in lower case, half width and simplified characters, without spaces, brackets or points."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(simplified())
    return PASSED_OVER.sub("", plain)


@cache
def simplified() -> dict[int, int]:
    """Every traditional character with its simplified one, by code point."""
    signs = [chr(code) for code in chain.from_iterable(HAN)]
    plain = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(a): ord(b) for a, b in zip(signs, plain, strict=True) if a != b}


def traditional_of(occurring: set[str]) -> list[str]:
    """Traditional characters that lead to those that occur, and their simplified ones: two texts of one length."""
    pairs = [(a, b) for a, b in simplified().items() if chr(b) in occurring]
    return ["".join(chr(pair[side]) for pair in pairs) for side in (0, 1)]
