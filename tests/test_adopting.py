"""采用 The guide for a new office: its commands that need no network do what it says, in its order."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from generator.program import VERSION
from tests.conftest import BIN, ROOT
from tests.stories import git

GUIDE = (ROOT / "docs" / "adopting.md").read_text("utf-8")
# Blocks marked `bash` need the network, a forge, or a wheel; those marked `sh` are run here.
LOCAL = re.compile(r"^```sh\n(.*?)^```$", re.M | re.S)
STEP = re.compile(r"^### (\S+)、.*（(\d+) 分钟", re.M)


def test_twelve_steps_and_the_time_of_each() -> None:
    """They fit into the hour that the title promises."""
    steps = STEP.findall(GUIDE)
    assert [number for number, _ in steps] == [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ]  # fmt: skip
    assert sum(int(minutes) for _, minutes in steps) <= 60


def test_it_is_linked() -> None:
    """From the front page, and from the list of documents."""
    assert "(docs/adopting.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(adopting.md)" in (ROOT / "docs" / "README.md").read_text("utf-8")


@pytest.mark.slow
def test_its_commands_do_what_it_says(tmp_path: Path) -> None:
    """One after the other, in one shell, as an office would type them."""
    blocks = LOCAL.findall(GUIDE)
    assert len(blocks) == 10
    (tmp_path / f"registry_generator-{VERSION}-py3-none-any.whl").write_bytes(b"")
    names = {"GIT_AUTHOR_NAME": "clerk", "GIT_AUTHOR_EMAIL": "clerk@localhost"}
    names |= {key.replace("AUTHOR", "COMMITTER"): value for key, value in names.items()}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "".join(blocks)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, **names, "PATH": f"{BIN}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "our-register"
    assert (tmp_path / "our-register.bundle").is_file()
    for built in (folder / "site", tmp_path / "public"):
        assert (built / "platforms/yn-0001/index.html").is_file()
    assert "截至 2025-01-01：有效" in done.stdout
    assert git(folder, "branch", "--show-current") == "main"
    changed = git(folder, "status", "--porcelain").split()
    assert [name for name in changed if name.endswith(".yaml")] == [
        "registry/regulations/yn-2024.yaml",
        "registry/regulations/yn-2027.yaml",
    ]
