"""The two locks: whole, hashed, without addresses; who publishes installs the first only."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.forges.reading import GITEE, GITLAB, WORKFLOWS, commands, targets

FIRST, SECOND = "requirements.lock", "requirements-dev.lock"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def packages(lock: str) -> set[str]:
    """Names of the packages of one lock."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    return {name[0] for line in lines if "==" in line and (name := NAME.match(line))}


def named(requirements: list[str]) -> set[str]:
    """Names of the packages that `pyproject.toml` asks for in one list."""
    return {name[0] for each in requirements if (name := NAME.match(each.lower()))}


def installed(tmp_path: Path, *goals: str) -> set[str]:
    """Locks that make would install for `goals` on a fresh machine."""
    command = ["make", "--dry-run", f"VENV={tmp_path / 'fresh'}", "ISSUE=out/issue.md", *goals]
    plan = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [line for line in plan.splitlines() if "fresh/bin/python -m pip" in line]
    return {lock for line in lines for lock in re.findall(r"-r (requirements\S*)", line)}


@pytest.mark.parametrize("lock", [FIRST, SECOND])
def test_each_package_is_named_with_its_hash_and_no_address(lock: str) -> None:
    """A package whose content was altered is refused by pip; where it comes from is the machine's affair."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    pins = [
        number for number, line in enumerate(lines) if not line.startswith("    --hash=sha256:")
    ]
    assert pins[0] == 0
    assert all(
        re.match(r"[a-z0-9._-]+(\[[a-z0-9,]+\])?==\S+( ; .+)? \\$", lines[at]) for at in pins
    )
    assert all(at + 1 not in pins for at in pins)
    assert re.findall("//|index|find-links|@", "\n".join(lines)) == []


def test_each_package_is_locked_once_and_whatever_is_asked_for_is_locked() -> None:
    """Run time and build backend in the first lock; the extras and the tools in the second."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups, extras = asked["dependency-groups"], asked["project"]["optional-dependencies"]
    first, second = packages(FIRST), packages(SECOND)
    assert first & second == set()
    assert first >= named(asked["project"]["dependencies"]) | named(groups["build"])
    for rest in (groups["dev"], *extras.values()):
        assert first | second >= named(rest)
        assert named(rest) & second
    assert len(first) <= 62


def test_publishing_installs_the_first_lock_only(tmp_path: Path) -> None:
    """Whatever a pipeline calls needs no tool of development, but for the tests themselves."""
    for path in (*WORKFLOWS, *GITEE, GITLAB):
        if goals := targets(commands(path)) - {"test"}:
            assert installed(tmp_path, *goals) == {FIRST}, path
    assert installed(tmp_path, "test") == installed(tmp_path, "lint") == {FIRST, SECOND}
