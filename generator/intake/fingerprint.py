"""指纹 A hash of a whole registry folder: every name below it, and every byte of its records."""

import os
from contextlib import suppress
from pathlib import Path

from generator.shelf import key_of


def fingerprint(folder: Path) -> bytes:
    """指纹 The same folder gives the same; nothing where something cannot be read, or is a link."""
    said: list[bytes] = []
    with suppress(OSError):
        for place, folders, names in os.walk(folder, onerror=_stop):
            folders[:] = sorted(name for name in folders if name != ".git")
            if any(Path(place, name).is_symlink() for name in (*folders, *names)):
                return b""
            for name in sorted(names):
                path = Path(place, name)
                said += [bytes(path.relative_to(folder)), _content(path)]
        return key_of(b"registry", *said) if said else b""
    return b""


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.suffix == ".yaml" and path.is_file() else b""


def _stop(fault: OSError) -> None:
    raise fault
