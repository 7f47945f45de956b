"""二维码 Codes of many addresses that begin alike and are of one length.

A code is linear: one more letter changed flips the same modules, whatever the others are.
So two codes of the library, once per letter and place, give all the codes there are.
"""

import html
import re
from functools import cache
from itertools import groupby
from typing import NamedTuple

import segno

# Quiet modules around a code, by its standard.
BORDER = 4
PIECE = re.compile(".{1,11}")


class Code(NamedTuple):
    """一个码 Its modules as one number, row by row; `size` of them in a row."""

    size: int
    modules: int


def code_of(address: str, base: str) -> Code:
    """码 Of an address under a base, the same as the library would make with the mask we chose."""
    ground = base.ljust(len(address), "0")
    code = _made(ground, base)
    modules = code.modules
    for at in range(len(base), len(address)):
        modules ^= _flipped(ground, base, at, address[at])
    return Code(code.size, modules)


def drawn(code: Code, title: str) -> str:
    """画 As SVG, row by row: a line over dark modules, a move over light ones."""
    modules, size = f"{code.modules:0{code.size**2}b}", code.size
    strokes = "".join(
        f"M{BORDER} {BORDER + row}.5" + "".join(map(_strokes, PIECE.findall(line)))
        for row, line in enumerate(re.findall(f".{{{size}}}", modules))
    )
    side = size + 2 * BORDER
    return (
        f'<svg viewBox="0 0 {side} {side}"><title>{html.escape(title)}</title>'
        f'<path stroke="#000" d="{strokes}"/></svg>'
    )


@cache
def _strokes(modules: str) -> str:
    """Of a few modules side by side; there are but so many kinds of so few."""
    runs = ((dark, len(list(run))) for dark, run in groupby(modules, "1".__eq__))
    return "".join(f"h{length}" if dark else f"m{length} 0" for dark, length in runs)


@cache
def _flipped(ground: str, base: str, at: int, letter: str) -> int:
    """What one letter in its place changes."""
    other = f"{ground[:at]}{letter}{ground[at + 1 :]}"
    return _made(ground, base).modules ^ _made(other, base).modules


@cache
def _made(address: str, base: str) -> Code:
    """By the library; the mask is chosen once per length, trying all eight takes most of the time."""
    ground = base.ljust(len(address), "0")
    mask = None if address == ground else _mask(ground)
    made = segno.make(address, error="m", micro=False, mask=mask)
    bits = "".join("01"[module] for row in made.matrix for module in row)
    return Code(len(made.matrix), int(bits, 2))


@cache
def _mask(ground: str) -> int:
    mask: int = segno.make(ground, error="m", micro=False).mask
    return mask
