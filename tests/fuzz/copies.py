"""A copy of the data altered: the verifier says so, or that it cannot tell; it never falls over.

Alone, and compared with another one, of which either may be the one that was altered.
"""

import io
import json
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
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
from generator.site.data.envelope import Publication
from generator.site.data.schema import API
from generator.verify import CHECKPOINT, LOG, MANIFEST, print_report, verify
from tests.publications import write_data
from tests.test_exports_changes import commit, git
from tests.test_newer_copies import CORPUS, edit, publish

DAY = date(2024, 5, 6)
ALTERED = (MANIFEST, *(f"{API}/{name}.json" for name in (
    "log", "index", "all", "notices", "notices/2022-revocation", "platforms/sd-0002")))  # fmt: skip
INSTEAD: tuple[Any, ...] = (
    None, 0, -1, 1e308, True, "", "x", "\ud800", "../x", "00" * 32, [], {}, [[]], {"head": "x"}, [1] * 9,
    {"files": []}, "2021-01-01\n", 10**400, "9" * 5000, "（已隐去" * 900, "（已隐去，sha256:" + "0" * 64 + "）",
    json.loads("[" * 400 + "]" * 400), {"acts": [{}]}, [{"platform": "sd-0001"}] * 3, "true", "2024-99-99",
)  # fmt: skip
# What differs between the two copies that are compared: each is explained, by another rule.
HONEST = (
    "老实的：更正功能，只改功能", "老实的：勘误", "老实的：代码隐去", "老实的：只知年月的日子补全，原文网址换新",
)  # fmt: skip
NEEDED = re.compile(f"{API}/([a-z]+|notices/.+|platforms/.+)\\.(json|txt)")
SPOILT: tuple[Callable[[bytes], bytes], ...] = (
    lambda content: content.decode(errors="ignore").encode("utf-16"),
    lambda content: content.decode(errors="ignore").encode("gb18030"),
    lambda content: content.decode(errors="ignore").encode("utf-8-sig"),
    lambda content: content[: len(content) // 2],
    lambda content: content.replace(b"\n", b"\r\n"),
    lambda content: content + b"\0",
    lambda content: b"[" * 200_000 + content,
    lambda content: content.replace(b'"', b"'"),
    lambda content: content.replace(b"1", b"1e400"),
    lambda content: content.replace(b"2", b"9" * 5000),
    lambda content: content.replace(b'":', b'": NaN, "x":'),
    lambda content: content[:0],
)


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


def comparing(data: bytes) -> None:
    """Alter the older or the newer copy at one place, and compare: 0, 1 or 2, and a sentence on each line.

    The first byte says which copy, whether its manifest is made to fit, and what of the older one is
    kept (all, its log, its checkpoint); the second a file; the rest a value, or how the bytes are spoilt.
    """
    if len(data) < 5:
        return
    old, new = _pair()
    site, kept = (old, new)[data[0] % 2], (".", LOG, CHECKPOINT)[data[0] // 4 % 3]
    name = (LOG, LOG, *_names(site))[data[1] % (2 + len(_names(site)))]
    whole = {each: (site / each).read_bytes() for each in (name, MANIFEST)}
    if data[2] < 2 * len(SPOILT) or not name.endswith(".json"):
        content = SPOILT[data[2] % len(SPOILT)](whole[name])
    else:
        content = json.dumps(_altered(json.loads(whole[name]), data[3:])).encode()
    (site / name).write_bytes(content)
    if data[0] & 2 and name != MANIFEST:
        _fit(site, name, content)
    code, text = _verified(new, old / kept)
    for each, before in whole.items():
        (site / each).write_bytes(before)
    # What is altered and not listed so is wrong, or cannot be read at all.
    allowed = (1, 2) if site == new and not data[0] & 2 and content != whole[name] else (0, 1, 2)
    assert code in (*allowed, 0) if name == MANIFEST else code in allowed, (code, text)
    assert text.replace("\n", "").isprintable(), text


@cache
def _names(site: Path) -> tuple[str, ...]:
    """Every file of data by its path in the copy."""
    return tuple(
        sorted(each.relative_to(site).as_posix() for each in site.rglob("*.*") if each.is_file())
    )


def _slim(site: Path) -> None:
    """Without the files that no record is in: looking at each costs as much as the rest."""
    manifest = json.loads((site / MANIFEST).read_bytes())
    kept = [each for each in manifest["files"] if NEEDED.fullmatch(each["path"])]
    for each in (path for path in site.rglob("*") if path.is_file()):
        if each != site / MANIFEST and not NEEDED.fullmatch(each.relative_to(site).as_posix()):
            each.unlink()
    (site / MANIFEST).write_text(
        json.dumps(manifest | {"files": kept, "total": len(kept)}), "utf-8"
    )


@cache
def _pair() -> tuple[Path, Path]:
    """An older copy and a newer one that explains all that was changed."""
    folder = Path(mkdtemp(prefix="registry-fuzz-"))
    registry, cases = folder / "registry", [each for each in CORPUS if each["says"] in HONEST]
    shutil.copytree(BASE, registry)
    git(registry, "init", "-q")
    for name, key, day in (("old", "before", DAY), ("new", "edits", DAY + timedelta(days=1))):
        for case in cases:
            edit(registry, case.get(key, []))
        publish(registry, day, folder / name)
        _slim(folder / name)
    assert _verified(folder / "new", folder / "old")[0] == 0
    return folder / "old", folder / "new"


def _verified(site: Path, against: Path | None = None) -> tuple[int, str]:
    with redirect_stdout(io.StringIO()) as output, redirect_stderr(output):
        older = str(against) if against else None
        return print_report(lambda: verify(str(site), older)), output.getvalue()


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
