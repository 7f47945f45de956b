"""物料清单 Every locked package as CycloneDX 1.6 JSON: `python tools/sbom.py > sbom.cdx.json`.

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

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """组成 Each package with its version, where it applies, and the files that the lock accepts."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            found.append(_component(*pinned.groups()))
        elif digest := HASH.search(line):
            found[-1]["properties"].append({"name": "lock:sha256", "value": digest[1]})
    return found


def _component(name: str, version: str, marker: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    only = [{"name": "lock:marker", "value": marker}] if marker else []
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
        "properties": only,
    }  # fmt: skip


def sbom(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """物料清单 The program and what it is made with."""
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


def main() -> None:
    """入口 The list on standard output."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    sys.stdout.write(json.dumps(sbom(lock, project), indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
