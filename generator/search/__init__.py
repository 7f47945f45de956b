"""The look-up index: everything a platform or an act was ever called, in one file."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.search.answers import answers, answers_files
from generator.search.index import POINTER, Index, index_of, pointer
from generator.search.normalisation import normalised
from generator.sizes import SIZES
from generator.standing.snapshot import Snapshot

__all__ = ["Index", "answers", "index_of", "normalised", "outputs"]


def outputs(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and maker of the index, the way to it, and the answers for any day."""
    index = index_of(snapshot)
    yield index.address, lambda: index.content
    yield POINTER, lambda: pointer(snapshot, index)
    for path, content in answers_files(snapshot, SIZES):
        assert isinstance(content, bytes)
        yield path, partial(bytes, content)
