"""Bill of materials: every locked package as CycloneDX 1.6, `python tools/sbom.py > sbom.cdx.json`.

Made from the lock alone: no clock, no network, so the same lock gives the same bytes.
"""

import hashlib
import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# What a package is asked for besides, in brackets, is in the list by itself.
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==([^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main() -> None:
    """Writes the bill on standard output."""
    sys.stdout.write(json.dumps(bill_of_materials(), ensure_ascii=False, indent=1) + "\n")


def bill_of_materials() -> dict[str, Any]:
    """Bill of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    digest = hashlib.sha256(lock.encode()).hexdigest()
    name, version = project["name"], project["version"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": name, "name": name, "version": version}
        },
        "components": components(lock),
    }


def components(lock: str) -> list[dict[str, Any]]:
    """Each package with its version, where it applies, and the files that the lock accepts.

    Raises `ValueError` where the lock is cut off.
    """
    packages: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            packages.append(_component(*pinned.groups()))
        elif digest := HASH.search(line):
            packages[-1]["properties"].append({"name": "lock:sha256", "value": digest[1]})
    # Half a lock would make half a list, and nobody would miss the rest.
    hashed = [{p["name"] for p in each["properties"]} >= {"lock:sha256"} for each in packages]
    if not hashed or not all(hashed) or lock.endswith(("\\", "\\\n")):
        raise ValueError("requirements.lock 残缺：没有软件包，或者有的没有全部校验值")
    return packages


def _component(name: str, version: str, marker: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    only = [{"name": "lock:marker", "value": marker}] if marker else []
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
        "properties": only,
    }  # fmt: skip


if __name__ == "__main__":
    main()
