"""Files of single platforms name no build: they are the same bytes until something happens."""

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.history.versions import Chronicle, chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.site.data.outputs import platform_makers
from generator.site.data.platform import stretches
from tests.test_exports_changes import commit, git

FIRST = date(2021, 3, 1)
WEEK = timedelta(days=7)
DAYS = [FIRST + at * WEEK for at in range(1, 220)]


@dataclass(frozen=True)
class Kept:
    """A register and what git tells of it."""

    register: Register
    chronicle: Chronicle


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The small lawful registry in a repository of its own, with all of its acts."""
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("kept") / "registry"))
    git(folder, "init", "-q")
    commit(folder, FIRST)
    return Kept(Register.bind(receive(folder)), chronicle(folder))


def files(kept: Kept, on: date) -> dict[str, bytes]:
    """The files of each platform, built on a day."""
    publication = Publication(Snapshot.of(kept.register, on), kept.chronicle)
    return {
        form.replace("*", name): make(listing)
        for form, make in platform_makers(publication).items()
        for name, listing in publication.snapshot.listings.items()
    }


def happenings(kept: Kept) -> dict[str, set[date]]:
    """By platform, the days on which its status, its bar or its names change, or an act is issued."""
    snapshot = Snapshot.of(kept.register, date.max)
    found: dict[str, set[date]] = {}
    for name, listing in snapshot.listings.items():
        spans = stretches(listing, snapshot)
        issued = {day for entry in listing.entries for day in (entry.issued_on, entry.effective_on)}
        found[name] = issued | {date.fromisoformat(each["starts"]) for each in spans}
    return found


def test_nothing_happens_and_no_file_changes(kept: Kept) -> None:
    """JSON, feed and badge of each, on two days one after the other; not after an end of validity."""
    today = files(kept, date(2024, 11, 29))
    assert len(today) == 3 * len(happenings(kept)) >= 6
    assert files(kept, date(2024, 11, 30)) == today
    assert files(kept, date(2024, 12, 1)) != today


@pytest.mark.slow
def test_a_file_changes_only_on_a_day_of_its_own_platform(kept: Kept) -> None:
    """Over years: whatever is not the same as the week before had something happen in between."""
    days, before, changed = happenings(kept), files(kept, FIRST), 0
    for day in DAYS:
        now = files(kept, day)
        for path, content in now.items():
            name = path.rpartition("/")[2].partition(".")[0]
            if before[path] != content:
                assert any(day - WEEK < each <= day for each in days[name]), (
                    day,
                    path,
                )
                changed += 1
        before = now
    assert changed > 10
