"""所用版本 Which edition an applicant is judged by when none is named."""

from collections.abc import Iterable
from datetime import date

from generator.records.regulation import Regulation


def newest(editions: Iterable[Regulation], title: str, as_of: date) -> Regulation | None:
    """最新版本 The newest edition for this title, begun by this day, whose criteria are on record.

    Titles of other levels have criteria of their own, and levels never mix (第二十八条).
    """
    found = [
        (edition.in_force.starts.first, edition)
        for edition in editions
        if edition.eligibility
        and edition.designation_title == title
        and edition.in_force.starts
        and edition.in_force.starts.first <= as_of
    ]
    return max(found, key=lambda pair: (pair[0], pair[1].id))[1] if found else None
