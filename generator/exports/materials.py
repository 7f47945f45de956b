"""物料清单 What the program is made with: every locked package as CycloneDX 1.6.

Made from the lock alone: no clock, no network, so the same lock gives the same bytes.
"""

import hashlib
import re
import tomllib
import uuid
from collections.abc import Iterator
from typing import Any

from generator.exports.envelope import File, Publication, encoded
from generator.shelf import ROOT

ADDRESS = "data/sbom.cdx.json"
# What a package is asked for besides, in brackets, is in the list by itself.
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==([^\s;\\]+)(?: ; ([^\\]+?))? ?\\?$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def files(_: Publication) -> Iterator[File]:
    """物料清单 Of the program that made the site, beside its data."""
    yield ADDRESS, listed()


def listed() -> bytes:
    """清单 Of this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    digest = hashlib.sha256(lock.encode()).hexdigest()
    name, version = project["name"], project["version"]
    return encoded(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
            "version": 1,
            "metadata": {
                "component": {
                    "type": "application", "bom-ref": name, "name": name, "version": version
                }
            },
            "components": components(lock),
        }
    )  # fmt: skip


def components(lock: str) -> list[dict[str, Any]]:
    """组成 Each package with its version, where it applies, and the files that the lock accepts."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            found.append(_component(*pinned.groups()))
        elif digest := HASH.search(line):
            found[-1]["properties"].append({"name": "lock:sha256", "value": digest[1]})
    # Half a lock would make half a list, and nobody would miss the rest.
    hashed = [{p["name"] for p in each["properties"]} >= {"lock:sha256"} for each in found]
    if not hashed or not all(hashed) or lock.endswith(("\\", "\\\n")):
        raise ValueError("requirements.lock 残缺：没有软件包，或者有的没有全部校验值")
    return found


def _component(name: str, version: str, marker: str | None) -> dict[str, Any]:
    purl = f"pkg:pypi/{name}@{version}"
    only = [{"name": "lock:marker", "value": marker}] if marker else []
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
        "properties": only,
    }  # fmt: skip
