"""到期 What would one day stop the publication is told in time: on the terminal, and on the site."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.checks.casebook import BASE
from generator.checks.upkeep import forewarnings
from generator.desk.due import PYTHON_MENDED, due_duties
from generator.desk.due import _interpreter as interpreter
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.terms.words import Duty, Printer, Severity
from tests.conftest import DAY, Command, findings_of
from tests.registries import with_site_line

EXCUSE = """excused:
  - code: X113
    file: platforms/sd-0001.yaml
    reason: 示例·原文如此
    ends: 2026-10-31
"""


@pytest.fixture
def excused(tmp_path: Path) -> Path:
    """A registry with one error, a place that is in no list, excused until the end of October."""
    registry = Path(shutil.copytree(BASE, tmp_path / "registry"))
    _replace(registry / "platforms" / "sd-0001.yaml", '"370102"', '"370199"')
    (registry / "excused.yaml").write_text(EXCUSE, "utf-8")
    return registry


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def told(folder: Path, day: str) -> dict[str, Severity]:
    """How heavily the error and the excuse weigh on a day."""
    found = findings_of(folder, date.fromisoformat(day))
    return {f.rule.code: f.rule.severity for f in found if f.rule.code in ("X113", "X127", "D108")}


@pytest.mark.parametrize(
    ("day", "weighs"),
    [
        ("2026-09-30", {}),
        ("2026-10-01", {"X127": Severity.WARNING}),
        ("2026-10-31", {"X127": Severity.WARNING}),
        ("2026-11-01", {"X127": Severity.WARNING, "X113": Severity.WARNING}),
        ("2026-11-07", {"X127": Severity.WARNING, "X113": Severity.WARNING}),
        ("2026-11-08", {"X113": Severity.ERROR, "D108": Severity.WARNING}),
    ],
)
def test_an_excuse_that_ends_is_told_a_month_ahead_and_stops_nothing_for_a_week(
    excused: Path, day: str, weighs: dict[str, Severity]
) -> None:
    """Thirty days before, and seven days after its last day."""
    assert told(excused, day) == weighs


@pytest.mark.slow
@pytest.mark.parametrize(("day", "is_built"), [("2099-11-07", True), ("2099-11-08", False)])
def test_the_site_is_built_in_that_week_and_says_so(
    excused: Path, tmp_path: Path, registry_command: Command, day: str, is_built: bool
) -> None:
    """The clerk reads it in the output, the public on the page of gaps and in its data.

    Records are judged as of today: so it is tried in a year that no test will see.
    """
    out = tmp_path / "site"
    _replace(excused / "excused.yaml", "2026", "2099")
    done = registry_command("build", "--registry", excused, "--on", day, "--out", out)
    assert (done.returncode == 0) is is_built, done.stdout
    if is_built:
        says = "特许 X113（platforms/sd-0001.yaml）的期限到 2099-10-31（含当日）"
        assert f"X127 upkeep-due {says}" in done.stdout
        assert f"<li>{says}" in (out / "gaps/index.html").read_text("utf-8")
        listed = json.loads((out / "api/v1/gaps.json").read_text("utf-8"))["gaps"]
        severities = {(each["code"], each["severity"]) for each in listed}
        assert {("X127", "warning"), ("X113", "warning")} <= severities


def test_only_what_will_stop_the_publication_is_a_forewarning(excused: Path) -> None:
    """Of all findings, those that the nightly output repeats."""
    found = findings_of(excused, date(2026, 11, 1))
    assert len(found) > 1
    assert [finding.rule.code for finding in forewarnings(found)] == ["X127"]


def test_the_week_is_for_errors_alone(excused: Path) -> None:
    """A gap whose excuse has ended is told at once, and its excuse is to be deleted."""
    _replace(excused / "platforms" / "sd-0001.yaml", 'division: "370199"\n', "")
    _replace(excused / "excused.yaml", "X113", "G102")
    found = findings_of(excused, date(2026, 11, 1))
    weights = {f.rule.code: f.rule.severity for f in found if f.rule.code in ("G102", "D108")}
    assert weights == {"G102": Severity.GAP, "D108": Severity.WARNING}


def due(folder: Path, day: str, within: int) -> set[tuple[str, Duty]]:
    """Days and duties that are neither of a platform nor of a document."""
    snapshot = Snapshot.of(Register.bind(receive(folder)), date.fromisoformat(day))
    listed = due_duties(snapshot, within)
    return {(str(each.on), each.duty) for each in listed if not each.subject}


def test_duties_name_what_runs_out(excused: Path) -> None:
    """Excuse and printer, as far ahead as is asked for; a printer that nobody gives up is not named."""
    ends = ("2026-10-31", Duty.EXCUSE_ENDS)
    assert ends in due(excused, "2026-10-01", 30)
    assert ends not in due(excused, "2026-10-01", 29)
    assert ends in due(excused, "2026-11-07", 0)
    assert ends not in due(excused, "2026-11-08", 0)
    printer = ("2027-05-05", Duty.PROGRAM_ENDS)
    assert printer in due(excused, "2027-04-05", 30)
    assert printer not in due(excused, "2027-04-05", 29)
    assert printer in due(excused, "2027-09-01", 0)
    with_site_line(excused, f"printer: {Printer.ZENSICAL}")
    assert printer not in due(excused, "2027-04-05", 30)


def test_a_site_says_that_its_printer_ends(registry_copy: Path) -> None:
    """On the line that chooses it, and what to choose instead."""
    with_site_line(registry_copy, "printer: mkdocs")
    line = len((registry_copy / "site.yaml").read_text("utf-8").splitlines())
    found = findings_of(registry_copy, date(2027, 4, 5))
    (printer,) = (f for f in found if f.rule.code == "X127" and "印制程序" in f.message)
    assert (printer.place.line, printer.place.column) == (line, 10)
    assert printer.message == (
        "印制程序 MkDocs Material 维护到 2027-05-05；照旧能用，其后的缺陷没有人改"
    )
    assert printer.fix == "装上 Zensical，在 site.yaml 写 printer: zensical"


def test_an_unknown_year_is_told_a_month_ahead(registry_copy: Path) -> None:
    """A year far beyond any calendar, and the one before it written down."""
    calendar = registry_copy / "work_calendars"
    calendar.mkdir(exist_ok=True)
    (calendar / "2040.yaml").write_text("year: '2040'\nnotice: 示例·放假通知\n", "utf-8")
    said = [
        [f.message for f in findings_of(registry_copy, day) if "放假安排" in f.message]
        for day in (date(2040, 12, 1), date(2040, 12, 2))
    ]
    assert said == [[], ["2041 年的放假安排未知，公示期不能推算"]]


def test_an_old_python_is_told() -> None:
    """Of the releases whose end is known."""
    until = date(2027, 10, 31)
    assert [each.on for each in interpreter(until, (3, 11))] == [until]
    assert [*interpreter(date(2027, 10, 30), (3, 11))] == []
    assert [*interpreter(date.max, (9, 9))] == []
    assert (3, 11) in PYTHON_MENDED


def test_a_publication_that_failed_is_overdue(tmp_path: Path, registry_command: Command) -> None:
    """By what the published site itself says; a site that cannot be read is a fault."""
    index = tmp_path / "site" / "api" / "v1" / "index.json"
    index.parent.mkdir(parents=True)
    index.write_text('{"as_of": "2026-11-10", "next_update": "2026-11-17"}', "utf-8")
    command = ("due", "--on", DAY, "--within", "7", "--site")
    done = registry_command(*command, tmp_path / "site")
    late, _, soon = done.stdout.partition("7 天以内")
    says = "2026-11-17  网站更新  公布着的网站截至 2026-11-10，应不迟于 2026-11-17 再次发布"
    assert says in late
    assert "网站更新" not in soon
    index.write_text('{"as_of": "2026-11-10"}', "utf-8")
    for place in (tmp_path / "site", tmp_path / "none"):
        done = registry_command(*command, place)
        assert (done.returncode, done.stdout) == (3, "")
        assert "读不到公布着的网站" in done.stderr
