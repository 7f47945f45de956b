"""例子 What the page /data/ tells people to type, run as it stands there."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import ROOT
from tests.test_exports_verify import Quiet

pytestmark = pytest.mark.slow
PAGE = (ROOT / "site_templates/prose/data/index.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Address of a site, served on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def run(command: list[str], site: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = os.environ | {"SITE": site}
    return subprocess.run(
        command, cwd=folder, env=settings, capture_output=True, text=True, check=False
    )


def test_python_examples(served: str, tmp_path: Path) -> None:
    """The look-up answers yes and no; the copy is made, and needs nothing the second time."""
    check, keep = blocks("python")
    found = run([sys.executable, "-c", check, "sd-0001"], served, tmp_path)
    assert (found.returncode, found.stdout.split()[1]) == (0, "in_force")
    assert run([sys.executable, "-c", check, "sd-9999"], served, tmp_path).returncode == 1
    first = run([sys.executable, "-c", keep], served, tmp_path)
    assert first.returncode == 0, first.stderr
    kept = (tmp_path / "copy.json").read_bytes()
    again = run([sys.executable, "-c", keep], served, tmp_path)
    assert (again.stdout, (tmp_path / "copy.json").read_bytes()) == (first.stdout, kept)


def test_shell_example(served: str, tmp_path: Path) -> None:
    """Downloads and checks the sum of what it downloaded."""
    example, *_verifying = blocks("shell")
    done = run(["bash", "-c", example], served, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "all.json: OK" in done.stdout


def test_spreadsheet_formula_names_the_right_columns(site: Path) -> None:
    """The columns that the formula counts by are those of the city and the status."""
    (formula,) = blocks("text")
    heads = (
        CalamineWorkbook.from_path(site / "data/platforms.xlsx")
        .get_sheet_by_name("平台")
        .to_python()[0]
    )
    columns = re.findall(r"([A-Z]):\1", formula)
    assert [heads[ord(column) - ord("A")] for column in columns] == ["所属地", "资格状态"]
