"""Articles: the table of what carries and proves each, and which article of an edition governs a field or a rule."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

from generator.intake.shape import shaped
from generator.intake.yaml import load
from generator.records.regulation import Regulation
from generator.records.values import Count, Record, Text
from generator.register.register import Register
from generator.terms.citations import article_label
from generator.terms.findings import Rule

R = TypeVar("R", bound=Record)
ARTICLES = Path(__file__).parents[1] / "casebook" / "articles.yaml"


def record_in(model: type[R], path: Path) -> R:
    """Record in a file of the casebook: it is ours, so a mistake in it raises ValueError."""
    document = load(path.as_posix(), path.read_bytes())
    filed, faults = (None, document.findings) if document.findings else shaped(model, document)
    if filed is None:
        raise ValueError("\n".join(f"{f.place}: {f.message}" for f in faults))
    return filed.record


class Claim(Record):
    """A sentence on how an article is carried, and what fails when it is false.

    That are the cases of the checks that it names, and the `tests`, each as file::name.
    """

    says: Text
    checks: tuple[Text, ...] = ()
    tests: tuple[Text, ...] = ()


class ArticleRow(Record):
    """How an article is carried, and by what; or `nothing`, with the reason.

    `loose` says what of the article is left to people, where the sentences do not hold it all.
    """

    number: Count
    claims: tuple[Claim, ...] = ()
    loose: Text | None = None
    nothing: Text | None = None
    fields: tuple[Text, ...] = ()
    pages: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()

    @property
    def checks(self) -> tuple[str, ...]:
        """Every check that its sentences rest on."""
        return tuple(code for claim in self.claims for code in claim.checks)

    @property
    def how(self) -> str:
        """Everything that is said of how the article is carried; empty where nothing carries it."""
        return "".join((*(claim.says for claim in self.claims), self.loose or ""))


class ArticleTable(Record):
    """A row per article; `pages` names the pages that the rows point to."""

    pages: dict[str, Text]
    articles: tuple[ArticleRow, ...]

    def row(self, number: int) -> ArticleRow | None:
        """Row of one article."""
        return next((row for row in self.articles if row.number == number), None)

    def governing(self, path: str) -> int | None:
        """Article that a field rests on: that of the first row that names it."""
        return next((row.number for row in self.articles if path in row.fields), None)

    def rows_of(self, code: str) -> tuple[ArticleRow, ...]:
        """Rows that name a check."""
        return tuple(row for row in self.articles if code in row.checks)


@cache
def articles() -> ArticleTable:
    """The table of articles, read once."""
    return record_in(ArticleTable, ARTICLES)


def ruled_in(rule: Rule) -> tuple[int, ...]:
    """Articles on which a rule rests, by the table; none for a rule of recording."""
    return () if rule.article else tuple(row.number for row in articles().rows_of(rule.code))


def basis(rule: Rule) -> str:
    """Basis of a rule as it is cited: 第二十条, 第六条至第十三条, or the recording rule."""
    numbers = ruled_in(rule)
    labels = [article_label(number) for number in numbers]
    return rule.article or (labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}")


EDITION = "regulation"
# Where an edition says itself in which article a field is ruled, it is believed.
TERMS = {
    "announcement.validity": "validity",
    "publicity.window": "publicity",
    "annual_report.year": "annual_report",
    "batch.year": "batches",
}


def governing(edition: Regulation | None, path: str) -> int | None:
    """Article that governs a field: by the edition's own terms, else by the table; none without an anchor."""
    if edition is None:
        return None
    term = getattr(edition, TERMS.get(path, ""), None)
    number = term.article if term else None
    table = table_of(edition)
    if number is None and table:
        number = table.governing(path)
    return number if number in {article.number for article in edition.articles} else None


def table_of(edition: Regulation) -> ArticleTable | None:
    """Table of articles, for an edition that has just these articles and rules each term in the same."""
    table = articles()
    has_all = [each.number for each in edition.articles] == [row.number for row in table.articles]
    ruled = ((path, getattr(edition, name)) for path, name in TERMS.items())
    return (
        table
        if has_all
        and all(not term or term.article == table.governing(path) for path, term in ruled)
        else None
    )


def ruling(edition: Regulation, code: str) -> int | None:
    """Article of an edition on which a check rests; None where nobody can tell.

    The edition's own terms say so; else the table, where it speaks of this edition.
    """
    rows = articles().rows_of(code)
    own = next(filter(None, (each for row in rows for each in _own(edition, row))), None)
    return own or (next((row.number for row in rows), None) if table_of(edition) else None)


def _own(edition: Regulation, row: ArticleRow) -> Iterator[int | None]:
    """Articles that the edition itself gives for the terms which a row of the table names."""
    for path in row.fields:
        root, *names = path.split(".")
        term: object = edition if root == EDITION else None
        for name in names:
            term = getattr(term, name, None)
            yield getattr(term, "article", None)


def spoken_of(register: Register) -> list[Regulation]:
    """Editions on record that the table of articles speaks of, the oldest first."""
    editions = (each for each in register.regulations.values() if table_of(each))
    return sorted(editions, key=lambda each: (each.begins, each.id))


def newest(register: Register) -> Regulation | None:
    """Newest edition on record that the rules of this program were written for."""
    return next(reversed(spoken_of(register)), None)
