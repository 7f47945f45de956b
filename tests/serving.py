"""`registry serve` as a person starts it: its address, and its end."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import DAY, ROOT


@contextmanager
def serving(registry: Path) -> Iterator[str]:
    """On a port of its own choice, as of the day of the tests."""
    command = [
        Path(sys.executable).parent / "registry", "serve", "--port", "0",
        "--registry", registry, "--on", str(DAY),
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines = iter(process.stderr.readline, "")
    try:
        yield next(found[0] for line in lines if (found := re.findall(r"http://\S+/", line)))
    finally:
        process.terminate()
        process.communicate()
