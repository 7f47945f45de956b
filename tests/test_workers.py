"""One process or two: the same bytes, on a few hundred platforms; and what a second build costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.registries import write_registry
from tests.conftest import DAY, ROOT
from tests.test_cache import contents

pytestmark = pytest.mark.slow
COUNT = 240
# A process of its own: the tests' own threads would forbid a fork.
RUN = """
import os, sys
os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: int(sys.argv.pop(1))]))
from generator import workers
print("hands", workers.hands(), file=sys.stderr)
from generator.cli import main
main()
"""


def run(cores: int, folder: Path, *arguments: object) -> tuple[str, float]:
    """The command on so many cores with a shelf of its own; what it said, and the time it worked."""
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(cores), *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"XDG_CACHE_HOME": str(folder)},
    )  # fmt: skip
    after = os.times()
    worked = after.children_user + after.children_system
    return done.stdout + done.stderr, worked - before.children_user - before.children_system


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random lawful platforms, on disk."""
    folder = tmp_path_factory.mktemp("workers") / "registry"
    write_registry(folder, COUNT)
    return folder


def test_random_registry_is_lawful(registry: Path, tmp_path: Path) -> None:
    """What the benchmark builds has no finding at all."""
    said, _ = run(1, tmp_path, "check", "--registry", registry, "--on", DAY)
    assert "错误 0，提醒 0，缺口 0" in said


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores that can be chosen",
)
def test_one_and_two_processes_give_the_same_bytes(registry: Path, tmp_path: Path) -> None:
    """And a second build of the same costs a small part of the first."""
    spent = {}
    for cores in (1, 2):
        build = ("build", "--registry", registry, "--on", DAY, "--out", tmp_path / str(cores))
        said, first = run(cores, tmp_path / f"shelf-{cores}", *build)
        assert f"hands {cores}" in said
        said, again = run(cores, tmp_path / f"shelf-{cores}", *build)
        assert "未改动任何文件" in said
        spent[cores] = again / first
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 7 * COUNT
    # Ratios of work done, which the load of the machine leaves alone; start-up is most of it.
    assert max(spent.values()) < 0.6, spent
