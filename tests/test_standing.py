"""What the register says on a day: cases as data, and promises over random histories."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.checks.casebook import CASES as CHECKED
from generator.register.register import Register
from generator.register.sentences import english_template, sentence, slots_of
from generator.terms.answers import Caveat, Event, Explanation
from generator.terms.words import Status
from tests.histories import listing, read, registered

HERE = Path(__file__).parent / "cases"
CASES = sorted((HERE / "standing").glob("*.yaml"))


def answered(register: Register, day: str) -> dict[str, Any]:
    """What the register says of the case's platform on a day, in the words of a case."""
    found = listing(register, date.fromisoformat(day))
    standing, period = found.standing, found.standing.period
    starts = period.starts if period and period.starts_known else ""
    return {
        "status": standing.status.value,
        "since": str(found.since) if found.since else "none",
        "event": found.event.value if found.event else "none",
        "validity": f"{starts}..{period.ends or ''}" if period else "none",
        "decided_by": tuple(dict.fromkeys(entry.act.id for entry in standing.deciding)),
        "sentence": sentence(standing),
        "publicity": standing.publicity.act.id if standing.publicity else "none",
        "barred_until": str(found.bar.ends) if found.bar else "none",
        "caveats": tuple(note.value for note in standing.caveats),
        "explanation": standing.explanation.value if standing.explanation else "none",
        "name": found.identity.name,
        "operating_unit": found.identity.operating_unit,
    }


def wanted_of(expected: dict[str, Any]) -> dict[str, Any]:
    """Expected values of one day, in the words of the answer."""
    decided = expected.get("decided_by")
    if isinstance(decided, str):
        return expected | {"decided_by": () if decided == "none" else (decided,)}
    return expected


def disagreements(register: Register, expected: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    """Day, key, answer and expectation, wherever the two differ."""
    found = []
    for day, values in expected.items():
        answer = answered(register, day)
        for key, value in wanted_of(values).items():
            if answer[key] != value:
                found.append((day, key, answer[key], value))
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Each named day has the answer that the case names, and had the one it could have then."""
    case = read(path)
    register = registered(case)
    assert case["expect"]
    assert disagreements(register, case["expect"]) == []
    for known_on, expected in case.get("known_on", {}).items():
        assert disagreements(register.known_on(date.fromisoformat(known_on)), expected) == []


def test_every_word_is_expected_somewhere() -> None:
    """No status, caveat, event or explanation without a case that has it."""
    answers = [
        answer
        for case in map(read, CASES)
        for days in (case["expect"], *case.get("known_on", {}).values())
        for answer in days.values()
    ]
    for key, terms in {
        "status": Status, "event": Event, "explanation": Explanation, "caveats": Caveat,
    }.items():  # fmt: skip
        values = [answer[key] for answer in answers if key in answer]
        words = {word for each in values for word in ([each] if isinstance(each, str) else each)}
        assert words - {"none"} == {term.value for term in terms}


def test_every_rule_has_its_cases() -> None:
    """Each of the nineteen rules of the answer names cases of its own, and each of them is there."""
    rules = read(HERE / "rules.yaml")
    assert list(rules) == [str(number) for number in range(1, 20)]
    for cases in rules.values():
        assert cases
        for case in cases:
            assert (HERE / case).exists() or (CHECKED / f"{case}.yaml").exists(), case


def test_timeline_says_the_same_as_the_fold() -> None:
    """Every spell of the timeline agrees with the fold on its first and its last day."""
    looked = 0
    for path in CASES:
        of = registered(read(path))
        for spell in listing(of, date(2030, 1, 1)).timeline:
            for day in (spell.starts, spell.ends or date(2031, 1, 1)):
                assert listing(of, day).standing == spell.standing, (path.stem, day)
                looked += 1
    assert looked > 100


@pytest.mark.parametrize(
    ("case", "day", "chinese", "english"),
    [
        ("revoked-mid-term", "2022-01-01", "有效期自2021年12月1日至2024年11月30日（含当日）。",
         "valid 2021-12-01 to 2024-11-30."),
        ("no-end-printed", "2022-01-01", "有效期自2021年12月1日，止日未载。",
         "valid 2021-12-01 to a day not set."),
        ("until-the-next-review", "2014-06-01", "有效期自2012年12月6日，至下一次复核。",
         "valid 2012-12-06 to a day not set."),
        ("period-not-printed", "2017-12-17", "有效期起日未载，至2017年12月17日（含当日）。",
         "valid from an unrecorded day to 2017-12-17."),
    ],
)  # fmt: skip
def test_sentence_invents_no_day(case: str, day: str, chinese: str, english: str) -> None:
    """A first or last day that is not on record is said to be so, in both languages."""
    register = registered(read(CASES[0].parent / f"{case}.yaml"))
    standing = listing(register, date.fromisoformat(day)).standing
    assert sentence(standing) == chinese
    template = english_template(standing.status)
    assert template.format_map(slots_of(standing)) == f"In force: {english}"
