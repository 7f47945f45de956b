"""二维码 The codes worked out by difference are those of the library."""

import random
import re
import string
from xml.etree import ElementTree as xml

import pytest
import segno

from generator.pages.quick_response import BORDER, code_of, drawn

BASE = "https://registry.example.org/"
LETTERS = string.ascii_lowercase + string.digits + "-/"


@pytest.mark.slow
def test_worked_out_codes_are_those_of_the_library() -> None:
    """Of ids of every length that an id may have, and so of many sizes of codes."""
    rng = random.Random(8)
    sizes = set()
    for length in range(1, 65):
        address = f"{BASE}p/{''.join(rng.choices(LETTERS, k=length))}/"
        code = code_of(address, BASE)
        ground = segno.make(BASE.ljust(len(address), "0"), error="m", micro=False)
        made = segno.make(address, error="m", micro=False, mask=ground.mask)
        bits = "".join("01"[module] for row in made.matrix for module in row)
        assert (code.size, code.modules) == (len(made.matrix), int(bits, 2))
        sizes.add(code.size)
    assert len(sizes) > 3


def test_drawing_covers_the_dark_modules_and_no_other() -> None:
    """Read back from the picture, with the quiet border around it."""
    code = code_of(f"{BASE}p/sd-0001/", BASE)
    picture = xml.fromstring(drawn(code, "甲<乙"))
    side = code.size + 2 * BORDER
    assert picture.get("viewBox") == f"0 0 {side} {side}"
    assert picture[0].text == "甲<乙"
    dark = set()
    x = y = 0
    for move, along, down in re.findall(r"([Mmh])([0-9]+)(?: ([0-9]+))?", str(picture[1].get("d"))):
        dark |= {(x + at, y) for at in range(int(along))} if move == "h" else set()
        x, y = (int(along), int(down)) if move == "M" else (x + int(along), y)
    bits = f"{code.modules:0{code.size**2}b}"
    wanted = {
        (at % code.size + BORDER, at // code.size + BORDER)
        for at, bit in enumerate(bits)
        if bit == "1"
    }
    assert dark == wanted
