"""The corpus of newer copies: what `--against` an older one says of each, and that honest ones pass without a word."""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.casebook import BASE
from generator.history.versions import chronicle
from generator.intake import receive
from generator.register.register import Register
from generator.register.snapshot import Snapshot
from generator.site.data.envelope import Publication
from generator.verify import verify
from tests.publications import write_data
from tests.test_exports_changes import commit, git

pytestmark = pytest.mark.slow
OLD = date(2024, 5, 6)
NEW = OLD + timedelta(days=1)
CORPUS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "newer_copies.yaml").read_text("utf-8")
)


def edit(registry: Path, edits: list[dict[str, Any]]) -> None:
    """What was done to the records."""
    for each in edits:
        path = registry / each["file"]
        if "content" in each:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(each["content"], "utf-8")
        elif "remove" in each:
            path.unlink()
        else:
            text = path.read_text("utf-8")
            assert each["old"] in text, each
            path.write_text(text.replace(each["old"], each["new"]), "utf-8")


def publish(registry: Path, on: date, site: Path) -> None:
    """The data of a day, with the log of all commits."""
    commit(registry, on)
    receipt = receive(registry)
    assert not receipt.findings, receipt.findings
    publication = Publication(Snapshot.of(Register.bind(receipt), on), chronicle(registry))
    write_data(publication, site)


def begun(folder: Path, edits: list[dict[str, Any]]) -> Path:
    """A repository `registry` and beside it its first publication, `old`."""
    shutil.copytree(BASE, folder / "registry")
    git(folder / "registry", "init", "-q")
    edit(folder / "registry", edits)
    publish(folder / "registry", OLD, folder / "old")
    return folder


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The beginning of most cases."""
    return begun(tmp_path_factory.mktemp("usual"), [])


@pytest.mark.parametrize("case", CORPUS, ids=[each["says"] for each in CORPUS])
def test_a_newer_copy_says_just_what_nothing_explains(
    case: dict[str, Any], usual: Path, tmp_path: Path
) -> None:
    if edits := case.get("before"):
        begun(tmp_path, edits)
    else:
        shutil.copytree(usual, tmp_path, dirs_exist_ok=True)
    registry, old, new = (tmp_path / name for name in ("registry", "old", "new"))
    if case.get("rewritten"):
        shutil.rmtree(registry / ".git")
        git(registry, "init", "-q")
    edit(registry, case["edits"])
    publish(registry, NEW, new)
    assert verify(str(new))[1] == []
    statements, faults = verify(str(new), str(old))
    assert faults == case.get("finds", [])
    assert case.get("tells", statements[-1]) == statements[-1]


def test_the_corpus_is_large_and_each_case_is_told_once() -> None:
    """Honest copies are those of which nothing is said."""
    assert len({each["says"] for each in CORPUS}) == len(CORPUS)
    assert sum("finds" in each for each in CORPUS) >= 40
    for each in CORPUS:
        assert each["says"].startswith("老实的：") == (not {"finds", "tells"} & each.keys()), each
