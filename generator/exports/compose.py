"""数据文件 Every file for machines, in parts."""

from collections.abc import Iterator
from functools import partial

from generator.exports import (
    badges,
    calendars,
    change_files,
    downloads,
    feeds,
    lists,
    log_files,
    reference,
    schema,
)
from generator.exports.changes import Change, changes
from generator.exports.envelope import File, Publication, encoded
from generator.parts import Part
from generator.standing.keys import Keys
from generator.standing.snapshot import Listing
from generator.verifier.assembly import assembled

MAKERS = (
    # The longest first, so that no process is left with one at the end.
    downloads.files,
    lists.files,
    lists.groups,
    calendars.files,
    reference.files,
    log_files.files,
)


def compose(publication: Publication, keys: Keys) -> Iterator[Part]:
    """数据文件 The API and its schemas, downloads, feeds, calendars, badges, and the verifier."""
    found = changes(publication.snapshot, publication.chronicle)
    for maker in MAKERS:
        name = f"data {maker.__module__} {maker.__name__}"
        yield Part(name, lambda: keys.whole, partial(maker, publication))
    for name, files in (("changes", change_files.files), ("feeds", feeds.files)):
        yield Part(f"data {name}", lambda: keys.whole, partial(files, publication, found))
    for day in lists.year_ends(publication.snapshot):
        yield Part(f"data {day}", lambda: keys.whole, partial(lists.year_end, day, publication))
    yield Part("data schema", lambda: keys.common, partial(schema.files, publication))
    yield Part("data verifier", lambda: keys.common, _verifier)
    yield from _platforms(publication, keys, change_files.by_platform(found))


def files(publication: Publication) -> Iterator[File]:
    """全部数据文件 For who does not ask what has changed."""
    for part in compose(publication, Keys(publication.snapshot, "")):
        yield from part.make()


def _platforms(
    publication: Publication, keys: Keys, found: dict[str, list[Change]]
) -> Iterator[Part]:
    """Two parts each: what has the head of the build in it, and what has not."""
    head = encoded(publication.head())
    for listing in publication.snapshot.listings.values():
        of, mine = listing.history, found.get(listing.id, [])
        yield Part(
            f"feed {listing.id}",
            partial(keys.of, of),
            partial(_followed, listing, publication),
            True,
        )
        key = partial(keys.of, of, head, *map(change_files.told, mine))
        make = partial(_recorded, listing, publication, mine)
        yield Part(f"data {listing.id}", key, make, True)


def _followed(listing: Listing, publication: Publication) -> Iterator[File]:
    yield feeds.platform_feed(listing, publication)
    yield badges.badge(listing, publication)


def _recorded(listing: Listing, publication: Publication, mine: list[Change]) -> Iterator[File]:
    yield lists.platform_file(listing, publication)
    yield change_files.platform_changes(listing.id, mine, publication)


def _verifier() -> Iterator[File]:
    yield "data/verify.py", assembled().encode()
