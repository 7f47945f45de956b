"""Pages of the regulations: each edition, who answers under it, and who may apply and how.

On the page of who would apply a script finds the platform by name or code and judges what is typed
in; nothing leaves the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator.checks.casebook import ALL_RULES
from generator.checks.governing import table_of
from generator.checks.walk import application_window
from generator.records.acts import Call
from generator.records.registry import Department
from generator.records.regulation import AMOUNT, Criterion, Power, Regulation, function_labels
from generator.records.values import Day, Span
from generator.register.eligibility import newest
from generator.register.places import city_on, names_on
from generator.register.snapshot import Snapshot
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.words import Fulfilment, Office, UnitKind


def answering(snapshot: Snapshot, code: str) -> tuple[Department, ...]:
    """Departments that answer for a part of the territory on the day of the snapshot."""
    every = snapshot.register.departments.values()
    today = Day(snapshot.as_of, snapshot.as_of)
    return tuple(
        each for each in every if city_on(each, snapshot.as_of) == code and names_on(each, today)
    )


def _of_territory(snapshot: Snapshot, edition: Regulation | None) -> tuple[Department, ...]:
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
    return tuple(_inspecting(snapshot, edition, power.by, code))


def _inspecting(
    snapshot: Snapshot, edition: Regulation, by: tuple[Office, ...], code: str | None
) -> Iterator[Department]:
    if Office.PLACE in by and code:
        yield from answering(snapshot, code)
    if Office.TERRITORY in by:
        yield from _of_territory(snapshot, edition)


def complaints_path(snapshot: Snapshot, edition: Regulation | None, code: str | None) -> str:
    """Address that says to whom one complains of a platform of a part, or of the territory's own; empty without any."""
    if edition is None or not supervising(snapshot, edition, code):
        return ""
    return f"cities/{code}/#complaints" if code else f"regulations/{edition.id}/#complaints"


def regulation_pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """Yields the list of editions, and a page for each."""
    known = snapshot.register.regulations.values()
    editions = sorted(known, key=lambda each: (each.begins, each.id), reverse=True)
    words = {"editions": editions}
    description = "认定所依据的管理办法及其历次版本。"
    yield Page("regulations/", "regulations", "办法", "regulations.html", description, words)
    for edition in editions:
        own = {
            "edition": edition,
            "table": table_of(edition),
            "rules": ALL_RULES,
            "powers": _powers(edition),
            "supervising": supervising(snapshot, edition, None),
            "is_over": edition.is_over(snapshot.as_of),
        }
        address = f"regulations/{edition.id}/"
        yield Page(address, "regulations", edition.title, "regulation.html", edition.title, own)


def _powers(edition: Regulation) -> list[tuple[str, Power]]:
    """Each step of the procedure by its label, and who may take it."""
    if edition.authority is None:
        return []
    fields = type(edition.authority).model_fields
    steps = (
        (field.description or "", getattr(edition.authority, name))
        for name, field in fields.items()
    )
    return [(label, power) for label, power in steps if power]


TITLE = "申报条件自查"


@dataclass(frozen=True)
class OpenCall:
    """A call, the days on which one may apply (None where not printed), and the year of its round."""

    act: Call
    window: Span | None
    year: int

    def is_over(self, day: date) -> bool:
        """Whether the last day for applying has surely passed."""
        return self.window is not None and self.window.ends.last < day


def eligibility_page(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """One page, by the newest edition whose criteria are on record."""
    register, day = snapshot.register, snapshot.as_of
    title = register.site.designation_title
    edition = newest(register, day)
    ruling = newest(register, day, "reapplication") or edition
    looks = {each.value: {"label": each.label, "looks": each.looks} for each in Fulfilment}
    words: dict[str, Any] = {
        "edition": edition, "kinds": UnitKind, "results": Fulfilment, "form": AMOUNT, "looks": looks,
        "ruling": ruling, "calls": calls(snapshot), "offices": _offices(snapshot),
        "own": _of_territory(snapshot, ruling), "recommenders": _recommenders(ruling), "Office": Office,
    }  # fmt: skip
    words |= _criteria_words(edition) | {"is_over": edition.is_over(day)} if edition else {}
    description = f"能否申报{title}、何时、向谁、带什么，并对照认定条件逐项自查。"
    yield Page("eligibility/", "regulations", TITLE, "eligibility.html", description, words)


def calls(snapshot: Snapshot) -> list[OpenCall]:
    """Calls on which one may still apply, the newest first; without any, the last one alone."""
    every = [_call(snapshot, act) for act in snapshot.acts if isinstance(act, Call)]
    year = snapshot.as_of.year
    running = [e for e in every if not e.is_over(snapshot.as_of) and (e.window or e.year >= year)]
    return running or every[:1]


def _call(snapshot: Snapshot, act: Call) -> OpenCall:
    batch = snapshot.register.batches.get(act.batch or "")
    window = act.applications or application_window(snapshot.register, act.batch)
    return OpenCall(act, window, batch.year if batch else act.issued_on.first.year)


def _offices(snapshot: Snapshot) -> list[tuple[str, str, Any]]:
    """Every part of the territory with its name and the departments that answer for it."""
    return [(code, snapshot.part_name(code), answering(snapshot, code)) for code in snapshot.parts]


def _recommenders(edition: Regulation | None) -> Any:
    return edition.authority.recommendation if edition and edition.authority else None


def _criteria_words(edition: Regulation) -> dict[str, Any]:
    assert edition.eligibility is not None
    criteria = edition.eligibility.model_dump(mode="json", exclude={"materials"})
    labels = function_labels([edition])
    groups = [
        (article, item, [*each])
        for (article, item), each in groupby(edition.eligibility.general, _place)
    ]
    return {
        "eligibility": edition.eligibility, "criteria": criteria, "labels": labels, "groups": groups,
    }  # fmt: skip


def _place(criterion: Criterion) -> tuple[int, int | None]:
    return criterion.article, criterion.item
