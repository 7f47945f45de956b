"""尺度 Above which sizes lists and the look-up come in parts: no visitor fetches megabytes.

Below a size nothing is split. Every maker of lists is told its sizes; only the command
line takes the ones stated here, and tests take smaller ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Sizes:
    """尺度 In rows; what each costs a visitor was measured (docs/decisions/0019-parts-of-lists.md)."""

    # A page of 500 platforms is about half a megabyte, 40 KB compressed, and long enough
    # that most registers of a province or a title fit on one page and can be searched in it.
    sheet: int = 500
    # What stands among other things on a page (home, ending soon, one day's changes): the
    # whole of it has a page of its own, to which the rest leads.
    shown: int = 100
    # A part of a JSON list: about 600 bytes a platform, so some 600 KB, 40 KB compressed.
    part: int = 1_000
    # Up to here the whole look-up index is one file, and so are the answers of /verify/:
    # 24 and 21 bytes a platform, at most 390 KB and 340 KB.
    whole: int = 16_000
    # A block of the look-up beyond: about 9 KB; smaller ones would compress badly.
    block: int = 256
    # So many blocks a search reads before it asks the reader: about 440 KB.
    reach: int = 48


SIZES = Sizes()


def pieces(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """切分 In order, each of at most so many; one empty piece where there is nothing."""
    for first in range(0, max(len(items), 1), most):
        yield items[first : first + most]
