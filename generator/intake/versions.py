"""旧版登记簿 The receipts of many versions of one registry; each distinct file is read once.

A record that did not change is the same object in every version, so that versions
are compared quickly.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from generator.findings import Finding
from generator.intake.packed import AnyDocument, Packed, Source, packed
from generator.intake.receiving import DRAWERS, model_of, notices_by_id
from generator.intake.shape import shaped
from generator.records.act import Act
from generator.records.base import Filed, Record
from generator.records.receipt import Receipt
from generator.shelf import NO_SHELF, Shelf

Blob = str
Files = Mapping[str, Blob]
Known = Mapping[str, Filed[Any]]
NONE_KNOWN: Known = {}
NOTHING_HELD: Mapping[Blob, bytes] = {}
Kept = tuple[str, Blob, type[Record]]
SHA256_LENGTH = 64


class Archive:
    """旧档 Reads files by the hash of their content, and remembers what it read.

    `folder` is what the registry is called in the places of findings.
    """

    def __init__(
        self,
        contents: Mapping[Blob, bytes] = NOTHING_HELD,
        folder: Path | None = None,
        shelf: Shelf = NO_SHELF,
    ) -> None:
        self._contents = contents
        self._folder = folder or Path()
        self._shelf = shelf
        self._documents: dict[tuple[str, Blob], AnyDocument] = {}
        self._shaped: dict[Kept, tuple[Any, list[Finding]]] = {}

    def receipt(self, files: Files, known: Known = NONE_KNOWN) -> Receipt:
        """收件 Of one version: its files by path, each by the hash of its content.

        `known` are the records of files that were read already; they are not read again.
        """
        read = {f: self._document(f, files[f]) for f in files if drawer(f) and f not in known}
        kinds = {k: kind for filed in known.values() for k, kind in _kind(filed.record)}
        kinds |= notices_by_id([(str(drawer(file)), document) for file, document in read.items()])
        findings = [finding for document in read.values() for finding in document.findings]
        shaped_now = {f: self._filed(f, d, files[f], kinds, findings) for f, d in read.items()}
        found = {**known, **shaped_now}
        filed: dict[str, list[Any]] = {name: [] for name in DRAWERS}
        for file in sorted(found):
            filed[str(drawer(file))] += [found[file]] if found[file] else []
        records: dict[str, Any] = {name: tuple(items) for name, items in filed.items()}
        refused = frozenset(PurePosixPath(f).stem for f, record in found.items() if not record)
        return Receipt(
            **records, folder=str(self._folder), refused=refused, findings=tuple(findings)
        )

    def text(self, file: str, blob: Blob) -> bytes | None:
        """所记内容 Of one file as JSON, text throughout; none where the file cannot be read."""
        document = self._document(file, blob)
        return document.text if isinstance(document, Packed) else None

    def take(self, file: str, blob: Blob, content: bytes) -> None:
        """收下 One file that need not be kept: what it says stays known, not where in it."""
        self._documents[file, blob] = self._packed(file, content, _gone)

    def _document(self, file: str, blob: Blob) -> AnyDocument:
        if (file, blob) not in self._documents:
            content = self._contents[blob]
            self._documents[file, blob] = self._packed(file, content, lambda _: content)
        return self._documents[file, blob]

    def _packed(self, file: str, content: bytes, source: Source) -> AnyDocument:
        return packed((self._folder / file).as_posix(), content, self._shelf, source)

    def _filed(
        self, file: str, document: AnyDocument, blob: Blob, kinds: Any, findings: list[Finding]
    ) -> Any:
        model = model_of(str(drawer(file)), document, kinds, findings)
        if model is None:
            return None
        kept = (document.file, blob, model)
        if kept not in self._shaped:
            self._shaped[kept] = shaped(model, document)
        record, complaints = self._shaped[kept]
        findings += complaints
        return record


def _gone(_: str) -> bytes:
    raise FileNotFoundError


def _kind(record: Record) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the form of a correction depends on, of an act that was read already."""
    if isinstance(record, Act):
        yield record.id, {"kind": record.kind, "corrects": getattr(record, "corrects", None)}


@cache
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


def on_disk(folder: Path, like: Iterable[Blob]) -> dict[str, Blob]:
    """现有文件 The record files of a folder, each by the hash that git would give its content.

    `like` holds hashes of the repository, whose length tells which hash it uses. A file
    that cannot be read is given none.
    """
    wide = any(len(blob) == SHA256_LENGTH for blob in like)
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.yaml")}
    return {f: _hashed(p, wide=wide) for f, p in paths.items() if drawer(f) and p.is_file()}


def _hashed(path: Path, *, wide: bool) -> Blob:
    try:
        content = path.read_bytes()
    except OSError:
        return ""
    framed = b"blob %d\0" % len(content) + content
    # Git's own name of a content, not a seal: collisions are git's concern.
    return (hashlib.sha256 if wide else hashlib.sha1)(framed).hexdigest()
