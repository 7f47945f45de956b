"""A fault at every step of the swap leaves a whole site, and the next build leaves nothing else."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.checks.casebook import BASE
from tests.conftest import ROOT, Command


@pytest.fixture(scope="module")
def tally() -> Any:
    """What held, counted by `python -m tests.faults.swap`; it forks, so it runs alone."""
    command = [sys.executable, "-m", "tests.faults.swap"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.slow
def test_killed_at_any_step_the_old_or_the_new_site_stands(tally: Any) -> None:
    """Where two folders can be exchanged there is no moment without a site."""
    assert set(tally["kill, exchange"]) == {"old; next", "new; next"}
    assert sum(tally["kill, exchange"].values()) > 20


@pytest.mark.slow
def test_killed_between_two_moves_the_old_site_is_put_back(tally: Any) -> None:
    """Without an exchange there is one such moment; the next build mends it first."""
    counts = tally["kill, two moves"]
    assert set(counts) == {"old; next", "new; next", "none, then old; next"}
    assert counts["none, then old; next"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["full", "refused"])
@pytest.mark.parametrize("way", ["exchange", "two moves"])
def test_a_call_refused_at_any_step_leaves_a_whole_site(tally: Any, fault: str, way: str) -> None:
    """A full disk or a faulty one stops the write; the old site stands, and no litter beside it."""
    assert set(tally[f"{fault}, {way}"]) == {"old; next", "new; next"}
    assert tally[f"{fault}, {way}"]["old; next"] > 8


@pytest.mark.slow
def test_builds_at_once_and_killed_leave_one_whole_site(tally: Any) -> None:
    """Four writers of one target, a fifth of their writes killed: whole, and nothing beside it."""
    assert tally["race"] == ["next", False]


def test_everything_is_on_the_disk_before_the_swap() -> None:
    """A power cut after the exchange finds the new files whole: they were written out before it."""
    seen = _steps()
    assert seen.index("ctypes.dlsym syncfs") > max(
        at for at, step in enumerate(seen) if step == "open"
    )
    assert seen.index("ctypes.dlsym syncfs") < seen.index("ctypes.dlsym renameat2")
    assert seen[seen.index("ctypes.dlsym renameat2") + 1] == "ctypes.dlsym syncfs"


def _steps() -> list[str]:
    work = (
        "import sys, tempfile, pathlib;"
        "from tests.faults.hook import install, kill; from tests.faults.swap import write_site;"
        "t = pathlib.Path(tempfile.mkdtemp()) / 'site'; write_site('old', t); seen = [];"
        "install(0, kill, seen); write_site('new', t); print('\\n'.join(seen))"
    )
    return _told(work)


def _told(work: str) -> list[str]:
    command = [sys.executable, "-c", work]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_whole_builds_killed_or_starved_leave_the_old_site() -> None:
    """Three steps of each fault; `make faults` takes hundreds. A refusal is exit code 3, with a sentence."""
    command = [sys.executable, "-m", "tests.faults.build", "3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    held = json.loads(done.stdout)["held"]
    assert held.pop("in the end: next, litter 0") == 1
    assert held["kill: exit -9, old"] == 3
    assert held["full: exit 3, old"] == 3
    assert held["worker: exit 3, old"] > 0
    others = {key for key in held if key.startswith(("refused", "worker"))}
    assert {key.partition(": ")[2] for key in others} <= {"exit 3, old", "exit 0, new"}


@pytest.mark.slow
def test_commands_that_write_records_leave_all_or_nothing() -> None:
    """Two steps of each fault and each command; `make faults` takes every one. No part is ever left."""
    command = [sys.executable, "-m", "tests.faults.writing", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    held = json.loads(done.stdout)
    assert set(held) == {"new", "import", "redact", "format", "seal", "init"}
    ends = {key.partition(", ")[2] for counts in held.values() for key in counts}
    assert ends == {"all", "none"}
    codes = {
        key.split(": exit ")[1].partition(",")[0] for counts in held.values() for key in counts
    }
    assert codes <= {"-9", "0", "2", "3"}


def test_a_stamp_that_cannot_be_written_spoils_no_site(
    tmp_path: Path, registry_command: Command
) -> None:
    """The site is in its place by then, and a sentence that it could not be written would be false."""
    (tmp_path / ".site.stamp").mkdir()
    arguments = ("build", "--registry", BASE, "--on", "2026-01-05", "--out", tmp_path / "site")
    for _ in range(2):
        done = registry_command(*arguments)
        assert done.returncode == 0, done.stderr
        assert "已生成" in done.stdout


def test_a_target_that_cannot_be_written_is_a_sentence(registry_command: Command) -> None:
    """Exit code 3: not a finding, not a wrong use; and no traceback."""
    done = registry_command("build", "--registry", BASE, "--out", "/proc/nowhere/site")
    assert (done.returncode, done.stdout) == (3, "")
    assert "写不成“/proc/nowhere/site”" in done.stderr
    assert "原有的网站保持原样" in done.stderr
    assert "Traceback" not in done.stderr
