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
from multiprocessing import get_all_start_methods, get_context

from generator.laying import Ground
from generator.ledger import Entry
from generator.parts import Part

# Small enough to keep every process busy to the end, large enough to be worth a message.
BATCH = 50
Laid = list[tuple[str, Entry]]
_given: list[Callable[[int, int], Laid]] = []


def hands() -> int:
    """人手 How many processes pay."""
    if threading.active_count() > 1 or "fork" not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def laid(ground: Ground, parts: Sequence[Part], count: int) -> Iterator[Laid]:
    """铺放 Every part, in batches as they get done."""

    def work(first: int, last: int) -> Laid:
        return [(part.name, ground.lay(part)) for part in parts[first:last]]

    batches = list(_batches(parts))
    # The register lives to the end: the collector need not go through it, nor a fork copy it.
    gc.freeze()
    try:
        yield from _laid(work, batches, count)
    finally:
        gc.unfreeze()


def _laid(
    work: Callable[[int, int], Laid], batches: list[tuple[int, int]], count: int
) -> Iterator[Laid]:
    if min(count, len(batches)) < 2:
        yield from (work(*batch) for batch in batches)
        return
    _given[:] = [work]
    with ProcessPoolExecutor(count, get_context("fork")) as pool:
        try:
            for done in as_completed([pool.submit(_work, *batch) for batch in batches]):
                yield done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _batches(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Each large part by itself; small ones together while they follow each other."""
    first = 0
    for at in range(1, len(parts) + 1):
        is_full = at - first == BATCH or not parts[at - 1].is_small
        if at == len(parts) or is_full or not parts[at].is_small:
            yield first, at
            first = at


def _work(first: int, last: int) -> Laid:
    return _given[0](first, last)
