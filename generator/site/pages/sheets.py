"""Sheets: a long list on several pages, the first at the address of the list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
# Rows of a page: about a quarter of a megabyte, 25 KB compressed, and long enough that most
# registers of a province or a title fit on one page and can be searched in it.
ROWS = 500
# Page numbers on either side of the present one; the first and the last are always there.
BESIDE = 2


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One page of a list: page `number` of `count`, from item `first` of `total`."""

    base: str
    further: str
    number: int
    count: int
    first: int
    total: int
    items: Sequence[T]

    @property
    def last(self) -> int:
        """Number of the last item on this page."""
        return self.first + len(self.items) - 1

    @property
    def address(self) -> str:
        """Address of this page."""
        return self.address_of(self.number)

    def address_of(self, number: int) -> str:
        """Address of a page of the same list."""
        return self.base if number == 1 else f"{self.further}{number}/"

    @property
    def numbers(self) -> list[int]:
        """Page numbers to link: the first, the last, and those near this one; 0 for a gap."""
        near = range(self.number - BESIDE, self.number + BESIDE + 1)
        shown = sorted({1, self.count, *(n for n in near if 1 <= n <= self.count)})
        numbers: list[int] = []
        for number in shown:
            numbers += [0] if numbers and number > numbers[-1] + 1 else []
            numbers.append(number)
        return numbers

    @property
    def mark(self) -> str:
        """Words that tell this page's title from the first page's; empty on the first."""
        return "" if self.number == 1 else f"（第{self.number}页）"


def sheets(
    items: Sequence[T], base: str, further: str = "", rows: int = ROWS
) -> Iterator[Sheet[T]]:
    """Sheets of at most so many rows, every item once, in order; one empty sheet of an empty list.

    Further sheets lie below the address `further`, else below `base`.
    """
    count = max(1, -(-len(items) // rows))
    for number in range(1, count + 1):
        first = (number - 1) * rows
        piece = items[first : first + rows]
        yield Sheet(base, further or base, number, count, first + 1, len(items), piece)
