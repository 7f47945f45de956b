"""The one writer of records: all files of a step appear together, or none of them.

The new files are first laid down beside, then a plan of where they go; from then on the step
is done, and whoever comes next finishes what was cut short. What fails is taken back.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - where the system has no such locks
    fcntl = None  # type: ignore[assignment]

STAGING, PLAN = ".writing", "plan.json"


class NotTogether(OSError):
    """A sentence that says why nothing was written."""


# Before the number of a file that is to be gone.
GONE = "-"


def write_together(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Writes every file by its path within the folder, or raises `NotTogether` and leaves all as it was.

    A file without content is taken away.
    """
    finish_writing(folder)
    try:
        with _staging(folder) as staging:
            plan, made = _laid_down(staging, files), _missing_folders(folder, files)
            try:
                _moved(folder, staging, plan)
            except BaseException:
                _taken_back(folder, staging, plan)
                _without(made)
                raise
    except OSError as reason:
        raise NotTogether(f"写不了：{reason.strerror or reason}；没有写任何文件。") from reason


def finish_writing(folder: Path) -> None:
    """Finishes a step that was cut short after its plan was laid down; one before that leaves nothing."""
    staging = folder / STAGING
    with suppress(FileNotFoundError), _held(staging) as is_ours:
        if is_ours and (staging / PLAN).is_file():
            plan = json.loads((staging / PLAN).read_text("utf-8"))
            _moved(folder, staging, {number: str(path) for number, path in plan.items()})
        if is_ours:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    staging = folder / STAGING
    try:
        staging.mkdir()
    except FileExistsError:
        raise OSError(0, "另一个命令正在写这个登记文件夹，请稍后再试") from None
    with _held(staging):
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _held(staging: Path) -> Iterator[bool]:
    """Holds the folder against others; gives whether it is ours."""
    if fcntl is None:  # pragma: no cover
        yield staging.is_dir()
        return
    at = os.open(staging, os.O_RDONLY)
    try:
        fcntl.flock(at, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        yield False
    else:
        yield True
    finally:
        os.close(at)


def _laid_down(staging: Path, files: Mapping[str, bytes | None]) -> dict[str, str]:
    """The new files under numbers, what they replace beside them, and last the plan."""
    plan = {
        f"{GONE if content is None else ''}{number}": path
        for number, (path, content) in enumerate(files.items())
    }
    for number, path in plan.items():
        old, content = staging.parent / path, files[path]
        if content is not None:
            write_through(staging / number, content)
        if old.exists():
            shutil.copy2(old, staging / f"{number}.old")
        if old.exists() and content is not None:
            shutil.copymode(old, staging / number)
    write_through(staging / "plan.new", json.dumps(plan, ensure_ascii=False).encode())
    (staging / "plan.new").replace(staging / PLAN)
    return plan


def write_through(path: Path, content: bytes) -> None:
    """Writes a file that is on the disk, and not in memory alone, when this returns."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _moved(folder: Path, staging: Path, plan: Mapping[str, str]) -> None:
    for number, path in plan.items():
        if number.startswith(GONE):
            (folder / path).unlink(missing_ok=True)
        elif (staging / number).exists():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / number).replace(folder / path)


def _taken_back(folder: Path, staging: Path, plan: Mapping[str, str]) -> None:
    (staging / PLAN).unlink()
    for number, path in plan.items():
        if (staging / number).exists():
            continue
        if (staging / f"{number}.old").exists():
            (staging / f"{number}.old").replace(folder / path)
        else:
            (folder / path).unlink(missing_ok=True)


def _missing_folders(folder: Path, files: Mapping[str, bytes | None]) -> set[Path]:
    return {each for path in files for each in (folder / path).parents if not each.exists()}


def _without(folders: set[Path]) -> None:
    for each in sorted(folders, reverse=True):
        with suppress(OSError):
            each.rmdir()
