"""变更 A reader who takes in the changes alone ends up with a whole copy."""

import json
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.exports import compose
from generator.exports.envelope import Publication
from generator.history import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.standing.snapshot import Snapshot
from tests.conftest import DAY, DEMONSTRATION

START = date(2026, 11, 24)
Copy = dict[str, dict[str, Any]]


def git(folder: Path, *arguments: str, on: date = START) -> None:
    moment = f"{on}T12:00:00+08:00"
    settings = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "PATH": "/usr/bin:/bin"}
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    command = ["git", *names, "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True, env=settings)


@pytest.fixture
def kept(registry_copy: Path) -> Path:
    """The demonstration registry in a repository of its own."""
    git(registry_copy, "init", "-q")
    commit(registry_copy, START)
    return registry_copy


def commit(folder: Path, on: date) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "act", "--allow-empty", on=on)


def published(folder: Path, on: date) -> dict[str, Any]:
    snapshot = Snapshot.of(Register.bind(receive(folder)), on)
    publication = Publication(snapshot, chronicle(folder))
    return {
        name: json.loads(c)
        for name, c in compose.files(publication)
        if name.startswith("api/v1/") and name.endswith(".json")
    }


def take_in(copy: Copy, changes: list[dict[str, Any]], last: int) -> int:
    """What the page /data/ tells every reader to do."""
    for change in changes:
        if change["number"] > last:
            if change["action"] == "removed":
                copy[change["subject"]].pop(change["id"])
            elif change[change["subject"]]:
                copy[change["subject"]][change["id"]] = change[change["subject"]]
    return len(changes)


def fresh(made: dict[str, Any]) -> Copy:
    """The same, downloaded whole."""
    platforms = {each["id"]: dict(each) for each in made["api/v1/all.json"]["platforms"]}
    for each in platforms.values():
        del each["as_of"]
    names = [each["id"] for each in made["api/v1/notices.json"]["notices"]]
    notices = {name: dict(made[f"api/v1/notices/{name}.json"]["notice"]) for name in names}
    for each in notices.values():
        del each["corrected_by"]
    return {"platform": platforms, "notice": notices}


def random_act(folder: Path, at: int, day: date, choice: random.Random) -> None:
    """One act, or one mending of the books, written as a clerk would write it."""
    name = choice.choice([path.stem for path in (folder / "platforms").rglob("*.yaml")])
    kind = choice.choice(["revocation", "withdrawal", "renaming", "platform", "mended", "removed"])
    path = next((folder / "platforms").rglob(f"{name}.yaml"))
    if kind == "platform":
        new = path.read_text("utf-8").replace(f"id: {name}", f"id: new-{at}")
        (path.parent / f"new-{at}.yaml").write_text(new, "utf-8")
    elif kind == "mended":
        text = path.read_text("utf-8")
        path.write_text(text.replace("name: 示例·", f"name: 示例·更{at}", 1), "utf-8")
    elif kind == "removed":
        (folder / "platforms" / f"new-{at}.yaml").unlink(missing_ok=True)
    else:
        row = f"platform: {name}"
        if kind == "renaming":
            row += f", takes_effect_on: {day}, name: {{from: 旧名, to: 示例·新名{at}}}"
        act = (
            f"id: act-{at}\nkind: {kind}\ntitle: 示例{at}\nissued_on: {day}\nissuer: sd-gxt\n"
            f"regulation: lgxf-2020-4\nrows:\n  - {{{row}}}\n"
        )
        (folder / "notices" / str(day.year)).mkdir(exist_ok=True)
        (folder / "notices" / str(day.year) / f"act-{at}.yaml").write_text(act, "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_copy_kept_by_changes_alone_equals_a_fresh_one(kept: Path, seed: int) -> None:
    """Through twenty random acts and the days between, at every step."""
    choice, copy, day = random.Random(seed), {"platform": {}, "notice": {}}, START
    made = published(kept, day)
    before = made["api/v1/changes.json"]["changes"]
    last = take_in(copy, before, 0)
    assert copy == fresh(made)
    for at in range(20):
        day += timedelta(days=choice.randrange(40))
        random_act(kept, at, day, choice)
        commit(kept, day)
        made = published(kept, day)
        told = made["api/v1/changes.json"]["changes"]
        assert [head(c) for c in told[: len(before)]] == [head(c) for c in before]
        before, last = told, take_in(copy, told, last)
        assert copy == fresh(made), at
    assert last > 130


def head(change: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(change[key] for key in ("number", "on", "commit", "action", "subject", "id"))


def test_redacted_value_is_not_repeated_by_the_changes(kept: Path) -> None:
    """Correction, redaction and removal are told apart; what was taken out stays out."""
    path = kept / "platforms" / "sd-0001.yaml"
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("\nname: ", "\nname: 示例·机密", 1), "utf-8")
    commit(kept, START)
    name = path.read_text("utf-8").split("\nname: ")[1].split("\n")[0]
    path.write_text(path.read_text("utf-8").replace(name, "（已隐去）", 1), "utf-8")
    commit(kept, START)
    changes = published(kept, START)["api/v1/changes.json"]["changes"]
    mine = [c["action"] for c in changes if (c["subject"], c["id"]) == ("platform", "sd-0001")]
    assert mine == ["added", "corrected", "redacted"]
    assert "机密" not in json.dumps(changes, ensure_ascii=False)


def test_record_taken_out_is_told_as_removed(kept: Path) -> None:
    """An unused notice that leaves the folder leaves the copy."""
    added = kept / "notices" / "2026" / "2026-call-9.yaml"
    added.write_text(
        "id: 2026-call-9\nkind: call\ntitle: 示例\nissued_on: 2026-11-01\nissuer: sd-gxt\n"
        "regulation: lgxf-2020-4\n",
        "utf-8",
    )
    commit(kept, START)
    added.unlink()
    commit(kept, START)
    changes = published(kept, START)["api/v1/changes.json"]["changes"]
    assert [c["action"] for c in changes if c["id"] == "2026-call-9"] == ["added", "removed"]


def test_without_git_or_in_a_shallow_clone_it_says_so(kept: Path, tmp_path: Path) -> None:
    """No history is better than a false one."""
    plain = Path(shutil.copytree(DEMONSTRATION, tmp_path / "plain"))
    told = published(plain, DAY)["api/v1/changes.json"]
    assert (told["changes"], told["commit"]) == ([], None)
    assert "不在 git 中" in told["unavailable"]
    (kept / "README.md").write_text("x", "utf-8")
    commit(kept, START)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{kept}", str(shallow))
    told = published(shallow, DAY)["api/v1/changes.json"]
    assert told["changes"] == []
    assert told["commit"]
    assert "浅克隆" in told["unavailable"]


def test_uncommitted_records_have_no_commit(kept: Path) -> None:
    """A commit that does not hold the records is not named; the copy is whole all the same."""
    path = kept / "platforms" / "sd-0001.yaml"
    path.write_text(path.read_text("utf-8").replace("name: 示例·", "name: 示例·改", 1), "utf-8")
    made, copy = published(kept, START), {"platform": {}, "notice": {}}
    take_in(copy, made["api/v1/changes.json"]["changes"], 0)
    assert made["api/v1/changes.json"]["commit"] is None
    assert copy == fresh(made)
