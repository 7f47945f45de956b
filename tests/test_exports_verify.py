"""核验 Any missing, added, altered or mixed file is found, from a folder and over the wire."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.verifier import MANIFEST, Unverifiable, verify
from tests.conftest import ROOT, Command

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "copy"))


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def served(copy: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(copy)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_whole_site_is_whole(copy: Path, served: str) -> None:
    """And every file was looked at."""
    files = sum(1 for path in copy.rglob("*") if path.is_file())
    assert verify(str(copy)) == (files - 1, [])
    assert verify(served) == (files - 1, [])


def test_every_kind_of_fault_is_found(copy: Path, served: str) -> None:
    """One of each, and nothing else."""
    (copy / "data/platforms.csv").unlink()
    (copy / "extra.html").write_text("extra", "utf-8")
    (copy / "index.html").write_bytes((copy / "index.html").read_bytes() + b" ")
    mixed = copy / "api/v1/status.json"
    mixed.write_text(json.dumps(json.loads(mixed.read_bytes()) | {"as_of": "2026-01-01"}), "utf-8")
    _, wrong = verify(str(copy))
    assert sorted(fault.split("：")[0] for fault in wrong) == [
        "多出 extra.html", "改动 index.html", "混入 api/v1/status.json", "缺少 data/platforms.csv",
    ]  # fmt: skip
    assert len(verify(served)[1]) == 3


def test_a_copy_without_a_whole_manifest_is_refused(copy: Path) -> None:
    """A verifier that looked at nothing must not say that all is well."""
    manifest = json.loads((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).write_text(json.dumps(manifest | {"files": [], "total": 0}), "utf-8")
    with pytest.raises(Unverifiable):
        verify(str(copy))
    (copy / MANIFEST).unlink()
    with pytest.raises(Unverifiable):
        verify(str(copy))


def test_command_and_single_file_agree(copy: Path, registry_command: Command) -> None:
    """The file runs alone, without the package; exit codes are those of every command."""
    alone = [sys.executable, "-I", "-S", ROOT / "tools/verify.py", copy]
    assert (ROOT / "tools/verify.py").read_bytes() == (copy / "data/verify.py").read_bytes()
    for expected in (0, 1):
        single = subprocess.run(alone, capture_output=True, text=True, check=False)
        command = registry_command("verify", copy)
        assert single.returncode == command.returncode == expected
        assert single.stdout == command.stdout
        (copy / "added.txt").write_text("added", "utf-8")
