"""分块 The look-up of a large register: the browser fetches the blocks that may hold what is asked.

The platforms stand in the order of the directory, so many to a block; each block has the
columns of the whole index. Shelves of pieces tell which blocks may hold a text.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.parts import File
from generator.search.grams import grams, initial_grams, shelved
from generator.search.index import (
    POINTER,
    encoded,
    labelled,
    labels_of,
    mark_of,
    others,
    pointer,
    sealed,
    signs,
)
from generator.search.normalisation import normalised
from generator.search.platforms import FACETS, columns_of, facets_of, facets_row, handles_of
from generator.sizes import Sizes, pieces
from generator.standing.snapshot import Listing, Snapshot, in_order

# Pieces to a shelf, counting each block that holds one: about 8 KB.
SHELF = 10_000
FACET_FILE = (*FACETS, "starts", "ends")


@dataclass
class Blocks:
    """各块 What is gathered on the way through the register, to be written when all is seen."""

    snapshot: Snapshot
    sizes: Sizes
    marks: list[str] = field(default_factory=list)
    facets: list[tuple[Hashable, ...]] = field(default_factory=list)
    names: list[set[str]] = field(default_factory=list)
    posted: dict[str, list[int]] = field(default_factory=dict)

    def files(self) -> Iterator[File]:
        """各文件 The blocks as they are seen; then shelves and facets; last the index."""
        for ids in pieces(in_order(self.snapshot), self.sizes.block):
            content = self._block([self.snapshot.listings[name] for name in ids])
            self.marks.append(mark_of(content))
            yield f"search/blocks/{len(self.marks) - 1}-{self.marks[-1]}.json", content
        said = signs(self.snapshot, set().union(*self.names))
        for number, names in enumerate(self.names):
            self._post(number, {g for name in names for g in initial_grams(name, said["readings"])})
        yield from self._closing(said)

    def _block(self, every: list[Listing]) -> bytes:
        function, handles = (
            labels_of(self.snapshot).__getitem__,
            [*handles_of(self.snapshot, every)],
        )
        names = {normalised(text) for each in handles for text in (*each.names, *each.units)}
        numbers = {normalised(text) for each in handles for text in each.numbers}
        ids = {normalised(each.id) for each in every}
        self._post(len(self.names), {g for value in names | numbers | ids for g in grams(value)})
        self.names.append(names)
        self.facets += [(*facets_row(each, function), *_days(each)) for each in every]
        return encoded(columns_of(every, handles, function))

    def _post(self, number: int, held: set[str]) -> None:
        for gram in held:
            self.posted.setdefault(gram, []).append(number)

    def _closing(self, said: dict[str, Any]) -> Iterator[File]:
        shelves = []
        count = -(-sum(map(len, self.posted.values())) // SHELF)
        for number, shelf in enumerate(shelved(self.posted, count)):
            content = encoded(shelf)
            shelves.append(mark_of(content))
            yield f"search/pieces/{number}-{shelves[-1]}.json", content
        facets = encoded(facets_of(self.facets, FACET_FILE))
        yield f"search/facets-{mark_of(facets)}.json", facets
        sizes = {"size": self.sizes.block, "total": len(self.facets), "reach": self.sizes.reach}
        parts = sizes | {"blocks": self.marks, "pieces": shelves, "facets": mark_of(facets)}
        index = sealed(labelled(self.snapshot) | said | {"parts": parts} | others(self.snapshot))
        yield index.address, index.content
        yield POINTER, pointer(self.snapshot, index)


def _days(listing: Listing) -> tuple[str, str]:
    period = listing.standing.period
    starts = period.starts.isoformat() if period and period.starts_known else ""
    return starts, period.ends.isoformat() if period and period.ends else ""
