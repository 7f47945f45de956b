"""Whole registries in which the register once answered wrongly: what is found in them, and what it answers.

Each folder of `tests/cases/registries` is laid over the practice registry.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.intake import receive
from generator.register.answer import live_fold, standing
from generator.register.reapplication import bars, bars_by_unit, bars_on, unit_key
from generator.register.register import Register
from tests.conftest import DAY, Command, findings_of

FOLDERS = Path(__file__).parent / "cases" / "registries"
FINDINGS = {
    "01-former-operator-barred": ["P310"],
    "02-revocation-annulled": ["X115"],
    "02-revocation-reconsidered": [],
    "03-act-without-effect": ["X115"],
    "08-merged-platforms": [],
    "13-document-numbers": ["D105"],
    "26-stay-and-split": [],
}
# With these nothing is built.
ERRORS = {"X115", "D105"}
ANSWERS = [
    ("01-former-operator-barred", "sd-0003", "2023-11-28", "awaiting_announcement", None),
    ("01-former-operator-barred", "sd-0001", "2023-11-28", "revoked", "2025-09-15"),
    ("02-revocation-annulled", "sd-0002", "2022-12-01", "revoked", "2025-06-15"),
    ("02-revocation-reconsidered", "sd-0002", "2022-10-16", "in_force", None),
    ("02-revocation-reconsidered", "sd-0002", "2022-12-01", "in_force", None),
    ("03-act-without-effect", "sd-0001", "2025-06-01", "expired", None),
    ("08-merged-platforms", "sd-0001", "2026-11-23", "in_force", None),
    ("08-merged-platforms", "sd-0001", "2027-12-01", "expired", None),
    ("26-stay-and-split", "sd-0002", "2022-07-31", "revoked", "2025-06-15"),
    ("26-stay-and-split", "sd-0002", "2022-09-01", "in_force", None),
    ("26-stay-and-split", "sd-0002", "2022-12-12", "revoked", "2025-06-15"),
    ("26-stay-and-split", "sd-0001", "2023-06-05", "withdrawn", None),
    ("26-stay-and-split", "sd-0003", "2023-06-05", "in_force", None),
    ("26-stay-and-split", "sd-0003", "2024-12-01", "expired", None),
]


def laid_over(name: str, folder: Path) -> Path:
    """The practice registry with the files of one folder laid over it."""
    shutil.copytree(BASE, folder)
    shutil.copytree(FOLDERS / name, folder, dirs_exist_ok=True)
    return folder


def test_every_folder_is_looked_at() -> None:
    """A registry that no test reads shows nothing."""
    assert sorted(each.name for each in FOLDERS.iterdir()) == sorted(FINDINGS)


@pytest.mark.parametrize("name", FINDINGS)
def test_exactly_these_findings(name: str, tmp_path: Path) -> None:
    """What is wrong is found, and nothing that is right."""
    found = findings_of(laid_over(name, tmp_path / "registry"), DAY)
    assert [finding.rule.code for finding in found] == FINDINGS[name]


@pytest.mark.parametrize(("name", "platform", "day", "status", "barred_until"), ANSWERS)
def test_the_answer_is(
    name: str, platform: str, day: str, status: str, barred_until: str | None, tmp_path: Path
) -> None:
    """Status, and the last day of the bar on whoever operates the platform that day."""
    register = Register.bind(receive(laid_over(name, tmp_path / "registry")))
    history, on = register.histories[platform], date.fromisoformat(day)
    bars = bars_on(unit_key(history, on), on, bars_by_unit(register))
    last = max((bar.ends.isoformat() for bar in bars), default=None)
    assert (standing(history, on).status.value, last) == (status, barred_until)


def test_an_ending_belongs_to_the_period_that_it_cut_short(tmp_path: Path) -> None:
    """Asked by the period: how an act ended it, or nothing where it ran out or still runs."""
    register = Register.bind(receive(laid_over("26-stay-and-split", tmp_path / "registry")))
    result = live_fold(register.histories["sd-0002"])
    (period,) = result.designations[0].periods
    ending = result.ending_of(period)
    assert ending
    assert (ending.on, ending.by.act.id) == (date(2022, 6, 15), "2022-revocation")
    kept = live_fold(register.histories["sd-0003"])
    assert kept.ending_of(kept.designations[0].periods[0]) is None


def test_a_bar_is_suspended_while_its_revocation_is_stayed(tmp_path: Path) -> None:
    """It turns where the stay begins and where it is lifted; a stay that lasts has no last day."""
    folder = laid_over("26-stay-and-split", tmp_path / "registry")
    (bar,) = bars(Register.bind(receive(folder)).histories["sd-0002"])
    days = ["2022-06-15", "2025-06-16", "2022-08-01", "2022-12-12"]
    assert [day.isoformat() for day in bar.turns] == days
    (folder / "notices/2022/2022-reconsideration-2.yaml").unlink()
    (bar,) = bars(Register.bind(receive(folder)).histories["sd-0002"])
    assert [day.isoformat() for day in bar.turns] == days[:3]
    assert [bar.covers(date(2022, month, 1)) for month in (7, 8, 12)] == [True, False, False]


def test_the_newer_of_two_files_of_one_number_is_told(tmp_path: Path) -> None:
    """〔2022〕003号 is 〔2022〕3号; the document of the later day is to be looked at."""
    (found,) = findings_of(laid_over("13-document-numbers", tmp_path / "registry"), DAY)
    assert found.place.file.endswith("notices/2022/2022-inspection-3.yaml")
    assert found.message == "发文字号“示例信〔2022〕003号”已用于“2022-revocation”（2022-06-15）"


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FINDINGS if not ERRORS & {*FINDINGS[name]}])
def test_it_builds(name: str, registry_command: Command, tmp_path: Path) -> None:
    """No lawful registry makes the build fall over."""
    folder, out = laid_over(name, tmp_path / "registry"), tmp_path / "site"
    done = registry_command("build", "--registry", folder, "--on", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
