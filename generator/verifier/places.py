"""取处 Reads a file of a copy, from a folder or over the network."""

import json
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote
from urllib.request import urlopen

API = "api/v1"
MANIFEST = f"{API}/manifest.json"
LOG = f"{API}/log.json"
CHECKPOINT = f"{API}/checkpoint.txt"
# Made after the build by who signs it, so that no manifest can list them.
SIGNATURES = (f"{CHECKPOINT}.sig", f"{CHECKPOINT}.minisig")
# Read by the web server and served to nobody, so looked at in a folder only.
SERVER_ONLY = ("_headers", ".htaccess", ".nginx-headers.conf")
Read = Callable[[str], "bytes | None"]
# A server that never stops sending must not fill the memory of who verifies.
LARGEST = 1 << 30


class Unverifiable(Exception):
    """无从核验 Something needed is not there, which is not the same as being wrong."""


def is_remote(place: str) -> bool:
    """是否网址."""
    return place.startswith(("https://", "http://"))


def reader(place: str) -> Read:
    """取处 Gives the bytes of a file by its path in the site; none where there is none."""
    return _from_site(place) if is_remote(place) else _from_folder(Path(place))


def found(folder: Path) -> Iterator[str]:
    """所有文件 In a folder, but for those that no manifest can list."""
    names = (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file())
    return (name for name in names if name not in (MANIFEST, *SIGNATURES))


def strange(folder: Path) -> Iterator[str]:
    """异物 Links, pipes and devices: what they give can change after it was looked at."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            yield path.relative_to(folder).as_posix()


def parsed(read: Read, name: str) -> Any:
    """读出 A JSON file that must be there."""
    try:
        return json.loads(read(name) or b"")
    except (ValueError, RecursionError):
        raise Unverifiable(f"没有可读的 {name}，无法核验") from None


def is_inside(path: Any) -> bool:
    """在副本之内 A path that cannot lead out of the copy on any system, nor name a file twice."""
    if not isinstance(path, str) or not path.isprintable() or set(path) & {"\\", ":"}:
        return False
    return not {"", ".", ".."} & set(path.split("/"))


def _from_folder(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        path = folder / name
        if not path.is_file():
            return None
        with path.open("rb") as opened:
            return _bounded(name, opened)

    return read


def _from_site(address: str) -> Read:
    def read(name: str) -> bytes | None:
        try:
            with urlopen(address.rstrip("/") + "/" + quote(name), timeout=30) as answer:
                return _bounded(name, answer)
        except (OSError, HTTPException, ValueError):
            return None

    return read


def _bounded(name: str, opened: IO[bytes]) -> bytes:
    content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unverifiable(f"{name} 大于 {LARGEST} 字节，没有读完，无法核验")
    return content
