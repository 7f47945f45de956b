"""The look-up of the site: an index for the box, the search page and the lists, and the answers of two pages."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.register.snapshot import Snapshot
from generator.site.search.index import (
    answers,
    applying_index,
    lookup_index,
    pages_index,
    verdict_words,
    verify_index,
)

__all__ = ["answers", "lookup_index", "outputs", "pages_index", "verdict_words", "verify_index"]


def outputs(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path of each file, and what makes its bytes."""
    yield "search/index.json", partial(lookup_index, snapshot)
    yield "search/pages.json", partial(pages_index, snapshot)
    yield "verify/index.json", partial(verify_index, snapshot)
    yield "eligibility/index.json", partial(applying_index, snapshot)
