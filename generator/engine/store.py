"""书库 Where the files go: a folder, or an object store, by an address that fsspec understands."""

import mimetypes
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import fsspec

from generator.ledger import Row
from generator.parts import File

# Written last: where it stands, a site is complete.
LAST = "api/v1/manifest.json"
# A web server knows these endings; an object store sends what it was told.
KINDS = {
    ".atom": "application/atom+xml",
    ".ics": "text/calendar",
    ".jsonld": "application/ld+json",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".yaml": "text/plain",
}
# By the protocol of the address, how a store is told the kind of a file.
TELLS = {"s3": "ContentType", "s3a": "ContentType"}


class Occupied(RuntimeError):
    """已有网站 An object store cannot swap: nothing is written over a site that is complete."""


class Store:
    """书库 Under one address; several may write to it, each file as a whole."""

    def __init__(self, address: str) -> None:
        self.address = address
        files, self._root = fsspec.core.url_to_fs(address)
        self._files: Any = files
        names = [files.protocol] if isinstance(files.protocol, str) else files.protocol
        self._tells = next((TELLS[name] for name in names if name in TELLS), None)
        if "file" in names:
            self._files.auto_mkdir = True

    def refuse_occupied(self) -> None:
        """拒绝覆盖 Where a complete site stands already."""
        with _explained():
            is_there = self._files.exists(f"{self._root}/{LAST}")
        if is_there:
            raise Occupied(f"“{self.address}”已有一份完整的网站，未予覆盖；请换一个新的地址。")

    def write(self, files: Iterable[File]) -> list[Row]:
        """写入 All of them, those of one kind together; gives what was written."""
        rows: list[Row] = []
        held: dict[str, dict[str, bytes]] = defaultdict(dict)
        for path, content in files:
            if isinstance(content, Path):
                rows.append(self._sent(path, content))
            else:
                held[kind_of(path)][f"{self._root}/{path}"] = content
                rows.append(Row(path, sha256(content).hexdigest(), len(content), 0, 0))
        with _explained():
            for kind, together in held.items():
                self._files.pipe(together, **self._told(kind))
        return rows

    def _sent(self, path: str, file: Path) -> Row:
        with file.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
        with _explained():
            self._files.put_file(str(file), f"{self._root}/{path}", **self._told(kind_of(path)))
        return Row(path, digest, file.stat().st_size, 0, 0)

    def _told(self, kind: str) -> dict[str, str]:
        return {self._tells: kind} if self._tells else {}


@contextmanager
def _explained() -> Iterator[None]:
    """Each kind of store has errors of its own: one that is no fault of the system becomes one."""
    try:
        yield
    except OSError:
        raise
    except Exception as fault:
        raise OSError(str(fault)) from None


def kind_of(path: str) -> str:
    """类型 As a browser wants to be told it."""
    ending = Path(path).suffix
    kind = KINDS.get(ending) or mimetypes.guess_type(f"file{ending}")[0]
    kind = kind or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
    return f"{kind}; charset=utf-8" if is_text else kind
