"""The corpus of requests, played in a real repository: what one person alone may do, and what two steps may not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks.casebook import Edit
from generator.history.alteration import alteration
from generator.history.immutability import keep
from generator.intake import receive
from generator.records.registry import Endorsement
from tests.casebook import apply
from tests.stories import REGISTRY, begun, commit

CORPUS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "requests.yaml").read_text("utf-8")
)
ALONE = Endorsement.model_validate({"author": "clerk-a", "approved_by": ("CLERK-A",)})
BY_TWO = Endorsement.model_validate({"author": "clerk-a", "approved_by": ("clerk-b",)})


def found(repository: Path, against: str, step: dict[str, Any]) -> list[str]:
    """What the check of a request finds, as lines with files named from the repository."""
    made = alteration(repository / REGISTRY, against, receive(repository / REGISTRY))
    endorsed = replace(made, endorsement=BY_TWO if step.get("by_two") else ALONE)
    findings = sorted(keep(endorsed), key=lambda finding: finding.order)
    lines = (f"{each.place} {each.rule.code} {each.message}" for each in findings)
    return [line.replace(f"{repository.as_posix()}/", "") for line in lines]


def played(repository: Path, steps: list[dict[str, Any]]) -> list[list[str]]:
    """What is found of each step, against the one before it."""
    begun(repository)
    answers, before = [], "base"
    for at, step in enumerate(steps):
        for each in step.get("edits", ()):
            edit = Edit.model_validate(each)
            apply(edit, repository / REGISTRY / edit.file)
        if outside := step.get("outside"):
            (repository / outside).parent.mkdir(parents=True, exist_ok=True)
            (repository / outside).write_text("changed\n", "utf-8")
        commit(repository, f"step-{at}")
        answers.append(found(repository, before, step))
        before = f"step-{at}"
    return answers


@pytest.mark.parametrize("request_", CORPUS, ids=[each["says"] for each in CORPUS])
def test_a_request_is_judged_by_what_it_means(request_: dict[str, Any], tmp_path: Path) -> None:
    """Exactly these findings at each step."""
    expected = [step.get("finds", []) for step in request_["steps"]]
    assert played(tmp_path / "repository", request_["steps"]) == expected


def test_the_corpus_is_large_and_says_both_yes_and_no() -> None:
    """Each once; some requests need nobody else, most do."""
    assert len({each["says"] for each in CORPUS}) == len(CORPUS) >= 30
    silent = [each for each in CORPUS if not any(step.get("finds") for step in each["steps"])]
    assert 5 <= len(silent) <= len(CORPUS) // 3
