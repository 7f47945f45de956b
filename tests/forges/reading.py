"""读 The forges' files as values, and the commands they run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.intake.yaml import load
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GITEE = sorted((ROOT / ".workflow").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-config.yaml"
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
TEMPLATES = ROOT / ".github" / "PULL_REQUEST_TEMPLATE"
MAKE = re.compile(r"\bmake((?: +[a-z-]+(?=\s|$))+)", re.M)


def value_of(path: Path) -> dict[str, Any]:
    """A file of plain YAML; anything else in it is a fault of the file."""
    document = load(path.as_posix(), path.read_bytes())
    assert document.findings == []
    assert isinstance(document.value, dict)
    return document.value


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every job of every workflow."""
    for path in WORKFLOWS:
        for name, job in value_of(path)["jobs"].items():
            yield path.stem, name, job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step of every workflow."""
    for workflow, _, job in jobs():
        yield from ((workflow, step) for step in job["steps"])


def commands(path: Path) -> str:
    """What a file of any forge tells a shell to do."""
    return "\n".join(_commands(value_of(path)))


def _commands(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if key in {"run", "script", "commands", "before_script", "entry"}:
                yield from (each,) if isinstance(each, str) else each
            else:
                yield from _commands(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _commands(each)


def targets(text: str) -> set[str]:
    """The targets of the Makefile that a text calls."""
    return {name for found in MAKE.findall(text) for name in found.split()}
