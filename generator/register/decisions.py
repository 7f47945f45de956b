"""Decisions upon acts (行政复议、诉讼、自行纠正): which acts on a platform they take away, and when.

An act annulled never had effect; an act stayed has none from day to day while the stay lasts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.records.acts import Reconsideration, ReconsiderationRow
from generator.register.register import Entry, History
from generator.terms.words import DecisionOutcome


@dataclass(frozen=True, slots=True)
class Decided:
    """Acts on a platform that a decision took away (for good, or while stayed), and the decision."""

    entry: Entry
    decision: Entry
    is_annulled: bool


def live_entries(history: History, day: date = date.min) -> tuple[Entry, ...]:
    """Acts on the platform but for those annulled, and those stayed on the day."""
    taken_away = {id(each.entry) for each in decisions_on(history, day)}
    if not taken_away:
        return history.entries
    return tuple(entry for entry in history.entries if id(entry) not in taken_away)


def decisions_on(history: History, day: date) -> Iterator[Decided]:
    """Acts annulled (for every day) and acts stayed on the day, each with the decision."""
    decisions = history.of(Reconsideration)
    if not decisions:
        return
    for entry in history.entries:
        if decision := _annulment(decisions, entry, day):
            yield Decided(entry, decision, is_annulled=True)
        elif decision := _stay(decisions, entry, day):
            yield Decided(entry, decision, is_annulled=False)


def _annulment(decisions: Sequence[Entry], entry: Entry, day: date) -> Entry | None:
    """The decision that annulled an act, if it was not annulled itself and is not stayed on the day."""
    for decision in decisions:
        annuls = _outcome(decision) is DecisionOutcome.ANNULLED and _is_about(decision, entry)
        if annuls and _counts(decisions, decision, day):
            return decision
    return None


def _stay(decisions: Sequence[Entry], entry: Entry, day: date) -> Entry | None:
    """The stay that suspends an act on the day; lifted when the stay or the case is over."""
    about = [
        each
        for each in decisions
        if _is_about(each, entry) and each.counts_on <= day and _counts(decisions, each, day)
    ]
    last = max(about, key=lambda each: each.counts_on, default=None)
    return last if last and _outcome(last) is DecisionOutcome.STAYED else None


def _counts(decisions: Sequence[Entry], decision: Entry, day: date) -> bool:
    """Whether a decision has effect on the day: neither annulled nor stayed by another.

    Decisions about each other in a circle are an error of the record; each is asked once.
    """
    others = [each for each in decisions if each is not decision]
    return not (_annulment(others, decision, day) or _stay(others, decision, day))


def _is_about(decision: Entry, entry: Entry) -> bool:
    act = decision.act
    assert isinstance(act, Reconsideration)
    return decision is not entry and entry.act.is_named(act.about)


def _outcome(decision: Entry) -> DecisionOutcome:
    assert isinstance(decision.row, ReconsiderationRow)
    return decision.row.outcome
