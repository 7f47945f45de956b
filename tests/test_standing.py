"""What the register says on a day: cases as data, and promises over random histories."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.exports.platform import platform_json
from tests.histories import listing, read, registered

CASES = sorted((Path(__file__).parent / "cases" / "standing").glob("*.yaml"))


def answered(path: Path, day: str) -> dict[str, Any]:
    """What the register says of the case's platform on a day, in the words of a case."""
    found = platform_json(listing(registered(read(path)), date.fromisoformat(day)))
    validity = found["validity"]
    return {
        "status": found["status"],
        "since": found["status_since"],
        "validity": f"{validity['starts'] or ''}..{validity['ends'] or ''}" if validity else "none",
        "decided_by": found["decided_by"] or "none",
        "publicity": found["under_publicity_by"] or "none",
        "barred_until": found["barred_until"] or "none",
        "caveats": tuple(caveat["code"] for caveat in found["caveats"]),
        "name": found["name"],
        "operating_unit": found["operating_unit"],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Each named day has the answer that the case names."""
    expected = read(path)["expect"]
    assert expected
    for day, wanted in expected.items():
        found = answered(path, day)
        assert {key: found[key] for key in wanted} == wanted, day


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
