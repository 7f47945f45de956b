"""The register's promises to the public, over random histories."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.register.designation import anniversary
from generator.register.snapshot import Snapshot
from generator.register.timeline import recorded_days
from generator.terms.words import Status
from tests.histories import listing, register

FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
ONE_DAY = timedelta(days=1)


def span(starts: date, length: int) -> dict[str, str]:
    """From a day, for so many days."""
    return {"starts": starts.isoformat(), "ends": (starts + ONE_DAY * length).isoformat()}


@st.composite
def acts(draw: st.DrawFn) -> dict[str, Any]:
    """One act of any kind that can change a standing."""
    issued = draw(DAYS)
    act: dict[str, Any] = {"issued_on": issued.isoformat()}
    later = issued + ONE_DAY * draw(st.integers(0, 60))
    kind = draw(st.sampled_from(KINDS))
    if kind == "publicity":
        act["window"] = span(later, draw(st.integers(0, 20)))
    elif kind == "announcement":
        act["validity"] = span(later, draw(st.integers(1, 1500)))
    elif kind in ("revocation", "withdrawal", "renaming"):
        act["takes_effect_on"] = later.isoformat()
    elif kind == "review":
        act["row"] = {"outcome": draw(st.sampled_from(["passed", "rectification", "failed"]))}
    elif kind == "validity_change":
        act["row"] = {"ends": (later + ONE_DAY * draw(st.integers(0, 900))).isoformat()}
    elif kind == "objection":
        act |= {
            "publicity": "act-1",
            "row": {"outcome": draw(st.sampled_from(["upheld", "dismissed"]))},
        }
    if kind == "renaming":
        act["row"] = {"name": {"from": "示例·旧平台", "to": "示例·新平台"}}
    return {"kind": kind, **act}


KINDS = (
    "publicity", "announcement", "announcement", "revocation", "withdrawal", "review",
    "validity_change", "objection", "renaming",
)  # fmt: skip
HISTORIES = st.lists(acts(), min_size=1, max_size=7)


def effect_of(act: dict[str, Any]) -> date:
    """The first day on which an act may change anything."""
    days = [act.get("takes_effect_on") or act["issued_on"]]
    days += [act[key]["starts"] for key in ("window", "validity") if key in act]
    return min(date.fromisoformat(day) for day in [*days, act["issued_on"]])


@settings(max_examples=150)
@given(HISTORIES, DAYS)
def test_status_changes_only_on_recorded_days(history: list[dict[str, Any]], day: date) -> None:
    """The day before and the day itself differ only where a record names the day."""
    of = register(history)
    before, now = listing(of, day - ONE_DAY), listing(of, day)
    if before.standing != now.standing:
        assert day in set(recorded_days(now.history))


@settings(max_examples=150)
@given(HISTORIES, DAYS)
def test_timeline_answers_as_the_fold_does(history: list[dict[str, Any]], day: date) -> None:
    """What a page carries for the reader's own day is what the fold says, whichever day it is of."""
    of = register(history)
    now, other = listing(of, day), listing(of, FIRST)
    spell = now.spell_on(day)
    assert (spell.standing.status if spell else Status.NOT_DESIGNATED) is now.status
    assert Snapshot.of(of, FIRST).turned_to(day, other) == now


@settings(max_examples=150)
@given(HISTORIES, acts(), DAYS)
def test_an_act_taking_effect_later_never_changes_an_earlier_answer(
    history: list[dict[str, Any]], added: dict[str, Any], day: date
) -> None:
    """What held on a day stays so, whatever is decided afterwards."""
    if day < effect_of(added):
        before, after = listing(register(history), day), listing(register([*history, added]), day)
        assert after.status is before.status
        assert after.identity.shown == before.identity.shown
        assert (after.bar.ends if after.bar else None) == (before.bar.ends if before.bar else None)


@settings(max_examples=150)
@given(HISTORIES, DAYS)
def test_never_in_force_while_revoked(history: list[dict[str, Any]], day: date) -> None:
    """After a revocation only a title announced later, and begun later, is in force."""
    now = listing(register(history), day)
    revoked = [
        e for e in now.history.entries if e.act.kind == "revocation" and e.effective_on <= day
    ]
    if revoked and now.status is Status.IN_FORCE:
        period = now.standing.period
        assert period is not None
        last = max(entry.effective_on for entry in revoked)
        assert period.entry.issued_on > last
        assert period.starts > last


@settings(max_examples=150)
@given(HISTORIES, DAYS)
def test_the_bar_never_ends_early(history: list[dict[str, Any]], day: date) -> None:
    """Within three years of a revocation, to the corresponding day, the unit is barred."""
    now = listing(register(history), day)
    effects = [e.effective_on for e in now.history.entries if e.act.kind == "revocation"]
    barred = [effect for effect in effects if effect <= day <= anniversary(effect, 3)]
    assert (now.bar is not None) == bool(barred)
    if now.bar:
        assert now.bar.ends == max(anniversary(effect, 3) for effect in barred)
