"""经手 Who counts as proposing and as approving; and the check that goes by it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import commands
from tests.conftest import ROOT, Command
from tests.forges.stand_in import Forge

pytestmark = pytest.mark.slow
PULL = "repos/office/register/pulls/7"
REQUEST: dict[str, Any] = {
    "number": 7,
    "user": {"login": "clerk-a"},
    "head": {"ref": "revocation", "sha": "c0ffee", "repo": {"full_name": "office/register"}},
}
DRAFTED = {
    "user": {"login": "github-actions[bot]"},
    "head": REQUEST["head"] | {"ref": "draft/issue-12"},
}


def review(login: str, state: str = "APPROVED", **changes: str) -> dict[str, Any]:
    """One review as the forge tells it."""
    told = {"commit_id": "c0ffee", "author_association": "MEMBER"} | changes
    return {"user": {"login": login}, "state": state, **told}


def commit(*logins: str | None) -> dict[str, Any]:
    """One commit, by its author and its committer."""
    author, committer = ({"login": login} if login else None for login in logins)
    return {"author": author, "committer": committer}


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """A pull request by clerk-a, who wrote its only commit on the web."""
    forge = Forge(tmp_path / "forge")
    forge.answers(f"{PULL}/commits?per_page=100&page=1", [commit("clerk-a", "web-flow")])
    return forge


def hands(forge: Forge, reviews: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """What the program writes down."""
    forge.answers(f"{PULL}/reviews?per_page=100&page=1", reviews)
    event = forge.folder / "event.json"
    request = REQUEST | changes
    given = {"repository": {"full_name": "office/register"}, "pull_request": request}
    event.write_text(json.dumps(given), "utf-8")
    out = forge.folder / "out" / "review.yaml"
    commands.run(
        "forge", "reviewed", event, out, cwd=ROOT, environment=forge.environment
    ).check_returncode()
    written: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return written


@pytest.mark.parametrize(
    ("reviews", "approved_by"),
    [
        ([], []),
        ([review("clerk-b")], ["clerk-b"]),
        ([review("clerk-c"), review("clerk-b"), review("clerk-b")], ["clerk-b", "clerk-c"]),
        ([review("clerk-b"), review("clerk-b", "COMMENTED")], ["clerk-b"]),
        ([review("clerk-b"), review("clerk-b", "CHANGES_REQUESTED")], []),
        ([review("clerk-b", "DISMISSED")], []),
        ([review("clerk-b", commit_id="older")], []),
        ([review("passer-by", author_association="CONTRIBUTOR")], []),
        ([review("passer-by", author_association="NONE")], []),
        ([review("clerk-a")], []),
        ([{**review("gone"), "user": None}], []),
    ],
)
def test_an_approval_counts_only_from_somebody_else_of_the_office(
    forge: Forge, reviews: list[dict[str, Any]], approved_by: list[str]
) -> None:
    """The last word on the newest commit, of somebody who wrote none of it."""
    assert hands(forge, reviews) == {"author": "clerk-a", "approved_by": approved_by}


def test_who_wrote_a_part_does_not_approve_the_whole(forge: Forge) -> None:
    """Whoever pushed to somebody else's pull request has a hand in it."""
    commits = [commit("clerk-a", "web-flow"), commit(None, None), commit("clerk-c", "clerk-b")]
    forge.answers(f"{PULL}/commits?per_page=100&page=1", commits)
    reviews = [review("clerk-b"), review("clerk-c"), review("clerk-d")]
    assert hands(forge, reviews)["approved_by"] == ["clerk-d"]


def form(forge: Forge, writer: str, association: str, *labelled_by: str) -> None:
    """A form that somebody filled in, and who labelled it, one after the other."""
    told = {"user": {"login": writer}, "author_association": association}
    forge.answers("repos/office/register/issues/12", told)
    others = {"event": "labeled", "label": {"name": "登记申请"}, "actor": {"login": "clerk-z"}}
    labels = [
        {"event": "labeled", "label": {"name": "起草"}, "actor": {"login": name}}
        for name in labelled_by
    ]
    events = [{"event": "assigned", "actor": None}, *labels, others]
    forge.answers("repos/office/register/issues/12/events?per_page=100&page=1", events)


@pytest.mark.parametrize(
    ("writer", "association", "labelled_by", "told"),
    [
        ("clerk-b", "MEMBER", ["clerk-c"], {"author": "clerk-b", "approved_by": ["clerk-c"]}),
        ("passer-by", "NONE", ["clerk-c"], {"author": "clerk-c", "approved_by": ["clerk-c"]}),
        ("clerk-b", "MEMBER", ["clerk-b"], {"author": "clerk-b", "approved_by": []}),
        ("clerk-b", "MEMBER", ["clerk-b", "clerk-c"], {"author": "clerk-b", "approved_by": ["clerk-c"]}),
        ("clerk-b", "MEMBER", [], {"author": "clerk-b", "approved_by": []}),
    ],
    ids=["two of the office", "nobody of the office", "labelled by its writer", "labelled again", "never"],
)  # fmt: skip
def test_a_draft_is_proposed_by_who_filled_in_the_form(
    forge: Forge, writer: str, association: str, labelled_by: list[str], told: dict[str, Any]
) -> None:
    """So that this person cannot approve it; of a stranger's form, by who labelled it."""
    form(forge, writer, association, *labelled_by)
    assert hands(forge, [review("clerk-c")], **DRAFTED) == told


@pytest.mark.parametrize(
    "changes",
    [
        {"user": {"login": "clerk-a"}},
        {"head": DRAFTED["head"] | {"ref": "draft/issue-12x"}},
        {"head": DRAFTED["head"] | {"repo": {"full_name": "fork/register"}}},
        {"head": DRAFTED["head"] | {"repo": None}},
    ],
)
def test_only_a_draft_of_our_own_is_somebody_elses(forge: Forge, changes: dict[str, Any]) -> None:
    """A branch of that name elsewhere, or by a person, proves nothing."""
    form(forge, "clerk-b", "MEMBER", "clerk-c")
    request = DRAFTED | changes
    assert hands(forge, [], **request)["author"] == request["user"]["login"]


def test_a_list_of_many_pages_is_read_to_its_end(forge: Forge) -> None:
    """A full page may be the last."""
    full = [review("clerk-b", "COMMENTED")] * 100
    forge.answers(f"{PULL}/reviews?per_page=100&page=2", [])
    assert hands(forge, full)["approved_by"] == []
    forge.answers(f"{PULL}/reviews?per_page=100&page=2", [review("clerk-b")])
    assert hands(forge, full)["approved_by"] == ["clerk-b"]


def test_a_silent_forge_is_a_fault(forge: Forge) -> None:
    """Nothing is written that would pass for no approvals."""
    (forge.folder / f"{PULL}/commits?per_page=100&page=1".replace("/", "_")).unlink()
    with pytest.raises(subprocess.CalledProcessError) as fault:
        hands(forge, [])
    assert fault.value.returncode == 3
    assert not (forge.folder / "out").exists()


def test_the_check_goes_by_it(forge: Forge, tmp_path: Path, registry_command: Command) -> None:
    """A new revocation is refused until another person approves."""
    registry = tmp_path / "checkout" / "registry"
    shutil.copytree(ROOT / "generator/casebook/base", registry)
    who = ("-c", "user.name=示例", "-c", "user.email=demo@example.org")
    for arguments in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "."),
        (*who, "commit", "--quiet", "--message", "Begin"),
    ):
        subprocess.run(["git", *arguments], cwd=registry.parent, check=True, env=os.environ)
    typed = ["--title=示例·撤销", "--issued-on=2024-06-17", "--row=platform=sd-0001,article=24"]
    assert registry_command("new", "revocation", *typed, "--registry", registry).returncode == 0
    out = forge.folder / "out" / "review.yaml"
    given = ("check", "--registry", registry, "--against", "main", "--review", out)

    hands(forge, [review("clerk-a")])
    alone = registry_command(*given)
    assert alone.returncode == 1
    assert "C106 one-person-alone “clerk-a”提出的《示例·撤销》没有另一人核准" in alone.stdout
    hands(forge, [review("clerk-b")])
    assert registry_command(*given).returncode == 0
