"""Which article of an edition governs a field, by its own terms or by the table of articles."""

from generator.checks.table import ArticleTable, articles
from generator.records.regulation import Regulation
from generator.register.register import Register

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
    """Table of articles, for an edition that it speaks of."""
    return articles() if edition.id in articles().editions else None


def newest(register: Register) -> Regulation | None:
    """Newest edition on record that the rules of this program were written for."""
    return articles().newest(register.regulations.values())
