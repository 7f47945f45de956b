"""人手 The parts of a site divided among as many processes as the machine has cores.

Each is a fork: it sees the register as its parent read it, writes its parts itself, and
hands back only the ledger of them. Where there is one core, or a thread that a fork would
not take along, one process does it all.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from typing import Any, TypeVar

from generator.laying import Ground
from generator.ledger import Entry
from generator.parts import Part

# Small enough to keep every process busy to the end, large enough to be worth a message.
BATCH = 50
Laid = list[tuple[str, Entry]]
_given: list[Callable[..., Any]] = []
T = TypeVar("T")
R = TypeVar("R")


def hands() -> int:
    """人手 How many processes pay."""
    if threading.active_count() > 1 or "fork" not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def laid(ground: Ground, parts: Sequence[Part], count: int) -> Iterator[Laid]:
    """铺放 Every part, in batches as they get done."""

    def work(first: int, last: int) -> Laid:
        return [(part.name, ground.lay(part)) for part in parts[first:last]]

    divided = list(batches(parts))
    if min(count, len(divided)) < 2:
        yield from (work(*batch) for batch in divided)
        return
    with _forked(work, count) as pool:
        try:
            for done in as_completed([pool.submit(_work, *batch) for batch in divided]):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def mapped(work: Callable[[T], R], items: Sequence[T], count: int) -> list[R]:
    """分头办 What the work gives for each of the items, in their order."""
    if count < 2:
        return [work(item) for item in items]
    with _forked(lambda at: work(items[at]), count) as pool:
        return list(pool.map(_work, range(len(items))))


@contextmanager
def _forked(work: Callable[..., Any], count: int) -> Iterator[ProcessPoolExecutor]:
    """What a fork is to do stands where it finds it: only its arguments and its answer travel."""
    _given[:] = [work]
    # The register lives to the end: the collector need not go through it, nor a fork copy it.
    gc.freeze()
    try:
        with ProcessPoolExecutor(count, get_context("fork")) as pool:
            yield pool
    finally:
        gc.unfreeze()
        _given.clear()


def batches(parts: Sequence[Part], size: int = BATCH) -> Iterator[tuple[int, int]]:
    """分批 Each large part by itself; small ones together while they follow each other."""
    first = 0
    for at in range(1, len(parts) + 1):
        is_full = at - first == size or not parts[at - 1].is_small
        if at == len(parts) or is_full or not parts[at].is_small:
            yield first, at
            first = at


def _work(*given: Any) -> Any:
    return _given[0](*given)
