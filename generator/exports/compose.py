"""数据文件 Every file for machines, lazily: (path, bytes)."""

from collections.abc import Iterator

from generator.exports import change_files, lists, reference, schema
from generator.exports.changes import changes
from generator.exports.envelope import File, Publication


def compose(publication: Publication) -> Iterator[File]:
    """数据文件 The API and its schemas."""
    found = changes(publication.snapshot, publication.chronicle)
    yield from lists.files(publication)
    yield from reference.files(publication)
    yield from change_files.files(publication, found)
    yield from schema.files(publication)
