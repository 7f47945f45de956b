"""Build hook of hatchling: puts into a wheel the commit that it is made of."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Packing(BuildHookInterface[Any]):
    """Adds `generator/packed/commit`, empty where the commit is not known."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the commit into a file of its own and name it to the builder."""
        sys.path.insert(0, self.root)
        from generator.history.git import clean_commit
        from generator.program import BESIDE

        self._folder = TemporaryDirectory()
        file = Path(self._folder.name, "commit")
        file.write_text(clean_commit(Path(self.root), "generator", *BESIDE) or "", "ascii")
        build_data["force_include"][str(file)] = "generator/packed/commit"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file again; the wheel holds it."""
        self._folder.cleanup()
