"""Errata in words: of which record, which fields, what was wrong; never as an act of an office."""

from dataclasses import dataclass

from generator.records.fields import field_words
from generator.records.registry import Erratum
from generator.register.errata import erratum_subject
from generator.register.snapshot import Snapshot
from generator.site.pages.wording import long_day
from generator.terms.citations import PART, notice_path, numeral


@dataclass(frozen=True)
class ErratumWords:
    """Erratum as a page says it; `path` leads to the page of its subject, empty where there is none yet."""

    id: str
    day: str
    subject: str
    path: str
    fields: str
    what: str


def erratum_words(erratum: Erratum, snapshot: Snapshot) -> ErratumWords:
    """Words of one erratum."""
    record = erratum_subject(snapshot.register, erratum.of)
    names = ((field_words(record, each) if record else None) or each for each in erratum.fields)
    subject, path = _subject(erratum.of, snapshot)
    day = long_day(erratum.found_on)
    return ErratumWords(erratum.id, day, subject, path, "、".join(names), erratum.what)


def _subject(name: str, snapshot: Snapshot) -> tuple[str, str]:
    acts = snapshot.register.named(name)
    if acts:
        is_issued = acts[0].issued_on.first <= snapshot.as_of
        part = f"第{numeral(acts[0].number)}项" if PART in name else ""
        return f"《{acts[0].title}》{part}", notice_path(name) if is_issued else ""
    listing = snapshot.listings.get(name)
    return (listing.identity.shown, f"platforms/{name}/") if listing else (name, "")
