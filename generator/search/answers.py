"""各日答案 The file behind /verify/: spells and names of every platform, for any day."""

from collections.abc import Iterable, Iterator
from typing import Any

from generator.parts import File
from generator.search.index import encoded, head
from generator.search.packing import columns
from generator.sizes import Sizes, pieces
from generator.standing.identity import identities
from generator.standing.snapshot import Listing, Snapshot, in_order
from generator.standing.timeline import Spell
from generator.terms import Caveat

FOLDER = "verify"


def answers_files(snapshot: Snapshot, sizes: Sizes) -> Iterator[File]:
    """各日答案 Found by the look-up index, answered from here; both in the same order."""
    acts = snapshot.register.acts.values()
    titles = {act.id: [act.title, act.document_number or ""] for act in acts}
    whole = len(snapshot.listings) <= sizes.whole
    platforms = _answered(snapshot, snapshot.listings) if whole else {}
    content = head(snapshot) | {"platforms": platforms, "acts": titles}
    yield f"{FOLDER}/index.json", encoded(content)
    blocks = [] if whole else pieces(in_order(snapshot), sizes.block)
    for number, ids in enumerate(blocks):
        yield (
            f"{FOLDER}/{number}.json",
            encoded(head(snapshot) | {"platforms": _answered(snapshot, ids)}),
        )


def _answered(snapshot: Snapshot, ids: Iterable[str]) -> dict[str, list[Any]]:
    return columns([{"id": name} | answers(snapshot.listings[name]) for name in ids])


def answers(listing: Listing) -> dict[str, Any]:
    """一个平台的答案 Its spells and names, and what absence means."""
    partial = listing.standing.has(Caveat.DESIGNATION_NOT_ON_RECORD)
    return {
        "spells": [
            [spell.starts.isoformat(), spell.standing.status.value, _deciding(spell)]
            for spell in listing.timeline
        ],
        "names": [
            [each.starts.isoformat() if each.starts else "", each.name or "", each.operating_unit]
            for each in identities(listing.history)
        ],
        "note": f"{Caveat.DESIGNATION_NOT_ON_RECORD.label}。" if partial else "",
    }


def _deciding(spell: Spell) -> str:
    entry = spell.standing.decided_by
    return entry.act.id if entry else ""
