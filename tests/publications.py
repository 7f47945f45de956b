"""The data of a publication without its pages, written to disk or made as it is read: for the tests of copies."""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from generator.site.data.envelope import Publication
from generator.site.data.outputs import MANIFEST, manifest, outputs, platform_makers
from generator.site.write import FileEntry, Maker, write_file
from generator.verify import Read


def makers(publication: Publication) -> Iterator[tuple[str, Maker]]:
    """Path of each file for machines but the manifest, and what makes it."""
    yield from outputs(publication)
    listings, register = publication.snapshot.listings, publication.snapshot.register
    for form, make_one in platform_makers(publication).items():
        for name, listing in listings.items():
            yield form.replace("*", name), partial(make_one, listing)
        for name, survivor in register.merged.items():
            merged = register.records[name]
            yield form.replace("*", name), partial(make_one, listings[survivor], merged=merged)


def write_data(publication: Publication, folder: Path) -> list[FileEntry]:
    """Write every file for machines and the manifest below a folder; gives the entries listed."""
    entries = [write_file(folder, path, make()) for path, make in makers(publication)]
    write_file(folder, MANIFEST, manifest(sorted(entries), publication))
    return entries


def data_reader(publication: Publication) -> Read:
    """The same, each file made when it is first read; the manifest names paths alone, without their hashes."""
    files = dict(makers(publication))
    paths = [(path, 0, "") for path in sorted(files)]
    files[MANIFEST] = partial(manifest, paths, publication)

    @cache
    def read(path: str) -> bytes | None:
        made = files[path]() if path in files else None
        return made if made is None or isinstance(made, bytes) else b"".join(made)

    return read
