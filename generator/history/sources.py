"""Addresses of originals that were put right: what git tells of them, so that no act need say so."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.history.versions import Chronicle


@dataclass(frozen=True)
class ReplacedSource:
    """Address at which a document was published, and the day on which the register gave another."""

    on: date
    before: str


def replaced_sources(chronicle: Chronicle) -> Mapping[str, tuple[ReplacedSource, ...]]:
    """Addresses that documents once had, oldest first, by the id of the document."""
    versions: dict[str, list[tuple[date, bytes]]] = defaultdict(list)
    for revision in chronicle.revisions:
        for (subject, name), text in revision.items.items():
            if subject == "notice" and text is not None:
                versions[name].append((revision.on, text))
    # Most documents never changed: those are not read at all.
    several = ((name, texts) for name, texts in versions.items() if len(texts) > 1)
    sources = ((name, _replaced(texts)) for name, texts in several)
    return {name: replaced for name, replaced in sources if replaced}


def _replaced(versions: list[tuple[date, bytes]]) -> tuple[ReplacedSource, ...]:
    replaced, before = [], None
    for on, text in versions:
        source = json.loads(text).get("source")
        now = source.get("url") if isinstance(source, dict) else None
        if before and now and now != before:
            replaced.append(ReplacedSource(on, before))
        before = now or before
    return tuple(replaced)
