"""同样的记录和日子 give the same bytes, whatever the place, language, zone, hash seed or mask of the process."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from generator.checks.casebook import BASE

pytestmark = pytest.mark.slow
DAY = "2024-05-06"
SETTINGS = {
    "plain": {},
    "another language": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "COLUMNS": "20"},
    "Chinese, far east": {"LC_ALL": "zh_CN.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "0"},
    "Turkish, far west": {"LC_ALL": "tr_TR.UTF-8", "TZ": "Etc/GMT+12", "PYTHONHASHSEED": "1",
                          "SOURCE_DATE_EPOCH": "1"},
}  # fmt: skip


def built(folder: Path, settings: dict[str, str], umask: int = 0o022) -> dict[str, bytes]:
    """A build in a folder of its own, in an environment of its own: every file by its path."""
    shutil.copytree(BASE, folder / "records")
    bare = {
        k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ", "PYTHON"))
    }
    command = [Path(sys.executable).parent / "registry", "build", "--registry", folder / "records"]
    done = subprocess.run(
        [*command, "--on", DAY, "--out", folder / "site"],
        env=bare | {"PYTHONDONTWRITEBYTECODE": "1"} | settings,
        capture_output=True, check=False, cwd=folder, umask=umask,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    found = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
    return {path.relative_to(folder / "site").as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The build that the others are compared with."""
    return built(tmp_path_factory.mktemp("a"), SETTINGS["plain"])


@pytest.mark.parametrize("name", [name for name in SETTINGS if name != "plain"])
def test_same_bytes_in_any_surroundings(name: str, first: dict[str, bytes], tmp_path: Path) -> None:
    """Another path, with a space and Chinese in it, and other settings each time."""
    folder = tmp_path / f"另 一 处 {len(name)}"
    folder.mkdir()
    again = built(folder, SETTINGS[name])
    assert list(again) == list(first)
    assert [path for path in first if again[path] != first[path]] == []
    assert len(first) > 250


def test_same_bytes_under_another_mask(first: dict[str, bytes], tmp_path: Path) -> None:
    """A mask that keeps others out gives the same files, which others may not read."""
    again = built(tmp_path, {}, umask=0o077)
    assert again == first
    mode = stat.S_IMODE((tmp_path / "site/index.html").stat().st_mode)
    assert mode & 0o077 == 0


def test_no_file_names_the_place_or_the_machine(first: dict[str, bytes]) -> None:
    """Neither the folder of the build nor the host's name stands in any file."""
    marks = [
        str(Path(sys.executable).parents[2]).encode(),
        os.uname().nodename.encode() + b"/",
        b"/tmp/",
    ]
    assert [path for path, content in first.items() if any(mark in content for mark in marks)] == []
