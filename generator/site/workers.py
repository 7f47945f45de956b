"""Work divided among as many processes as the machine has cores.

Each process is a fork: it sees the register as its parent read it, and only its arguments
and its answer travel. Where there is one core, or a thread that a fork would not take along,
one process does it all.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
PORTIONS = 100
# By so many steps of the scheduler.
BEHIND = 10
_task: list[Callable[..., Any]] = []


def worker_count() -> int:
    """Number of processes that pay on this machine, at least one."""
    if threading.active_count() > 1 or "fork" not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def as_done(task: Callable[[T], R], items: Sequence[T], count: int) -> Iterator[R]:
    """Result of the task for every item, in the order in which they get done."""
    if min(count, len(items)) < 2:
        yield from map(task, items)
        return
    with _forked(lambda at: task(items[at]), count) as pool:
        try:
            for future in as_completed([pool.submit(_run, at) for at in range(len(items))]):
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def in_order(
    task: Callable[[T], R],
    items: Sequence[T],
    count: int,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[R]:
    """Result of the task for every item, in the order of the items.

    `meanwhile` is done here while the others are at work; where one process does it all, it is not.
    """
    if min(count, len(items)) < 2:
        yield from map(task, items)
        return
    # What is done here meanwhile cannot be shared out: the others give way to it.
    with _forked(lambda at: task(items[at]), count, BEHIND if meanwhile else 0) as pool:
        # Few enough messages, and enough of them to keep every process busy to the end.
        size = 1 + len(items) // (PORTIONS * count)
        results = pool.map(_run, range(len(items)), chunksize=size)
        if meanwhile:
            meanwhile()
        yield from results


@contextmanager
def _forked(
    task: Callable[..., Any], count: int, niceness: int = 0
) -> Iterator[ProcessPoolExecutor]:
    """A fork finds its task where its parent put it."""
    _task[:] = [task]
    # The register lives to the end: the collector need not go through it, nor a fork copy it.
    gc.freeze()
    try:
        with ProcessPoolExecutor(count, get_context("fork"), os.nice, (niceness,)) as pool:
            yield pool
    finally:
        gc.unfreeze()
        _task.clear()


def _run(at: int) -> Any:
    return _task[0](at)
