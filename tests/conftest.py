"""What the tests share: the day, the frozen registries, one site built once, no network."""

import gc
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from generator.checks import examine
from generator.intake import receive
from generator.register.register import Register
from generator.terms.findings import Finding
from tests import commands
from tests.casebook import CASE_DAY
from tests.commands import ROOT, Command
from tests.registries import DEMONSTRATION, NATIONAL, laid_in_git
from tests.stories import git

__all__ = ["DEMONSTRATION", "NATIONAL", "ROOT", "Command"]
DAY = date(2026, 11, 23)
BIN = Path(sys.executable).parent
# The same on every machine and in every run; `make fuzz` looks for what nobody tried.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
# As every command has it: what the tests read is kept.
gc.set_threshold(100_000, 50, 100)
# Fixtures that take seconds.
SECONDS = {"registry_command", "console_script", "site"}
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """No test may leave the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test reached for {address}")
        connect(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever runs a command, or looks at a whole site, is slow."""
    for item in items:
        if SECONDS & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.slow)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many answers of a surface were compared with the fold."""
    counts = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "comparisons"
    ]
    if counts:
        terminalreporter.write_line(f"answers compared with the fold, all equal: {sum(counts):,}")


def findings_of(folder: Path, as_of: date = CASE_DAY) -> list[Finding]:
    """Every finding on a registry, in order."""
    receipt = receive(folder)
    register = Register.bind(receipt)
    return sorted([*receipt.findings, *examine(register, as_of)], key=lambda f: f.order)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout whose `registry/` is the demonstration; commands stand in it, none may change it."""
    folder = laid_in_git(tmp_path_factory.mktemp("office") / "checkout")
    yield folder
    assert git(folder, "status", "--porcelain") == ""


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clerk's clone to copy for each test."""
    # The desk takes its time to load, and most tests do without.
    from tests.clerks import desk_office

    return desk_office(tmp_path_factory.mktemp("desk") / "clone")


@pytest.fixture
def clone(pattern: Path, tmp_path: Path) -> Path:
    """A clone on a clerk's own machine, with the demonstration in it."""
    return Path(shutil.copytree(pattern, tmp_path / "clone"))


@pytest.fixture(scope="session")
def registry_command(office: Path) -> Command:
    """Runs a command in the office, without loading the program anew for each."""
    return partial(commands.run, cwd=office)


@pytest.fixture(scope="session")
def console_script(office: Path) -> Command:
    """Runs the console script as an outside script would, in the office."""

    def run(*arguments: object, cwd: Path = office) -> subprocess.CompletedProcess[str]:
        command = [BIN / "registry", *map(str, arguments)]
        return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def registry_copy(tmp_path: Path) -> Path:
    """A copy of the demonstration to spoil."""
    return Path(shutil.copytree(DEMONSTRATION, tmp_path / "registry"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, console_script: Command) -> Path:
    """The demonstration site, built once for the whole run."""
    out = tmp_path_factory.mktemp("built") / "site"
    done = console_script("build", "--on", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="session")
def publishing(tmp_path_factory: pytest.TempPathFactory, registry_command: Command) -> Path:
    """The demonstration in a repository of its own, `registry`, and beside it its site, which has a log.

    None may change either.
    """
    commits = {str(DAY + timedelta(days=1)): ()}
    folder = laid_in_git(tmp_path_factory.mktemp("publishing") / "office", commits=commits)
    done = registry_command("build", "--on", *commits, "--out", "site", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
