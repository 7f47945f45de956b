"""A fault at every step of the swap leaves a whole site, and the next build leaves nothing else."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tally() -> Any:
    """What held, counted by `python -m tests.faults.swap`; it forks, so it runs alone."""
    command = [sys.executable, "-m", "tests.faults.swap"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_killed_at_any_step_the_old_or_the_new_site_stands(tally: Any) -> None:
    """Where two folders can be exchanged there is no moment without a site."""
    assert set(tally["kill, exchange"]) == {"old; next", "new; next"}
    assert sum(tally["kill, exchange"].values()) > 20


def test_killed_between_two_moves_the_old_site_is_put_back(tally: Any) -> None:
    """Without an exchange there is one such moment; the next build mends it first."""
    counts = tally["kill, two moves"]
    assert set(counts) == {"old; next", "new; next", "none, then old; next"}
    assert counts["none, then old; next"] == 1


@pytest.mark.parametrize("way", ["exchange", "two moves"])
def test_full_disk_at_any_step_leaves_a_whole_site(tally: Any, way: str) -> None:
    """A write refused stops the build; the old site stands, and no litter beside it."""
    assert set(tally[f"full, {way}"]) == {"old; next", "new; next"}
    assert tally[f"full, {way}"]["old; next"] > 8


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
        "import sys, tempfile, pathlib; from generator import output;"
        "from tests.faults.hook import install, kill; from tests.faults.swap import site;"
        "t = pathlib.Path(tempfile.mkdtemp()) / 'site'; output.write(site('old'), t); seen = [];"
        "install(0, kill, seen); output.write(site('new'), t); print('\\n'.join(seen))"
    )
    command = [sys.executable, "-c", work]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
