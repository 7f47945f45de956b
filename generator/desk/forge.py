"""Needs of the pipelines of a forge: the report posted, who proposed and approved, links that no longer open.

What comes from a forge is hostile: bounded, made harmless, never run.
"""

import html
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import unquote
from urllib.request import Request, urlopen

from generator.intake import receive
from generator.records.registry import Receipt

PAGE = 100


class NoAnswer(Exception):
    """The forge refused or is out of reach."""


def _gh_answer(path: str, *arguments: str, body: dict[str, Any] | None = None) -> bytes:
    """Answer to one request; values are arguments or the body, never part of a command."""
    command = ["gh", "api", path, *arguments, *(["--input", "-"] if body else [])]
    text = json.dumps(body).encode() if body else None
    done = subprocess.run(command, input=text, capture_output=True, check=False)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()[-300:]
        raise NoAnswer(f"平台没有答复 {path}：{reason}")
    return done.stdout


def _gh_items(path: str) -> list[Any]:
    """Every item of a list, however many pages it has."""
    return _every_page(path, lambda page: json.loads(_gh_answer(page)))


def _every_page(path: str, asked: Callable[[str], list[Any]]) -> list[Any]:
    """Items of every page of a list, each page asked for by its path."""
    items: list[Any] = []
    while len(items) % PAGE == 0:
        page = asked(f"{path}?per_page={PAGE}&page={len(items) // PAGE + 1}")
        items += page
        if not page:
            break
    return items


MARK = "<!-- registry-report -->"
BOT = "github-actions[bot]"
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


def _checked_pull_request(repository: str, run: dict[str, Any]) -> int:
    """Open pull request whose newest commit is the one that was checked."""
    home = run["head_repository"]
    head = f"{home['owner']['login']}:{run['head_branch']}"
    asked = ("--method", "GET", "-f", "state=open", "-f", f"head={head}", "-f", "per_page=100")
    open_ones = [
        int(each["number"])
        for each in json.loads(_gh_answer(f"repos/{repository}/pulls", *asked))
        if each["head"]["sha"] == run["head_sha"]
        and (each["head"]["repo"] or {}).get("id") == home["id"]
    ]
    if not open_ones:
        raise NothingToPost("检查之后又有新的提交，或者合并请求已经关闭：不贴")
    return open_ones[0]


def _report_text(repository: str, run: dict[str, Any]) -> str:
    """Text of the report, bounded before and after it is unpacked."""
    path = f"repos/{repository}/actions/runs/{int(run['id'])}/artifacts"
    kept = json.loads(_gh_answer(path))["artifacts"]
    reports = [each for each in kept if each["name"] == ARTIFACT and not each["expired"]]
    if not reports:
        raise NothingToPost("本次检查没有交付变更报告：不贴")
    if reports[0]["size_in_bytes"] > LARGEST_ARCHIVE:
        raise NothingToPost("变更报告过大：不贴")
    packed = _gh_answer(f"repos/{repository}/actions/artifacts/{int(reports[0]['id'])}/zip")
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


def _renew_comment(repository: str, number: int, body: str) -> None:
    """Renew the one comment, or make it."""
    comments = f"repos/{repository}/issues/{number}/comments"
    ours = (c for c in _gh_items(comments) if c["user"]["login"] == BOT)
    former = next((c for c in ours if c["body"].startswith(MARK)), None)
    if former is None:
        _gh_answer(comments, body={"body": body})
    else:
        path = f"repos/{repository}/issues/comments/{int(former['id'])}"
        _gh_answer(path, "--method", "PATCH", body={"body": body})


def post_report(event: dict[str, Any]) -> int:
    """Number of the pull request on which the report of a finished check now stands.

    The report was made by a program that the pull request may have changed, so it is data. Which
    pull request it belongs to is asked of the forge. Raises `NothingToPost` where it is of no use,
    `NoAnswer` where the forge is silent.
    """
    repository, run = event["repository"]["full_name"], event["workflow_run"]
    number = _checked_pull_request(repository, run)
    head = HEAD.format(event["repository"]["html_url"])
    text = harmless(_report_text(repository, run))
    _renew_comment(repository, number, f"{MARK}\n{head}\n\n{text}")
    return number


LABEL = "起草"
DRAFT = re.compile(r"draft/issue-(\d+)")
OURS = {"OWNER", "MEMBER", "COLLABORATOR"}
# A remark after an approval does not take it back.
WORDS = {"APPROVED", "CHANGES_REQUESTED", "DISMISSED"}


def proposer(repository: str, request: dict[str, Any]) -> tuple[str, bool]:
    """Account that proposed it, and whether it is one whose draft nobody else had a hand in."""
    proposed: str = request["user"]["login"]
    home = (request["head"]["repo"] or {}).get("full_name")
    draft = DRAFT.fullmatch(request["head"]["ref"])
    if proposed != BOT or home != repository or draft is None:
        return proposed, False
    path = f"repos/{repository}/issues/{draft[1]}"
    form = json.loads(_gh_answer(path))
    labelled: list[str] = [
        each["actor"]["login"]
        for each in _gh_items(f"{path}/events")
        if each["event"] == "labeled" and each["label"]["name"] == LABEL and each["actor"]
    ]
    writer: str = form["user"]["login"]
    if not labelled or labelled[-1] == writer:
        return writer, True
    return (writer if form["author_association"] in OURS else labelled[-1]), False


def _approving_accounts(
    reviews: list[dict[str, Any]], commits: list[dict[str, Any]], head: str
) -> list[str]:
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


def github_hands(event: dict[str, Any]) -> dict[str, Any]:
    """Record of who proposed and who approved the pull request of an event; raises `NoAnswer`.

    `registry check --review FILE` judges by it whether two persons had a hand in an act. An
    approval counts if it is its giver's last word, is of the newest commit, comes from somebody
    of the repository, and from nobody who wrote a commit of the request. A draft made from a form
    is proposed by whoever filled in the form, or, where that is nobody of the repository, by
    whoever labelled it; no approval counts if both are one person.
    """
    repository, request = event["repository"]["full_name"], event["pull_request"]
    path = f"repos/{repository}/pulls/{int(request['number'])}"
    reviews, commits = _gh_items(f"{path}/reviews"), _gh_items(f"{path}/commits")
    proposed, is_alone = proposer(repository, request)
    approved = [] if is_alone else _approving_accounts(reviews, commits, request["head"]["sha"])
    return {"author": proposed, "approved_by": approved}


APPROVED = "approved this merge request"
# What GitLab sets in every job of a merge request, and the token that the office adds.
NEEDED = ("CI_API_V4_URL", "CI_PROJECT_ID", "CI_MERGE_REQUEST_IID", "READ_TOKEN")
SECONDS = 60


def gitlab_hands(environment: Mapping[str, str]) -> dict[str, Any]:
    """Record of who proposed and who approved the merge request of this job; raises `NoAnswer`.

    GitLab's free edition takes approvals and requires none, and keeps them when the request
    changes. So an approval counts if its giver still holds to it, gave it after the last push, and
    has neither proposed the request nor written a commit of it. The token may only read.
    """
    missing = [name for name in NEEDED if not environment.get(name)]
    if missing:
        raise NoAnswer(
            f"没有变量 {'、'.join(missing)}：应在合并请求的流水线中运行，并设 READ_TOKEN"
        )
    server, project, number, token = (environment[name] for name in NEEDED)
    place = f"{server}/projects/{project}/merge_requests/{number}"
    request = _gitlab_answer(place, token)
    wrote = {request["author"]["username"], request["author"]["name"]}
    for commit in _gitlab_items(f"{place}/commits", token):
        wrote |= {commit["author_name"], commit["committer_name"]}
    pushed = max(_moment(each) for each in _gitlab_items(f"{place}/versions", token))
    approvals = _approved_on(_gitlab_items(f"{place}/notes", token))
    standing = [each["user"] for each in _gitlab_answer(f"{place}/approvals", token)["approved_by"]]
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


def _gitlab_items(address: str, token: str) -> list[Any]:
    return _every_page(address, lambda page: list(_gitlab_answer(page, token)))


def _gitlab_answer(address: str, token: str) -> Any:
    try:
        with urlopen(Request(address, headers={"PRIVATE-TOKEN": token}), timeout=SECONDS) as answer:
            return json.load(answer)
    except (URLError, OSError, ValueError) as fault:
        raise NoAnswer(f"平台没有答复 {address}：{fault}") from None


LYCHEE = "lychee"
OPTIONS = ("--format", "json", "--no-progress", "--max-retries", "2", "--timeout", "30")
# A record must not make the machine look into its own network.
GUARD = "--exclude-all-private"

Sources = dict[str, list[str]]


class NotAsked(Exception):
    """The addresses could not be asked; the message says why, as a sentence without its stop.

    A dead address is news for people, and no such failure.
    """


def _record_sources(receipt: Receipt) -> Iterable[tuple[str, str]]:
    """Each address, and the file of the record that gives it."""
    for filed in receipt.everything:
        source = getattr(filed.record, "source", None)
        if source and source.url:
            yield source.url, filed.file


def files_by_address(folders: Iterable[Path]) -> Sources:
    """Every address once, with the files that give it, each once."""
    files_by_url: dict[str, dict[str, None]] = defaultdict(dict)
    for folder in folders:
        for url, file in _record_sources(receive(folder)):
            files_by_url[url][file] = None
    return {url: [*files] for url, files in files_by_url.items()}


def lychee_answer(addresses: Sources) -> dict[str, Any]:
    """Answer of lychee, which leaves with 2 if an address does not open; raises `NotAsked`."""
    own = Path(sys.executable).parent
    program = shutil.which(LYCHEE, path=own) or shutil.which(LYCHEE)
    if program is None:
        raise NotAsked(f"没有安装 {LYCHEE}，装好后再运行（pip install {LYCHEE}）")
    page = "".join(f'<a href="{html.escape(url)}">_</a>\n' for url in addresses)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sources.html"
        listed.write_text(page, "utf-8")
        command = [program, *OPTIONS, GUARD, str(listed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):
        raise NotAsked(f"lychee 没有完成：{done.stderr.strip()[-500:]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def link_summary(files_by_url: Sources, answer: dict[str, Any]) -> str:
    """Markdown that says how many were asked, and lists each dead address with its records."""
    files = {unquote(url): names for url, names in files_by_url.items()}
    lines = []
    for group in ("error_map", "timeout_map"):
        for each in (one for some in answer[group].values() for one in some):
            records = "、".join(quoted(name) for name in files.get(unquote(each["url"]), ["?"]))
            lines.append(f"- {quoted(each['url'])}：{_why(each['status'])}；见 {records}")
    if not answer["total"]:
        raise NotAsked("一个网址也没有查到：lychee 没有读出名单")
    counted = (
        f"共 {answer['total']} 个来源网址：能打开 {answer['successful']} 个，"
        f"打不开 {len(lines)} 个，示例网址和内网地址 {answer['excludes']} 个没有去查。"
    )
    return "\n".join(["## 来源网址", "", counted, "", *sorted(lines), ""])


def _why(status: dict[str, Any]) -> str:
    code = status.get("code")
    return (
        f"网站答复 {code}"
        if code
        else f"没有连上（{quoted(status.get('details', status['text']))}）"
    )


def quoted(text: str, longest: int = 200) -> str:
    """Text as code in one line: nobody is called by it, and nothing in it is markup."""
    line = " ".join(text.replace("`", "'").split())
    return f"`{line if len(line) <= longest else line[:longest] + '…'}`"
