"""重印 The printed folder as it was printed before, where the very same folder was staged."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

from generator.printing.printer import print_folder
from generator.shelf import Shelf, key_of

Files = Sequence[tuple[str, bytes]]


def printed(staged: Files, folder: Path, shelf: Shelf) -> Path:
    """印成 The printed folder, below a folder of its own."""
    key = key_of(
        b"printed", *(part for name, content in staged for part in (name.encode(), content))
    )
    kept = shelf.get(key)
    if kept is None:
        _lay(staged, folder / "staged")
        found = _read(print_folder(folder / "staged"))
        kept = json.dumps({name: b64encode(content).decode() for name, content in found}).encode()
        shelf.put(key, kept)
    _lay([(name, b64decode(said)) for name, said in json.loads(kept).items()], folder / "printed")
    return folder / "printed"


def digest(folder: Path) -> bytes:
    """印件摘要 Of everything that was printed: every page rests on it."""
    found = hashlib.blake2b(digest_size=16)
    for name, content in _read(folder):
        found.update(key_of(name.encode(), content))
    return found.digest()


def _read(folder: Path) -> Files:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths]


def _lay(files: Files, folder: Path) -> None:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
