"""分页 A long list on several pages; the first stays at the address the list always had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.sizes import pieces

T = TypeVar("T")
# Page numbers on either side of the present one; the first and the last are always there.
BESIDE = 2


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """分页 One page of a list: page `number` of `count`, from item `first` of `total`."""

    base: str
    further: str
    number: int
    count: int
    first: int
    total: int
    items: Sequence[T]

    @property
    def last(self) -> int:
        """末项 The number of the last item on this page."""
        return self.first + len(self.items) - 1

    @property
    def address(self) -> str:
        """地址 Of this page."""
        return self.address_of(self.number)

    def address_of(self, number: int) -> str:
        """某页地址 The first page has the address of the list."""
        return self.base if number == 1 else f"{self.further}{number}/"

    @property
    def numbers(self) -> list[int]:
        """页码 The first, the last, and those near this one; 0 where some are left out."""
        near = range(self.number - BESIDE, self.number + BESIDE + 1)
        shown = sorted({1, self.count, *(n for n in near if 1 <= n <= self.count)})
        found: list[int] = []
        for number in shown:
            found += [0] if found and number > found[-1] + 1 else []
            found.append(number)
        return found

    @property
    def mark(self) -> str:
        """页次 What tells this page's title from the first page's."""
        return "" if self.number == 1 else f"（第{self.number}页）"


def sheets(items: Sequence[T], most: int, base: str, further: str = "") -> Iterator[Sheet[T]]:
    """分页 Every item once, in order; further pages lie below `further`, else below `base`."""
    found = list(pieces(range(len(items)), most))
    for number, places in enumerate(found, 1):
        first = (number - 1) * most
        yield Sheet(
            base, further or base, number, len(found), first + 1, len(items),
            items[first : first + len(places)],
        )  # fmt: skip
