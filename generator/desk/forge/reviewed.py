"""Persons who proposed and approved a pull request.

`registry check --review FILE` judges by it whether two persons had a hand in an act.
An approval counts if it is its giver's last word, is of the newest commit, comes from
somebody of the repository, and from nobody who wrote a commit of the request. A draft made
from a form is proposed by whoever filled in the form, or, where that is nobody of the
repository, by whoever labelled it; no approval counts if both are one person.
"""

import json
import re
from typing import Any

from generator.desk.forge.github import call, listed

BOT, LABEL = "github-actions[bot]", "起草"
DRAFT = re.compile(r"draft/issue-(\d+)")
OURS = {"OWNER", "MEMBER", "COLLABORATOR"}
# A remark after an approval does not take it back.
WORDS = {"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}


def author(repository: str, request: dict[str, Any]) -> tuple[str, bool]:
    """Account that proposed it, and whether it is one whose draft nobody else had a hand in."""
    proposed: str = request["user"]["login"]
    home = (request["head"]["repo"] or {}).get("full_name")
    draft = DRAFT.fullmatch(request["head"]["ref"])
    if proposed != BOT or home != repository or draft is None:
        return proposed, False
    path = f"repos/{repository}/issues/{draft[1]}"
    form = json.loads(call(path))
    labelled: list[str] = [
        each["actor"]["login"]
        for each in listed(f"{path}/events")
        if each["event"] == "labeled" and each["label"]["name"] == LABEL and each["actor"]
    ]
    writer: str = form["user"]["login"]
    if not labelled or labelled[-1] == writer:
        return writer, True
    return (writer if form["author_association"] in OURS else labelled[-1]), False


def approvals(reviews: list[dict[str, Any]], commits: list[dict[str, Any]], head: str) -> list[str]:
    """Accounts that approve it, each once, in the order of names."""
    hands = ((each["author"], each["committer"]) for each in commits)
    wrote = {hand["login"] for pair in hands for hand in pair if hand}
    last = {
        each["user"]["login"]: each for each in reviews if each["user"] and each["state"] in WORDS
    }
    return sorted(
        name
        for name, each in last.items()
        if each["state"] == "APPROVED"
        and each["commit_id"] == head
        and each["author_association"] in OURS
        and name not in wrote
    )


def hands(event: dict[str, Any]) -> dict[str, Any]:
    """Record of who proposed and who approved the pull request of an event; raises `NoAnswer`."""
    repository, request = event["repository"]["full_name"], event["pull_request"]
    path = f"repos/{repository}/pulls/{int(request['number'])}"
    reviews, commits = listed(f"{path}/reviews"), listed(f"{path}/commits")
    proposed, is_alone = author(repository, request)
    approved = [] if is_alone else approvals(reviews, commits, request["head"]["sha"])
    return {"author": proposed, "approved_by": approved}
