"""时钟 A clock set wrong, midnight, year end, 29 February: the day is Shanghai's, or the build refuses."""

import json
import shutil
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from generator.checks.casebook import BASE
from generator.cli import common
from generator.register.snapshot import Snapshot
from tests import commands
from tests.conftest import DAY, DEMONSTRATION, ROOT, Command
from tests.histories import listing, register

pytestmark = pytest.mark.slow


def set_clock(moment: datetime) -> None:
    """The machine's clock stands still, seen through the one module that asks it."""

    class Clock:
        @staticmethod
        def now(zone: tzinfo) -> datetime:
            return moment.astimezone(zone)

    common.datetime = Clock  # type: ignore[misc, assignment]


def at(moment: str, *arguments: object) -> CompletedProcess[str]:
    """A command while the machine's clock stands at a moment."""
    before = partial(set_clock, datetime.fromisoformat(moment))
    return commands.run(*arguments, cwd=ROOT, before=before)


HERE = ("--registry", DEMONSTRATION)
MOMENTS = [
    ("2026-11-23T15:59:59+00:00", "2026-11-23"),
    ("2026-11-23T16:00:00+00:00", "2026-11-24"),
    ("2026-12-31T15:59:59+00:00", "2026-12-31"),
    ("2026-12-31T16:00:00+00:00", "2027-01-01"),
    ("2027-01-01T05:00:00+14:00", "2026-12-31"),
    ("2028-02-28T16:00:00+00:00", "2028-02-29"),
    ("2028-02-29T16:00:00+00:00", "2028-03-01"),
]


@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_the_day_turns_at_midnight_in_shanghai(moment: str, day: str) -> None:
    """Whatever zone the machine keeps, at year end and on a leap day too."""
    done = at(moment, "show", "sd-0001", *HERE, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["as_of"] == day


def test_a_clock_a_day_before_the_last_act_is_a_finding(registry_command: Command) -> None:
    """The act of tomorrow cannot have happened; on its own day nothing is wrong."""
    before = at("2026-11-19T12:00:00+08:00", "check", *HERE, "--format", "json")
    wrong = [f for f in json.loads(before.stdout)["findings"] if f["severity"] == "error"]
    assert before.returncode == 1
    assert {f["code"] for f in wrong} == {"D107"}
    assert all("2026-11-20 在 2026-11-19 之后" in f["message"] for f in wrong)
    assert at("2026-11-20T12:00:00+08:00", "check", *HERE).returncode == 0
    assert registry_command("check", "--on", DAY).returncode == 0


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00+00:00", "2020-06-01T00:00:00+08:00"])
def test_a_clock_far_behind_builds_nothing(moment: str, tmp_path: Path) -> None:
    """A battery that died: every act is of the future, the old site is left, exit code 1."""
    out = tmp_path / "site"
    (out / "api/v1").mkdir(parents=True)
    (out / "api/v1/index.json").write_text("old", "utf-8")
    done = at(moment, "build", *HERE, "--out", out)
    assert done.returncode == 1
    assert "D107" in done.stdout
    assert "保持原样" in done.stderr
    assert [p.name for p in out.rglob("*") if p.is_file()] == ["index.json"]


@pytest.mark.parametrize("day", ["2023-12-31", "2024-02-29"])
def test_builds_around_year_end_and_leap_day(day: str, tmp_path: Path) -> None:
    """Every file is of that day, and the next update falls on a day that exists, a week on."""
    records = Path(shutil.copytree(BASE, tmp_path / "records"))
    done = at(f"{day}T23:59:59+08:00", "build", "--registry", records, "--out", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    head = json.loads((tmp_path / "site/api/v1/index.json").read_text("utf-8"))
    assert head["as_of"] == day
    assert (date.fromisoformat(head["next_update"]) - date.fromisoformat(day)).days == 7


def test_a_title_ends_at_the_end_of_its_last_day_of_the_year() -> None:
    """31 December is in force, 1 January is not."""
    acts = [{"kind": "announcement", "issued_on": "2021-01-20",
             "validity": {"starts": "2021-01-01", "ends": "2023-12-31"}}]  # fmt: skip
    of = register(acts)
    assert listing(of, date(2023, 12, 31)).status.value == "in_force"
    assert listing(of, date(2024, 1, 1)).status.value == "expired"
    assert Snapshot.of(of, date(2024, 2, 22)).next_update == date(2024, 2, 29)
