"""A reader who fetches anew what the changes name, and nothing else, has a whole copy."""

import json
import random
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.history.versions import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data import api
from generator.site.data.envelope import Publication
from generator.site.data.outputs import outputs
from tests.conftest import DAY, DEMONSTRATION

pytestmark = pytest.mark.slow
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
    made = ((path, make()) for path, make in outputs(publication) if is_json(path))
    return {path: json.loads(c if isinstance(c, bytes) else b"".join(c)) for path, c in made}


def is_json(path: str) -> bool:
    return path.startswith("api/v1/") and path.endswith(".json")


def take_in(copy: Copy, made: dict[str, Any], changes: list[dict[str, Any]], last: int) -> int:
    """What the page /data/ tells every reader to do: fetch anew what has changed."""
    now = fresh(made)
    for change in changes:
        if change["number"] > last:
            subject = copy[change["subject"]]
            subject.pop(change["id"], None)
            if change["id"] in now[change["subject"]]:
                subject[change["id"]] = now[change["subject"]][change["id"]]
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
    errata = {each["id"]: each for each in made["api/v1/errata.json"]["errata"]}
    return {"platform": platforms, "notice": notices, "erratum": errata}


def every_change(made: dict[str, Any]) -> list[dict[str, Any]]:
    """The earlier parts, then the last."""
    last = made["api/v1/changes.json"]
    parts = [made[f"api/v1/{path}"] for path in last["parts"]]
    return [change for part in (*parts, last) for change in part["changes"]]


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


@pytest.mark.parametrize("seed", [1])
def test_copy_kept_by_changes_alone_equals_a_fresh_one(kept: Path, seed: int) -> None:
    """Through twenty random acts and the days between, at every step."""
    choice, copy, day = random.Random(seed), {"platform": {}, "notice": {}, "erratum": {}}, START
    made = published(kept, day)
    before = every_change(made)
    last = take_in(copy, made, before, 0)
    assert copy == fresh(made)
    for at in range(20):
        day += timedelta(days=choice.randrange(40))
        random_act(kept, at, day, choice)
        commit(kept, day)
        made = published(kept, day)
        told = every_change(made)
        assert told[: len(before)] == before
        before, last = told, take_in(copy, made, told, last)
        assert copy == fresh(made), at
    assert last > 130


def test_earlier_parts_of_the_changes_are_full_and_never_change(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each holds as many as the one before; the last names them all and is never empty."""
    total = len(every_change(published(kept, START)))
    for size, parts in ((total, 0), (total - 1, 1), (40, (total - 1) // 40)):
        monkeypatch.setattr(api, "CHANGES_TOGETHER", size)
        made = published(kept, START)
        last = made["api/v1/changes.json"]
        assert last["parts"] == [f"changes/{at}.json" for at in range(1, parts + 1)]
        assert last["changes"]
        assert [change["number"] for change in every_change(made)] == [*range(1, total + 1)]
    commit_act(kept)
    later = published(kept, START)
    for path in last["parts"]:
        assert later[f"api/v1/{path}"] == made[f"api/v1/{path}"]
        assert made[f"api/v1/{path}"].keys().isdisjoint({"as_of", "commit", "sequence"})


def commit_act(kept: Path) -> None:
    """One more change: the withdrawal of a platform."""
    (kept / "notices" / "2026" / "2026-withdrawal-9.yaml").write_text(
        "id: 2026-withdrawal-9\nkind: withdrawal\ntitle: 示例\nissued_on: 2026-11-20\n"
        "issuer: sd-gxt\nregulation: lgxf-2020-4\nrows:\n  - {platform: sd-0001}\n",
        "utf-8",
    )
    commit(kept, START)


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
    made, copy = published(kept, START), {"platform": {}, "notice": {}, "erratum": {}}
    take_in(copy, made, every_change(made), 0)
    assert made["api/v1/changes.json"]["commit"] is None
    assert copy == fresh(made)


def test_the_register_that_lies_there_stands_for_the_last_commit(kept: Path) -> None:
    """Nothing is bound again where every file is as it was committed, and the changes are the same."""
    notes = kept / "platforms" / "sd-0001.yaml"
    notes.write_text(notes.read_text("utf-8").replace("示例·", "示例·改", 1), "utf-8")
    commit(kept, START + timedelta(days=1))
    snapshot = Snapshot.of(Register.bind(receive(kept)), DAY)
    told = chronicle(kept, snapshot.register.as_received)
    first, last = (register for _, register in told.registers(snapshot.register))
    assert first is not snapshot.register
    assert last is snapshot.register
    assert Publication(snapshot, told).changes == Publication(snapshot, chronicle(kept)).changes
