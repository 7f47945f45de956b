"""副本 Whether a copy is whole: nothing missing, added, altered or mixed."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from generator.verifier.places import (
    MANIFEST,
    SERVER_ONLY,
    Read,
    Unverifiable,
    found,
    is_inside,
    is_remote,
    parsed,
    reader,
    strange,
)

# What dates a file: two files of one build never differ in these.
OF_ONE_BUILD = ("as_of", "sequence", "commit")
HOME, PAGE, DATA = "index.html", ".html", ("api/", "data/")


def verify(place: str) -> tuple[int, list[str]]:
    """核验 How many files were looked at, and what is wrong, a sentence each."""
    read = reader(place)
    manifest = manifest_of(read)
    listed = {each["path"]: each for each in manifest["files"]}
    there = set() if is_remote(place) else set(found(Path(place)))
    foreign = [] if is_remote(place) else [*strange(Path(place))]
    passed_over = SERVER_ONLY if is_remote(place) else ()
    listed = {name: each for name, each in listed.items() if name not in passed_over}
    is_whole = has_pages(place, listed)
    due = listed if is_whole else [n for n in listed if n.startswith(DATA) or n in there]
    wrong = [fault for name in due if (fault := _fault(read(name), listed[name], manifest))]
    wrong += [f"多出 {name}：清单中没有" for name in sorted(there - listed.keys() - {*foreign})]
    wrong += [f"多出 {name}：是链接或特殊文件，网站里没有这样的文件" for name in foreign]
    return len(due), wrong


def has_pages(place: str, listed: Iterable[str]) -> bool:
    """是否含网页 A copy of the data alone has no page at all: then none is looked for.

    Over the network only the home page is asked for; one by one would take too long.
    """
    pages = (name for name in listed if name.endswith(PAGE) and not name.startswith(DATA))
    return any(reader(place)(name) is not None for name in ([HOME] if is_remote(place) else pages))


def manifest_of(read: Read) -> dict[str, Any]:
    """清单 Must be there and name something, or nothing would be looked at."""
    try:
        manifest: dict[str, Any] = parsed(read, MANIFEST)
        paths = [each["path"] for each in manifest["files"]]
        date.fromisoformat(manifest["as_of"])
    except (KeyError, TypeError, ValueError):
        raise Unverifiable(f"没有可读的 {MANIFEST}，无法核验") from None
    if not paths or manifest.get("total") != len(paths) or not all(map(is_inside, paths)):
        raise Unverifiable(f"{MANIFEST} 是空的或者残缺，无法核验")
    if len(set(paths)) != len(paths) or not isinstance(manifest.get("commit"), str | None):
        raise Unverifiable(f"{MANIFEST} 自相矛盾，无法核验")
    return manifest


def _fault(content: bytes | None, listed: dict[str, Any], manifest: dict[str, Any]) -> str | None:
    name = listed["path"]
    if content is None:
        return f"缺少 {name}"
    is_same = hashlib.sha256(content).hexdigest() == listed.get("sha256")
    if is_same and len(content) == listed.get("size"):
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
