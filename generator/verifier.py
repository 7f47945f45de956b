"""核验 Tells whether a copy of the site is whole: nothing missing, added, altered or mixed.

Needs nothing but Python's standard library, so that one file can be carried anywhere:
`python3 verify.py FOLDER` or `python3 verify.py https://…/`.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

MANIFEST = "api/v1/manifest.json"
# What dates a file: two files of one build never differ in these.
OF_ONE_BUILD = ("as_of", "sequence", "commit")
Read = Callable[[str], "bytes | None"]


class NoManifest(Exception):
    """没有清单 The copy cannot be verified, which is not the same as being wrong."""


def verify(place: str) -> tuple[int, list[str]]:
    """核验 How many files were looked at, and what is wrong, a sentence each."""
    remote = place.startswith(("https://", "http://"))
    read = _from_site(place) if remote else _from_folder(Path(place))
    manifest = _manifest(read)
    listed = {each["path"]: each for each in manifest["files"]}
    wrong = [fault for name in listed if (fault := _fault(read(name), listed[name], manifest))]
    if not remote:
        wrong += [f"多出 {name}：清单中没有" for name in _found(Path(place)) if name not in listed]
    return len(listed), wrong


def _from_folder(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.is_file() else None

    return read


def _from_site(address: str) -> Read:
    def read(name: str) -> bytes | None:
        try:
            with urlopen(address.rstrip("/") + "/" + quote(name), timeout=30) as answer:
                content: bytes = answer.read()
                return content
        except URLError:
            return None

    return read


def _manifest(read: Read) -> dict[str, Any]:
    try:
        content = read(MANIFEST)
        manifest: dict[str, Any] = json.loads(content or b"")
        paths = [each["path"] for each in manifest["files"]]
    except (ValueError, KeyError, TypeError):
        raise NoManifest(f"没有可读的 {MANIFEST}，无法核验") from None
    if not paths or manifest["total"] != len(paths) or not all(map(_is_inside, paths)):
        raise NoManifest(f"{MANIFEST} 是空的或者残缺，无法核验")
    return manifest


def _is_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _fault(content: bytes | None, listed: dict[str, Any], manifest: dict[str, Any]) -> str | None:
    name = listed["path"]
    if content is None:
        return f"缺少 {name}"
    if hashlib.sha256(content).hexdigest() == listed["sha256"] and len(content) == listed["size"]:
        return None
    of = _other_build(content, manifest) if name.endswith(".json") else None
    return f"混入 {name}：{of}" if of else f"改动 {name}：与清单不符"


def _other_build(content: bytes, manifest: dict[str, Any]) -> str | None:
    """What dates the file, where it is whole but of another build."""
    try:
        head = json.loads(content)
        differing = {key: head[key] for key in OF_ONE_BUILD if head[key] != manifest[key]}
    except (ValueError, KeyError, TypeError):
        return None
    said = "、".join(f"{key} 是 {value}" for key, value in differing.items())
    return f"不是同一次发布的（{said}）" if said else None


def _found(folder: Path) -> Iterator[str]:
    names = (p.relative_to(folder).as_posix() for p in sorted(folder.rglob("*")) if p.is_file())
    return (name for name in names if name != MANIFEST)


def main(arguments: Iterable[str]) -> int:
    """入口 0 whole, 1 not whole, 2 wrong use or nothing to verify by."""
    places = list(arguments)
    if len(places) != 1:
        sys.stderr.write("用法：verify.py 文件夹|网址\n")
        return 2
    try:
        count, wrong = verify(places[0])
    except NoManifest as reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    sys.stdout.write(f"核对 {count} 个文件，{f'{len(wrong)} 处不符' if wrong else '全部相符'}。\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
