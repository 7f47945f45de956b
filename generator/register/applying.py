"""Whether whoever runs a platform may apply for the title on a day (第二十三条、第二十四条): pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.records.acts import RevocationRow
from generator.records.regulation import Regulation
from generator.register.designation import Period
from generator.register.reapplication import is_barring
from generator.register.snapshot import Listing
from generator.terms.applying import Applying
from generator.terms.words import Status

HELD = (Status.IN_FORCE, Status.ANNOUNCED)
IN_ROUND = (Status.UNDER_PUBLICITY, Status.AWAITING_ANNOUNCEMENT)


@dataclass(frozen=True, slots=True)
class Prospect:
    """Answer to who would apply with a platform on a day.

    `ends` is the last day of the bar, or of the title held; `year` is the first in which that
    title may be applied for again.
    """

    applying: Applying
    ends: date | None = None
    year: int | None = None


def prospect(listing: Listing, edition: Regulation | None) -> Prospect:
    """Judge the listing's day by its own bar and title, and by the edition of the coming round."""
    if listing.bar:
        return Prospect(Applying.BARRED, listing.bar.ends)
    if listing.status in HELD:
        return _of_title(_last_held(listing), edition, listing.as_of)
    if listing.status is Status.UNDETERMINED:
        return Prospect(Applying.ASK)
    if listing.status in IN_ROUND:
        return Prospect(Applying.IN_ROUND)
    return Prospect(Applying.BAR_NOT_STATED if _is_open(listing) else Applying.FREE)


def _last_held(listing: Listing) -> Period | None:
    """The period held, or the last one already granted that follows it."""
    spells = (spell.standing for spell in listing.coming if spell.standing.status in HELD)
    return [listing.standing.period, *(each.period for each in spells)][-1]


def _of_title(period: Period | None, edition: Regulation | None, day: date) -> Prospect:
    if period and period.is_open and period.ends is None:
        return Prospect(Applying.UNTIL_REVIEW)
    year = first_year(period, edition)
    if period is None or year is None:
        return Prospect(Applying.ASK)
    applying = Applying.TOO_EARLY if day.year < year else Applying.AGAIN
    return Prospect(applying, period.ends, year)


def first_year(period: Period | None, edition: Regulation | None) -> int | None:
    """First year in which a title that is held may be applied for again; None where nobody can tell."""
    term = edition.reapplication if edition else None
    if term is None or period is None or period.ends is None:
        return None
    return period.ends.year - term.years_before_expiry


def _is_open(listing: Listing) -> bool:
    """Whether a revocation decides, and it says neither that it bars nor that it does not."""
    by = listing.standing.decided_by
    return (
        by is not None
        and isinstance(by.row, RevocationRow)
        and is_barring(by.row, by.regulation) is None
    )


def turning_years(listing: Listing, edition: Regulation | None) -> Iterator[date]:
    """First day of every year in which a title on record may be applied for again."""
    for spell in listing.timeline:
        if year := first_year(spell.standing.period, edition):
            yield date(year, 1, 1)
