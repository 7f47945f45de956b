"""Departments as pages name them: who answers for a place, how to reach it, what it has laid down."""

from collections.abc import Iterator

from generator.records.acts import Call
from generator.records.registry import Department
from generator.records.regulation import Regulation
from generator.records.values import Day
from generator.register.places import city_on, names_on
from generator.register.snapshot import Snapshot
from generator.terms.words import Office


def answering(snapshot: Snapshot, code: str) -> tuple[Department, ...]:
    """Departments that answer for a part of the territory on the day of the snapshot."""
    every = snapshot.register.departments.values()
    today = Day(snapshot.as_of, snapshot.as_of)
    return tuple(
        each for each in every if city_on(each, snapshot.as_of) == code and names_on(each, today)
    )


def of_territory(snapshot: Snapshot, edition: Regulation | None) -> tuple[Department, ...]:
    """The territory's own department: that which called last, else that which issued the edition."""
    calls = (act.issuer for act in snapshot.acts if isinstance(act, Call))
    name = next(calls, edition.issuer if edition else None)
    own = snapshot.register.departments.get(name or "")
    return (own,) if own else ()


def supervising(
    snapshot: Snapshot, edition: Regulation | None, code: str | None
) -> tuple[Department, ...]:
    """Who hears complaints of a platform: those that inspect it, of its place before the territory's.

    Empty where the edition speaks of no supervision or says not who inspects.
    """
    power = edition.authority.inspection if edition and edition.authority else None
    if edition is None or edition.supervision is None or power is None:
        return ()
    return tuple(_of(snapshot, edition, power.by, code))


def _of(
    snapshot: Snapshot, edition: Regulation, by: tuple[Office, ...], code: str | None
) -> Iterator[Department]:
    if Office.PLACE in by and code:
        yield from answering(snapshot, code)
    if Office.TERRITORY in by:
        yield from of_territory(snapshot, edition)


def complaints_path(snapshot: Snapshot, edition: Regulation | None, code: str | None) -> str:
    """Address that says to whom one complains of a platform of a part, or of the territory's own; empty without any."""
    if edition is None or not supervising(snapshot, edition, code):
        return ""
    return f"cities/{code}/#complaints" if code else f"regulations/{edition.id}/#complaints"
