"""Rounds of a year: the papers of each, and what it came to from recommendation to announcement."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.records.acts import Act, Announcement, Call, Publicity, PublicityRow, Review, Row
from generator.records.registry import Batch
from generator.register.register import Register


@dataclass(frozen=True)
class Round:
    """A round (第二十二条): its papers in order of issue, and its numbers side by side."""

    batch: Batch
    papers: tuple[Act, ...]
    numbers: tuple[tuple[str, int | None], ...]


def round_of(register: Register, batch: Batch) -> Round:
    """Round that a batch stands for: every call, publicity, announcement and review that names it.

    A number is None where no paper tells it, or a list is held in part.
    """
    own = {act.id: act for act in register.named(batch.call)}
    own |= {act.id: act for act in register.acts.values() if act.batch == batch.id}
    papers = [a for a in own.values() if isinstance(a, Call | Publicity | Announcement | Review)]
    papers.sort(key=lambda act: (act.issued_on.first, act.id))
    publicised = _rows(register, [act for act in papers if isinstance(act, Publicity)])
    announced = _rows(register, [act for act in papers if isinstance(act, Announcement)])
    numbers = (
        ("推荐", batch.recommended),
        ("评审", batch.reviewed),
        ("公示", _count(publicised)),
        ("公示中列为复核", _count(publicised, is_reviewed=True)),
        ("公布", _count(announced)),
    )
    return Round(batch, tuple(papers), numbers)


def _rows(register: Register, acts: Iterable[Publicity | Announcement]) -> dict[str, Row] | None:
    """Rows of all these lists by platform, corrections applied; None where any is not whole."""
    rows: dict[str, Row] = {}
    for act in acts:
        if not act.rows_complete:
            return None
        entries = register.entries_of(act)
        rows |= {platform: entry.row for platform, entry in entries.items() if entry.row}
    return rows or None


def _count(rows: dict[str, Row] | None, is_reviewed: bool = False) -> int | None:
    if rows is None:
        return None
    marked = (isinstance(row, PublicityRow) and row.reviewed for row in rows.values())
    return sum(marked) if is_reviewed else len(rows)
