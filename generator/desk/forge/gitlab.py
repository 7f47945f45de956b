"""Persons who proposed and approved a merge request on GitLab, asked with a token that may only read.

GitLab's free edition takes approvals and requires none, and keeps them when the request changes.
So an approval counts here if its giver still holds to it, gave it after the last push, and has
neither proposed the request nor written a commit of it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from generator.desk.forge.github import NoAnswer, every_page

APPROVED = "approved this merge request"
# What GitLab sets in every job of a merge request, and the token that the office adds.
NEEDED = ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_MERGE_REQUEST_IID", "READ_TOKEN")
SECONDS = 60


def merge_hands(environment: Mapping[str, str]) -> dict[str, Any]:
    """Record of who proposed and who approved the merge request of this job; raises `NoAnswer`."""
    missing = [name for name in NEEDED if not environment.get(name)]
    if missing:
        raise NoAnswer(
            f"没有变量 {'、'.join(missing)}：应在合并请求的流水线中运行，并设 READ_TOKEN"
        )
    server, project, number, token = (environment[name] for name in NEEDED)
    place = f"{server}/projects/{project}/merge_requests/{number}"
    request = _answer(place, token)
    wrote = {request["author"]["username"], request["author"]["name"]}
    for commit in _listed(f"{place}/commits", token):
        wrote |= {commit["author_name"], commit["committer_name"]}
    pushed = max(_moment(each) for each in _listed(f"{place}/versions", token))
    approvals = _approved_on(_listed(f"{place}/notes", token))
    standing = [each["user"] for each in _answer(f"{place}/approvals", token)["approved_by"]]
    return {
        "author": request["author"]["username"],
        "approved_by": sorted(
            user["username"]
            for user in standing
            if approvals.get(user["username"], pushed) > pushed
            and wrote.isdisjoint((user["username"], user["name"]))
        ),
    }


def _approved_on(notes: list[Any]) -> dict[str, datetime]:
    """Moment of the last approval of each account; only the forge itself writes such notes."""
    notes_of_approval = [each for each in notes if each["system"] and each["body"] == APPROVED]
    return {
        each["author"]["username"]: _moment(each) for each in sorted(notes_of_approval, key=_moment)
    }


def _moment(each: dict[str, Any]) -> datetime:
    """Moment at which something was made; each server writes its own zone."""
    return datetime.fromisoformat(each["created_at"])


def _listed(address: str, token: str) -> list[Any]:
    return every_page(address, lambda page: list(_answer(page, token)))


def _answer(address: str, token: str) -> Any:
    try:
        with urlopen(Request(address, headers={"PRIVATE-TOKEN": token}), timeout=SECONDS) as answer:
            return json.load(answer)
    except (URLError, OSError, ValueError) as fault:
        raise NoAnswer(f"平台没有答复 {address}：{fault}") from None
