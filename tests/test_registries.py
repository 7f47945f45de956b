"""Whole registries in which the register once answered wrongly: what is found in them, and what it answers.

Each folder of `tests/cases/registries` is laid over the practice registry.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.intake import receive
from generator.register.answer import live_fold, standing
from generator.register.reapplication import bars, bars_by_unit, bars_on, unit_key
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.pages.notices import sheets_of
from generator.site.pages.platform import PlatformPages
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.terms.answers import Event
from generator.terms.words import ActKind
from tests.conftest import DAY, Command, findings_of

FOLDERS = Path(__file__).parent / "cases" / "registries"
FINDINGS = {
    "01-former-operator-barred": ["P310"],
    "02-revocation-annulled": ["X115"],
    "02-revocation-reconsidered": [],
    "03-act-without-effect": ["X115"],
    "10-laiwu-into-jinan": ["G103"],
    "08-merged-platforms": [],
    "13-document-numbers": ["D105"],
    # No way to put an address right; the way is in test_errata.py.
    "11-dead-source-address": ["X115", "D103"],
    "14-pinyin-of-rare-and-several-readings": [],
    "18-calendar": [],
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
    ("10-laiwu-into-jinan", "sd-0003", "2020-01-01", "in_force", None),
    ("08-merged-platforms", "sd-0001", "2026-11-23", "in_force", None),
    ("08-merged-platforms", "sd-0001", "2027-12-01", "expired", None),
    ("26-stay-and-split", "sd-0002", "2022-07-31", "revoked", "2025-06-15"),
    ("26-stay-and-split", "sd-0002", "2022-09-01", "in_force", None),
    ("26-stay-and-split", "sd-0002", "2022-12-12", "revoked", "2025-06-15"),
    ("26-stay-and-split", "sd-0001", "2023-06-05", "withdrawn", None),
    ("26-stay-and-split", "sd-0003", "2023-06-05", "in_force", None),
    ("26-stay-and-split", "sd-0003", "2024-12-01", "expired", None),
]

REVOCATION = "示例·撤销"
SPARING = """\
id: 2023-abolition
kind: abolition
title: 示例·关于废止的通知
issued_on: 2023-08-01
issuer: sd-gxt
regulation: demo-2020
source: {url: https://example.org/2023-abolition}
granted_before: 2022-01-01
except_listed_in: 2021-publicity
"""


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


TAG = re.compile(r"<[^>]+>")


def printed(folder: Path, day: date) -> dict[str, str]:
    """Content of the pages of platforms and of documents, by their address, without the tags of HTML."""
    register = Register.bind(receive(folder))
    snapshot, wording = Snapshot.of(register, day), Wording(register)
    platforms = PlatformPages(snapshot, wording)
    every = [platforms.page(listing) for listing in snapshot.listings.values()]
    every += [page for each in snapshot.documents for page in sheets_of(each, snapshot, wording)]
    shared = {"snapshot": snapshot, "wording": wording, "root": "../../"}
    return {
        page.address: environment()
        .get_template(page.template)
        .render(shared, page=page, **page.words)
        for page in every
    }


def test_the_pages_of_both_name_each_other(tmp_path: Path) -> None:
    """A succession: what became of the title, and links from one to the other and back."""
    text = printed(laid_over("26-stay-and-split", tmp_path / "registry"), DAY)
    left, taken = text["platforms/sd-0001/"], text["platforms/sd-0003/"]
    said = "自2023年6月5日起，称号由承继者保持到期满"
    assert said in left
    assert said in taken
    assert '<dt>承继者</dt><dd><a href="../sd-0003/">示例·济南信息二平台</a></dd>' in left
    assert '<dt>承继自</dt><dd><a href="../sd-0001/">示例·济南信息平台</a></dd>' in taken
    assert re.search("，由 <a [^>]*>[^<]*</a> 承继</p>", taken)
    document = text["notices/2023-succession/"]
    assert (
        '由<a href="../../platforms/sd-0003/">示例·济南信息二平台</a>承继，称号由其保持到期满'
        in document
    )


def test_an_annulled_revocation_is_told_together_with_its_annulment(tmp_path: Path) -> None:
    """On the page of the platform, and on the pages of both documents."""
    text = printed(laid_over("02-revocation-reconsidered", tmp_path / "registry"), DAY)
    platform = TAG.sub("", text["platforms/sd-0002/"])
    decision = "示例·复议决定"
    assert f"已被《{decision}》撤销，视为自始没有作出。" in platform
    assert f"撤销原决定《{REVOCATION}》" in platform
    about = TAG.sub("", text["notices/2022-reconsideration/"])
    assert f"所涉文件{REVOCATION}" in about
    assert "决定机关示例·复议机关" in about
    revocation = TAG.sub("", text["notices/2022-revocation/"])
    assert f"复议诉讼《{decision}》" in revocation


def test_who_is_spared_stands_on_the_page_of_the_document(tmp_path: Path) -> None:
    """An abolition of what was granted before a day, but for those on a list."""
    folder = laid_over("26-stay-and-split", tmp_path / "registry")
    (folder / "notices/2023/2023-abolition.yaml").write_text(SPARING, "utf-8")
    text = TAG.sub("", printed(folder, DAY)["notices/2023-abolition/"])
    assert "所涉认定2022年1月1日以前认定的全部" in text
    assert "除外列在下列文件中的平台：示例·公示" in text


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FINDINGS if not ERRORS & {*FINDINGS[name]}])
def test_it_builds(name: str, registry_command: Command, tmp_path: Path) -> None:
    """No lawful registry makes the build fall over."""
    folder, out = laid_over(name, tmp_path / "registry"), tmp_path / "site"
    done = registry_command("build", "--registry", folder, "--on", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_successor_says_since_when_and_by_what(tmp_path: Path) -> None:
    """What was taken over runs from the day of the succession, by its act."""
    register = Register.bind(receive(laid_over("26-stay-and-split", tmp_path / "registry")))
    listing = Snapshot.of(register, date(2023, 6, 5)).listings["sd-0003"]
    assert (str(listing.since), listing.event) == ("2023-06-05", Event.SUCCESSION)
    assert listing.standing.decided_by
    assert listing.standing.decided_by.act.kind_of_act is ActKind.SUCCESSION
