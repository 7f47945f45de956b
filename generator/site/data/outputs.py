"""Every file for machines: its path, known beforehand, and what makes its bytes; the manifest of all files last."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.site.data import api, badges, calendars, downloads, feeds, log_files, schema
from generator.site.data.envelope import Outputs, Publication, written
from generator.site.data.models import ManifestFile
from generator.site.data.schema import API

MANIFEST = f"{API}/manifest.json"
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


def manifest(entries: Sequence[tuple[str, int, str]], publication: Publication) -> Iterator[bytes]:
    """List of files in order of their paths, each with its size in bytes and its SHA-256.

    Written without a model for each: a large site has hundreds of thousands of files.
    """
    lines = (written({"path": path, "size": size, "sha256": of}) for path, size, of in entries)
    log = log_files.log_head(publication.log)
    return publication.pieces(ManifestFile, "files", len(entries), lines, log=log)
