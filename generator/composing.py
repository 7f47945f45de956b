"""组版 The whole site in parts, and the files that tell of all the others."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path

from generator import output, pages, printing, search
from generator.exports import compose, log_files, manifest
from generator.exports.envelope import Publication
from generator.ledger import Ledger
from generator.parts import File, Held, Part, Parts
from generator.standing.keys import Keys

UNSEEN = (".map", "sitemap.xml", "sitemap.xml.gz")


def ordered(publication: Publication, printed: Path, key: str) -> output.Order:
    """印单 All parts, and the files that tell of all the others."""
    # Nearly every part needs them: worked out once, before the work is divided.
    publication.snapshot.look_ahead()
    publication.changes_of("")
    parts = parts_of(publication, printed, key)
    return output.Order(parts, key, partial(_closing, publication, printed))


def parts_of(publication: Publication, printed: Path, key: str) -> Parts:
    """各部分 What the printer printed, the look-up, the data, the pages."""
    snapshot = publication.snapshot
    keys = Keys(snapshot, key, printing.digest(printed))
    return (
        Parts([Part("printed", lambda: keys.whole, partial(_with_log, publication, printed))])
        + Parts([*search.compose(snapshot, keys)])
        + compose.compose(publication, keys)
        + pages.compose(snapshot, printed, publication.findings, keys)
    )


def _closing(publication: Publication, printed: Path, made: Ledger) -> Iterator[File]:
    """The files that tell of the others: the map, what a server must know, last the manifest."""
    filled = (of for name, of in made.entries.items() if name.startswith(("page", "printed")))
    paths = (row.path for entry in filled for row in entry.rows)
    base_url = publication.snapshot.register.site.base_url
    told = {path: make() for path, make in pages.sitemap.outputs(base_url, paths)}
    told |= printing.server_files((row.path for row in made.rows), printed)
    yield from told.items()
    mine = ((name, len(content), sha256(content).hexdigest()) for name, content in told.items())
    yield from manifest.sealed(
        chain(mine, ((r.path, r.size, r.sha256) for r in made.rows)), publication
    )


def _with_log(publication: Publication, printed: Path) -> Iterator[File]:
    return log_files.with_log(_as_printed(printed), publication)


def _as_printed(printed: Path) -> Iterator[Held]:
    """What the printer made besides the shells: the theme's own files, and the prose."""
    for path in sorted(printed.rglob("*")):
        name = path.relative_to(printed).as_posix()
        if path.is_file() and not name.startswith(printing.DISCARDED) and not name.endswith(UNSEEN):
            page = name.endswith(".html")
            yield (
                name,
                printing.guarded(path.read_text("utf-8")).encode() if page else path.read_bytes(),
            )
