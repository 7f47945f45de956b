"""检索 The look-up index: everything a platform or an act was ever called, in one file."""

from collections.abc import Iterator
from functools import partial

from generator.parts import File, Part
from generator.search.answers import ADDRESS, answers, answers_file
from generator.search.index import POINTER, Index, index_of, pointer
from generator.search.normalisation import normalised
from generator.standing.keys import Keys
from generator.standing.snapshot import Snapshot

__all__ = ["Index", "answers", "compose", "index_of", "normalised"]


def compose(snapshot: Snapshot, keys: Keys) -> Iterator[Part]:
    """检索文件 The index and the way to it; the answers for any day."""
    yield Part("search index", lambda: keys.whole, partial(_index, snapshot))
    yield Part("search answers", lambda: keys.whole, partial(_answers, snapshot))


def _index(snapshot: Snapshot) -> Iterator[File]:
    index = index_of(snapshot)
    yield index.address, index.content
    yield POINTER, pointer(snapshot, index)


def _answers(snapshot: Snapshot) -> Iterator[File]:
    yield ADDRESS, answers_file(snapshot)
