"""默克尔树 The hash tree of RFC 6962: one root for a list, and short proofs about it.

A proof of inclusion shows that an entry is in the list of a root; a proof of
consistency shows that the list of one root begins with the list of another.
"""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
Hashes = Sequence[bytes]


class Forged(ValueError):
    """不成立 A proof that does not have the form it must have."""


def leaf_hash(content: bytes) -> bytes:
    """叶 Of one entry."""
    return hashlib.sha256(LEAF + content).digest()


def root_of(leaves: Hashes) -> bytes:
    """根 Of all leaves, in one pass: equal subtrees are joined as soon as they stand side by side."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, top = 1, leaf
        while peaks and peaks[-1][0] == size:
            size, top = 2 * size, _node(peaks.pop()[1], top)
        peaks.append((size, top))
    if not peaks:
        return hashlib.sha256(b"").digest()
    root = peaks.pop()[1]
    while peaks:
        root = _node(peaks.pop()[1], root)
    return root


def inclusion_path(index: int, leaves: Hashes) -> list[bytes]:
    """包含证明 What has to be joined to one leaf to arrive at the root, from the leaf up."""
    if len(leaves) == 1:
        return []
    cut = _split(len(leaves))
    if index < cut:
        return [*inclusion_path(index, leaves[:cut]), root_of(leaves[cut:])]
    return [*inclusion_path(index - cut, leaves[cut:]), root_of(leaves[:cut])]


def consistency_path(size: int, leaves: Hashes) -> list[bytes]:
    """一致性证明 That the first `size` leaves are still the first ones."""
    return [] if size == 0 else _subproof(size, leaves, is_whole=True)


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Hashes) -> bytes:
    """由包含证明得根 The root at which a leaf arrives by its path."""
    if not 0 <= index < size:
        raise Forged("编号不在范围内")
    if size == 1:
        return _nothing_left(path, leaf)
    rest, last, cut = *_last(path), _split(size)
    if index < cut:
        return _node(root_from_inclusion(leaf, index, cut, rest), last)
    return _node(last, root_from_inclusion(leaf, index - cut, size - cut, rest))


def roots_from_consistency(
    sizes: tuple[int, int], path: Hashes, old_root: bytes, *, is_whole: bool = True
) -> tuple[bytes, bytes]:
    """由一致性证明得两根 Both roots at which the path arrives; `old_root` is the one claimed."""
    old, new = sizes
    if not 0 < old <= new:
        raise Forged("条数不在范围内")
    if old == new:
        top = _nothing_left(path, old_root) if is_whole else _nothing_left(path[1:], *path[:1])
        return top, top
    rest, last, cut = *_last(path), _split(new)
    if old <= cut:
        first, second = roots_from_consistency((old, cut), rest, old_root, is_whole=is_whole)
        return first, _node(second, last)
    below = (old - cut, new - cut)
    first, second = roots_from_consistency(below, rest, old_root, is_whole=False)
    return _node(last, first), _node(last, second)


def _subproof(size: int, leaves: Hashes, *, is_whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    cut = _split(len(leaves))
    if size <= cut:
        return [*_subproof(size, leaves[:cut], is_whole=is_whole), root_of(leaves[cut:])]
    return [*_subproof(size - cut, leaves[cut:], is_whole=False), root_of(leaves[:cut])]


def _split(size: int) -> int:
    """The largest power of two that is smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _last(path: Hashes) -> tuple[Hashes, bytes]:
    if not path:
        raise Forged("证明太短")
    return path[:-1], path[-1]


def _nothing_left(path: Hashes, *found: bytes) -> bytes:
    if path or not found:
        raise Forged("证明的长度不对")
    return found[0]
