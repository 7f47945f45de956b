"""经手 Who counts as proposing and as approving on GitLab, by what a stand-in of it tells."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests import commands
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
REQUEST = "/api/v4/projects/3/merge_requests/7"
PUSHED = "2026-11-20T08:00:00.000Z"
BEFORE, AFTER = PUSHED.replace("T08", "T07"), PUSHED.replace("T08", "T09")


def person(name: str) -> dict[str, str]:
    """An account: its name for logging in, and the one that is shown."""
    return {"username": f"clerk-{name}", "name": f"Clerk {name.upper()}"}


def note(name: str, on: str = AFTER, body: str = "approved this merge request", **more: Any) -> Any:
    """A note of the forge itself, unless it says otherwise."""
    return {"author": person(name), "created_at": on, "body": body, "system": True} | more


class GitLab:
    """A merge request by clerk-a, pushed once, as the interface of GitLab tells it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []
        self.answers: dict[str, Any] = {
            "": {"author": person("a")},
            "/commits": [{"author_name": "Clerk A", "committer_name": "Clerk A"}],
            "/versions": [{"created_at": PUSHED}, {"created_at": "2026-11-19T08:00:00.000Z"}],
            "/notes": [],
            "/approvals": {"approved_by": []},
        }

    def approve(self, *names: str, notes: list[Any]) -> None:
        """Whose approvals stand, and what the forge noted."""
        self.answers["/approvals"] = {"approved_by": [{"user": person(name)} for name in names]}
        self.answers["/notes"] = notes


@pytest.fixture
def forge() -> Iterator[tuple[GitLab, str]]:
    """The stand-in, and where its interface is."""
    told = GitLab()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Requests are not news."""

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            told.asked.append((self.path, self.headers["PRIVATE-TOKEN"]))
            answer = told.answers.get(path.removeprefix(REQUEST))
            if isinstance(answer, list):
                at = int(query.rpartition("page=")[2]) - 1
                answer = answer[at * 100 : at * 100 + 100]
            self.send_response(404 if answer is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told, f"http://127.0.0.1:{server.server_port}/api/v4"
        server.shutdown()


def asked(address: str, out: Path, token: str = "reads-only") -> CompletedProcess[str]:
    """The command, in a job of that merge request."""
    job = {"CI_API_V4_URL": address, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "7"}
    environment = os.environ | job | {"READ_TOKEN": token}
    return commands.run("forge", "reviewed-gitlab", out, cwd=ROOT, environment=environment)


@pytest.mark.parametrize(
    ("standing", "notes", "approved_by"),
    [
        ("", [], []),
        ("b", [note("b")], ["clerk-b"]),
        ("cb", [note("b"), note("c")], ["clerk-b", "clerk-c"]),
        ("b", [note("b", BEFORE)], []),
        ("b", [note("b", BEFORE), note("b", AFTER)], ["clerk-b"]),
        ("b", [note("b", AFTER), note("b", BEFORE)], ["clerk-b"]),
        ("", [note("b"), note("b", AFTER, "unapproved this merge request")], []),
        ("b", [note("b", "2026-11-20T15:59:59.000+08:00")], []),
        ("b", [note("b", "2026-11-20T16:00:01.000+08:00")], ["clerk-b"]),
        ("b", [note("b", system=False)], []),
        ("b", [note("b", body="approved this merge request, and so did c")], []),
        ("b", [], []),
        ("a", [note("a")], []),
        ("b", [*[note("c", BEFORE)] * 100, note("b")], ["clerk-b"]),
    ],
)  # fmt: skip
def test_an_approval_counts_after_the_last_push(
    forge: tuple[GitLab, str],
    tmp_path: Path,
    standing: str,
    notes: list[Any],
    approved_by: list[str],
) -> None:
    """Of somebody else, still standing, and noted by the forge; the last page is read too."""
    told, address = forge
    told.approve(*standing, notes=notes)
    out = tmp_path / "out" / "review.yaml"
    done = asked(address, out)
    assert done.returncode == 0, done.stderr
    assert json.loads(out.read_text("utf-8")) == {"author": "clerk-a", "approved_by": approved_by}
    assert {token for _, token in told.asked} == {"reads-only"}
    assert "reads-only" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["author_name", "committer_name"])
def test_who_wrote_a_part_does_not_approve_the_whole(
    forge: tuple[GitLab, str], tmp_path: Path, name: str
) -> None:
    """By the name that stands in the commit."""
    told, address = forge
    told.answers["/commits"].append({"author_name": "x", "committer_name": "x", name: "Clerk B"})
    told.approve("b", notes=[note("b")])
    asked(address, tmp_path / "review.yaml")
    assert json.loads((tmp_path / "review.yaml").read_text("utf-8"))["approved_by"] == []


def test_a_silent_forge_is_a_fault(forge: tuple[GitLab, str], tmp_path: Path) -> None:
    """Nothing is written that would pass for no approvals."""
    told, address = forge
    del told.answers["/versions"]
    done = asked(address, tmp_path / "review.yaml")
    assert done.returncode == 3
    assert f"平台没有答复 {address}/projects/3/merge_requests/7/versions" in done.stderr
    assert not (tmp_path / "review.yaml").exists()


def test_outside_of_a_merge_request_it_says_what_is_missing(tmp_path: Path) -> None:
    """Each variable that is not there."""
    done = asked("", tmp_path / "review.yaml", token="")
    assert done.returncode == 3
    assert "没有变量 CI_API_V4_URL、READ_TOKEN：应在合并请求的流水线中运行" in done.stderr
