"""条文对照 What in this program carries each article of the regulation, or why nothing can."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.casebook.reading import read
from generator.records.base import Count, Record, Slug, Text
from generator.records.regulation import Regulation

FILE = Path(__file__).parent / "articles.yaml"


class ArticleRow(Record):
    """一条 How the article is carried, and by what; or `nothing`, with the reason."""

    number: Count
    how: Text | None = None
    nothing: Text | None = None
    checks: tuple[Text, ...] = ()
    fields: tuple[Text, ...] = ()
    pages: tuple[Text, ...] = ()
    commands: tuple[Text, ...] = ()


class ArticleTable(Record):
    """条文对照表 A row per article; `pages` names the pages that the rows point to.

    `editions` are those whose articles bear these numbers.
    """

    editions: tuple[Slug, ...]
    pages: dict[str, Text]
    articles: tuple[ArticleRow, ...]

    def row(self, number: int) -> ArticleRow | None:
        """某条 The row of one article."""
        return next((row for row in self.articles if row.number == number), None)

    def governing(self, path: str) -> int | None:
        """所依条文 The article that a field rests on: the first row that names it."""
        return next((row.number for row in self.articles if path in row.fields), None)

    def newest(self, editions: Iterable[Regulation]) -> Regulation | None:
        """所述版本 The latest begun of the editions that this table speaks of."""
        spoken = [edition for edition in editions if edition.id in self.editions]
        return max(spoken, key=_begun, default=None)


@cache
def articles() -> ArticleTable:
    """条文对照表 Read once."""
    return read(ArticleTable, FILE)


def _begun(edition: Regulation) -> tuple[str, str]:
    starts = edition.in_force.starts
    return (str(starts) if starts else "", edition.id)
