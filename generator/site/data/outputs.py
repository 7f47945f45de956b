"""Every file for machines: its path, known beforehand, and what makes its bytes."""

from collections.abc import Callable, Mapping
from functools import partial

from generator.site.data import api, badges, calendars, downloads, feeds, log_files, schema
from generator.site.data.addresses import API
from generator.site.data.envelope import Outputs, Publication

# The longest first, so that no worker is left with one at the end.
ROOMS = (downloads, api, calendars, feeds, schema, log_files)


def outputs(publication: Publication) -> Outputs:
    """Files that tell of many platforms, but for the manifest, which lists all others."""
    for room in ROOMS:
        yield from room.outputs(publication)


def platform_makers(
    publication: Publication,
) -> Mapping[str, Callable[..., bytes]]:
    """Makers of the files of one platform, or of a record merged into it, by path with a star for the id."""
    return {
        f"{API}/platforms/*.json": partial(api.platform_file, publication=publication),
        "feeds/platforms/*.atom": partial(feeds.platform_feed, publication=publication),
        "badges/*.svg": partial(badges.badge, publication=publication),
    }
