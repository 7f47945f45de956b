"""All files of a step appear together or not at all, whatever goes wrong on the way."""

import errno
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.desk import writing
from generator.desk.writing import STAGING, NotTogether, finish_writing, write_together
from tests.conftest import ROOT
from tests.registries import contents

NEW = {"a.yaml": b"new a", "deep/er/b.yaml": b"new b", "c.yaml": b"new c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file that is to be replaced."""
    (tmp_path / "a.yaml").write_bytes(b"old a")
    return tmp_path


def everything(folder: Path) -> list[str]:
    """Every path below a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_files_appear_together_and_nothing_else_is_left(folder: Path) -> None:
    """Replaced and new ones, in new folders; no trace of the staging."""
    (folder / "a.yaml").chmod(0o640)
    write_together(folder, NEW)
    assert everything(folder) == ["a.yaml", "c.yaml", "deep", "deep/er", "deep/er/b.yaml"]
    assert {name: (folder / name).read_bytes() for name in NEW} == NEW
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_full_disk_leaves_all_as_it_was(folder: Path) -> None:
    """A limit on the size of files stands in for a disk that is full."""
    script = (
        "import resource, signal, sys; from pathlib import Path;"
        "from generator.desk.writing import *;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "write_together(Path(sys.argv[1]), {'a.yaml': b'x', 'b.yaml': bytes(5000)})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)], cwd=ROOT, capture_output=True, check=False
    )
    assert "没有写任何文件" in done.stderr.decode()
    assert everything(folder) == ["a.yaml"]
    assert (folder / "a.yaml").read_bytes() == b"old a"


def test_refused_write_takes_back_what_was_moved(folder: Path) -> None:
    """A folder lies where the last file should go: the first two are taken back."""
    (folder / "c.yaml").mkdir()
    (folder / "c.yaml" / "kept").write_bytes(b"kept")
    before = everything(folder)
    with pytest.raises(NotTogether, match="没有写任何文件"):
        write_together(folder, NEW)
    assert everything(folder) == before
    assert (folder / "a.yaml").read_bytes() == b"old a"


@pytest.mark.parametrize("interrupted", [KeyboardInterrupt, OSError], ids=["ctrl-c", "error"])
def test_interruption_anywhere_leaves_all_or_nothing(
    folder: Path, interrupted: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at each move in turn."""
    real: Callable[..., Path] = Path.replace
    for step in range(1, 5):
        moves = 0

        def replaced(path: Path, target: Path, stop: int = step) -> Path:
            nonlocal moves
            moves += 1
            if moves == stop:
                raise interrupted(errno.EIO, "示例")
            return real(path, target)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", replaced)
            with pytest.raises((interrupted, NotTogether)):
                write_together(folder, NEW)
        assert everything(folder) == ["a.yaml"], step
        assert (folder / "a.yaml").read_bytes() == b"old a"


@pytest.mark.parametrize("at", range(1, 6))
def test_kill_leaves_a_step_that_the_next_command_finishes_or_forgets(
    at: int, folder: Path
) -> None:
    """Killed at the n-th move: before the plan stands nothing was written, after it all is."""
    script = (
        "import os, sys; from pathlib import Path; from generator.desk import writing\n"
        "real, left = Path.replace, [int(sys.argv[2])]\n"
        "def replace(path, target):\n"
        "    left[0] -= 1\n"
        "    if not left[0]: os.kill(os.getpid(), 9)\n"
        "    return real(path, target)\n"
        "Path.replace = replace\n"
        "writing.write_together(Path(sys.argv[1]),"
        " {'a.yaml': b'new a', 'deep/er/b.yaml': b'new b', 'c.yaml': b'new c'})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(at)], cwd=ROOT, check=False
    )
    assert done.returncode == (-signal.SIGKILL if at < 5 else 0)
    finish_writing(folder)
    expected = {"a.yaml": b"old a"} if at == 1 else NEW
    assert {n: c for n, c in contents(folder).items() if n.endswith(".yaml")} == expected
    assert not (folder / STAGING).exists()


def test_another_writer_is_not_disturbed(folder: Path) -> None:
    """While one writes, another is told so, and a reader leaves the step alone."""
    with writing._staging(folder) as staging:
        (staging / writing.PLAN).write_text('{"0": "a.yaml"}')
        (staging / "0").write_bytes(b"new a")
        finish_writing(folder)
        assert (folder / "a.yaml").read_bytes() == b"old a"
        with pytest.raises(NotTogether, match="另一个命令正在写"):
            write_together(folder, NEW)
    assert everything(folder) == ["a.yaml"]


MOVED = {"a.yaml": None, "deep/er/b.yaml": b"old a", "c.yaml": b"new c"}


def test_file_without_content_is_taken_away(folder: Path) -> None:
    """One that is not there is no fault; nothing else is touched."""
    write_together(folder, MOVED | {"never.yaml": None})
    assert everything(folder) == ["c.yaml", "deep", "deep/er", "deep/er/b.yaml"]
    assert (folder / "deep/er/b.yaml").read_bytes() == b"old a"


def test_file_taken_away_comes_back_where_a_later_move_fails(folder: Path) -> None:
    """It has gone first, and a folder lies where the last file should go."""
    (folder / "c.yaml").mkdir()
    (folder / "c.yaml" / "kept").write_bytes(b"kept")
    before = everything(folder)
    with pytest.raises(NotTogether, match="没有写任何文件"):
        write_together(folder, MOVED)
    assert everything(folder) == before
    assert (folder / "a.yaml").read_bytes() == b"old a"


def test_killed_step_takes_away_what_is_to_be_gone(folder: Path) -> None:
    """The next command finishes it by its plan."""
    with writing._staging(folder) as staging:
        writing._laid_down(staging, MOVED)
        held = contents(staging)
    staging.mkdir()
    for name, content in held.items():
        (staging / name).write_bytes(content)
    finish_writing(folder)
    assert everything(folder) == ["c.yaml", "deep", "deep/er", "deep/er/b.yaml"]
