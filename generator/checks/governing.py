"""Which article of an edition governs a field, by its own terms or by the table of articles."""

from collections.abc import Iterator

from generator.checks.table import ArticleRow, ArticleTable, articles
from generator.records.regulation import Regulation
from generator.register.register import Register

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
