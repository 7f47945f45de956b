"""One answer everywhere: random lawful histories on random days, every surface against the fold."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import pytest

from generator.history.versions import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.build import Site
from generator.site.data.envelope import Publication
from generator.site.shells import print_shells
from tests import lawful
from tests.conftest import Command
from tests.surfaces import reading
from tests.surfaces.registry import laid
from tests.surfaces.truth import Answer, Truth, truths

SAMPLE, WHOLE = 20, 700
AS_OF = date(2018, 9, 10)
ONE_DAY = timedelta(days=1)
# Read from one file of a day alone.
OF_THE_DAY = ("all.json", "CSV", "XLSX", "SQLite platforms", "badge")
Record = Callable[[str, object], None]


def seeds(edition: str, histories: int) -> range:
    """Seeds of as many histories of one edition."""
    return range(lawful.EDITIONS.index(edition), 3 * histories, 3)


def built(folder: Path, edition: str, histories: int, as_of: date) -> Site:
    """The site of a registry of so many histories, every file made when it is asked for."""
    registry = laid(folder / "registry", seeds(edition, histories))
    receipt = receive(registry)
    assert receipt.findings == ()
    return sited(Register.bind(receipt), registry, folder, as_of)


def sited(register: Register, registry: Path, folder: Path, as_of: date) -> Site:
    snapshot = Snapshot.of(register, as_of)
    printed = print_shells(snapshot, folder / f"printed-{as_of}")
    return Site(Publication(snapshot, chronicle(registry)), printed)


def readers(site: Site, folder: Path) -> dict[str, reading.Reader]:
    """Every surface that answers for one platform and one day."""
    spells, table = reading.database(site, folder)
    return {
        "platform.json": reading.platform_json(site),
        "history.json": reading.history_json(site),
        "SQLite spells": spells,
        "verify/index.json": reading.verify_index(site),
        "page": reading.page(site),
        "all.json": reading.all_json(site),
        "CSV": reading.csv_table(site),
        "XLSX": reading.workbook(site),
        "SQLite platforms": table,
        "badge": reading.badge(site),
    }


@dataclass
class Comparison:
    """Answers compared by surface, and those in which one differs from the fold."""

    site: Site
    counts: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[str, str, date, Answer]] = field(default_factory=list)

    @cached_property
    def known(self) -> dict[str, Truth]:
        return {truth.platform: truth for truth in truths(self.site.publication.snapshot)}

    def look(self, surface: str, name: str, day: date, part: Answer | None) -> None:
        """One answer of a surface against the fold, if it says anything of the day."""
        if part is None:
            return
        answer = self.known[name].on(day)
        self.counts[surface] += 1
        wrong = {key: (value, answer[key]) for key, value in part.items() if answer[key] != value}
        if wrong:
            self.differing.append((surface, name, day, wrong))


def compared(site: Site, folder: Path) -> Comparison:
    """Every surface of a site against the fold, on every day of every platform that it speaks of."""
    result, as_of = Comparison(site), site.publication.snapshot.as_of
    every = readers(site, folder)
    for name, truth in result.known.items():
        for surface, says in every.items():
            for day in [as_of] if surface in OF_THE_DAY else truth.days:
                result.look(surface, name, day, says(name, day))
        for day, part in reading.lapses(site, name):
            result.look("feed", name, day, part)
    for path, name, part in reading.rows(site):
        result.look(path.split("/")[0], name, as_of, part)
    result.counts["calendar"] = len([*reading.last_days(site)])
    result.differing += [("calendar", name, day, {}) for name, day in uneven(site, result.known)]
    return result


def uneven(site: Site, known: dict[str, Truth]) -> list[tuple[str, date]]:
    """Last days in the calendar on which no title runs out by itself, and those that it lacks."""
    as_of = site.publication.snapshot.as_of
    printed = {*reading.last_days(site)}
    due = set()
    for truth in known.values():
        for day in truth.days:
            is_last = truth.on(day)["status"] == "in_force" and truth.on(day)["ends"] == str(day)
            after = truth.answers.get(day + ONE_DAY)
            if is_last and after and after["status"] != "in_force" and day >= as_of - 366 * ONE_DAY:
                due.add((truth.platform, day))
    return sorted(printed ^ due)


@pytest.mark.parametrize("edition", lawful.EDITIONS)
def test_sample_says_the_same_everywhere(
    edition: str, tmp_path: Path, record_property: Record
) -> None:
    """A sample of histories of each edition: no surface differs from the fold on any day."""
    result = compared(built(tmp_path, edition, SAMPLE, AS_OF), tmp_path)
    assert result.differing == []
    assert set(result.counts) >= {*OF_THE_DAY, "page", "feed", "platforms", "revocations", "ending"}
    assert result.counts.total() > 5_000
    record_property("comparisons", result.counts.total())


@pytest.mark.slow
@pytest.mark.parametrize("edition", lawful.EDITIONS)
def test_two_thousand_histories_say_the_same_everywhere(
    edition: str, tmp_path: Path, record_property: Record
) -> None:
    """The whole: seven hundred histories of each edition in one registry."""
    result = compared(built(tmp_path, edition, WHOLE, AS_OF), tmp_path)
    assert result.differing == []
    assert result.counts.total() > 500_000
    record_property("comparisons", result.counts.total())


def test_commands_say_the_same(
    registry_command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`show` in both forms, and `roll`: of one registry, on days of each of its platforms."""
    folder = tmp_path_factory.mktemp("asked")
    register = Register.bind(receive(laid(folder, range(2))))
    looked = 0
    for number, truth in enumerate(truths(Snapshot.of(register, AS_OF))):
        day = truth.days[(number * 7 + 5) % len(truth.days)]
        part = reading.show(registry_command, folder, truth.platform, day)
        assert {key: truth.on(day)[key] for key in part} == part
        words = reading.show_in_words(registry_command, folder, truth.platform, day)
        assert {key: truth.on(day)[key] for key in words} == words
        looked += 1
    for day in (AS_OF, date(2016, 5, 4)):
        roll = reading.roll(registry_command, folder, day)
        snapshot = Snapshot.of(register, day)
        held = {
            truth.platform: truth.on(day)
            for truth in truths(snapshot)
            if truth.on(day)["status"] == "in_force"
        }
        assert set(roll) == set(held)
        for name, part in roll.items():
            assert {key: held[name][key] for key in part} == part
    assert looked == 8
