"""自查页 Every criterion and material of the newest edition; a script judges what is typed in."""

from collections.abc import Iterator
from typing import Any

from generator.records.regulation import AMOUNT, Regulation
from generator.register.eligibility import newest
from generator.register.snapshot import Snapshot
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.words import Fulfilment, UnitKind

TITLE = "申报条件自查"


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """自查页 One page, by the newest edition whose criteria are on record."""
    register = snapshot.register
    title = register.site.designation_title
    edition = newest(register.regulations.values(), title, snapshot.as_of)
    looks = {each.value: {"label": each.label, "looks": each.looks} for each in Fulfilment}
    words: dict[str, Any] = {
        "edition": edition, "kinds": UnitKind, "results": Fulfilment, "form": AMOUNT, "looks": looks,
    }  # fmt: skip
    words |= _of(edition) | {"is_over": edition.is_over(snapshot.as_of)} if edition else {}
    description = f"对照{title}的认定条件逐项自查，并列出申报材料。"
    yield Page("eligibility/", "regulations", TITLE, "eligibility.html", description, words)


def _of(edition: Regulation) -> dict[str, Any]:
    assert edition.eligibility is not None
    criteria = edition.eligibility.model_dump(mode="json", exclude={"materials"})
    labels = {function.term: function.label for function in edition.service_functions}
    return {"eligibility": edition.eligibility, "criteria": criteria, "labels": labels}
