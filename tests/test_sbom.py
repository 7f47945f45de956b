"""物料清单 names every package of the lock that the program is made of, with the very hashes, and nothing else."""

import json
import re
import subprocess
import sys
import uuid

import pytest

from tests.conftest import ROOT
from tools.sbom import components


def listed() -> bytes:
    """What `make sbom` writes."""
    return subprocess.run(
        [sys.executable, ROOT / "tools/sbom.py"], capture_output=True, check=True
    ).stdout


def test_every_locked_package_and_hash_is_listed() -> None:
    """Counted in the lock by another way than the list was made."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    made = json.loads(listed())
    names = [re.split(r"\[|==", line)[0] for line in lock.splitlines() if re.match(r"[a-z]", line)]
    assert [component["name"] for component in made["components"]] == names
    assert len({component["bom-ref"] for component in made["components"]}) == len(names) > 50
    hashes = [
        p["value"]
        for c in made["components"]
        for p in c["properties"]
        if p["name"] == "lock:sha256"
    ]
    assert sorted(hashes) == sorted(re.findall("sha256:([0-9a-f]{64})", lock))
    for component in made["components"]:
        assert component["purl"] == f"pkg:pypi/{component['name']}@{component['version']}"
        assert any(p["name"] == "lock:sha256" for p in component["properties"])


def test_it_is_of_its_form_and_the_same_twice() -> None:
    """CycloneDX 1.6; its serial number follows from the lock, so nothing in it is of the moment."""
    made = json.loads(listed())
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert uuid.UUID(made["serialNumber"].removeprefix("urn:uuid:")).version == 5
    assert "timestamp" not in made["metadata"]
    assert listed() == listed()


PIN, DIGEST = "ab==1 \\\n", f"    --hash=sha256:{'0' * 64}"


@pytest.mark.parametrize(
    "lock",
    ["", "ab==1\n", PIN, f"{PIN}{DIGEST} \\\n", f"{PIN}{DIGEST} \\", f"{PIN}{DIGEST}\ncd==2\n"],
)
def test_half_a_lock_makes_no_list(lock: str) -> None:
    """Half a list would be believed."""
    with pytest.raises(ValueError, match="残缺"):
        components(lock)
    assert [each["name"] for each in components(f"{PIN}{DIGEST}\n")] == ["ab"]
