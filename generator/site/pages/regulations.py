"""Pages of the editions of the regulation, and which article governs a value that a page shows."""

from collections.abc import Iterator

from generator.checks.casebook import ALL_RULES
from generator.checks.governing import table_of
from generator.records.regulation import Power, Regulation
from generator.register.snapshot import Snapshot
from generator.site.pages.offices import supervising
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
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
