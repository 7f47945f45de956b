"""替身 A forge for the tests: its answers are files, its questions are written down."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


class Forge:
    """A folder of answers, and the environment in which `gh` finds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        programs = folder / "bin"
        programs.mkdir(parents=True)
        program = (ROOT / "tests" / "forges" / "gh.py").read_text("utf-8")
        (programs / "gh").write_text(f"#!{sys.executable} -IS\n{program}", "utf-8")
        (programs / "gh").chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "GH_FOLDER": str(folder),
        }

    def answers(self, path: str, content: Any) -> None:
        """What it says when a path is asked for."""
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        (self.folder / path.replace("/", "_")).write_bytes(data)

    @property
    def asked(self) -> list[dict[str, Any]]:
        """Every call of `gh`, in order."""
        log = self.folder / "asked.jsonl"
        lines = log.read_text("utf-8").splitlines() if log.exists() else []
        return [json.loads(line) for line in lines]
