"""Page of who would apply: whether this year, when, to whom, with what, and on which conditions.

A script finds the platform by name or code and judges what is typed in; nothing leaves the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from generator.checks.walk import application_window
from generator.records.acts import Call
from generator.records.regulation import AMOUNT, Criterion, Regulation
from generator.records.values import Span
from generator.register.eligibility import newest
from generator.register.snapshot import Snapshot
from generator.site.pages.offices import answering, of_territory
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.words import Fulfilment, Office, UnitKind

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


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """One page, by the newest edition whose criteria are on record."""
    register, day = snapshot.register, snapshot.as_of
    title = register.site.designation_title
    edition = newest(register, day)
    ruling = newest(register, day, "reapplication") or edition
    looks = {each.value: {"label": each.label, "looks": each.looks} for each in Fulfilment}
    words: dict[str, Any] = {
        "edition": edition, "kinds": UnitKind, "results": Fulfilment, "form": AMOUNT, "looks": looks,
        "ruling": ruling, "calls": calls(snapshot), "offices": _offices(snapshot),
        "own": of_territory(snapshot, ruling), "recommenders": _recommenders(ruling), "Office": Office,
    }  # fmt: skip
    words |= _of(edition) | {"is_over": edition.is_over(day)} if edition else {}
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


def _of(edition: Regulation) -> dict[str, Any]:
    assert edition.eligibility is not None
    criteria = edition.eligibility.model_dump(mode="json", exclude={"materials"})
    labels = {function.term: function.label for function in edition.service_functions}
    groups = [
        (article, item, [*each])
        for (article, item), each in groupby(edition.eligibility.general, _place)
    ]
    return {
        "eligibility": edition.eligibility, "criteria": criteria, "labels": labels, "groups": groups,
    }  # fmt: skip


def _place(criterion: Criterion) -> tuple[int, int | None]:
    return criterion.article, criterion.item
