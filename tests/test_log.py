"""登记日志 The tree, the proofs, and a log that only grows: what was changed is found."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.history import chronicle, log_of
from generator.history.log import Log, opened, sealed_text
from generator.verifier.entries import FIELDS, canonical, chained, commitment
from generator.verifier.logs import Log as Published
from generator.verifier.logs import extends
from generator.verifier.merkle import (
    Forged,
    consistency_path,
    inclusion_path,
    leaf_hash,
    root_from_inclusion,
    root_of,
    roots_from_consistency,
)
from generator.verifier.proofs import consistency_proof, inclusion_proof, proved
from tests.conftest import DEMONSTRATION, ROOT
from tests.test_exports_changes import START, commit, git

VECTORS = json.loads((ROOT / "tests/data/rfc6962.json").read_text("utf-8"))
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in VECTORS["leaves"]]
SIZES = st.integers(1, 40)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(at).encode()) for at in range(size)]


def test_tree_is_that_of_the_standard() -> None:
    """Heads and proofs of the vectors that implementations of RFC 6962 share."""
    assert [root_of(LEAVES[:size]).hex() for size in range(9)] == VECTORS["roots"]
    assert len(VECTORS["inclusion"]) == len(VECTORS["consistency"]) == 3
    for each in VECTORS["inclusion"]:
        path = inclusion_path(each["index"], LEAVES[: each["size"]])
        assert [part.hex() for part in path] == each["path"]
    for each in VECTORS["consistency"]:
        path = consistency_path(each["first"], LEAVES[: each["second"]])
        assert [part.hex() for part in path] == each["path"]


@given(st.data())
def test_every_leaf_is_included_and_no_other(data: st.DataObject) -> None:
    """A proof leads to the root from its own leaf, index and size alone."""
    size = data.draw(SIZES)
    tree, index = leaves(size), data.draw(st.integers(0, size - 1))
    path, root = inclusion_path(index, tree), root_of(tree)
    assert root_from_inclusion(tree[index], index, size, path) == root
    assert root_from_inclusion(leaf_hash(b"forged"), index, size, path) != root
    for wrong in {0, size - 1} - {index}:
        assert not leads(lambda at=wrong: root_from_inclusion(tree[index], at, size, path), root)
    assert not leads(lambda: root_from_inclusion(tree[index], index, size, [*path, root]), root)
    if path:
        assert not leads(lambda: root_from_inclusion(tree[index], index, size, path[1:]), root)


@given(st.data())
def test_every_prefix_is_consistent_and_a_forged_one_is_not(data: st.DataObject) -> None:
    """The path shows both roots; with another old root, size or path it shows neither."""
    new = data.draw(SIZES)
    old = data.draw(st.integers(1, new))
    tree = leaves(new)
    path, roots = consistency_path(old, tree), (root_of(tree[:old]), root_of(tree))
    assert roots_from_consistency((old, new), path, roots[0]) == roots
    forged = root_of([leaf_hash(b"forged"), *tree[1:old]])
    assert not leads(lambda: roots_from_consistency((old, new), path, forged), (forged, roots[1]))
    assert not leads(lambda: roots_from_consistency((old, new), [*path, forged], roots[0]), roots)
    for at in range(len(path)):
        bent = [*path[:at], forged, *path[at + 1 :]]
        assert not leads(lambda p=bent: roots_from_consistency((old, new), p, roots[0]), roots)


def leads(walk: Any, where: object) -> bool:
    try:
        return bool(walk() == where)
    except Forged:
        return False


def entries(names: list[str]) -> list[dict[str, Any]]:
    """A log of acts with these names."""
    log = Log()
    for at, name in enumerate(names):
        log.add(
            "2026-11-24",
            "added",
            ("notice", f"act-{at}"),
            "ab" * 32,
            json.dumps({"title": name}).encode(),
        )
    return log.entries


def published(found: list[dict[str, Any]]) -> Published:
    return Published(found, *chained(found))


NAMES = st.lists(st.text(max_size=3), min_size=2, max_size=12)


@given(NAMES, st.data())
def test_a_log_extends_each_of_its_beginnings(names: list[str], data: st.DataObject) -> None:
    """And any entry altered, taken out or moved is refused, by the root and by the chain."""
    whole = published(entries(names))
    size = data.draw(st.integers(1, len(names)))
    begun = published(whole.entries[:size])
    assert extends(whole, begun.size, begun.root) == []
    at = data.draw(st.integers(0, size - 1))
    altered = [dict(entry) for entry in whole.entries]
    altered[at]["id"] = "forged"
    (fault,) = extends(published(altered), begun.size, begun.root, begun.entries)
    assert f"最早在第 {at + 1} 条" in fault
    if at + 1 < len(names):
        assert published(altered).wrong
    removed = [entry for n, entry in enumerate(whole.entries) if n != at]
    assert extends(published(removed), begun.size, begun.root)
    moved = [*whole.entries[1:], whole.entries[0]]
    assert extends(published(moved), begun.size, begun.root)
    assert published(moved).wrong


def test_a_shorter_log_says_that_entries_are_gone() -> None:
    """Yesterday it was longer."""
    whole = published(entries(["a", "b", "c"]))
    (fault,) = extends(published(whole.entries[:2]), whole.size, whole.root)
    assert "有条目被删去" in fault


def test_canonical_form_is_fixed() -> None:
    """Whoever writes another verifier needs these bytes to be these."""
    assert (
        canonical({"乙": None, "b": [1, "二"], "a": ""})
        == '{"a":"","b":[1,"二"],"乙":null}'.encode()
    )
    assert FIELDS == ("number", "on", "action", "subject", "id", "commitment", "previous")
    assert commitment("00" * 32, {"a": "b"}) == (
        "2c5292c346c1f4bbb5efb1ff7657353b686f55479a25649c9ab529133e4f657b"
    )


@pytest.fixture
def kept(registry_copy: Path) -> Path:
    """The demonstration registry in a repository of its own."""
    git(registry_copy, "init", "-q")
    commit(registry_copy, START)
    return registry_copy


def told(folder: Path) -> Log:
    return log_of(chronicle(folder))


def test_log_grows_with_the_commits_and_never_changes(kept: Path) -> None:
    """An entry for each record, each edit, each removal; none for a mere change of layout."""
    first = told(kept)
    assert len(first.entries) == len(list(kept.rglob("*.yaml")))
    assert first.entries == told(kept).entries
    path = kept / "platforms" / "sd-0001.yaml"
    text = path.read_text("utf-8")
    (kept / "platforms" / "jinan").mkdir()
    path.rename(kept / "platforms" / "jinan" / "sd-0001.yaml")
    path = kept / "platforms" / "jinan" / "sd-0001.yaml"
    path.write_text("# 注释\n" + text, "utf-8")
    commit(kept, START + timedelta(days=1))
    assert told(kept).entries == first.entries
    path.write_text(text.replace("name: 示例·", "name: 示例·新", 1), "utf-8")
    gone = kept / "notices" / "2026" / "2026-review.yaml"
    gone.unlink()
    commit(kept, START + timedelta(days=2))
    now = told(kept)
    assert now.entries[: len(first.entries)] == first.entries
    said = [
        (e["on"], e["action"], e["subject"], e["id"]) for e in now.entries[len(first.entries) :]
    ]
    assert said == [
        ("2026-11-26", "removed", "notice", "2026-review"),
        ("2026-11-26", "edited", "platform", "sd-0001"),
    ]
    assert chained(now.entries)[1] == []


def test_a_clock_set_back_does_not_turn_the_order_round(kept: Path) -> None:
    """The day of an entry is never before that of the one above it."""
    path = kept / "platforms" / "sd-0001.yaml"
    path.write_text(path.read_text("utf-8").replace("name: 示例·", "name: 示例·新", 1), "utf-8")
    commit(kept, START - timedelta(days=30))
    assert told(kept).entries[-1]["on"] == START.isoformat()


def test_without_the_whole_history_there_is_no_log(kept: Path, tmp_path: Path) -> None:
    """It says why, and has no root."""
    plain = Path(shutil.copytree(DEMONSTRATION, tmp_path / "plain"))
    (kept / "README.md").write_text("x", "utf-8")
    commit(kept, START)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept}", str(shallow))
    (kept / "site.yaml").write_text((kept / "site.yaml").read_text("utf-8") + "\n#\n", "utf-8")
    for folder, reason in ((plain, "不在 git 中"), (shallow, "浅克隆"), (kept, "未提交的改动")):
        log = told(folder)
        assert (log.root, log.entries) == (None, [])
        assert reason in (log.unavailable or "")


def test_a_sealed_log_is_opened_as_it_was_and_a_broken_one_refused(kept: Path) -> None:
    """Nothing is lost by sealing; a line taken out is noticed."""
    log = told(kept)
    again = opened(sealed_text(log).encode())
    assert (again.entries, again.hashes, again.root) == (log.entries, log.hashes, log.root)
    assert {k: v.salt for k, v in again.kept.items()} == {k: v.salt for k, v in log.kept.items()}
    lines = sealed_text(log).splitlines(keepends=True)
    (kept / "log.jsonl").write_text("".join([*lines[:5], *lines[6:]]), "utf-8")
    commit(kept, START)
    assert "残缺" in (told(kept).unavailable or "")
    (kept / "log.jsonl").write_text("".join(lines), "utf-8")
    commit(kept, START)
    assert told(kept).entries == log.entries


def test_proofs_are_made_of_a_log_and_forged_ones_refused(kept: Path) -> None:
    """Of two sizes, and of one act with what it recorded."""
    log = told(kept)
    number = log.kept["notice", "2021-revocation"].number
    held = log.kept["notice", "2021-revocation"]
    entry = log.entries[number - 1] | {"salt": held.salt, "item": held.item}
    proof = json.loads(json.dumps(inclusion_proof(log.hashes, entry)))
    says, heads = proved(proof)
    assert "notice 2021-revocation" in says
    assert heads == [(len(log.entries), log.root)]
    for field, value in (("id", "x"), ("number", number + 1), ("item", {}), ("salt", "00" * 32)):
        with pytest.raises(Forged):
            proved(proof | {"entry": proof["entry"] | {field: value}})
    grown = json.loads(json.dumps(consistency_proof(log.hashes, 7, len(log.entries))))
    assert proved(grown)[1] == [(7, root_of(log.hashes[:7]).hex()), (len(log.entries), log.root)]
    for forged in (
        grown | {"first": grown["second"]},
        grown | {"path": grown["path"][:-1]},
        grown | {"path": "x"},
        {"proof": "consistency"},
        {"proof": "other", "path": []},
    ):
        with pytest.raises(Forged):
            proved(forged)
