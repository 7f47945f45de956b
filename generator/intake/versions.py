"""旧版登记簿 The receipts of many versions of one registry; each distinct file is read once.

A record that did not change is the same object in every version, so that versions
are compared quickly.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.intake.located_yaml import Document, load
from generator.intake.receiving import DRAWERS, model_of, notices_by_id
from generator.intake.shape import shaped
from generator.records.base import Record
from generator.records.receipt import Receipt

Blob = str
Kept = tuple[str, Blob, type[Record]]


class Archive:
    """旧档 Reads files by the hash of their content, and remembers what it read."""

    def __init__(self, contents: Mapping[Blob, bytes]) -> None:
        self._contents = contents
        self._documents: dict[tuple[str, Blob], Document] = {}
        self._shaped: dict[Kept, Any] = {}

    def receipt(self, files: Mapping[str, Blob]) -> Receipt:
        """收件 Of one version: its files by path, each by the hash of its content."""
        read = [
            (d, self._document(f, files[f]), files[f]) for f in sorted(files) if (d := drawer(f))
        ]
        kinds = notices_by_id([(name, document) for name, document, _ in read])
        filed: dict[str, list[Any]] = {name: [] for name in DRAWERS}
        for name, document, blob in read:
            model = model_of(name, document, kinds, [])
            record = self._filed(model, document, blob) if model else None
            if record:
                filed[name].append(record)
        records: dict[str, Any] = {name: tuple(found) for name, found in filed.items()}
        return Receipt(**records)

    def value(self, file: str, blob: Blob) -> Any:
        """所记内容 Of one file, as text throughout; none where the file cannot be read."""
        document = self._document(file, blob)
        return None if document.findings else document.value

    def _document(self, file: str, blob: Blob) -> Document:
        if (file, blob) not in self._documents:
            self._documents[file, blob] = load(file, self._contents[blob])
        return self._documents[file, blob]

    def _filed(self, model: type[Record], document: Document, blob: Blob) -> Any:
        kept = (document.file, blob, model)
        if kept not in self._shaped:
            self._shaped[kept] = shaped(model, document)[0]
        return self._shaped[kept]


def drawer(file: str) -> str | None:
    """所属类别 Of a path within a registry; none for what is no record."""
    path = PurePosixPath(file)
    if path.name.startswith((".", "~")):
        return None
    return next((name for name, (form, _) in DRAWERS.items() if _lies(path, form)), None)


def _lies(path: PurePosixPath, form: str) -> bool:
    wanted = PurePosixPath(form).parts
    if "**" in wanted:
        return path.parts[0] == wanted[0] and len(path.parts) > 1 and path.match(wanted[-1])
    return len(path.parts) == len(wanted) and path.match(form)
