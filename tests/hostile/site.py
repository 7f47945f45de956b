"""敌意网站 Built once for the tests that look at it."""

import shutil
from pathlib import Path

from tests.conftest import DAY, DEMONSTRATION, Command
from tests.hostile.registry import complete, spoil


def built(folder: Path, command: Command) -> Path:
    """The site of a registry in which every text is hostile; each such field must be filled."""
    registry = Path(shutil.copytree(DEMONSTRATION, folder / "registry"))
    complete(registry)
    taking, filled = spoil(registry)
    assert taking == filled
    assert len(taking) > 90
    out = folder / "site"
    done = command("build", "--registry", registry, "--on", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out
