"""检索 The look-up index: everything a platform or an act was ever called, in one file."""

from collections.abc import Iterator

from generator.search.answers import ADDRESS, answers, answers_file
from generator.search.index import POINTER, Index, index_of, pointer
from generator.search.normalisation import normalised
from generator.standing.snapshot import Snapshot

__all__ = ["Index", "answers", "compose", "index_of", "normalised"]


def compose(snapshot: Snapshot, index: Index) -> Iterator[tuple[str, bytes]]:
    """检索文件 The index, the way to it, and the answers for any day."""
    yield index.address, index.content
    yield POINTER, pointer(snapshot, index)
    yield ADDRESS, answers_file(snapshot)
