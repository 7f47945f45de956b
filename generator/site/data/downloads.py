"""Downloads: the platforms as CSV, XLSX and SQLite, the errata as CSV and XLSX, and the papers that describe them.

Sizes and hashes are in the manifest of the site alone.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.site.data.database import ddl, write_database
from generator.site.data.envelope import Outputs, Publication, encoded
from generator.site.data.table import (
    COLUMNS,
    PlainTable,
    csv_pieces,
    errata_table,
    plain_csv,
    write_plain,
    write_workbook,
)

FOLDER = "data"
TABLE, WORKBOOK, DATABASE = TABLES = tuple(
    f"{FOLDER}/{name}" for name in ("platforms.csv", "platforms.xlsx", "registry.sqlite")
)
PIECE = 1 << 20
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}
LICENCES = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}


def outputs(publication: Publication) -> Outputs:
    """One table in three formats, then the papers that tell catalogues of them."""
    yield TABLE, partial(csv_pieces, publication)
    yield WORKBOOK, partial(_in_a_file, write_workbook, publication)
    yield DATABASE, partial(_in_a_file, write_database, publication)
    yield from table_outputs(f"{FOLDER}/errata", partial(errata_table, publication), publication)
    yield f"{FOLDER}/schema.sql", lambda: ddl().encode()
    for name, describe in (
        ("datapackage.json", _package),
        ("catalog.jsonld", _catalog),
        ("dataset.jsonld", _dataset),
    ):
        yield f"{FOLDER}/{name}", partial(_described, describe, publication)


def table_outputs(path: str, table: Callable[[], PlainTable], publication: Publication) -> Outputs:
    """A table of the site, made when asked for, as CSV and as XLSX, under a path without an ending."""
    yield f"{path}.csv", lambda: plain_csv(table())
    yield (
        f"{path}.xlsx",
        lambda: _in_a_file(lambda to, whole: write_plain(to, whole, table()), publication),
    )


def _in_a_file(
    write: Callable[[Path, Publication], None], publication: Publication
) -> Iterator[bytes]:
    """Pieces of a file that can only be made on disk."""
    with TemporaryDirectory(prefix="registry-") as folder:
        path = Path(folder) / "file"
        write(path, publication)
        with path.open("rb") as file:
            yield from iter(partial(file.read, PIECE), b"")


def _described(
    describe: Callable[[Publication], dict[str, Any]], publication: Publication
) -> bytes:
    return encoded(describe(publication))


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


def _package(publication: Publication) -> dict[str, Any]:
    """Frictionless Data Package, with a table schema for the CSV."""
    head, site = publication.head(), publication.snapshot.register.site
    return {
        "profile": "data-package",
        "name": "registry",
        "title": site.title + publication.mark,
        "description": publication.says,
        "homepage": site.base_url,
        "version": str(head["as_of"]),
        "as_of": str(head["as_of"]),
        "demonstration": site.demo,
        "licenses": [{"name": site.licence, **_at(site.licence)}] if site.licence else [],
        "resources": [_resource(path) for path in TABLES],
    }


def _at(licence: str | None) -> dict[str, str]:
    return {"path": LICENCES[licence]} if licence in LICENCES else {}


def _resource(path: str) -> dict[str, Any]:
    ending = _ending(path)
    resource: dict[str, Any] = {
        "name": path.removeprefix(f"{FOLDER}/").replace(".", "-"),
        "path": path.removeprefix(f"{FOLDER}/"),
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
    }
    if ending == "csv":
        fields = [
            {"name": c.name, "title": c.label, "type": "date" if c.is_day else "string"}
            for c in COLUMNS
        ]
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        resource |= {"schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]}}
    return resource


def _catalog(publication: Publication) -> dict[str, Any]:
    """DCAT-AP, as JSON-LD."""
    site, day = publication.snapshot.register.site, str(publication.snapshot.as_of)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": publication.address(f"{FOLDER}/catalog.jsonld"),
        "@type": "dcat:Dataset",
        "dct:title": _zh(site.title + publication.mark),
        "dct:description": _zh(publication.says),
        "dct:identifier": site.base_url,
        "dct:modified": {"@type": "xsd:date", "@value": day},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site.publisher},
        "dcat:landingPage": {"@id": publication.address(f"{FOLDER}/")},
        "dcat:distribution": [_distribution(publication, path) for path in TABLES],
    }


def _zh(text: str) -> dict[str, str]:
    return {"@language": "zh-CN", "@value": text}


def _distribution(publication: Publication, path: str) -> dict[str, Any]:
    licence = publication.snapshot.register.site.licence
    return {
        "@type": "dcat:Distribution",
        "dct:title": path.removeprefix(f"{FOLDER}/"),
        "dcat:downloadURL": {"@id": publication.address(path)},
        "dcat:accessURL": {"@id": publication.address(path)},
        "dcat:mediaType": MEDIA_TYPES[_ending(path)],
        "dct:license": {"@id": LICENCES.get(licence or "", licence)} if licence else None,
    }


def _dataset(publication: Publication) -> dict[str, Any]:
    """schema.org Dataset, for search engines."""
    site = publication.snapshot.register.site
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": site.title + publication.mark,
        "description": publication.says,
        "url": publication.address(f"{FOLDER}/"),
        "dateModified": str(publication.snapshot.as_of),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "license": LICENCES.get(site.licence or "", site.licence),
        "creator": {"@type": "Organization", "name": site.publisher},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": publication.address(path),
                "encodingFormat": MEDIA_TYPES[_ending(path)],
            }
            for path in TABLES
        ],
    }
