"""`registry serve`: the page of an edited record follows the edit; an error keeps the old page."""

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import DAY, ROOT

pytestmark = pytest.mark.slow
PATIENCE = 60


@pytest.fixture
def serving(registry_copy: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server of a copy of registry/, and the copy."""
    command = [
        Path(sys.executable).parent / "registry", "serve", "--port", "0",
        "--registry", registry_copy, "--out", tmp_path / "site", "--on", str(DAY),
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines = iter(process.stderr.readline, "")
    address = next(found[0] for line in lines if (found := re.findall(r"http://\S+/", line)))
    yield address, registry_copy
    process.terminate()
    process.wait()
    process.stderr.close()


def until(holds: Callable[[], bool]) -> bool:
    """Waits for something to become true, as long as patience lasts."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if holds():
            return True
        time.sleep(0.2)
    return False


def page(address: str) -> str:
    """The platform's page as served now; empty while the site is being swapped."""
    try:
        with urllib.request.urlopen(f"{address}platforms/sd-0001/") as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def test_served_page_follows_the_record_and_outlives_a_mistake(serving: tuple[str, Path]) -> None:
    """An edit shows; a mistake does not take the page away; mending it shows again."""
    address, folder = serving
    record = folder / "platforms" / "sd-0001.yaml"
    before = record.read_text("utf-8")
    edited = re.sub(r"services: .*", "services: 示例·改动之后", before)
    assert edited != before
    record.write_text(edited, "utf-8")
    assert until(lambda: "示例·改动之后" in page(address))
    record.write_text("id: [", "utf-8")
    time.sleep(2)
    assert "示例·改动之后" in page(address)
    record.write_text(before, "utf-8")
    assert until(lambda: (text := page(address)) != "" and "示例·改动之后" not in text)
