"""人手 The workers: those of a cluster that is there already, or one on this machine for the occasion."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import sha256

from distributed import Client, KilledWorker, LocalCluster, as_completed

from generator.engine.errand import Done, Errand, done

HOST = "127.0.0.1"


class Lost(RuntimeError):
    """人手不足 The engine gave up: the same part had lost worker after worker."""


@contextmanager
def working(scheduler: str | None) -> Iterator[Client]:
    """人手 By the address of a scheduler; without one, a process per core of this machine."""
    with ExitStack() as held:
        if scheduler is None:
            scheduler = held.enter_context(
                LocalCluster(
                    host=HOST,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                )
            ).scheduler_address
        yield held.enter_context(Client(scheduler, set_as_default=False))


def divided(client: Client, errand: Errand, batches: Sequence[Sequence[int]]) -> Iterator[Done]:
    """分头办 Every batch, as it gets done; what a lost worker had in hand is given to another."""
    packed = errand.packed()
    name = sha256(packed).hexdigest()
    # Every worker has a copy: one that is lost takes nothing away that others do not have.
    sent = client.scatter(packed, broadcast=True, hash=False)
    futures = [client.submit(done, sent, name, batch, pure=False) for batch in batches]
    try:
        for future in as_completed(futures, loop=client.loop):
            yield future.result()
            future.release()
    except KilledWorker as fault:
        raise Lost("同一部分的工作进程接连中断，机群已放弃；原有的网站保持原样。") from fault
    finally:
        client.cancel(futures)
