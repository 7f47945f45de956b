"""各日答案 The file behind /verify/: spells and names of every platform, for any day."""

from typing import Any

from generator.search.index import encoded, head
from generator.search.packing import columns
from generator.standing.identity import identities
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.timeline import Spell
from generator.terms import Caveat

ADDRESS = "verify/index.json"


def answers_file(snapshot: Snapshot) -> bytes:
    """各日答案 Found by the look-up index, answered from here; both in the order of the ids."""
    acts = snapshot.register.acts.values()
    rows = [{"id": each.id} | answers(each) for each in snapshot.listings.values()]
    titles = {act.id: [act.title, act.document_number or ""] for act in acts}
    return encoded(head(snapshot) | {"platforms": columns(rows), "acts": titles})


def answers(listing: Listing) -> dict[str, Any]:
    """一个平台的答案 Its spells and names, and what absence means."""
    partial = Caveat.DESIGNATION_NOT_ON_RECORD in listing.standing.caveats
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
