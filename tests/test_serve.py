"""`registry serve`: the page of an edited record follows the edit; an error keeps the old page."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DAY, Command
from tests.serving import serving

pytestmark = pytest.mark.slow
PATIENCE = 60


@pytest.fixture
def served(registry_copy: Path) -> Iterator[tuple[str, Path]]:
    """A server of a copy of registry/, and the copy."""
    with serving(registry_copy) as address:
        yield address, registry_copy


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


def news(address: str) -> dict[str, Any]:
    """What the stream of events says first: how things stand."""
    with urllib.request.urlopen(f"{address}_preview/events") as stream:
        return dict(json.loads(stream.readline().decode().removeprefix("data: ")))


def answer(address: str, path: str = "", method: str = "GET", **headers: str) -> tuple[int, bytes]:
    """Status and content of any request."""
    request = urllib.request.Request(address + path, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as answered:
            return answered.status, answered.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, b""


def test_served_page_follows_the_record_and_outlives_a_mistake(served: tuple[str, Path]) -> None:
    """An edit shows; a mistake does not take the page away; mending it shows again."""
    address, folder = served
    record = folder / "platforms" / "sd-0001.yaml"
    before = record.read_text("utf-8")
    edited = re.sub(r"services: .*", "services: 示例·改动之后", before)
    assert edited != before
    record.write_text(edited, "utf-8")
    assert until(lambda: "示例·改动之后" in page(address))
    record.write_text("id: [", "utf-8")
    assert until(lambda: any("sd-0001.yaml" in f["place"] for f in news(address)["faults"]))
    assert "示例·改动之后" in page(address)
    record.write_text(before, "utf-8")
    assert until(lambda: (text := page(address)) != "" and "示例·改动之后" not in text)


def test_only_this_machine_is_answered_and_nothing_is_taken(served: tuple[str, Path]) -> None:
    """A name that points here from elsewhere is refused, and so is whatever would change something."""
    address, _ = served
    assert answer(address)[0] == 200
    assert answer(address, Host="localhost:8000")[0] == 200
    assert answer(address, Host="registry.example.org")[0] == 403
    assert answer(address, method="HEAD", Host="registry.example.org:80")[0] == 403
    assert answer(address, method="HEAD") == (200, b"")
    assert answer(address, method="POST")[0] == 501
    assert answer(address, "_preview/../../../etc/hostname")[0] == 404
    assert answer(address, "no/such/page/")[0] == 404


def test_served_files_are_those_of_a_build(
    served: tuple[str, Path], tmp_path: Path, registry_command: Command
) -> None:
    """Pages gain two lines, the rest is the same to the byte; nothing of the preview is in the site."""
    address, folder = served
    site = tmp_path / "site"
    registry_command("build", "--registry", folder, "--on", DAY, "--out", site)
    for path in (
        "api/v1/all.json",
        "assets/register.css",
        "badges/sd-0001.svg",
        "data/platforms.xlsx",
    ):
        assert answer(address, path) == (200, (site / path).read_bytes())
    shown, built = page(address), (site / "platforms/sd-0001/index.html").read_text("utf-8")
    added = re.findall(r"<[^<]*_preview[^>]*>(?:</script>)?", shown)
    assert len(added) == 2
    assert shown.replace("".join(added), "") == built
    assert not any(b"_preview" in p.read_bytes() for p in site.rglob("*") if p.is_file())


def test_wrong_registry_is_served_with_what_is_wrong(registry_copy: Path) -> None:
    """Before there is any site: an empty page, and the findings."""
    (registry_copy / "platforms" / "sd-0001.yaml").write_text("id: [", "utf-8")
    with serving(registry_copy) as address:
        status, content = answer(address)
        assert (status, b"_preview/live.js" in content) == (200, True)
        faults = news(address)["faults"]
    assert "sd-0001.yaml:2:1" in faults[0]["place"]
    assert faults[0]["message"]
