"""检索 The look-up index: everything a platform or an act was ever called, in one file."""

from collections.abc import Iterator
from functools import partial

from generator.parts import File, Part
from generator.search.answers import answers, answers_files
from generator.search.blocks import Blocks
from generator.search.index import POINTER, Index, index_of, pointer
from generator.search.normalisation import normalised
from generator.sizes import SIZES, Sizes
from generator.standing.keys import Keys
from generator.standing.snapshot import Snapshot

__all__ = ["Index", "answers", "compose", "index_files", "index_of", "normalised"]


def compose(snapshot: Snapshot, keys: Keys, sizes: Sizes = SIZES) -> Iterator[Part]:
    """检索文件 The index and the way to it; the answers for any day."""
    yield Part("search index", lambda: keys.whole, partial(index_files, snapshot, sizes))
    yield Part("search answers", lambda: keys.whole, partial(answers_files, snapshot, sizes))


def index_files(snapshot: Snapshot, sizes: Sizes) -> Iterator[File]:
    """索引文件 One that holds everything, or above the size many that lie ready in blocks."""
    if len(snapshot.listings) > sizes.whole:
        yield from Blocks(snapshot, sizes).files()
        return
    index = index_of(snapshot)
    yield index.address, index.content
    yield POINTER, pointer(snapshot, index)
