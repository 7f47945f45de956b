"""A copy of the data with one value altered: the verifier says so, or that it cannot tell; it never falls over."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from generator.checks.casebook import BASE
from generator.history.versions import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.addresses import API
from generator.site.data.envelope import Publication
from generator.verify import MANIFEST, print_report, verify
from tests.publications import write_data
from tests.test_exports_changes import commit, git

DAY = date(2024, 5, 6)
ALTERED = (MANIFEST, *(f"{API}/{name}.json" for name in (
    "log", "index", "all", "notices", "notices/2022-revocation", "platforms/sd-0002")))  # fmt: skip
INSTEAD: tuple[Any, ...] = (
    None, 0, -1, 1e308, True, "", "x", "\ud800", "../x", "00" * 32, [], {}, [[]], {"head": "x"}, [1] * 9,
    {"files": []}, "2021-01-01\n",
)  # fmt: skip


def verifying(data: bytes) -> None:
    """Alter a copy: the first byte chooses a file and whether the manifest is made to fit; the rest a value and another."""
    if len(data) < 4:
        return
    name, fits = ALTERED[data[0] % len(ALTERED)], data[0] >= 128
    site = _site()
    whole = {each: (site / each).read_bytes() for each in (name, MANIFEST)}
    content = json.dumps(_altered(json.loads(whole[name]), data[1:])).encode()
    (site / name).write_bytes(content)
    if fits and name != MANIFEST:
        _fit(site, name, content)
    code, text = _verified(site)
    for each, before in whole.items():
        (site / each).write_bytes(before)
    assert code in ((0, 1, 2) if fits or name == MANIFEST else (1,)), (code, text)
    assert text.replace("\n", "").isprintable(), text


def _verified(site: Path) -> tuple[int, str]:
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(output):
        return print_report(lambda: verify(str(site))), output.getvalue()


def _altered(value: Any, way: bytes) -> Any:
    """One value somewhere below becomes another, or is gone."""
    if len(way) > 3 and isinstance(value, dict | list) and value:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = keys[way[0] % len(keys)]
        if way[0] < 250:
            value[key] = _altered(value[key], way[1:])
        else:
            del value[key]
        return value
    other = INSTEAD[way[0] % len(INSTEAD)]
    return other if other != value else "another"


def _fit(site: Path, name: str, content: bytes) -> None:
    manifest = json.loads((site / MANIFEST).read_bytes())
    for each in manifest["files"]:
        if each["path"] == name:
            each |= {"size": len(content), "sha256": sha256(content).hexdigest()}
    (site / MANIFEST).write_text(json.dumps(manifest), "utf-8")


@cache
def _site() -> Path:
    """The data of the small lawful registry, with a log."""
    folder = Path(mkdtemp(prefix="registry-fuzz-"))
    shutil.copytree(BASE, folder / "registry")
    git(folder, "init", "-q")
    commit(folder, DAY)
    register = Register.bind(receive(folder / "registry"))
    publication = Publication(Snapshot.of(register, DAY), chronicle(folder / "registry"))
    write_data(publication, folder / "site")
    assert _verified(folder / "site")[0] == 0
    return folder / "site"
