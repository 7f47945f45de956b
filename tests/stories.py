"""故事 Plays a story of clerks on branches in a repository of its own, and asks what changed.

A story is a list of steps on the casebook's base registry. A step is made by one clerk on one
branch: `edits` as in the casebook, a `merge` of other branches, or `lying: true` for what is not
committed yet. `tag` names the commit for the questions that follow.
"""

import os
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.checks.casebook import BASE, Edit
from generator.desk.report import as_text
from generator.history.alteration import alteration
from generator.history.comparison import Comparison, compare
from generator.history.immutability import keep
from generator.history.versions import commit_and_present, two_commits
from generator.intake import receive
from tests.casebook import apply

STORIES = Path(__file__).parent / "cases" / "stories"
REGISTRY = "registry"
FIRST = "2021-12-01"


def git(folder: Path, *arguments: str, on: str = FIRST, by: str = "a") -> str:
    """One command of git, by one clerk, on one day."""
    moment = f"{on}T12:00:00+08:00"
    who = {f"GIT_{role}_{what}": f"{value}" for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", f"clerk-{by}"), ("EMAIL", f"{by}@example.org"), ("DATE", moment))}  # fmt: skip
    away = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    # Nobody tidies a repository that is gone in a second.
    done = subprocess.run(
        ["git", "-C", str(folder), "-c", "maintenance.auto=false", *arguments],
        check=True, capture_output=True, text=True, env={**os.environ, **away, **who},
    )  # fmt: skip
    return done.stdout.strip()


def begun(folder: Path) -> Path:
    """A repository that holds the casebook's base registry, in one commit tagged `base`."""
    for file, content in _beginning().items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@cache
def _beginning() -> dict[Path, bytes]:
    """Every file of that repository, by its path; git makes them once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        git(folder, "init", "-q", "-b", "main", "--template=")
        for setting in ("user.name", "user.email"):
            git(folder, "config", setting, "clerk@example.org")
        shutil.copytree(BASE, folder / REGISTRY)
        commit(folder, "base")
        files = (path for path in folder.rglob("*") if path.is_file())
        return {file.relative_to(folder): file.read_bytes() for file in files}


def commit(folder: Path, tag: str | None = None, on: str = FIRST, by: str = "a") -> None:
    """Everything as it lies, in one commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", tag or "step", on=on, by=by)
    if tag:
        git(folder, "tag", "-f", tag)


def play(folder: Path, story: dict[str, Any]) -> Path:
    """Every step of a story; gives the folder of the registry."""
    begun(folder)
    for step in story["steps"]:
        _step(folder, step)
    return folder / REGISTRY


def _step(folder: Path, step: dict[str, Any]) -> None:
    on, by = step.get("on", FIRST), step.get("by", "a")
    if branch := step.get("branch"):
        exists = git(folder, "branch", "--list", branch)
        git(folder, "switch", "-q", *([branch] if exists else ["-c", branch, step["from"]]))
    for other in step.get("merge", ()):
        git(folder, "merge", "-q", "--no-ff", "-m", f"merge {other}", other, on=on, by=by)
    for each in step.get("edits", ()):
        edit = Edit.model_validate(each)
        apply(edit, folder / REGISTRY / edit.file)
    if step.get("lying") != "true":
        commit(folder, step.get("tag"), on, by)


def compared(registry: Path, ask: dict[str, Any]) -> Comparison:
    """The comparison that a question of a story asks for."""
    base, *heads = ask["diff"]
    present = receive(registry)
    sides = (
        two_commits(registry, base, heads[0])
        if heads
        else commit_and_present(registry, base, present)
    )
    return compare(*sides, date.fromisoformat(ask["on"]))


def told(registry: Path, ask: dict[str, Any]) -> list[str]:
    """The text of a comparison, without the line that names its commits."""
    return as_text(compared(registry, ask)).splitlines()[1:]


def forbidden(registry: Path, ask: dict[str, Any]) -> list[str]:
    """What history forbids, as lines with files named from the registry's own folder.

    Asked of the files as they lie at the end, or of an earlier step by its tag (`at`).
    """
    if "at" in ask:
        git(registry, "switch", "-q", "--detach", ask["at"])
    found = keep(alteration(registry, ask["against"], receive(registry)))
    said = (f"{f.place} {f.rule.code} {f.message}" for f in sorted(found, key=lambda f: f.order))
    return [line.replace(f"{registry.as_posix()}/", "") for line in said]
