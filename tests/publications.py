"""The data of a publication on disk, without its pages: for the tests of copies."""

from pathlib import Path

from generator.site.data.envelope import Publication
from generator.site.data.outputs import MANIFEST, manifest, outputs, platform_makers
from generator.site.write import FileEntry, write_file


def write_data(publication: Publication, folder: Path) -> list[FileEntry]:
    """Write every file for machines and the manifest below a folder; gives the entries listed."""
    entries = [write_file(folder, path, make()) for path, make in outputs(publication)]
    listings, register = publication.snapshot.listings, publication.snapshot.register
    for form, make_one in platform_makers(publication).items():
        for name, listing in listings.items():
            entries.append(write_file(folder, form.replace("*", name), make_one(listing)))
        for name, survivor in register.merged.items():
            made = make_one(listings[survivor], merged=register.records[name])
            entries.append(write_file(folder, form.replace("*", name), made))
    write_file(folder, MANIFEST, manifest(sorted(entries), publication))
    return entries
