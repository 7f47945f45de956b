"""注入 Stops this process, or refuses it a call, at the n-th call that changes the disk.

The interpreter reports a call before it makes it: at step n the first n-1 have happened.
"""

import errno
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

CHANGING = {
    "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "shutil.rmtree", "fcntl.flock",
    "ctypes.dlsym", "subprocess.Popen",
}  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
Fault = Callable[[str], None]


def changes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a reported call changes the disk, or prepares the step that does."""
    if event == "open":
        flags = arguments[2]
        return bool(isinstance(flags, int) and flags & WRITING)
    return event in CHANGING


def install(at: int, fault: Fault, seen: list[str] | None = None) -> None:
    """From this step on, for the life of the process; step 0 never comes."""
    passed = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal passed
        if changes(event, arguments):
            passed += 1
            if seen is not None:
                seen.append(f"{event} {arguments[1] if event == 'ctypes.dlsym' else ''}".strip())
            if 0 < at <= passed and (passed == at or fault is full):
                fault(event)

    sys.addaudithook(hook)


def kill(_: str) -> None:
    """As `kill -9`: no clean-up of any kind."""
    os.kill(os.getpid(), signal.SIGKILL)


def full(event: str) -> None:
    """As a full disk, which stays full: nothing new can be written."""
    if event in ("open", "os.mkdir"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def refused(event: str) -> None:
    """As a fault of the disk: one call fails, and the next may not."""
    if event in ("open", "os.mkdir", "os.rename"):
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def alone() -> None:
    """Work in one process from here on, as on a machine of one core: every step is then counted."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def without_exchange() -> None:
    """As a system that cannot exchange two folders in one step."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "ctypes.dlsym" and arguments[1] == "renameat2":
            raise AttributeError("renameat2")

    sys.addaudithook(hook)
