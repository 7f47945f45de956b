"""下载 The platforms as CSV, XLSX, SQLite and Parquet, and the papers that describe them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.exports.comma_separated import CommaSeparated
from generator.exports.database import Database, ddl
from generator.exports.envelope import File, Publication, encoded
from generator.exports.parquet import Parquet
from generator.exports.table import COLUMNS, Sheet, lines
from generator.exports.workbook import Workbook

FOLDER = "data"
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
    "parquet": "application/vnd.apache.parquet",
}
LICENCES = {"CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/"}


class Made(NamedTuple):
    """已成的文件 Its size and hash, when it is no longer there."""

    size: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> "Made":
        """已成 Of a file that is."""
        with file.open("rb") as opened:
            return cls(file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest())


def files(publication: Publication) -> Iterator[File]:
    """下载 The same values in each; then what a catalogue wants to know of them."""
    made: dict[str, Made] = {}
    with TemporaryDirectory(prefix="registry-") as folder:
        for table in _tables(publication, Path(folder)):
            made[f"{FOLDER}/{table.name}"] = Made.of(table)
            yield f"{FOLDER}/{table.name}", table
    yield f"{FOLDER}/schema.sql", ddl().encode()
    yield f"{FOLDER}/datapackage.json", encoded(_package(publication, made))
    yield f"{FOLDER}/catalog.jsonld", encoded(_catalog(publication, made))
    yield f"{FOLDER}/dataset.jsonld", encoded(_dataset(publication, made))


def _tables(publication: Publication, folder: Path) -> list[Path]:
    """All of them filled side by side, line after line."""
    said = {key: str(value) for key, value in publication.head().items() if value is not None}
    columns = [(column.name, column.is_day) for column in COLUMNS]
    tables: list[Sheet] = [
        CommaSeparated(folder / "platforms.csv", columns),
        Workbook(folder / "platforms.xlsx", publication),
        Database(folder / "registry.sqlite", publication),
        Parquet(folder / "platforms.parquet", columns, said),
    ]
    for line in lines(publication):
        for table in tables:
            table.add(line)
    for table in tables:
        table.finish()
    return [table.path for table in tables]


def _ending(path: str) -> str:
    return path.rpartition(".")[2]


def _package(publication: Publication, made: dict[str, Made]) -> dict[str, Any]:
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
        "resources": [_resource(path, of) for path, of in made.items()],
    }


def _at(licence: str | None) -> dict[str, str]:
    return {"path": LICENCES[licence]} if licence in LICENCES else {}


def _resource(path: str, of: Made) -> dict[str, Any]:
    ending = _ending(path)
    found = {
        "name": path.removeprefix(f"{FOLDER}/").replace(".", "-"),
        "path": path.removeprefix(f"{FOLDER}/"),
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
        "bytes": of.size,
        "hash": f"sha256:{of.sha256}",
    }
    if ending == "csv":
        fields = [
            {"name": c.name, "title": c.label, "type": "date" if c.is_day else "string"}
            for c in COLUMNS
        ]
        found |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        found |= {"schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]}}
    return found


def _catalog(publication: Publication, made: dict[str, Made]) -> dict[str, Any]:
    """DCAT-AP, as JSON-LD."""
    site, day = publication.snapshot.register.site, str(publication.snapshot.as_of)
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
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
        "dcat:distribution": [_distribution(publication, *each) for each in made.items()],
    }


def _zh(text: str) -> dict[str, str]:
    return {"@language": "zh-CN", "@value": text}


def _distribution(publication: Publication, path: str, of: Made) -> dict[str, Any]:
    licence = publication.snapshot.register.site.licence
    return {
        "@type": "dcat:Distribution",
        "dct:title": path.removeprefix(f"{FOLDER}/"),
        "dcat:downloadURL": {"@id": publication.address(path)},
        "dcat:accessURL": {"@id": publication.address(path)},
        "dcat:mediaType": MEDIA_TYPES[_ending(path)],
        "dcat:byteSize": of.size,
        "dct:license": {"@id": LICENCES.get(licence or "", licence)} if licence else None,
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": of.sha256,
        },
    }


def _dataset(publication: Publication, made: dict[str, Made]) -> dict[str, Any]:
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
                "contentSize": f"{of.size} B",
                "sha256": of.sha256,
            }
            for path, of in made.items()
        ],
    }
