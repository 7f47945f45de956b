"""A stamp beside a site: from what it was built, so that a build of the same does nothing.

The stamp is never published and never trusted alone: the files must lie as they were written.
"""

import hashlib
import json
import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.program import sources

MANIFEST = "api/v1/manifest.json"


def build_key(registry: Path, *facts: str) -> str:
    """Hash of program, libraries, every file of the registry, and the facts; empty if unreadable."""
    with suppress(OSError):
        digest = hashlib.blake2b(_program(), digest_size=16)
        for path in _files(registry):
            digest.update(_framed(os.fsencode(path)) + _framed(path.read_bytes()))
        for fact in facts:
            digest.update(_framed(fact.encode(errors="surrogateescape")))
        return digest.hexdigest()
    return ""


def is_current(target: Path, key: str) -> bool:
    """Whether the site was built from just this key, and every file lies as it was written."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        stamp = _place(target).stat().st_mtime_ns
        kept = json.loads(_place(target).read_bytes())
        if key and kept == {"key": key, "folder": target.stat().st_ino}:
            return _is_unmodified(target, stamp)
    return False


def keep(target: Path, key: str) -> None:
    """Stamp the site that stands now; without a key, or a place to write it, there is no stamp."""
    place = _place(target)
    # The new site stands already: a stamp that is wanting only makes the next build build.
    with suppress(OSError):
        place.unlink(missing_ok=True)
        if key:
            stamp = {"key": key, "folder": target.stat().st_ino}
            place.write_text(json.dumps(stamp), "utf-8")


def _is_unmodified(target: Path, since: int) -> bool:
    """Every listed file has its size and was not touched since the stamp, and there is no other."""
    listed = json.loads((target / MANIFEST).read_bytes())["files"]
    sizes = {entry["path"]: entry["size"] for entry in listed}
    lying = {path: entry.stat(follow_symlinks=False) for path, entry in _walk(target)}
    lying.pop(MANIFEST)
    return lying.keys() == sizes.keys() and all(
        status.st_size == sizes[path] and status.st_mtime_ns <= since
        for path, status in lying.items()
    )


def _walk(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(f"{folder}/{below}") as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}", entry


def _files(folder: Path) -> list[Path]:
    """Every file below a registry but git's own; raises `OSError` for one that cannot be read."""
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    return sorted(Path(folder, path) for path, _ in _walk(folder) if ".git/" not in f"/{path}")


@cache
def _program() -> bytes:
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name, path in sources():
        digest.update(_framed(os.fsencode(name)) + _framed(path.read_bytes()))
    libraries = sorted(p.name for p in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    digest.update(_framed("\n".join(libraries).encode()))
    return digest.digest()


def _framed(part: bytes) -> bytes:
    """Length and content, so that no part can pass for two."""
    return len(part).to_bytes(8) + part


def _place(target: Path) -> Path:
    return target.parent / f".{target.name}.stamp"
