"""归一 What makes no difference to a search; `normalised.js` does the same, by the same test vectors."""

import re
import unicodedata
from functools import cache
from itertools import chain

from opencc_purepy import OpenCC

# All but letters and digits.
PASSED_OVER = re.compile(r"[\W_]+")
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def normalised(text: str) -> str:
    """归一 Width, case, spaces, brackets, points and traditional characters make no difference."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(simplified())
    return PASSED_OVER.sub("", plain)


@cache
def simplified() -> dict[int, int]:
    """简化字 Every traditional character with its simplified one, character by character."""
    signs = [chr(code) for code in chain.from_iterable(HAN)]
    plain = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(a): ord(b) for a, b in zip(signs, plain, strict=True) if a != b}


def traditional_of(occurring: set[str]) -> list[str]:
    """繁简对照 The traditional characters, and the simplified ones, that lead to what occurs."""
    pairs = [(a, b) for a, b in simplified().items() if chr(b) in occurring]
    return ["".join(chr(pair[side]) for pair in pairs) for side in (0, 1)]
