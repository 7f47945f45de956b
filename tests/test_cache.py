"""The shelf and the ledger: the same bytes with and without them, whatever state they are in."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator import output, stocktaking
from generator.cli.building import build
from generator.intake import fingerprint, receive
from generator.ledger import Ledger, opened
from generator.parts import File, Part
from generator.register.register import Register
from generator.shelf import Shelf, private_folder
from generator.standing.keys import Keys
from generator.standing.snapshot import Snapshot
from tests.conftest import DAY, ROOT, Command
from tests.stories import commit, git

Edit = Callable[[Path], None]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def replaced(file: str, old: str, new: str) -> Edit:
    """An edit of one file: a text that stands there becomes another."""

    def edit(folder: Path) -> None:
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), "utf-8")

    return edit


def renamed(folder: Path) -> None:
    """A platform and all that speaks of it under another id."""
    for path in folder.rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("sd-0062", "sd-0962"), "utf-8")
    (folder / "platforms" / "sd-0062.yaml").rename(folder / "platforms" / "sd-0962.yaml")


# One after the other: each build takes over from the one before.
EDITS: tuple[tuple[Edit, ...], ...] = (
    (
        replaced("platforms/sd-0001.yaml", "services:", "remarks: 示例\nservices:"),
        replaced("notices/2021/2021-revocation.yaml", "grounds: ", "grounds: 改·"),
    ),
    (replaced("notices/2020/2020-announcement.yaml", "title: 示例·", "title: 示例·改·"),),
    (replaced("departments.yaml", "name: 济南市工业和信息化局", "name: 济南市某局"),),
    (replaced("regulations/lgxf-2020-4.yaml", "label: 信息服务", "label: 信息类服务"),),
    (renamed,),
)


@pytest.mark.slow
def test_edit_after_edit_gives_the_bytes_of_a_first_build(
    registry_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken over is what would have been made, also under the head of another commit."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    site = tmp_path / "site"
    git(registry_copy, "init", "-q")
    for together in ((), *EDITS):
        for edit in together:
            edit(registry_copy)
        commit(registry_copy)
        build(registry_copy, DAY, str(site))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    build(registry_copy, DAY, str(tmp_path / "first"))
    taken, first = contents(site), contents(tmp_path / "first")
    assert taken.keys() == first.keys()
    assert [name for name in first if first[name] != taken[name]] == []
    assert "platforms/sd-0962/index.html" in taken, "and no file of an earlier site stays"
    assert (
        git(registry_copy, "rev-parse", "HEAD").encode() in taken["api/v1/platforms/sd-0001.json"]
    )
    pages = [name for name, content in taken.items() if "撤销：改·".encode() in content]
    assert any(name.startswith("platforms/") for name in pages)


def keys_of(folder: Path, on: date = DAY, shells: bytes = b"") -> dict[str, str]:
    """The key of every platform."""
    snapshot = Snapshot.of(Register.bind(receive(folder)), on)
    keys = Keys(snapshot, "whole", shells)
    return {name: keys.of(each.history) for name, each in snapshot.listings.items()}


ALONE: dict[str, tuple[Edit, set[str] | None]] = {
    "a platform": (EDITS[0][0], {"sd-0001"}),
    "a row": (EDITS[0][1], {"sd-0004"}),
    "a department": (EDITS[2][0], None),
    "an edition": (EDITS[3][0], None),
    "the site": (replaced("site.yaml", "update_days: 7", "update_days: 9"), None),
}


@pytest.mark.parametrize("name", ALONE)
def test_edit_changes_the_keys_of_those_it_is_about(name: str, registry_copy: Path) -> None:
    """What every page rests on changes every key; a row, only that of its platform."""
    edit, wanted = ALONE[name]
    before = keys_of(registry_copy)
    edit(registry_copy)
    after = keys_of(registry_copy)
    changed = {platform for platform in before if before[platform] != after[platform]}
    assert changed == (before.keys() if wanted is None else wanted)


def test_day_shells_and_what_else_is_told_change_every_key(registry_copy: Path) -> None:
    """And what is told besides the history changes the key of what tells it."""
    plain = keys_of(registry_copy)
    for other in (keys_of(registry_copy, date(2026, 11, 24)), keys_of(registry_copy, shells=b"x")):
        assert [name for name in plain if plain[name] == other[name]] == []
    snapshot = Snapshot.of(Register.bind(receive(registry_copy)), DAY)
    keys, history = Keys(snapshot, ""), snapshot.register.histories["sd-0001"]
    assert len({keys.of(history), keys.of(history, b"a"), keys.of(history, b"b")}) == 3


@pytest.mark.slow
def test_nothing_changed_touches_no_file(
    registry_copy: Path, tmp_path: Path, registry_command: Command
) -> None:
    """A second build says so and is done; a file tampered with is put right again."""
    out = tmp_path / "site"
    command = ("build", "--registry", registry_copy, "--on", DAY, "--out", out)
    assert registry_command(*command).returncode == 0
    before, moments = contents(out), {p: p.stat().st_mtime_ns for p in out.rglob("*")}
    again = registry_command(*command)
    assert (again.returncode, "已是最新，未改动任何文件" in again.stdout) == (0, True)
    assert {p: p.stat().st_mtime_ns for p in out.rglob("*")} == moments
    (out / "index.html").write_text("tampered", "utf-8")
    (out / "stray.html").write_text("stray", "utf-8")
    mended = registry_command(*command)
    assert "已生成" in mended.stdout
    assert contents(out) == before


def test_altered_value_is_not_found(tmp_path: Path) -> None:
    """Each value is guarded by a hash; what is whole is found by the next."""
    import sqlite3

    with Shelf(tmp_path, "one") as shelf:
        shelf.put(b"a", b"whole")
        shelf.put(b"b", b"whole")
    base = sqlite3.connect(tmp_path / "one.sqlite")
    base.execute("UPDATE kept SET value = ? WHERE key = ?", (b"altered", b"b"))
    base.commit()
    base.close()
    with Shelf(tmp_path, "one") as shelf:
        assert (shelf.get(b"a"), shelf.get(b"b")) == (b"whole", None)


def test_nothing_is_kept_of_a_run_that_failed_nor_without_a_folder(tmp_path: Path) -> None:
    """A shelf is put back whole or not at all."""

    def failing() -> None:
        with Shelf(tmp_path, "one") as shelf:
            shelf.put(b"a", b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    with Shelf(tmp_path, "one") as shelf:
        assert shelf.get(b"a") is None
    with Shelf(None, "none") as shelf:
        shelf.put(b"a", b"b")
        assert shelf.get(b"a") is None


def test_what_is_no_longer_asked_for_goes(tmp_path: Path) -> None:
    """A shelf does not grow for ever."""
    with Shelf(tmp_path, "one") as shelf:
        for number in range(10):
            shelf.put(bytes([number]), b"old")
    with Shelf(tmp_path, "one") as shelf:
        assert shelf.get(b"\1") == b"old"
        shelf.put(b"new", b"new")
    with Shelf(tmp_path, "one") as shelf:
        found = [shelf.get(key) for key in (b"\1", b"\2", b"new")]
    assert found == [b"old", None, b"new"]


def test_folder_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one that is a link to elsewhere; a relative one is not asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = private_folder()
    assert folder == tmp_path / "registry-generator"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    assert private_folder() is None
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    assert private_folder() is None
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert private_folder() == tmp_path / ".cache" / "registry-generator"


def test_finding_in_a_kept_file_stands_in_its_place(registry_copy: Path, tmp_path: Path) -> None:
    """Places are read anew: a record read from the shelf knows its lines."""
    for _ in range(2):
        with Shelf(tmp_path, "one") as shelf:
            receipt = receive(registry_copy, shelf=shelf)
    plain = receive(registry_copy)
    for found, wanted in zip(receipt.acts, plain.acts, strict=True):
        assert found.place("rows", 0, "platform") == wanted.place("rows", 0, "platform")
        assert dict(found.marks) == dict(wanted.marks)
        assert len(found.marks) > 5
    assert receipt.acts[0].place("issued_on").line > 1
    shutil.rmtree(registry_copy)
    assert receipt.platforms[0].place("name").line == 1


def test_fingerprint_sees_every_name_and_every_byte(registry_copy: Path) -> None:
    """A byte of a record, a stray file, a folder that cannot be read; but nothing of git's own."""
    first = fingerprint(registry_copy)
    assert first == fingerprint(registry_copy)
    (registry_copy / "stray.txt").write_text("", "utf-8")
    second = fingerprint(registry_copy)
    site = registry_copy / "site.yaml"
    site.write_bytes(site.read_bytes() + b"\n")
    third = fingerprint(registry_copy)
    assert len({first, second, third}) == 3
    (registry_copy / ".git" / "refs").mkdir(parents=True)
    (registry_copy / ".git" / "refs" / "head").write_text("", "utf-8")
    assert fingerprint(registry_copy) == third, "git's own files are no records"
    assert fingerprint(registry_copy / "none") == b""
    (registry_copy / "stray.txt").unlink()
    (registry_copy / "stray.txt").symlink_to(site)
    assert fingerprint(registry_copy) == b""


def part(name: str, key: str, *files: File) -> Part:
    """A part of these files."""
    return Part(name, lambda: key, lambda: files)


def test_ledger_knows_its_own_folder_only(tmp_path: Path) -> None:
    """A folder put in its place by others is not the one written."""
    target, mark = tmp_path / "site", part("mark", "", (output.MARK, b"1"))
    with Shelf(tmp_path / "..", f"ledger-{tmp_path.name}") as shelf:
        output.write(output.Order([mark], "key"), target, shelf)
    with Shelf(tmp_path / "..", f"ledger-{tmp_path.name}") as shelf:
        assert output.is_current(target, "key", shelf)
        assert not output.is_current(target, "other", shelf)
        shutil.copytree(target, tmp_path / "copy")
        target.rename(tmp_path / "away")
        (tmp_path / "copy").rename(target)
        assert opened(shelf, target) == Ledger()


def test_two_sites_take_turns_and_share_what_is_the_same(tmp_path: Path) -> None:
    """Three builds: what stays is one file on the disk; what goes is gone; nothing is torn."""
    target = tmp_path / "out" / "site"
    mark, stays = part("mark", "", (output.MARK, b"1")), part("stays", "k", ("a/b c.txt", b"same"))
    for number in range(4):
        each = part("each", "", (f"only/{number}/x.txt", b"x"), ("n.txt", b"n" * (9 - number)))
        before = contents(target) if target.exists() else {}
        with Shelf(tmp_path, "one") as shelf:
            output.write(output.Order([mark, stays, each], str(number)), target, shelf)
        wanted = {output.MARK: b"1", "a/b c.txt": b"same", f"only/{number}/x.txt": b"x"}
        assert contents(target) == wanted | {"n.txt": b"n" * (9 - number)}
        assert not (target / "only" / str(number - 1)).exists()
        if number:
            assert contents(output.spare(target)) == before
            kept = output.spare(target) / "a" / "b c.txt"
            assert kept.samefile(target / "a" / "b c.txt")
    with Shelf(tmp_path, "one") as shelf:
        assert stocktaking.stands(opened(shelf, target), target)


@pytest.mark.parametrize("many", [0, stocktaking.MANY])
def test_one_file_added_changed_or_lost_is_seen(
    tmp_path: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the top of a site or deep in it, by one process or by several."""
    monkeypatch.setattr(stocktaking, "MANY", many)
    target = tmp_path / "site"
    files = (output.MARK, "top.txt", "a/b/c.txt", "d/e.txt")
    whole = part("all", "k", *((path, b"as written") for path in files))
    with Shelf(tmp_path, "one") as shelf:
        output.write(output.Order([whole], "k"), target, shelf)
    with Shelf(tmp_path, "one") as shelf:
        known = opened(shelf, target)
    assert stocktaking.stands(known, target)
    assert stocktaking.count(target, many) == known.count == len(files)
    for path in (*files, "new.txt", "a/b/new.txt"):
        place = target / path
        was = place.rename(tmp_path / "aside") if place.exists() else None
        if was:
            assert not stocktaking.stands(known, target), f"{path} lost"
        place.write_bytes(b"not as written")
        assert not stocktaking.stands(known, target), f"{path} changed or added"
        place.unlink()
        if was:
            was.rename(place)
        assert stocktaking.stands(known, target)


def test_day_of_the_judgement_counts(registry_copy: Path) -> None:
    """The same files of another day are another site."""
    from generator.cli.building import _key

    days = (date(2026, 11, 23), date(2026, 11, 24))
    keys = {_key(registry_copy, on, judged) for on in days for judged in days}
    assert len(keys) == 4
    assert _key(ROOT / "none", *days) == ""
