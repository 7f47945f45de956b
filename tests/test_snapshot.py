"""The register as of a day: its groups, its counts by year, and the runs of days held."""

from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE, Case, Edit
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import (
    Listing,
    Snapshot,
    by_kind,
    designations_by_year,
    in_force_by_year,
    revocations_by_year,
    run_out_by_year,
)
from generator.register.timeline import tenures
from generator.terms.words import Status, UnitKind
from tests.casebook import CASE_DAY, laid_out
from tests.registries import DEMONSTRATION, recorded

ACT = """\
id: {id}
kind: {kind}
title: 示例·文件
issued_on: {day}
issuer: sd-gxt
regulation: demo-2020
source: {{url: https://example.org/{id}}}
"""
ROW = "rows:\n  - {platform: sd-0001, name: 示例·济南信息平台, functions: [technology]}\n"
WINDOW = "window: {starts: 2024-10-14, ends: 2024-10-18}\n"
GRANT = "publicity: 2024-publicity\nvalidity: {starts: 2024-12-01, ends: 2027-11-30}\n"


def written(kind: str, day: str, rest: str) -> Edit:
    """One more act of 2024."""
    content = ACT.format(id=f"2024-{kind}", kind=kind, day=day) + rest + ROW
    return Edit(file=f"notices/2024/2024-{kind}.yaml", content=content)


AGAIN = (
    written("publicity", "2024-10-14", WINDOW),
    written("announcement", "2024-11-15", GRANT),
    Edit(file="platforms/sd-0002.yaml", old='"370202"', new='"370000"'),
    Edit(file="platforms/sd-0002.yaml", old="  kind: enterprise\n"),
)


@pytest.fixture(scope="module")
def base() -> Register:
    """Two platforms of 2021, one of them revoked in 2022."""
    return Register.bind(receive(BASE))


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The other one designated again in 2024; the revoked one of the province itself."""
    folder: Path = tmp_path_factory.mktemp("again") / "registry"
    return Register.bind(receive(laid_out(Case(says="示例", edits=AGAIN, findings=()), folder)))


def ids(listings: tuple[Listing, ...]) -> list[str]:
    """The platforms of a group."""
    return [each.id for each in listings]


def test_groups(base: Register, again: Register) -> None:
    """By status, by city and by function, each in the order of ids."""
    now, then = Snapshot.of(base, CASE_DAY), Snapshot.of(base, date(2022, 6, 14))
    assert ids(then.roll) == ["sd-0001", "sd-0002"]
    assert ids(now.roll) == []
    assert ids(now.with_status(Status.EXPIRED)) == ["sd-0001"]
    assert ids(now.with_status(Status.REVOKED)) == ["sd-0002"]
    assert {city: ids(of) for city, of in now.by_city.items()} == {
        "370100": ["sd-0001"],
        "370200": ["sd-0002"],
    }
    later = Snapshot.of(again, CASE_DAY)
    assert {city: ids(of) for city, of in later.by_city.items()} == {
        "": ["sd-0002"],
        "370100": ["sd-0001"],
    }
    assert {term: ids(of) for term, of in later.by_function.items()} == {
        "technology": ["sd-0001", "sd-0002"]
    }


def test_days_of_a_listing(base: Register) -> None:
    """The spell that holds the day, what is to come, and when the copy is out of date."""
    before, during = (Snapshot.of(base, day) for day in (date(2020, 1, 1), date(2021, 12, 1)))
    assert before.listings["sd-0001"].spell is None
    assert before.acts == ()
    found = during.listings["sd-0001"]
    assert found.spell
    assert (found.spell.starts, found.spell.ends) == (date(2021, 12, 1), date(2024, 11, 30))
    assert [spell.starts for spell in found.coming] == [date(2024, 12, 1)]
    assert found.former == ()
    assert during.next_update == date(2021, 12, 8)
    assert [act.id for act in during.acts] == ["2021-announcement", "2021-publicity", "2021-call"]


def test_timelines_are_worked_out_once(base: Register) -> None:
    """What was looked up is what is read later, not worked out again."""
    snapshot = Snapshot.of(base, CASE_DAY)
    ahead = {name: each.timeline for name, each in snapshot.listings.items()}
    before = ["not_designated", "under_publicity", "awaiting_announcement", "announced", "in_force"]
    assert [[spell.standing.status for spell in spells] for spells in ahead.values()] == [
        [*before, "expired"],
        [*before, "revoked"],
    ]
    assert all(each.timeline is ahead[name] for name, each in snapshot.listings.items())


def test_title_taken_over_ends_on_its_own_last_day() -> None:
    """The successor's days name the end of what it took over, which no act on it prints."""
    register = recorded(DEMONSTRATION)
    timeline = Snapshot.of(register, CASE_DAY).listings["sd-0037"].timeline
    assert [(str(spell.starts), spell.standing.status.value) for spell in timeline[-2:]] == [
        ("2026-06-01", "in_force"),
        ("2026-08-01", "expired"),
    ]


def test_counts_by_year(base: Register, again: Register) -> None:
    """Every year from the first to this one, those without any included."""
    once, twice = (Snapshot.of(register, CASE_DAY) for register in (base, again))
    assert in_force_by_year(once) == {2021: 2, 2022: 1, 2023: 1, 2024: 0, 2025: 0}
    assert in_force_by_year(twice) == {2021: 2, 2022: 1, 2023: 1, 2024: 1, 2025: 1}
    found = designations_by_year(twice)
    assert list(found) == [2021, 2022, 2023, 2024, 2025, 2026]
    assert {year: count for year, count in found.items() if any(count)} == {
        2021: (2, 0),
        2024: (0, 1),
    }
    assert revocations_by_year(once) == {2022: 1, 2023: 0, 2024: 0, 2025: 0, 2026: 0}
    assert run_out_by_year(once) == {2024: (0, 1), 2025: (0, 0), 2026: (0, 0)}
    assert run_out_by_year(twice) == {2024: (1, 0), 2025: (0, 0), 2026: (0, 0)}


def test_counts_before_anything_is_on_record(base: Register) -> None:
    """No year is shown where nothing has happened yet."""
    early = Snapshot.of(base, date(2020, 1, 1))
    assert in_force_by_year(early) == {}
    assert designations_by_year(early) == {}
    assert revocations_by_year(early) == {}
    assert run_out_by_year(early) == {}


def test_counts_by_kind(again: Register) -> None:
    """In force and ever; a kind that is not recorded is counted as such."""
    assert by_kind(Snapshot.of(again, CASE_DAY)) == {UnitKind.ENTERPRISE: (1, 1), None: (0, 1)}


def test_a_title_granted_anew_at_once_is_one_tenure(again: Register) -> None:
    """It runs on; one that was revoked did not run out."""
    listings = Snapshot.of(again, CASE_DAY).listings
    (held,) = tenures(listings["sd-0001"].timeline)
    assert (held.starts, held.ends, held.runs_out) == (date(2021, 12, 1), date(2027, 11, 30), True)
    (cut,) = tenures(listings["sd-0002"].timeline)
    assert (cut.starts, cut.ends, cut.runs_out) == (date(2021, 12, 1), date(2022, 6, 14), False)
