"""Exchange of a finished folder for the one that stands, and removal of what a killed build left.

Where the system can exchange two folders in one step, there is no moment without a
whole site. Elsewhere the old site is moved aside first; a build killed between the two
moves leaves it there, and the next build puts it back before it does anything else.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NEW, OLD = "new", "old"
EXCHANGE, FROM_HERE = 2, -100
OCCUPIED = (errno.ENOTEMPTY, errno.EEXIST)
CANNOT_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.EOPNOTSUPP)


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A staging folder beside the target, locked while this process lives and gone afterwards.

    The lock dies with the process, so a later build knows what was abandoned.
    """
    with _locked(target, NEW) as folder:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def leftovers(target: Path) -> list[Path]:
    """Folders that builds made beside the target and have not removed."""
    marks = tuple(f".{target.name}.{word}-" for word in (NEW, OLD))
    beside = target.parent.iterdir() if target.parent.is_dir() else ()
    return sorted(path for path in beside if path.name.startswith(marks) and path.is_dir())


def clear(target: Path) -> None:
    """Put back an old site that a killed build moved aside, and remove what no build holds."""
    for folder in leftovers(target):
        with _abandoned(folder) as ours:
            kept = folder / target.name
            if ours and folder.name.startswith(f".{target.name}.{OLD}-") and kept.is_dir():
                with suppress(OSError):  # a newer site stands there already
                    kept.rename(target)
            if ours:
                shutil.rmtree(folder, ignore_errors=True)


def exchange(fresh: Path, target: Path) -> None:
    """Put the finished folder at the target; what stood there is left at `fresh`, or gone."""
    _on_disk(fresh)
    try:
        fresh.rename(target)
    except OSError as fault:
        if fault.errno not in OCCUPIED:
            raise
        if not _exchanged_at_once(fresh, target):
            _one_after_the_other(fresh, target)
    _on_disk(target.parent)


@contextmanager
def _locked(target: Path, word: str) -> Iterator[Path]:
    folder, lock = _claim(target, word)
    try:
        yield folder
    finally:
        os.close(lock)


def _claim(target: Path, word: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.{word}-", dir=target.parent))
        with suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY)
            # A file system without locks: leftovers stay, nothing else is lost.
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX)
            # Another build may have taken it for abandoned before we locked it.
            if folder.exists():
                return folder, lock
            os.close(lock)


@contextmanager
def _abandoned(folder: Path) -> Iterator[bool]:
    try:
        lock = os.open(folder, os.O_RDONLY)
    except OSError:
        yield False
        return
    try:
        yield _is_free(lock)
    finally:
        os.close(lock)


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _exchanged_at_once(fresh: Path, target: Path) -> bool:
    """One step of the system; false where it has none."""
    try:
        rename = _system().renameat2
    except AttributeError:
        return False
    if not rename(FROM_HERE, bytes(fresh), FROM_HERE, bytes(target), EXCHANGE):
        return True
    if ctypes.get_errno() in CANNOT_EXCHANGE:
        return False
    raise _fault(target)


def _one_after_the_other(fresh: Path, target: Path) -> None:
    with _locked(target, OLD) as old:
        kept = target.rename(old / target.name)
        try:
            fresh.rename(target)
        except BaseException:
            kept.rename(target)
            raise
        finally:
            with suppress(OSError):  # it still holds the old site: that is removed below, or kept
                old.rmdir()
        shutil.rmtree(old, ignore_errors=True)


def _on_disk(folder: Path) -> None:
    """Everything of the file system at once: a call per file would take longer than the build."""
    held = os.open(folder, os.O_RDONLY)
    try:
        if _system().syncfs(held):
            raise _fault(folder)
    except AttributeError:
        os.sync()
    finally:
        os.close(held)


def _system() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _fault(path: Path) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), str(path))
