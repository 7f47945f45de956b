"""One process or two: the same bytes, on a few hundred platforms."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.registries import write_registry
from tests.conftest import DAY, ROOT
from tests.test_build import contents

pytestmark = pytest.mark.slow
COUNT = 240
# A process of its own: the tests' own threads would forbid a fork.
RUN = """
import os, sys
os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: int(sys.argv.pop(1))]))
from generator.cli import common
from generator.site import workers
# As a large registry is read and judged: by several, while the rest is worked out.
common.WORTH_DIVIDING = 100
print("workers", workers.worker_count(), file=sys.stderr)
from generator.cli import main
main()
"""


def run(cores: int, *arguments: object) -> str:
    """Output of the command on so many cores."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(cores), *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Random lawful platforms, on disk."""
    folder = tmp_path_factory.mktemp("workers") / "registry"
    write_registry(folder, COUNT)
    return folder


def test_random_registry_is_lawful(registry: Path) -> None:
    """What the benchmark builds has no finding at all."""
    output = run(1, "check", "--registry", registry, "--on", DAY)
    assert "错误 0，提醒 0，缺口 0" in output


@pytest.mark.skipif(
    not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores that can be chosen",
)
def test_one_and_two_processes_give_the_same_bytes(registry: Path, tmp_path: Path) -> None:
    """Whoever writes a file, it is the same file."""
    for cores in (1, 2):
        build = ("build", "--registry", registry, "--on", DAY, "--out", tmp_path / str(cores))
        assert f"workers {cores}" in run(cores, *build)
    one, two = contents(tmp_path / "1"), contents(tmp_path / "2")
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 4 * COUNT
