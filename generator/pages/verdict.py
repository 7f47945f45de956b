"""结论 What holds of one platform, in a sentence of each language, for each stretch of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.pages.wording import long_day
from generator.records.acts import Publicity
from generator.records.regulation import Regulation
from generator.records.rows import RevocationRow
from generator.register.history import Entry
from generator.standing.reapplication import unit_keys
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.validity import ONE_DAY
from generator.terms import Status


@dataclass(frozen=True)
class Verdict:
    """The sentences, the act they rest on, and the article with its edition."""

    sentence: str
    english: str
    by: Entry | None
    edition: Regulation | None
    article: int | None


@dataclass(frozen=True)
class Stretch:
    """Days on which one verdict holds, both included; None where it has no first or last day.

    `listing` is the platform as of one of these days: nothing on its page depends on which.
    """

    starts: date | None
    ends: date | None
    listing: Listing


def stretches(listing: Listing, snapshot: Snapshot) -> list[Stretch]:
    """The stretch that holds the day of the listing, and every later one by what is on record."""
    marks = sorted(_turns(listing, snapshot))
    passed = [day for day in marks if day <= listing.as_of]
    coming = marks[len(passed) :]
    starts = [passed[-1] if passed else None, *coming]
    ends = [*(day - ONE_DAY for day in coming), None]
    now = _latest_event(listing, passed)
    days = [now, *coming]
    return [
        Stretch(start, end, snapshot.turned_to(day, listing))
        for start, end, day in zip(starts, ends, days, strict=True)
    ]


def _turns(listing: Listing, snapshot: Snapshot) -> Iterator[date]:
    """Every day from which the verdict may read differently."""
    yield from {spell.starts for spell in listing.timeline}
    if not snapshot.bars:
        return
    for key in unit_keys(listing.history):
        for bar in snapshot.bars.get(key, ()):
            yield bar.starts
            yield bar.ends + ONE_DAY


def _latest_event(listing: Listing, passed: list[date]) -> date:
    """The last day on which anything on the page changed; the listing's own day before all."""
    acts = (
        day for entry in listing.history.entries for day in (entry.issued_on, entry.effective_on)
    )
    return max([*passed, *(day for day in acts if day <= listing.as_of)], default=listing.as_of)


def verdict(listing: Listing) -> Verdict:
    """What holds of a platform on the listing's day."""
    by, entry = listing.standing.decided_by, listing.status.entry
    edition = by.regulation if by else None
    chinese, english = entry.sentence, entry.sentence_english
    if entry.otherwise and entry.otherwise_english and not _has_lapsed(listing):
        chinese, english = entry.otherwise, entry.otherwise_english
    values = _values(listing)
    return Verdict(
        chinese.format_map(values), entry.english + english.format_map(values),
        by, edition, _article(by),
    )  # fmt: skip


def _has_lapsed(listing: Listing) -> bool:
    """Whether the period ran to its end: what ended earlier was ended by an act."""
    period = listing.standing.period
    return period is not None and period.ends is not None and period.ends < listing.as_of


def _values(listing: Listing) -> dict[str, str]:
    """What the sentences of the statuses may name."""
    values = _period_values(listing)
    by = listing.standing.decided_by
    if by is None:
        return values
    values |= {"effective": long_day(by.effective_on), "effective_english": str(by.effective_on)}
    grounds = by.row.grounds if isinstance(by.row, RevocationRow) else None
    values["grounds"] = f"理由：{grounds}。" if grounds else ""
    if isinstance(by.act, Publicity) and by.act.window:
        opens, closes = by.act.window.starts, by.act.window.ends
        values |= {"opens": long_day(opens), "closes": long_day(closes)}
        values |= {"opens_english": str(opens), "closes_english": str(closes)}
    return values


def _period_values(listing: Listing) -> dict[str, str]:
    since = listing.spell.starts if listing.spell else None
    values = {"since": long_day(since), "since_english": str(since)}
    period = listing.standing.period
    if period is None:
        return values
    known = period.starts_known
    return values | {
        "starts": long_day(period.starts if known else None),
        "starts_english": str(period.starts) if known else "from an unrecorded day",
        "until": f"至{long_day(period.ends)}（含当日）" if period.ends else "，至下一次复核",
        "until_english": str(period.ends or "the next review"),
        "ends": long_day(period.ends),
        "ends_english": str(period.ends),
    }


def _article(by: Entry | None) -> int | None:
    edition = by.regulation if by else None
    if by is None or edition is None:
        return None
    if isinstance(by.row, RevocationRow):
        return by.row.article or (edition.bar.article if edition.bar else None)
    term = edition.publicity if isinstance(by.act, Publicity) else edition.validity
    return term.article if term else None


def stretch_words(stretch: Stretch, later: Stretch | None) -> str:
    """On which days a verdict holds and what follows, for who reads the page without a script."""
    if stretch.starts and stretch.ends:
        held = f"{long_day(stretch.starts)}至{long_day(stretch.ends)}（含当日）"
    elif stretch.starts:
        held = f"自{long_day(stretch.starts)}起"
    elif stretch.ends:
        held = f"至{long_day(stretch.ends)}（含当日）"
    else:
        return ""
    return (
        f"以上适用于{held}{_what_follows(stretch, later)}。"
        if stretch.ends
        else f"以上{held}适用。"
    )


def _what_follows(stretch: Stretch, later: Stretch | None) -> str:
    if later is None or later.starts is None:
        return ""
    status: Status = later.listing.status
    said = "仍为" if status is stretch.listing.status else ""
    return f"；{long_day(later.starts)}起{said}{status.label}"
