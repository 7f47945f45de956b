"""The real acts known to us can be recorded as they are, and nothing false is found in them.

Each registry below tests/cases/real/ holds what a public source says of one title and no
more; what the source does not say is left out, and the register then reports gaps only.
"""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.intake import receive
from generator.records.acts import Publicity
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.register.working_days import WorkingDays
from generator.site.data.platform import platform_json
from generator.terms.words import Severity
from tests.conftest import DAY, NATIONAL, findings_of

REAL = Path(__file__).parent / "cases" / "real"

# What each registry lacks, by code: how many findings, all of them gaps.
GAPS = {
    "hainan": {"D103": 1, "G101": 6, "G103": 1, "G105": 1},
    "qingdao-2021": {"D103": 1, "G101": 4, "G103": 1, "G105": 2},
    "shandong-2023": {"D103": 1, "G103": 1},
    "shandong-2024": {"D103": 1, "G103": 1},
    "shandong-zjtx-2022": {"D103": 2, "G103": 1},
    "shanxi-2021": {"D103": 1, "G103": 1},
    "national": {"D103": 3, "G101": 19, "G102": 13, "G103": 1, "G104": 10},
}

WINDOWS = {
    "shandong-2023": ("2023-11-03", "2023-11-09"),
    "shandong-2024": ("2024-06-13", "2024-06-19"),
    "shanxi-2021": ("2021-07-07", "2021-07-13"),
}

# Issued on some day of 2020; its validity is printed to the day, and counts as printed.
HAINAN = {
    "2019-12-31": ("not_designated", ["before_the_register_begins"]),
    "2020-08-07": ("not_designated", ["day_uncertain"]),
    "2020-08-08": ("in_force", []),
    "2023-08-08": ("in_force", []),
    "2023-08-09": ("expired", []),
}
NATIONAL_ANSWERS = [
    ("nat-0001", "2020-12-13", "not_designated", []),
    ("nat-0001", "2020-12-14", "announced", []),
    ("nat-0001", "2021-01-01", "in_force", []),
    ("nat-0001", "2023-12-31", "in_force", []),
    ("nat-0001", "2024-01-01", "expired", []),
    ("nat-0010", "2017-07-04", "not_designated", ["designation_not_on_record"]),
    ("nat-0010", "2017-07-05", "in_force", ["designation_not_on_record", "valid_until_review"]),
    (
        "nat-0010",
        "2020-07-06",
        "in_force",
        ["designation_not_on_record", "valid_until_review", "review_overdue"],
    ),
    ("nat-0013", "2017-07-04", "not_designated", ["designation_not_on_record"]),
    ("nat-0013", "2017-07-05", "revoked", ["designation_not_on_record"]),
    ("nat-0013", "2026-11-23", "revoked", ["designation_not_on_record"]),
]


def registry_of(name: str) -> Path:
    """Where a registry of real acts lies."""
    return NATIONAL if name == "national" else REAL / name


def bound(name: str) -> Register:
    """The register of real acts, bound."""
    return Register.bind(receive(registry_of(name)))


def answer(name: str, platform: str, day: str) -> tuple[str, list[str]]:
    """The status of a platform on a day, and its caveats."""
    snapshot = Snapshot.of(bound(name), date.fromisoformat(day))
    shown = platform_json(snapshot.listings[platform], snapshot)
    return shown["status"], [caveat["code"] for caveat in shown["caveats"]]


def window_of(name: str) -> tuple[date, date]:
    """The window of the one publicity of a registry."""
    (act,) = (act for act in bound(name).acts.values() if isinstance(act, Publicity))
    return act.window.starts.first, act.window.ends.last


def test_every_registry_of_real_acts_is_looked_at() -> None:
    """No folder is left out of the tables above, and none of them is empty."""
    assert {path.name for path in REAL.iterdir()} == set(GAPS) - {"national"}
    assert all(bound(name).acts for name in GAPS)


@pytest.mark.parametrize("name", GAPS)
def test_nothing_false_is_found(name: str) -> None:
    """Every finding is a gap, and the gaps are exactly those the sources leave."""
    found = findings_of(registry_of(name), DAY)
    assert {f.rule.severity for f in found} == {Severity.GAP}
    assert Counter(f.rule.code for f in found) == GAPS[name]


@pytest.mark.parametrize("name", GAPS)
def test_every_act_says_where_it_was_published(name: str) -> None:
    """Each real act has the address of its source."""
    files = sorted(registry_of(name).glob("notices/*/*.yaml"))
    assert files
    assert [f.name for f in files if "url: " not in f.read_text("utf-8")] == []
    assert [
        act.id for act in bound(name).acts.values() if not (act.source and act.source.url)
    ] == []


def test_a_registry_holds_one_title() -> None:
    """Every edition of a registry grants the title that the registry is about."""
    looked = 0
    for name in GAPS:
        register = bound(name)
        used = {act.regulation for act in register.acts.values()}
        titles = {register.regulations[edition].designation_title for edition in used}
        assert titles <= {register.site.designation_title}, name
        looked += len(titles)
    assert looked == len(GAPS)


@pytest.mark.parametrize("day", HAINAN)
def test_hainan_on_its_first_and_last_days(day: str) -> None:
    """Both printed days belong to the validity; the end is an expiry, not a revocation."""
    platforms = list(bound("hainan").platforms)
    assert len(platforms) == 6
    said = [answer("hainan", platform, day) for platform in platforms]
    assert said == [HAINAN[day]] * 6


@pytest.mark.parametrize(("platform", "day", "status", "caveats"), NATIONAL_ANSWERS)
def test_national_answers(platform: str, day: str, status: str, caveats: list[str]) -> None:
    """The national list of 2020, and the review and the revocations of 2017."""
    assert answer("national", platform, day) == (status, caveats)


def test_two_lists_of_one_notice() -> None:
    """2022-06-23: 2,683 new and 185 passed review; two acts, no day of validity made up."""
    acts = bound("shandong-zjtx-2022").acts
    assert {act.kind: act.count for act in acts.values()} == {"announcement": 2683, "review": 185}
    assert {str(act.issued_on) for act in acts.values()} == {"2022-06-23"}
    assert getattr(acts["2022-announcement"], "validity", "absent") is None


@pytest.mark.parametrize("name", WINDOWS)
def test_real_windows_hold_five_working_days(name: str) -> None:
    """As printed, first day counted; not counting it leaves four."""
    starts, ends = window_of(name)
    assert (starts.isoformat(), ends.isoformat()) == WINDOWS[name]
    assert WorkingDays({}).count(starts, ends, first_day_counts=True) == 5
    assert WorkingDays({}).count(starts, ends, first_day_counts=False) == 4


@pytest.mark.parametrize("name", WINDOWS)
@pytest.mark.parametrize(("asked", "found"), [(5, 0), (6, 1)])
def test_five_asked_are_there_and_six_are_not(
    name: str, asked: int, found: int, tmp_path: Path
) -> None:
    """An edition that asks five is content with the real window; one that asks six is not."""
    folder = Path(shutil.copytree(registry_of(name), tmp_path / name))
    (edition,) = (folder / "regulations").glob("*.yaml")
    lines = edition.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("publicity:")]
    term = f"publicity: {{working_days: {asked}, first_day_counts: true}}"
    edition.write_text("\n".join([*kept, term]), encoding="utf-8")
    codes = Counter(f.rule.code for f in findings_of(folder, DAY))
    assert codes["P302"] == found
    assert codes - Counter(GAPS[name]) == Counter({"P302": found} if found else {})
