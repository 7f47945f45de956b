"""Errata: what they are of, and which documents and platforms they concern."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.records.acts import Act, rows_of
from generator.records.registry import Erratum
from generator.records.values import Record
from generator.register.register import Register


class Errata(NamedTuple):
    """Errata by the id of each document and of each platform that they concern, oldest first."""

    by_document: Mapping[str, tuple[Erratum, ...]]
    by_platform: Mapping[str, tuple[Erratum, ...]]


def erratum_subject(register: Register, name: str) -> Record | None:
    """Record that an erratum names: an act, what a document says beside its acts, or a platform."""
    document = register.documents.get(name)
    beside = document.beside if document else None
    return register.acts.get(name) or beside or register.records.get(name)


def errata_concerning(register: Register) -> Errata:
    """Errata by what they concern; one of a single row concerns the platform of that row."""
    of_documents: dict[str, list[Erratum]] = defaultdict(list)
    of_platforms: dict[str, list[Erratum]] = defaultdict(list)
    for erratum in register.errata.values():
        acts = register.named(erratum.of)
        for name in dict.fromkeys(act.document for act in acts):
            of_documents[name].append(erratum)
        named = register.merged.get(erratum.of, erratum.of)
        own = [named] if named in register.platforms and not acts else []
        for name in dict.fromkeys([*own, *_platforms(register, acts, erratum)]):
            of_platforms[name].append(erratum)
    return Errata(
        {name: tuple(errata) for name, errata in of_documents.items()},
        {name: tuple(errata) for name, errata in of_platforms.items()},
    )


def _platforms(register: Register, acts: tuple[Act, ...], erratum: Erratum) -> Iterator[str]:
    """Platforms listed in the rows that were mended; all of the act where another field was."""
    for act in acts:
        rows, numbers = rows_of(act), [*map(_row_number, erratum.fields)]
        if all(number is not None and number < len(rows) for number in numbers):
            yield from (rows[number].platform for number in numbers if number is not None)
        else:
            yield from register.entries_of(act)


def _row_number(address: str) -> int | None:
    """Number of the row that a field stands in, from 0; None for a field of the act itself."""
    first, _, rest = address.partition(".")
    number = rest.partition(".")[0]
    return int(number) if first == "rows" and number.isdecimal() else None
