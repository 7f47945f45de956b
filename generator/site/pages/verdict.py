"""The verdict says what holds of one platform on a day, and everything that this rests on.

The sentences are templates with slots. A verdict is the values of the slots, so that Python
fills the pages, and the browser the answers of /verify/, from the same templates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.records.acts import Publicity, RevocationRow
from generator.records.regulation import Regulation
from generator.register.answer import Standing, StandingCaveat
from generator.register.designation import ONE_DAY
from generator.register.identity import identities
from generator.register.reapplication import Bar, unit_keys
from generator.register.register import Entry
from generator.register.sentences import Slots, english_template, long_day, slots_of
from generator.register.snapshot import Listing, Snapshot
from generator.terms.answers import Explanation
from generator.terms.words import Status

BAR = "运营单位至{ends}（含当日）不得申报{doubt}"
BAR_ENGLISH = "The operating unit may not apply again until {ends_english}"
CAVEAT, CAVEAT_ENGLISH = "注意：{caveat}。", "Note: {caveat}."
EXPLANATION, EXPLANATION_ENGLISH = "说明：{explanation}。", "Explanation: {explanation}."

Article = tuple[Regulation, int]


@dataclass(frozen=True)
class BarVerdict:
    """A bar that lies on whoever operates the platform: the slots of its sentence, and its article."""

    slots: Slots
    article: Article | None

    @property
    def sentence(self) -> str:
        """The Chinese sentence, without a full stop: the article follows."""
        return BAR.format_map(self.slots)

    @property
    def english(self) -> str:
        """The English sentence, with its full stop."""
        return f"{BAR_ENGLISH.format_map(self.slots)}."


@dataclass(frozen=True)
class Verdict:
    """The status with the slots of its sentences, and what it rests on.

    `acts` are all acts without which the word or the period would differ, the last one the
    decisive.
    """

    status: Status
    slots: Slots
    acts: tuple[Entry, ...]
    article: Article | None
    bar: BarVerdict | None
    caveats: tuple[StandingCaveat, ...]
    explanation: Explanation | None

    @property
    def sentence(self) -> str:
        """The Chinese sentence."""
        return self.status.entry.sentence.format_map(self.slots)

    @property
    def remarks(self) -> list[str]:
        """Caveats and the explanation, each a whole Chinese sentence."""
        notes = [CAVEAT.format(caveat=each.label) for each in self.caveats]
        if self.explanation:
            notes.append(EXPLANATION.format(explanation=self.explanation.label))
        return notes

    @cached_property
    def english(self) -> str:
        """The English words give the status, the bar, the caveats and the explanation."""
        parts = [english_template(self.status).format_map(self.slots)]
        parts += [self.bar.english] if self.bar else []
        parts += [CAVEAT_ENGLISH.format(caveat=caveat_english(each)) for each in self.caveats]
        if self.explanation:
            parts.append(EXPLANATION_ENGLISH.format(explanation=self.explanation.english))
        return " ".join(parts)


def caveat_english(caveat: StandingCaveat) -> str:
    """A caveat in English, its slots filled."""
    return caveat.caveat.english.format(first=caveat.first, last=caveat.last)


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
    marks = sorted(turns(listing, snapshot))
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


def every_stretch(listing: Listing, snapshot: Snapshot) -> Iterator[tuple[date | None, Verdict]]:
    """First day of every stretch with its verdict; the first reaches back without end."""
    marks = sorted({*turns(listing, snapshot)})
    before = marks[0] - ONE_DAY if marks else listing.as_of
    for first, day in ((None, before), *((day, day) for day in marks)):
        bar = snapshot.bar_on(listing.history, day)
        yield first, judged(listing.standing_on(day), bar)


def turns(listing: Listing, snapshot: Snapshot) -> Iterator[date]:
    """Every day from which the verdict may read differently."""
    yield from {spell.starts for spell in listing.timeline}
    if listing.history.begins_on:
        yield listing.history.begins_on
    if not snapshot.bars:
        return
    yield from (each.starts for each in identities(listing.history) if each.starts)
    for key in unit_keys(listing.history):
        for bar in snapshot.bars.get(key, ()):
            yield from bar.turns


def _latest_event(listing: Listing, passed: list[date]) -> date:
    """The last day on which anything on the page changed; the listing's own day before all."""
    acts = (
        day for entry in listing.history.entries for day in (entry.issued_on, entry.effective_on)
    )
    moved = (span.starts for span in listing.places if span.starts)
    known = [day for day in (*acts, *moved) if day <= listing.as_of]
    return max([*passed, *known], default=listing.as_of)


def verdict(listing: Listing) -> Verdict:
    """Say what holds of a platform on the listing's day."""
    return judged(listing.standing, listing.bar)


def judged(held: Standing, bar: Bar | None) -> Verdict:
    """Say what holds of a platform by its standing and the bar on its unit."""
    return Verdict(
        held.status,
        slots_of(held),
        tuple({entry.act.id: entry for entry in held.deciding}.values()),
        _article(held.decided_by),
        bar_verdict(bar) if bar else None,
        held.caveats,
        held.explanation,
    )


def bar_verdict(bar: Bar) -> BarVerdict:
    """Say until when a bar lies, and by which article."""
    entry = bar.entry
    is_sure = entry.effective_on == entry.counts_on
    slots = {
        "ends": long_day(bar.ends),
        "ends_english": str(bar.ends),
        "doubt": "" if is_sure else "（撤销日没有印全，按可能的最后一天起算）",
    }
    edition = entry.regulation
    article = edition.bar.article if edition and edition.bar else None
    return BarVerdict(slots, (edition, article) if edition and article else None)


def _article(by: Entry | None) -> Article | None:
    edition = by.regulation if by else None
    if by is None or edition is None:
        return None
    if isinstance(by.row, RevocationRow):
        number = by.row.article
    else:
        term = edition.publicity if isinstance(by.act, Publicity) else edition.validity
        number = term.article if term else None
    return (edition, number) if number else None


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
    still = "仍为" if status is stretch.listing.status else ""
    return f"；{long_day(later.starts)}起{still}{status.label}"
