"""The manifest: every file's size and SHA-256, which prove that a copy of the site is whole."""

from collections.abc import Iterable, Iterator

from generator.site.data.addresses import API
from generator.site.data.envelope import Publication, written
from generator.site.data.log_files import log_head
from generator.site.data.models.reference import ManifestFile

MANIFEST = f"{API}/manifest.json"


def content(entries: Iterable[tuple[str, int, str]], publication: Publication) -> Iterator[bytes]:
    """List of files in order of their paths, each with its size in bytes and its SHA-256.

    Written without a model for each: a large site has hundreds of thousands of files.
    """
    lines = [written({"path": path, "size": size, "sha256": of}) for path, size, of in entries]
    log = log_head(publication.log)
    return publication.pieces(ManifestFile, "files", len(lines), lines, log=log)
