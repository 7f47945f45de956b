"""Table of articles: what carries each article of the regulation, what proves it, and where a rule is ruled."""

from functools import cache
from pathlib import Path
from typing import TypeVar

from generator.intake.shape import shaped
from generator.intake.yaml import load
from generator.records.values import Count, Record, Text
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
