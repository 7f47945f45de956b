"""The manifest: every file's size and SHA-256, which prove that a copy of the site is whole."""

from collections.abc import Iterable, Iterator

from generator.exports.addresses import API
from generator.exports.envelope import File, Publication, laid_aside, written
from generator.exports.log_files import log_head
from generator.exports.models.reference import ManifestFile

MANIFEST = f"{API}/manifest.json"


def sealed(files: Iterable[tuple[str, int, str]], publication: Publication) -> Iterator[File]:
    """The manifest, made last of all files, each by path, size and SHA-256.

    Written without a model for each: a large site has hundreds of thousands of files.
    """
    rows = [written({"path": path, "size": size, "sha256": of}) for path, size, of in files]
    # The path stands first: lines in order are paths in order.
    rows.sort()
    log = log_head(publication.log)
    with laid_aside(publication.pieces(ManifestFile, "files", len(rows), rows, log=log)) as path:
        yield MANIFEST, path
