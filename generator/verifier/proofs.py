"""证明文件 A short proof about the log, to be checked without the log."""

from typing import Any

from generator.verifier.entries import Entry, commitment, entry_hash
from generator.verifier.merkle import (
    Forged,
    Hashes,
    consistency_path,
    inclusion_path,
    root_from_inclusion,
    root_of,
    roots_from_consistency,
)

CONSISTENCY, INCLUSION = "consistency", "inclusion"
Head = tuple[int, str]


def consistency_proof(hashes: Hashes, old: int, new: int) -> dict[str, Any]:
    """一致性证明 That the log of `new` entries begins with that of `old`."""
    leaves = hashes[:new]
    return {
        "proof": CONSISTENCY,
        "first": {"size": old, "root": root_of(leaves[:old]).hex()},
        "second": {"size": new, "root": root_of(leaves).hex()},
        "path": [each.hex() for each in consistency_path(old, leaves)],
    }


def inclusion_proof(hashes: Hashes, entry: Entry) -> dict[str, Any]:
    """包含证明 That an entry is in the log, and what it recorded where that is published."""
    path = inclusion_path(entry["number"] - 1, hashes)
    return {
        "proof": INCLUSION,
        "entry": entry,
        "size": len(hashes),
        "root": root_of(hashes).hex(),
        "path": [each.hex() for each in path],
    }


def proved(proof: dict[str, Any]) -> tuple[str, list[Head]]:
    """核验证明 What it proves, in a sentence, and the heads it speaks of; raises where it does not."""
    try:
        path = [bytes.fromhex(each) for each in proof["path"]]
        return _PROVERS[proof["proof"]](proof, path)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        reason = str(fault) if isinstance(fault, Forged) else "残缺"
        raise Forged(f"证明不成立：{reason}") from None


def _consistency(proof: dict[str, Any], path: Hashes) -> tuple[str, list[Head]]:
    old, new = _head(proof["first"]), _head(proof["second"])
    old_root = bytes.fromhex(old[1])
    found = roots_from_consistency((old[0], new[0]), path, old_root)
    if [each.hex() for each in found] != [old[1], new[1]]:
        raise Forged("算不出所写的根")
    return f"{new[0]} 条的日志以从前 {old[0]} 条的日志开头", [old, new]


def _inclusion(proof: dict[str, Any], path: Hashes) -> tuple[str, list[Head]]:
    entry, head = proof["entry"], _head(proof)
    found = root_from_inclusion(entry_hash(entry), entry["number"] - 1, head[0], path)
    if found.hex() != head[1]:
        raise Forged("算不出所写的根")
    item = entry.get("item")
    if item is not None and commitment(entry["salt"], item) != entry["commitment"]:
        raise Forged("所附内容与承诺不符")
    says = "及所附内容" if item is not None else ""
    return f"{entry['subject']} {entry['id']} 的第 {entry['number']} 条{says}在日志中", [head]


def _head(said: dict[str, Any]) -> Head:
    size, root = said["size"], said["root"]
    if not isinstance(size, int) or not isinstance(root, str):
        raise Forged("残缺")
    return size, root


_PROVERS = {CONSISTENCY: _consistency, INCLUSION: _inclusion}
