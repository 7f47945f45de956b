"""A log that only grows, each entry bound to the one before: what was changed is found."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.history.log import Log, log_of, opened, sealed_text
from generator.history.versions import chronicle
from generator.intake import receive
from generator.verify import (
    FIELDS,
    PublishedLog,
    canonical,
    chain_faults,
    commitment,
    continuation_faults,
    entry_hash,
    head_of,
)
from tests.conftest import DEMONSTRATION
from tests.test_exports_changes import START, commit, git


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


def published(rows: list[dict[str, Any]]) -> PublishedLog:
    return PublishedLog(rows, head_of(rows), [*chain_faults(rows)])


NAMES = st.lists(st.text(max_size=3), min_size=2, max_size=12)


@given(NAMES, st.data())
def test_a_log_extends_each_of_its_beginnings(names: list[str], data: st.DataObject) -> None:
    """And any entry altered, taken out or moved is refused, by the head and by the chain."""
    whole = published(entries(names))
    size = data.draw(st.integers(1, len(names)))
    begun = published(whole.entries[:size])
    assert continuation_faults(whole, begun.size, begun.head) == []
    at = data.draw(st.integers(0, size - 1))
    altered = [dict(entry) for entry in whole.entries]
    altered[at]["id"] = "forged"
    (fault,) = continuation_faults(published(altered), begun.size, begun.head, begun.entries)
    assert f"最早在第 {at + 1} 条" in fault
    if at + 1 < len(names):
        assert published(altered).faults
    removed = [entry for n, entry in enumerate(whole.entries) if n != at]
    assert continuation_faults(published(removed), begun.size, begun.head)
    moved = [*whole.entries[1:], whole.entries[0]]
    assert continuation_faults(published(moved), begun.size, begun.head)
    assert published(moved).faults


def test_a_shorter_log_says_that_entries_are_gone() -> None:
    """Yesterday it was longer."""
    whole = published(entries(["a", "b", "c"]))
    (fault,) = continuation_faults(published(whole.entries[:2]), whole.size, str(whole.head))
    assert fault == "日志只有 2 条，从前有 3 条：有条目被删去"
    # No count from the end is a beginning.
    assert continuation_faults(whole, -1, str(head_of(whole.entries[:-1])))


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


def test_each_hash_holds_the_entry_and_all_before_it() -> None:
    """Worked out by hand from the form in docs/trust.md, without the functions of the program."""
    first = {"number": 1, "on": "2026-11-24", "action": "added", "subject": "notice", "id": "甲"}
    first |= {"commitment": "00" * 32, "previous": None}
    one = "4a1bff97374126184fd0914d8e4a722574d596f543cebde1dee54762611c7c64"
    two = "1f91f0f66f394501b9883234fc1eab98a5719433dae0c37b62019d54e968a265"
    second = first | {"number": 2, "id": "乙", "previous": one}
    assert (entry_hash(first), entry_hash(second)) == (one, two)
    assert head_of([first, second]) == two
    assert head_of([]) is None
    # What is no part of an entry is not hashed; what it says of the one before is not believed.
    assert head_of([first | {"salt": "00", "item": {}}, second | {"previous": "00"}]) == two
    assert [*chain_faults([first, second | {"previous": "00"}])] == [
        "日志第 2 条：与前一条接不上，前一条被改动过"
    ]


def test_an_altered_entry_changes_the_head_although_the_next_one_vouches_for_it() -> None:
    """The hash of the last entry alone would be what it was."""
    whole = entries(["a", "b", "c"])
    altered = [whole[0] | {"id": "forged"}, *whole[1:]]
    assert entry_hash(altered[-1]) == head_of(whole)
    assert head_of(altered) != head_of(whole)
    assert continuation_faults(published(altered), 3, str(head_of(whole))) == [
        "日志的前 3 条与从前的不同（无从指出是哪一条）：历史被改写过"
    ]


@pytest.fixture
def kept(registry_copy: Path) -> Path:
    """The demonstration registry in a repository of its own."""
    git(registry_copy, "init", "-q")
    commit(registry_copy, START)
    return registry_copy


def log_in(folder: Path) -> Log:
    return log_of(chronicle(folder))


def test_log_is_the_same_where_the_files_were_read_already(kept: Path) -> None:
    """What was received of the folder is not read again, and nothing is lost by it."""
    assert log_of(chronicle(kept, receive(kept))).entries == log_in(kept).entries


def test_log_grows_with_the_commits_and_never_changes(kept: Path) -> None:
    """An entry for each record, each edit, each removal; none for a mere change of layout."""
    first = log_in(kept)
    assert len(first.entries) == len(list(kept.rglob("*.yaml")))
    assert first.entries == log_in(kept).entries
    path = kept / "platforms" / "sd-0001.yaml"
    text = path.read_text("utf-8")
    (kept / "platforms" / "jinan").mkdir()
    path.rename(kept / "platforms" / "jinan" / "sd-0001.yaml")
    path = kept / "platforms" / "jinan" / "sd-0001.yaml"
    path.write_text("# 注释\n" + text, "utf-8")
    commit(kept, START + timedelta(days=1))
    assert log_in(kept).entries == first.entries
    path.write_text(text.replace("name: 示例·", "name: 示例·新", 1), "utf-8")
    gone = kept / "notices" / "2026" / "2026-review.yaml"
    gone.unlink()
    commit(kept, START + timedelta(days=2))
    now = log_in(kept)
    assert now.entries[: len(first.entries)] == first.entries
    changes = [
        (e["on"], e["action"], e["subject"], e["id"]) for e in now.entries[len(first.entries) :]
    ]
    assert changes == [
        ("2026-11-26", "removed", "notice", "2026-review"),
        ("2026-11-26", "edited", "platform", "sd-0001"),
    ]
    assert [*chain_faults(now.entries)] == []


def test_a_clock_set_back_does_not_turn_the_order_round(kept: Path) -> None:
    """The day of an entry is never before that of the one above it."""
    path = kept / "platforms" / "sd-0001.yaml"
    path.write_text(path.read_text("utf-8").replace("name: 示例·", "name: 示例·新", 1), "utf-8")
    commit(kept, START - timedelta(days=30))
    assert log_in(kept).entries[-1]["on"] == START.isoformat()


def test_without_the_whole_history_there_is_no_log(kept: Path, tmp_path: Path) -> None:
    """It says why, and has no head."""
    plain = Path(shutil.copytree(DEMONSTRATION, tmp_path / "plain"))
    (kept / "README.md").write_text("x", "utf-8")
    commit(kept, START)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept}", str(shallow))
    (kept / "site.yaml").write_text((kept / "site.yaml").read_text("utf-8") + "\n#\n", "utf-8")
    for folder, reason in ((plain, "不在 git 中"), (shallow, "浅克隆"), (kept, "未提交的改动")):
        log = log_in(folder)
        assert (log.head, log.entries) == (None, [])
        assert reason in (log.unavailable or "")


def test_a_sealed_log_is_opened_as_it_was_and_a_broken_one_refused(kept: Path) -> None:
    """Nothing is lost by sealing; a line taken out is noticed."""
    log = log_in(kept)
    again = opened(sealed_text(log).encode())
    assert (again.entries, again.head) == (log.entries, log.head)
    assert {k: v.salt for k, v in again.recorded.items()} == {
        k: v.salt for k, v in log.recorded.items()
    }
    lines = sealed_text(log).splitlines(keepends=True)
    (kept / "log.jsonl").write_text("".join([*lines[:5], *lines[6:]]), "utf-8")
    commit(kept, START)
    assert "残缺" in (log_in(kept).unavailable or "")
    (kept / "log.jsonl").write_text("".join(lines), "utf-8")
    commit(kept, START)
    assert log_in(kept).entries == log.entries
