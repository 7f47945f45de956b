"""数据文件 Every file for machines, in parts."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator import verify
from generator.exports import (
    badges,
    calendars,
    change_files,
    downloads,
    feeds,
    lists,
    log_files,
    materials,
    reference,
    schema,
)
from generator.exports.changes import Change
from generator.exports.envelope import File, Publication, encoded
from generator.parts import Held, Part, Parts
from generator.standing.keys import Keys
from generator.standing.snapshot import Listing

MAKERS = (
    # The longest first, so that no process is left with one at the end.
    downloads.files,
    lists.files,
    lists.groups,
    calendars.files,
    reference.files,
    change_files.files,
    feeds.files,
    log_files.files,
)


def compose(publication: Publication, keys: Keys) -> Parts:
    """数据文件 The API and its schemas, downloads, feeds, calendars, badges, and the verifier."""
    head, listings = publication.opening, publication.snapshot.listings
    unavailable = encoded(publication.chronicle.unavailable)

    def recorded(name: str) -> Part:
        """What has the head of the build before it."""
        listing, told = listings[name], publication.changes_of(name)
        key = partial(keys.of, listing.history, unavailable, *map(change_files.told, told))
        make = partial(_recorded, listing, publication, told)
        return Part(f"data {name}", key, make, is_small=True, head=head)

    def followed(name: str) -> Part:
        """What has not."""
        listing = listings[name]
        key = partial(keys.of, listing.history)
        return Part(f"feed {name}", key, partial(_followed, listing, publication), True)

    return Parts([*_common(publication, keys)], [*listings], [recorded, followed])


def files(publication: Publication) -> Iterator[Held]:
    """全部数据文件 For who does not ask what has changed."""
    for part in compose(publication, Keys(publication.snapshot, "")):
        for path, content in part.make():
            yield path, content if isinstance(content, bytes) else content.read_bytes()


def _common(publication: Publication, keys: Keys) -> Iterator[Part]:
    """What tells of many platforms."""
    for maker in MAKERS:
        name = f"data {maker.__module__} {maker.__name__}"
        yield Part(name, lambda: keys.whole, partial(maker, publication))
    for day in lists.year_ends(publication.snapshot):
        yield Part(f"data {day}", lambda: keys.whole, partial(lists.year_end, day, publication))
    yield Part("data schema", lambda: keys.common, partial(schema.files, publication))
    yield Part("data verifier", lambda: keys.common, _verifier)
    yield Part("data materials", lambda: keys.common, partial(materials.files, publication))


def _followed(listing: Listing, publication: Publication) -> Iterator[File]:
    yield feeds.platform_feed(listing, publication)
    yield badges.badge(listing, publication)


def _recorded(listing: Listing, publication: Publication, mine: list[Change]) -> Iterator[File]:
    yield lists.platform_file(listing, publication)
    yield change_files.platform_changes(listing.id, mine, publication)


def _verifier() -> Iterator[File]:
    yield "data/verify.py", Path(verify.__file__).read_bytes()
