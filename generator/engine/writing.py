"""付印 Through a cluster: to a folder, swapped in at once; to an object store, the manifest last."""

from collections.abc import Callable
from pathlib import Path

from distributed import Client

from generator import output, swapping
from generator.engine.cluster import divided
from generator.engine.errand import Errand
from generator.engine.store import Store
from generator.exports.envelope import Publication
from generator.ledger import Entry, Ledger
from generator.output import Order
from generator.workers import batches

# Parts of a message: some megabytes of files.
BATCH = 200
Progress = Callable[[int], None]


def write(
    client: Client,
    publication: Publication,
    printed: Path,
    order: Order,
    out: str,
    progress: Progress,
) -> int:
    """付印 Gives the number of files; until all are written, nobody sees any of them."""
    if "://" in out:
        return _laid(client, publication, printed, order, out, progress)
    target = Path(out)
    output.refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    swapping.clear(target)
    with swapping.claimed(target) as claimed:
        fresh = (claimed / target.name).absolute()
        fresh.mkdir(mode=0o755)
        count = _laid(client, publication, printed, order, str(fresh), progress)
        swapping.swap(fresh, target)
    return count


def _laid(
    client: Client,
    publication: Publication,
    printed: Path,
    order: Order,
    address: str,
    progress: Progress,
) -> int:
    store = Store(address)
    store.refuse_occupied()
    errand = Errand.of(publication, printed, address)
    made = Ledger()
    at = [[*range(*batch)] for batch in batches(order.parts, BATCH)]
    for entries in divided(client, errand, at):
        made.entries.update(entries)
        progress(len(entries))
    # In the order of one machine, so that what is listed stands in the same order.
    made.entries = {part.name: made.entries[part.name] for part in order.parts}
    # One by one, the manifest last: where it stands, everything stands.
    rows = [row for file in order.closing(made) for row in store.write([file])]
    made.entries["closing"] = Entry.of("", rows)
    return made.count
