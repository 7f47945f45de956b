"""The bar on applying again after a revocation (第二十四条), which follows the legal person.

The bar runs from the day on which the revocation surely takes effect to the corresponding
day so many years later, that day included. It lies on whoever was revoked, under every code
that this person ever bore, and on no earlier or later operator of the platform.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.records.acts import Reconsideration, RenamingRow, Revocation, RevocationRow
from generator.records.regulation import Regulation
from generator.register.decisions import live_entries
from generator.register.designation import FOR_EVER, ONE_DAY, anniversary
from generator.register.identity import Identity, identities, identity
from generator.register.register import Entry, History, Register


@dataclass(frozen=True, slots=True)
class Bar:
    """Days on which the revoked person may not apply, both included, and the revocation.

    A stay of the revocation suspends the bar on the days of `suspended`, both included each.
    """

    entry: Entry
    platform: str
    starts: date
    ends: date
    units: frozenset[str]
    suspended: tuple[tuple[date, date], ...] = ()

    @property
    def turns(self) -> Iterator[date]:
        """Every day on which the bar begins, is over, is suspended or runs again."""
        for first, last in ((self.starts, self.ends), *self.suspended):
            yield first
            if last < FOR_EVER:
                yield last + ONE_DAY

    def covers(self, day: date) -> bool:
        """Whether an application on this day is barred."""
        is_suspended = any(first <= day <= last for first, last in self.suspended)
        return self.starts <= day <= self.ends and not is_suspended


def bars_by_unit(register: Register) -> Mapping[str, list[Bar]]:
    """Bars by the credit code of the person barred, or by platform where no code is known."""
    bars_of: dict[str, list[Bar]] = defaultdict(list)
    for history in register.histories.values():
        for bar in bars(history):
            for unit in bar.units:
                bars_of[unit].append(bar)
    return bars_of


def unit_keys(history: History) -> set[str]:
    """Everything by which whoever ran the platform was ever known: under these a bar may be found."""
    return {unit_known_by(each, history) for each in identities(history)}


def unit_key(history: History, day: date) -> str:
    """Key of the legal person on a day: its code, or the platform that it runs."""
    return unit_known_by(identity(history, day), history)


def unit_known_by(known: Identity, history: History) -> str:
    """Key of the legal person, if it is known who it was.

    Without a code a person is known by the platform and the day since when it runs it.
    """
    if known.credit_code:
        return known.credit_code
    first = next(each for each in reversed(_persons(history, known.starts)) if known in each)[0]
    return f"platform:{history.platform.id}:{first.starts or ''}"


def person_keys(history: History, known: Identity) -> set[str]:
    """Everything by which the person that bore an identity of the platform was ever known."""
    person = next(each for each in _persons(history, None) if known in each)
    return {unit_known_by(each, history) for each in person}


def bars(history: History) -> list[Bar]:
    """Bars that this platform's own revocations bring, oldest first."""
    revocations = history.of(Revocation)
    if not revocations:
        return []
    live = {id(entry) for entry in live_entries(history)}
    return [bar for entry in revocations if id(entry) in live and (bar := _bar(history, entry))]


def _bar(history: History, entry: Entry) -> Bar | None:
    row = entry.row
    assert isinstance(row, RevocationRow)
    term = entry.regulation.bar if entry.regulation else None
    if term is None or not is_barring(row, entry.regulation):
        return None
    starts = entry.counts_on
    person = next(each for each in _persons(history, starts) if _runs_on(each, starts))
    units = frozenset(unit_known_by(each, history) for each in person) | _merged_codes(history)
    ends = anniversary(starts, term.years)
    return Bar(entry, history.platform.id, starts, ends, units, tuple(_stays(history, entry)))


def _merged_codes(history: History) -> set[str]:
    """Codes of further records of the platform that none of its identities bears: the same person's."""
    known = {each.credit_code for each in identities(history)}
    codes = {each.operating_unit.credit_code for each in history.merged}
    return {code for code in codes - known if code}


def _stays(history: History, entry: Entry) -> Iterator[tuple[date, date]]:
    """Days on which the revocation is stayed, each span until the next decision on the platform."""
    days = sorted({decision.counts_on for decision in history.of(Reconsideration)})
    for first, following in zip(days, [*days[1:], None], strict=False):
        if not any(each is entry for each in live_entries(history, first)):
            yield first, following - ONE_DAY if following else FOR_EVER


def is_barring(row: RevocationRow, edition: Regulation | None) -> bool | None:
    """Whether a revocation bars: by its own words, else by the edition's article; None if neither says.

    One that cites another article than that of the bar (第二十五条 beside 第二十四条) bars nobody
    unless the document says so; one that cites none rests on the article of the bar.
    """
    if row.bars_reapplication is not None:
        return row.bars_reapplication
    term = edition.bar if edition else None
    if term is None:
        return None
    return True if row.article in (None, term.article) or term.article is None else None


def _runs_on(person: list[Identity], day: date) -> bool:
    first, last = person[0], person[-1]
    return (first.starts or day) <= day <= (last.ends or day)


def _persons(history: History, revoked_on: date | None) -> list[list[Identity]]:
    """Identities of the platform by the legal person that bore them, oldest first.

    A new name alone is the same person. Where a renaming with a new code does not say,
    it is another person before the revocation, and the same after it.
    """
    persons: list[list[Identity]] = []
    for each in identities(history):
        if persons and _is_same_person(each, revoked_on):
            persons[-1].append(each)
        else:
            persons.append([each])
    return persons


def _is_same_person(renamed: Identity, revoked_on: date | None) -> bool:
    row = renamed.by.row if renamed.by else None
    assert isinstance(row, RenamingRow)
    if row.same_legal_person is not None:
        return row.same_legal_person
    if row.credit_code is None:
        return True
    return revoked_on is not None and (renamed.starts or revoked_on) > revoked_on


def bars_on(unit: str, day: date, bars: Mapping[str, list[Bar]]) -> Iterator[Bar]:
    """Bars that lie on a person on a day."""
    return (bar for bar in bars.get(unit, ()) if bar.covers(day))
