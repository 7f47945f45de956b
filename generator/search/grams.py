"""片段 The short pieces of a text by which its block is found; `grams.js` asks by the same rule.

A piece begins at each sign: two signs long, three where it begins with a letter or digit
(there are few of them, so that pairs would stand everywhere). The marks at both ends of a
value count as signs, so what a value begins with and ends with is found too. Initials of
pinyin, in capitals, make pieces of three of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from zlib import crc32

from generator.search.packing import digit

END = "\n"
SHORT, LONG = 2, 3
NARROW = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def length(first: str) -> int:
    """长度 Of the piece that begins with a sign."""
    return LONG if first in NARROW else SHORT


def grams(value: str) -> Iterator[str]:
    """各片段 Of one normalised value."""
    text = f"{END}{value}{END}"
    yield text[: length(value[:1])]
    for at in range(1, len(text) - 1):
        yield text[at : at + length(text[at])]


def initial_grams(value: str, readings: Mapping[str, str]) -> Iterator[str]:
    """首字母片段 Every way in which three signs in a row can be typed by their initials."""
    heads = [_initials(sign, readings.get(sign, "")) for sign in value]
    for at in range(len(value) - 1):
        yield from map("".join, product(*heads[at : at + LONG]))


@cache
def _initials(sign: str, said: str) -> tuple[str, ...]:
    """A sign without a reading is typed as it is."""
    return tuple(sorted({each[0].upper()[0] for each in said.split() or [sign]}))


def shelf_of(gram: str, count: int) -> int:
    """架号 Which of the files of pieces holds one: by its first sign, or two where these are few."""
    at = 1 if gram[0] == END else 0
    first = gram[at : at + 1]
    known = gram[: at + (2 if first in NARROW else 1)]
    return crc32(known.encode()) % count


def shelved(posted: Mapping[str, Sequence[int]], count: int) -> list[dict[str, str]]:
    """上架 The pieces divided among so many files, each with the steps from block to block."""
    shelves: list[dict[str, str]] = [{} for _ in range(count)]
    for gram in sorted(posted):
        blocks = posted[gram]
        steps = (block - before for before, block in pairwise((-1, *blocks)))
        shelves[shelf_of(gram, count)][gram] = "".join(map(digit, steps))
    return shelves
