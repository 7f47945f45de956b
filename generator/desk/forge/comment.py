"""Report of a finished check, posted on its pull request.

Needs `gh`. The report was made by a program that the pull
request may have changed, so it is data: bounded, made harmless, never run. Which pull
request it belongs to is asked of the forge.
"""

import io
import json
import re
import zipfile
import zlib
from typing import Any

from generator.desk.forge.github import call, listed

MARK = "<!-- registry-report -->"
AUTHOR = "github-actions[bot]"
ARTIFACT, MEMBER = "report", "report.md"
LARGEST = 64_000  # A comment may hold 65,536 characters.
LARGEST_ARCHIVE = 1_000_000
# No such member; locked or of an unknown packing; cut short; spoilt.
UNREADABLE = (KeyError, RuntimeError, EOFError, zlib.error, zipfile.BadZipFile)
CUT = "\n\n……报告太长，以下从略；全文见本次检查的摘要。"
HEAD = "由自动检查写出，供审阅参考；依据仍是官方原文。怎样看，见 [审阅人手册]({0}/blob/main/docs/reviewing.md)。"
# Mentions, HTML, pictures and references to other issues begin with one of these. A forge
# looks for mentions and references once more after it has read the entities. The report
# folds long lists and breaks lines in tables: those tags, bare, do no harm.
ACTIVE = re.compile(
    r"@|(?<!&)#(?=\d)|&(?:#0*(?:64|35)|#x0*(?:40|23)|commat|num);|!(?=\[)"
    r"|<(?!/?(?:details|summary)>|br>)",
    re.I,
)
INERT = "\u200b"
# Signs that turn the direction of writing round.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class NothingToPost(Exception):
    """Reason why there is nothing to post, as a sentence; nothing is wrong."""


def pull_request(repository: str, run: dict[str, Any]) -> int:
    """Open pull request whose newest commit is the one that was checked."""
    home = run["head_repository"]
    head = f"{home['owner']['login']}:{run['head_branch']}"
    asked = ("--method", "GET", "-f", "state=open", "-f", f"head={head}", "-f", "per_page=100")
    open_ones = [
        int(each["number"])
        for each in json.loads(call(f"repos/{repository}/pulls", *asked))
        if each["head"]["sha"] == run["head_sha"]
        and (each["head"]["repo"] or {}).get("id") == home["id"]
    ]
    if not open_ones:
        raise NothingToPost("检查之后又有新的提交，或者合并请求已经关闭：不贴")
    return open_ones[0]


def report(repository: str, run: dict[str, Any]) -> str:
    """Text of the report, bounded before and after it is unpacked."""
    path = f"repos/{repository}/actions/runs/{int(run['id'])}/artifacts"
    kept = json.loads(call(path))["artifacts"]
    reports = [each for each in kept if each["name"] == ARTIFACT and not each["expired"]]
    if not reports:
        raise NothingToPost("本次检查没有交付变更报告：不贴")
    if reports[0]["size_in_bytes"] > LARGEST_ARCHIVE:
        raise NothingToPost("变更报告过大：不贴")
    packed = call(f"repos/{repository}/actions/artifacts/{int(reports[0]['id'])}/zip")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive, archive.open(MEMBER) as member:
            text = member.read(4 * LARGEST).decode("utf-8", "replace")
    except UNREADABLE as fault:
        raise NothingToPost("变更报告读不出来：不贴") from fault
    return text


def harmless(text: str) -> str:
    """Text by which nobody is called, nothing is embedded, and no tag is opened."""
    inert = ACTIVE.sub(lambda sign: sign[0] + INERT, text.translate(TURNING))
    return inert if len(inert) <= LARGEST else inert[:LARGEST] + CUT


def comment(repository: str, number: int, body: str) -> None:
    """Renew the one comment, or make it."""
    comments = f"repos/{repository}/issues/{number}/comments"
    ours = (c for c in listed(comments) if c["user"]["login"] == AUTHOR)
    former = next((c for c in ours if c["body"].startswith(MARK)), None)
    if former is None:
        call(comments, body={"body": body})
    else:
        path = f"repos/{repository}/issues/comments/{int(former['id'])}"
        call(path, "--method", "PATCH", body={"body": body})


def post_report(event: dict[str, Any]) -> int:
    """Number of the pull request on which the report of a finished check now stands.

    Raises `NothingToPost` where it is of no use, `NoAnswer` where the forge is silent.
    """
    repository, run = event["repository"]["full_name"], event["workflow_run"]
    number = pull_request(repository, run)
    head = HEAD.format(event["repository"]["html_url"])
    text = harmless(report(repository, run))
    comment(repository, number, f"{MARK}\n{head}\n\n{text}")
    return number
