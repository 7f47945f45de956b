"""日志条目 The form of an entry of the log, and the hashes that bind one to the next.

An entry does not hold what was recorded but a commitment to it, with a salt that is
published only as long as the content is: without the salt nobody can try out guesses.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from generator.verifier.merkle import leaf_hash

CONTENT, SALT = b"\x02", b"\x03"
FIELDS = ("number", "on", "action", "subject", "id", "commitment", "previous")
Entry = dict[str, Any]


def canonical(value: Any) -> bytes:
    """规范编码 JSON with sorted keys and no spaces, in UTF-8: one value, one sequence of bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def commitment(salt: str, item: Any) -> str:
    """承诺 To what was recorded; says nothing about it to who does not know the salt."""
    return hashlib.sha256(CONTENT + bytes.fromhex(salt) + canonical(item)).hexdigest()


def salt_of(commit: str, subject: str, name: str) -> str:
    """盐 Of what a commit recorded: the same for all who have the commit."""
    return hashlib.sha256(SALT + canonical([commit, subject, name])).hexdigest()


def entry_hash(entry: Entry) -> bytes:
    """条目散列 The leaf of the tree; a later entry names it as the previous one."""
    return leaf_hash(canonical({name: entry[name] for name in FIELDS}))


def chained(entries: Iterable[Entry]) -> tuple[list[bytes], list[str]]:
    """环环相扣 The hash of every entry, and where the chain is broken."""
    hashes: list[bytes] = []
    broken: list[str] = []
    for at, entry in enumerate(entries, 1):
        previous = hashes[-1].hex() if hashes else None
        if entry["number"] != at:
            broken.append(f"日志第 {at} 条：编号是 {entry['number']}，次序不对或有缺失")
        elif entry["previous"] != previous:
            broken.append(f"日志第 {at} 条：与前一条接不上，前一条被改动过")
        hashes.append(entry_hash(entry))
    return hashes, broken


def latest(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """最后一条 On each subject; a subject taken out of the register is not there."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        found[entry["subject"], entry["id"]] = entry
    return {key: entry for key, entry in found.items() if entry["commitment"] is not None}
