"""The program against a second fold, written from the rules alone, over random lawful histories."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from generator.records.acts import ACTS, Act, correction_of
from generator.records.registry import Platform, Receipt, SiteRecord
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed, Record
from generator.register.register import Register
from generator.register.snapshot import Listing, Snapshot
from tests import lawful, second_fold
from tests.histories import HERE, read
from tests.second_fold import Edition, Second

ONE_DAY = timedelta(days=1)
FAR_AHEAD = date(2099, 1, 1)
CODES = {"sd-0001": lawful.credit_code(1), "sd-0002": lawful.credit_code(2), "sd-0003": None}
SITE = SiteRecord.model_validate(
    {
        "title": "示例", "title_en": "Example", "designation_title": "示例", "publisher": "示例",
        "base_url": "https://example.org/", "update_days": "7",
    }
)  # fmt: skip
REGULATIONS = [Regulation.model_validate(each) for each in read(HERE)["regulations"]]


def edition(regulation: Regulation) -> Edition:
    validity, bar = regulation.validity, regulation.bar
    return Edition(
        validity.years if validity else None,
        validity.until_review_every_years if validity else None,
        bar.years if bar else None,
        bar.article if bar else None,
    )


EDITIONS = {each.id: edition(each) for each in REGULATIONS}
PLATFORMS = [
    Platform.model_validate(
        {"id": name, "name": name, "operating_unit": {"name": f"单位{name}-0", "credit_code": code}}
    )
    for name, code in CODES.items()
]


def model(short: dict[str, Any], regulation: str) -> Act:
    """One act of a drawn history, read as a file of it would be."""
    whole: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in short.items()
    }
    of = whole.pop("of", None)
    form = correction_of(of) if of else ACTS[whole["kind"]]
    common = {"title": "示例", "issuer": "sd-gxt", "regulation": regulation}
    return form.model_validate(common | whole)


def history(seed: int) -> list[Act]:
    regulation, shorts = lawful.history(seed)
    return [model(each, regulation) for each in shorts]


def register(acts: list[Act]) -> Register:
    return Register.bind(
        Receipt(
            site=(Filed(SITE, "site.yaml", {}),),
            regulations=tuple(Filed(each, "", {}) for each in REGULATIONS),
            platforms=tuple(Filed(each, "", {}) for each in PLATFORMS),
            acts=tuple(Filed(each, f"{each.id}.yaml", {}) for each in acts),
        )
    )


def printed_days(value: object) -> Iterator[date]:
    """Every day that stands anywhere in a record."""
    if isinstance(value, Day):
        yield from (value.first, value.last)
    elif isinstance(value, tuple):
        for each in value:
            yield from printed_days(each)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from printed_days(getattr(value, name))


def recorded_days(acts: list[Act]) -> list[date]:
    """Every printed day and those that a term counts from it, each with the days beside it."""
    days = set(printed_days(tuple(acts)))
    own = [EDITIONS[act.regulation] for act in acts[:1]]
    terms = {
        1,
        *(years for each in own for years in (each.years, each.review_years, each.bar_years)),
    }
    days |= {second_fold.anniversary(day, years) for day in days for years in terms if years}
    return sorted({day + beside * ONE_DAY for day in days for beside in (-1, 0, 1)})


def programs(listing: Listing) -> Second:
    """The program's answer in the form of the second."""
    standing, period = listing.standing, listing.standing.period
    starts = period.starts if period and period.starts_known else ""
    explanation = standing.explanation.value if standing.explanation else None
    # An act in error is no matter of the rules that say how a title stands.
    notes = frozenset(note.value for note in standing.caveats) - {"act_in_error"}
    return Second(
        standing.status.value,
        f"{starts}..{period.ends or ''}" if period else "none",
        tuple(dict.fromkeys(entry.act.id for entry in standing.deciding)),
        (listing.bar.starts, listing.bar.ends) if listing.bar else None,
        None if explanation == "not_on_record" else explanation,
        notes,
    )


def unequal(seeds: range, step: int) -> tuple[int, list[tuple[int, str, date, Second, Second]]]:
    """Number of answers compared on every `step`-th day, and those in which the two folds differ."""
    compared, differing = 0, []
    for seed in seeds:
        acts = history(seed)
        book = register(acts)
        for day in recorded_days(acts)[::step]:
            listings = Snapshot.of(book, day).listings
            worlds = second_fold.worlds(acts, EDITIONS, CODES, day)
            for name in CODES:
                one, other = programs(listings[name]), second_fold.answer(worlds, name)
                compared += 1
                if one != other:
                    differing.append((seed, name, day, one, other))
    return compared, differing


def test_sample_agrees() -> None:
    """A sample of histories of every edition: every answer is the same."""
    compared, differing = unequal(range(60), 3)
    assert differing == []
    assert compared > 5_000


@pytest.mark.slow
@pytest.mark.parametrize("part", range(20))
def test_two_thousand_histories_agree(part: int) -> None:
    """The whole: a hundred histories a part, on every second of the days that matter to it."""
    compared, differing = unequal(range(100 * part, 100 * part + 100), 2)
    assert differing == []
    assert compared > 10_000


def answers(acts: list[Act], days: list[date]) -> list[Second]:
    book = register(acts)
    return [programs(Snapshot.of(book, day).listings["sd-0001"]) for day in days]


def test_an_act_on_others_changes_nothing() -> None:
    """An act that names neither the platform nor a list it is on leaves all its answers as they were."""
    looked = 0
    for seed in range(30):
        acts = history(seed)
        days = recorded_days(acts)[::7]
        foreign = model(
            {"id": "foreign", "kind": "revocation", "issued_on": str(acts[-1].issued_on.last),
             "rows": [{"platform": "sd-0009"}]}, acts[0].regulation,
        )  # fmt: skip
        assert answers(acts, days) == answers([*acts, foreign], days)
        looked += len(days)
    assert looked > 300


def test_adding_an_ending_never_makes_a_day_in_force() -> None:
    """A withdrawal or a revocation more: no day is in force that was not."""
    looked = 0
    for seed in range(30):
        acts = history(seed)
        days = recorded_days(acts)[::7]
        before = answers(acts, days)
        for kind in ("withdrawal", "revocation"):
            ending = model(
                {"id": "ending", "kind": kind, "issued_on": str(days[len(days) // 3]),
                 "rows": [{"platform": "sd-0001"}]}, acts[0].regulation,
            )  # fmt: skip
            for one, other in zip(before, answers([*acts, ending], days), strict=True):
                assert other.status != "in_force" or one.status == "in_force"
                looked += 1
    assert looked > 500


def test_only_a_grant_or_a_decision_changes_revoked() -> None:
    """From one day to the next, revoked gives way to nothing but a grant, an annulment or a stay."""
    looked = 0
    for seed in range(200):
        acts = history(seed)
        kinds = ("announcement", "reconsideration")
        touched = {day for act in acts if act.kind.value in kinds for day in printed_days(act)}
        for listing in Snapshot.of(register(acts), FAR_AHEAD).listings.values():
            for before, after in pairwise(listing.timeline):
                if before.standing.status.value == "revoked" != after.standing.status.value:
                    assert after.starts in touched, (seed, after)
                    looked += 1
    assert looked > 20


def test_known_far_ahead_is_the_plain_answer() -> None:
    """What will have been said when everything is issued is what is said."""
    for seed in range(30):
        acts = history(seed)
        days = recorded_days(acts)[::7]
        book = register(acts).known_on(FAR_AHEAD)
        known = [programs(Snapshot.of(book, day).listings["sd-0001"]) for day in days]
        assert known == answers(acts, days)


def test_a_corrected_history_is_the_history_written_right() -> None:
    """A correction counts from the beginning: the act printed right from the first says the same."""
    looked = 0
    for seed in range(400):
        acts = history(seed)
        if not any(act.kind.value == "correction" for act in acts):
            continue
        right = second_fold.corrected(acts)
        # A paper without effect keeps the first recorded day, should the correction be it.
        days = [day for day in recorded_days(acts)[::11] if day >= right[0].issued_on.first]
        assert answers(acts, days) == answers(right, days)
        looked += 1
    assert looked > 30
