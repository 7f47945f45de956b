"""结论 What holds of one platform, in a sentence of each language, for each stretch of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.records.acts import Publicity, RevocationRow
from generator.records.regulation import Regulation
from generator.records.values import Day, Span
from generator.register.designation import ONE_DAY
from generator.register.reapplication import unit_keys
from generator.register.register import Entry
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.wording import long_day
from generator.terms.words import Status

# What an English sentence says of a day that is not on record.
WITHOUT = {"starts": "from an unrecorded day", "ends": "a day not set"}


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
            yield from bar.turns


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
    values = _Values(listing)
    return Verdict(
        chinese.format_map(values), entry.english + english.format_map(values),
        by, edition, _article(by),
    )  # fmt: skip


class _Values:
    """What the sentences of the statuses may name, worked out only where one does."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._period, self._by = listing.standing.period, listing.standing.decided_by

    def __getitem__(self, name: str) -> str:
        bare = name.removesuffix("_english")
        value: date | Day | str | None = getattr(self, bare)()
        if isinstance(value, str):
            return value
        if bare == name:
            return long_day(value)
        return str(value) if value else WITHOUT[bare]

    def starts(self) -> date | None:
        return self._period.starts if self._period and self._period.starts_known else None

    def ends(self) -> date | None:
        return self._period.ends if self._period else None

    def until(self) -> str:
        if self.ends():
            return f"至{long_day(self.ends())}（含当日）"
        is_open = self._period is not None and self._period.is_open
        return "，至下一次复核" if is_open else "，止日未载"

    def since(self) -> date | None:
        return self._listing.spell.starts if self._listing.spell else None

    def effective(self) -> date | None:
        return self._by.counts_on if self._by else None

    def grounds(self) -> str:
        row = self._by.row if self._by else None
        grounds = row.grounds if isinstance(row, RevocationRow) else None
        return f"理由：{grounds}。" if grounds else ""

    def opens(self) -> Day | None:
        window = self._window()
        return window.starts if window else None

    def closes(self) -> Day | None:
        window = self._window()
        return window.ends if window else None

    def _window(self) -> Span | None:
        return self._by.act.window if self._by and isinstance(self._by.act, Publicity) else None


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
