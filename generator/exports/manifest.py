"""文件清单 What proves that a copy of the site is whole: every file's size and SHA-256."""

import hashlib
from collections.abc import Iterable, Iterator

from generator.exports.addresses import API
from generator.exports.envelope import File, Publication
from generator.exports.log_files import log_head
from generator.exports.models.reference import ManifestFile, Sealed

MANIFEST = f"{API}/manifest.json"


def sealed(files: Iterable[File], publication: Publication) -> Iterator[File]:
    """封签 The files as they come, and after the last of them the list of all."""
    found: list[Sealed] = []
    for path, content in files:
        digest = hashlib.sha256(content).hexdigest()
        found.append(Sealed(path=path, size=len(content), sha256=digest))
        yield path, content
    listed = sorted(found, key=lambda each: each.path)
    yield MANIFEST, publication.listed(ManifestFile, "files", listed, log=log_head(publication.log))
