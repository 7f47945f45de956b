"""数据文件 Every file for machines, lazily: (path, bytes)."""

from collections.abc import Iterator

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
from generator.exports.changes import changes
from generator.exports.envelope import File, Publication
from generator.verifier.assembly import assembled


def compose(publication: Publication) -> Iterator[File]:
    """数据文件 The API and its schemas, downloads, feeds, calendars, badges, and the verifier."""
    found = changes(publication.snapshot, publication.chronicle)
    yield from lists.files(publication)
    yield from reference.files(publication)
    yield from change_files.files(publication, found)
    yield from log_files.files(publication)
    yield from schema.files(publication)
    yield from downloads.files(publication)
    yield from feeds.files(publication, found)
    yield from calendars.files(publication)
    yield from badges.files(publication)
    yield "data/verify.py", assembled().encode()
