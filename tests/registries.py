"""Registries that the tests read: frozen copies, so that `registry/` and `examples/` may be replaced.

Only `tests/test_registry_folder.py` looks at what lies in `registry/` and `examples/`.
"""

import shutil
from pathlib import Path

from tests.stories import commit, git

DATA = Path(__file__).parent / "data"
DEMONSTRATION = DATA / "demonstration"
NATIONAL = DATA / "national"
# The acts of these years come in a commit of their own, on this day.
LATER = {"2025": "2025-12-31", "2026": "2026-11-20"}


def laid_in_git(folder: Path) -> Path:
    """A checkout whose `registry/` is the demonstration, recorded in three commits."""
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    registry = folder / "registry"
    shutil.copytree(DEMONSTRATION, registry)
    for year in LATER:
        shutil.rmtree(registry / "notices" / year)
        (registry / "batches" / f"{year}.yaml").unlink(missing_ok=True)
    commit(folder, on="2024-12-31")
    for year, day in LATER.items():
        for path in sorted(DEMONSTRATION.glob(f"*/{year}*")):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, registry / path.relative_to(DEMONSTRATION))
        commit(folder, on=day)
    return folder
