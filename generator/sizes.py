"""尺度 Of the parts of long JSON lists; goes with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Sizes:
    """尺度 In rows."""

    # A part of a JSON list: about 600 bytes a platform, so some 600 KB, 40 KB compressed.
    part: int = 1_000


SIZES = Sizes()


def pieces(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """切分 In order, each of at most so many; one empty piece where there is nothing."""
    for first in range(0, max(len(items), 1), most):
        yield items[first : first + most]
