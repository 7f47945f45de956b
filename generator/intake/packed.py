"""压成文本 What is kept of a clean document: its values as one JSON text, its places only on request.

Nearly every record is right, and nobody asks where its values stand. When a finding
does ask, the file is read again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from generator.findings import Finding
from generator.intake.located_yaml import Document, load
from generator.records.base import Path
from generator.shelf import Shelf, key_of

# By these the form of a notice is known before the whole is read.
HEAD = ("id", "kind", "corrects")
Mark = tuple[int, int]
# Gives the content of a file by its name.
Source = Callable[[str], bytes]


class Packed:
    """压成文本 A document without findings; `value` holds its head, `text` the whole."""

    __slots__ = ("_head", "file", "marks", "text")
    findings: tuple[Finding, ...] = ()
    refused: frozenset[Path] = frozenset()

    def __init__(self, file: str, text: bytes, source: Source) -> None:
        self.file = file
        self._head, _, self.text = text.partition(b"\n")
        self.marks = Places(file, source)

    @property
    def value(self) -> dict[str, Any]:
        """开头 Few are asked for it, and it takes more room than what it is read from."""
        found: dict[str, Any] = json.loads(self._head)
        return found

    @property
    def whole(self) -> Document:
        """全文 Read again, with the place of every value."""
        return self.marks.whole


class Places(Mapping[Path, Mark]):
    """位置 Of every value of a record, looked up in its file when the first is asked for."""

    __slots__ = ("_file", "_source", "_whole")

    def __init__(self, file: str, source: Source) -> None:
        self._file, self._source = file, source
        self._whole: Document | None = None

    @property
    def whole(self) -> Document:
        """全文 Read once; empty where the file is gone."""
        if self._whole is None:
            try:
                self._whole = load(self._file, self._source(self._file))
            except OSError:
                self._whole = Document(self._file)
        return self._whole

    def __getitem__(self, path: Path) -> Mark:
        return self.whole.marks[path]

    def __iter__(self) -> Iterator[Path]:
        return iter(self.whole.marks)

    def __len__(self) -> int:
        return len(self.whole.marks)


AnyDocument = Document | Packed


def packed(file: str, content: bytes, shelf: Shelf, source: Source) -> AnyDocument:
    """读 From the shelf where the same bytes were read before; a document with findings as it is."""
    key = key_of(b"document", content)
    text = shelf.get(key)
    if text is None:
        document = load(file, content)
        if document.findings:
            return document
        text = _text(document)
        shelf.put(key, text)
    return Packed(file, text, source)


def _text(document: Document) -> bytes:
    head = {name: document.value[name] for name in HEAD if name in document.value}
    return f"{json.dumps(head)}\n{json.dumps(document.value, ensure_ascii=False)}".encode()
