"""The single file folds plain answers again: on random lawful histories it agrees with the program, file by file."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.checks import examine
from generator.checks.casebook import ALL_RULES, cases_of
from generator.history.versions import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.verify import Copy, LoggedRecords, latest, published_log
from tests import lawful
from tests.casebook import CASE_DAY, laid_out
from tests.publications import data_reader
from tests.registries import DEMONSTRATION
from tests.surfaces.registry import laid
from tests.test_exports_changes import commit, git
from tests.test_registries import ERRORS, FINDINGS, laid_over
from tests.test_surfaces import seeds

pytestmark = pytest.mark.slow
LAST, DAY = date(2032, 1, 1), date(2024, 6, 1)


def copied(folder: Path, registry: Path, day: date = LAST) -> Copy:
    """The data of a registry, as the verifier looks at it."""
    git(folder, "init", "-q")
    commit(folder, LAST)
    snapshot = Snapshot.of(Register.bind(receive(registry)), day)
    read = data_reader(Publication(snapshot, chronicle(registry)))
    log = published_log(read)
    assert not isinstance(log, str)
    return Copy(read, day, LoggedRecords(latest(log.entries)))


def drawn(folder: Path, edition: str, histories: int) -> Copy:
    """The same of a registry of drawn histories."""
    return copied(folder, laid(folder / "registry", seeds(edition, histories)))


@pytest.mark.parametrize("edition", lawful.EDITIONS)
def test_hundreds_of_histories_are_folded_alike(edition: str, tmp_path: Path) -> None:
    """Changes of validity, abolitions, reviews, renamings and bars of several platforms.

    Nothing differs; and of the answers a good part is folded again, not only found to fit.
    """
    copy = drawn(tmp_path, edition, 250)
    assert [*copy.faults()] == []
    assert copy.refolded > 800


@pytest.mark.parametrize("day", [date(2010, 1, 1), LAST], ids=["before all", "after all"])
@pytest.mark.parametrize(
    "name", [name for name, codes in FINDINGS.items() if not ERRORS & {*codes}]
)
def test_whole_registries_pass(name: str, day: date, tmp_path: Path) -> None:
    """Merged platforms, stays, annulments, places that were moved: no false alarm on any of them."""
    folder = laid_over(name, tmp_path / "registry")
    assert [*copied(tmp_path, folder, day).faults()] == []


def test_no_file_is_read_for_every_platform(tmp_path: Path) -> None:
    """A register of thousands may lie at an address, where each reading is a request."""
    folder = tmp_path / "registry"
    shutil.copytree(DEMONSTRATION, folder)
    copy, times = copied(tmp_path, folder), Counter[str]()
    read = copy.read

    def counted(path: str) -> bytes | None:
        times[path] += 1
        return read(path)

    copy.read = counted
    assert [*copy.faults()] == []
    assert times["api/v1/changes.json"] == times["api/v1/platforms/sd-0001.json"] == 1
    assert max(times.values()) == 2


# Codes of what acts say of platforms and of each other: corrections, errata, names, publicity, validity, references.
OF_ACTS = "CKNPVX"


@pytest.mark.parametrize("letter", OF_ACTS)
def test_whatever_may_be_published_passes(letter: str, tmp_path: Path) -> None:
    """Every case of these codes without an error, as of a day on which some of its acts are to come."""
    looked_at, alarms = 0, []
    cases = [each for code in ALL_RULES if code[0] == letter for each in cases_of(code)]
    for at, case in enumerate(cases):
        folder = laid_out(case, tmp_path / f"{at}" / "registry")
        receipt = receive(folder)
        found = (*receipt.findings, *examine(Register.bind(receipt), CASE_DAY))
        if not any(each.is_error for each in found):
            looked_at += 1
            alarms += [(case.says, each) for each in copied(folder, folder, DAY).faults()]
    assert alarms == []
    assert looked_at
