"""Whatever lies in `registry/` and `examples/`: lawful, in canonical form, and able to be built.

An office replaces these folders, so nothing here knows what they hold, and no other test reads them.
"""

from datetime import date
from pathlib import Path

import pytest

from generator.desk.format import formatted_files
from generator.intake import receive
from generator.intake.json_schema import FOLDER, KINDS, encoded, functions_of, schema_of
from tests.conftest import DAY, ROOT, Command, findings_of

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/site.yaml"))
FOLDERS = [ROOT / "registry", *EXAMPLES]
each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def last_day(folder: Path) -> date:
    """Day of the newest act, on which nothing recorded is still to come."""
    return max((act.record.issued_on.last for act in receive(folder).acts), default=DAY)


@each_folder
def test_it_is_received_without_an_error(folder: Path) -> None:
    """Warnings and gaps are the office's own affair."""
    found = findings_of(folder, last_day(folder))
    assert [f"{f.place} {f.rule.code} {f.message}" for f in found if f.is_error] == []


@each_folder
def test_it_is_canonical(folder: Path) -> None:
    """As `registry format --check` asks in every pipeline."""
    assert [each.path.name for each in formatted_files(folder) if not each.is_canonical] == []


def test_its_schemas_are_those_the_program_makes() -> None:
    """Run `make docs` after a change of a field, a word or the functions of an edition."""
    registry = ROOT / "registry"
    functions = functions_of(receive(registry))
    made = {f"{name}.json": encoded(schema_of(name, functions)) for name in KINDS}
    kept = {path.name: path.read_text("utf-8") for path in (registry / FOLDER).glob("*")}
    assert kept in ({}, made), "registry/.schema/ 与程序不一致：运行 make docs"


@pytest.mark.slow
@each_folder
def test_it_builds(folder: Path, registry_command: Command, tmp_path: Path) -> None:
    """And what is built is whole."""
    out = tmp_path / "site"
    done = registry_command("build", "--registry", folder, "--on", last_day(folder), "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    assert registry_command("verify", out).returncode == 0
