"""Whether one may apply: cases as data, and the stretches that the page reads say the same."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.intake import receive
from generator.register.eligibility import newest, prospect
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.search.applying import answer_values, applying_answers
from generator.terms.answers import Applying
from tests.conftest import DEMONSTRATION
from tests.histories import PLATFORM, listing, read, registered

CASES = read(Path(__file__).parent / "cases" / "eligibility" / "applying.yaml")["cases"]


def ruling(register: Register, years: str) -> Any:
    """The edition of the coming round, which allows a new application so many years before the end."""
    edition = register.regulations["three-years"]
    if years == "none":
        return edition
    term = {"reapplication": {"years_before_expiry": years, "article": "23"}}
    said = {"id": "coming", "title": "示例", "issuer": "sd-gxt", "level": "provincial"}
    return type(edition).model_validate(said | {"designation_title": "示例", "in_force": {}} | term)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_case(case: dict[str, Any]) -> None:
    """Each day has the answer, the last day and the year that the case names."""
    register = registered(case)
    edition = ruling(register, case["reapplication"])
    found = {
        day: prospect(listing(register, date.fromisoformat(day)), edition) for day in case["expect"]
    }
    said = {
        day: [str(each) for each in (one.applying, one.ends, one.year) if each]
        for day, one in found.items()
    }
    assert said == {day: [str(each) for each in wanted] for day, wanted in case["expect"].items()}


def test_every_answer_is_expected_somewhere() -> None:
    """No answer without a case that gives it."""
    given = {str(each[0]) for case in CASES for each in case["expect"].values()}
    assert given == {each.value for each in Applying}


def test_stretches_of_the_page_say_the_same_on_every_day() -> None:
    """What the browser reads is the judgement of its day, for two thousand days and every platform."""
    snapshot = Snapshot.of(Register.bind(receive(DEMONSTRATION)), date(2021, 11, 1))
    edition = newest(snapshot.register, snapshot.as_of, "reapplication")
    answers = json.loads(json.dumps(applying_answers(snapshot)))
    days = [snapshot.as_of + timedelta(days=at) for at in range(0, 2000, 7)]
    for row, found in enumerate(snapshot.listings.values()):
        for day in days:
            number = [at for first, at in answers["days"][row] if first <= day.isoformat()][-1]
            then = snapshot.turned_to(day, found)
            assert answers["answers"][number] == list(answer_values(then, edition)), (found.id, day)


def test_bar_is_found_under_every_name_of_the_person_barred() -> None:
    """Who was revoked and handed the platform on is barred under code and name; the new operator is not."""
    case = next(each for each in CASES if each["says"].startswith("撤销之后换了法人"))
    snapshot = Snapshot.of(registered(case), date(2022, 10, 1))
    (barred,) = applying_answers(snapshot)["barred"]
    assert barred["names"] == ["91379900DEM000014J", "示例·旧单位"]
    assert barred["days"] == [("2022-06-15", "2025-06-15")]
    assert barred["answer"][:2] == ["barred", "2025年6月15日"]
    assert barred["act"] == ["act-2", "示例"]
    assert snapshot.listings[PLATFORM].bar is None
    over = Snapshot.of(snapshot.register, date(2025, 6, 16))
    assert applying_answers(over)["barred"] == []


def test_stay_divides_the_days_of_a_bar() -> None:
    """While the revocation is stayed nobody is barred."""
    case = next(each for each in CASES if each["says"].startswith("撤销停止执行"))
    (barred,) = applying_answers(Snapshot.of(registered(case), date(2022, 6, 20)))["barred"]
    assert barred["days"] == [("2022-06-15", "2022-06-30"), ("2022-09-01", "2025-06-15")]
