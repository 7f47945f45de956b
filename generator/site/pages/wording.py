"""How the register's values read to people: days, places, functions, departments, errata."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from generator.records.registry import Erratum
from generator.records.regulation import function_labels
from generator.records.values import Day
from generator.register.errata import erratum_subject, field_words
from generator.register.identity import identity
from generator.register.places import name_then
from generator.register.register import Register
from generator.register.sentences import long_day
from generator.register.snapshot import Snapshot
from generator.register.territory import UNKNOWN
from generator.terms.citations import PART, article_label, notice_path, numeral

__all__ = ["UNKNOWN", "Wording", "long_day"]


@dataclass(frozen=True)
class Wording:
    """Words that depend on what is on record."""

    register: Register

    @cached_property
    def functions(self) -> dict[str, str]:
        """Every term of every edition, with its label."""
        return function_labels(self.register.regulations.values())

    def function(self, term: str) -> str:
        """Label of a term; the term itself where no edition lists it."""
        return self.functions.get(term, term)

    def function_links(self, terms: tuple[str, ...], root: str) -> Markup:
        """Links to the pages of functions, as HTML; most platforms have the same few."""
        key = terms, root
        if key not in self._links:
            self._links[key] = self._linked(terms, root)
        return self._links[key]

    @cached_property
    def _links(self) -> dict[tuple[tuple[str, ...], str], Markup]:
        return {}

    def _linked(self, terms: tuple[str, ...], root: str) -> Markup:
        link = Markup('<a href="{}functions/{}/">{}</a> ')
        links = (link.format(root, term, self.function(term)) for term in terms)
        return Markup().join(links) or Markup('<span class="reg-none">{}</span>').format(UNKNOWN)

    def platform(self, name: str, on: date) -> str:
        """Name that a platform bore on a day, or that of its unit; its id where it is not on record."""
        history = self.register.histories.get(name)
        return identity(history, on).shown if history else name

    def department(self, name: str | None, on: date) -> str:
        """Name that a department bore on a day."""
        department = self.register.departments.get(name or "")
        return name_then(department, Day(on, on)) if department else UNKNOWN

    def article(self, regulation: str, number: int | None) -> str:
        """An article as pages cite it: 《办法》第二十三条."""
        edition = self.register.regulations.get(regulation)
        title = edition.document_number or edition.title if edition else ""
        return f"{title} {article_label(number)}" if number else title


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
