"""Every file for machines: its path, known beforehand, and what makes its bytes."""

from generator.exports import (
    api,
    badges,
    calendars,
    downloads,
    feeds,
    schema,
)
from generator.exports.envelope import Outputs, Publication
from generator.standing.snapshot import Listing

# The longest first, so that no worker is left with one at the end.
ROOMS = (downloads, api, calendars, feeds, schema)


def outputs(publication: Publication) -> Outputs:
    """Files that tell of many platforms, then those of each."""
    yield from common_outputs(publication)
    for listing in publication.snapshot.listings.values():
        yield from platform_outputs(listing, publication)


def common_outputs(publication: Publication) -> Outputs:
    """The API, its schemas, downloads, feeds and calendars; not the log, the verifier, the manifest."""
    for room in ROOMS:
        yield from room.outputs(publication)


def platform_outputs(listing: Listing, publication: Publication) -> Outputs:
    """JSON, feed and badge of one platform."""
    for room in (api, feeds, badges):
        yield from room.platform_outputs(listing, publication)
