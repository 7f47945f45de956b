"""措辞 How the register's values read to people: days, places, functions, departments."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from generator.records.regulation import Regulation
from generator.records.values import Day
from generator.register.identity import PROVINCIAL, UNKNOWN, place
from generator.register.register import Register
from generator.register.sentences import long_day
from generator.terms.citations import article_label
from generator.terms.words import City

__all__ = [
    "PROVINCIAL",
    "UNKNOWN",
    "Wording",
    "city_name",
    "last_day",
    "lasts_until_review",
    "long_day",
    "place",
]


@cache
def city_name(code: str | None) -> str:
    """市名 The city's name; 省直或未载 where a platform lies in none."""
    labels = {city.value: city.label for city in City}
    return labels.get(code or "", place(code) if code else "省直或所在地未载")


def last_day(ends: date | Day | None, *, is_open: bool) -> str:
    """Last day of a title in words; without one it lasts until the next review, or nobody knows."""
    return long_day(ends) if ends else "下一次复核" if is_open else UNKNOWN


def lasts_until_review(edition: Regulation | None) -> bool:
    """Whether an edition grants titles until their next review."""
    term = edition.validity if edition else None
    return term is not None and term.until_review_every_years is not None


@dataclass(frozen=True)
class Wording:
    """措辞 The words that depend on what is on record."""

    register: Register

    @cached_property
    def functions(self) -> dict[str, str]:
        """服务功能 Every term of every edition, with its label."""
        editions = self.register.regulations.values()
        return {f.term: f.label for edition in editions for f in edition.service_functions}

    def function(self, term: str) -> str:
        """功能名称 The label of a term; the term itself where no edition lists it."""
        return self.functions.get(term, term)

    def department(self, name: str | None, on: date) -> str:
        """部门名称 The name that a department bore on a day."""
        department = self.register.departments.get(name or "")
        if department is None:
            return UNKNOWN
        for each in department.names:
            begun = each.starts is None or each.starts.first <= on
            if begun and (each.ends is None or on <= each.ends.last):
                return each.name
        return department.names[-1].name

    def article(self, regulation: str, number: int | None) -> str:
        """条文 《办法》第二十三条, as cited on pages."""
        edition = self.register.regulations.get(regulation)
        title = edition.document_number or edition.title if edition else ""
        return f"{title} {article_label(number)}" if number else title
