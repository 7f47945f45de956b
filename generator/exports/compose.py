"""数据文件 Every file for machines, in parts."""

from collections.abc import Callable, Iterator
from functools import partial

from generator.exports import log_files
from generator.exports.envelope import File, Maker, Outputs, Publication
from generator.exports.outputs import common_outputs, platform_outputs
from generator.parts import Held, Part, Parts
from generator.standing.keys import Keys
from generator.verifier.assembly import assembled


def compose(publication: Publication, keys: Keys) -> Parts:
    """数据文件 The API and its schemas, downloads, feeds, calendars, badges, and the verifier."""
    listings = publication.snapshot.listings

    def recorded(name: str) -> Part:
        listing = listings[name]
        told = [str(change.number).encode() for change in publication.changes_of(name)]
        key = partial(keys.of, listing.history, *told)
        outputs = partial(platform_outputs, listing, publication)
        return Part(f"data {name}", key, partial(_made, outputs), is_small=True)

    return Parts([*_common(publication, keys)], [*listings], [recorded])


def files(publication: Publication) -> Iterator[Held]:
    """全部数据文件 For who does not ask what has changed."""
    for part in compose(publication, Keys(publication.snapshot, "")):
        for path, content in part.make():
            yield path, content if isinstance(content, bytes) else content.read_bytes()


def _common(publication: Publication, keys: Keys) -> Iterator[Part]:
    """What tells of many platforms."""
    for path, make in common_outputs(publication):
        yield Part(f"data {path}", lambda: keys.whole, partial(_made, partial(_one, path, make)))
    yield Part("data log", lambda: keys.whole, partial(log_files.files, publication))
    yield Part("data verifier", lambda: keys.common, _verifier)


def _one(path: str, make: Maker) -> Outputs:
    yield path, make


def _made(outputs: Callable[[], Outputs]) -> Iterator[Held]:
    for path, make in outputs():
        content = make()
        yield path, content if isinstance(content, bytes) else b"".join(content)


def _verifier() -> Iterator[File]:
    yield "data/verify.py", assembled().encode()
