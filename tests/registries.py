"""Registries that the tests read: frozen copies, so that `registry/` and `examples/` may be replaced.

Only `tests/test_registry_folder.py` looks at what lies in `registry/` and `examples/`.
"""

import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.intake import receive
from generator.register.register import Register
from tests.stories import commit, git

DATA = Path(__file__).parent / "data"
DEMONSTRATION = DATA / "demonstration"
NATIONAL = DATA / "national"
# Per commit: its day, and what comes only in a later one.
COMMITS = {"2024-12-31": ("2025*", "2026*"), "2025-12-31": ("2026*",), "2026-11-20": ()}


def laid_in_git(
    folder: Path,
    source: Path = DEMONSTRATION,
    commits: Mapping[str, Sequence[str]] = COMMITS,
) -> Path:
    """A checkout whose `registry/` is `source`; its commits have the same names in every run."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main", "--template=")
    for day, later in commits.items():
        pick = shutil.ignore_patterns(*later)
        shutil.copytree(source, folder / "registry", ignore=pick, dirs_exist_ok=True)
        commit(folder, on=day)
    return folder


@cache
def recorded(folder: Path) -> Register:
    """Register of a frozen registry; whoever asks for it only reads it."""
    return Register.bind(receive(folder))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def with_logo(registry: Path, name: str, content: bytes) -> None:
    """Give a registry this picture as its logo."""
    (registry / name).write_bytes(content)
    with_site_line(registry, f"logo: {name}")


def with_site_line(registry: Path, line: str) -> None:
    """Add a line to the `site.yaml` of a registry."""
    site = registry / "site.yaml"
    site.write_text(f"{site.read_text('utf-8').rstrip()}\n{line}\n", "utf-8")
