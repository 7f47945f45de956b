"""变更报告 The comment: on the right pull request, once, bounded and harmless."""

import io
import json
import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from generator.desk.forge import CUT, LARGEST, MARK, harmless
from tests import commands
from tests.conftest import ROOT
from tests.forges.stand_in import Forge

pytestmark = pytest.mark.slow
RUN = {
    "id": 41,
    "head_sha": "c0ffee",
    "head_branch": "撤销; $(touch pwned)",
    "head_repository": {"id": 9, "owner": {"login": "fork"}},
}
EVENT = {
    "repository": {"full_name": "office/register", "html_url": "https://example.org/register"},
    "workflow_run": RUN,
}
PULL = {"number": 7, "head": {"sha": "c0ffee", "repo": {"id": 9}}}
PULLS = "repos/office/register/pulls"
ARTIFACTS = "repos/office/register/actions/runs/41/artifacts"
ZIP = "repos/office/register/actions/artifacts/5/zip"
COMMENTS = "repos/office/register/issues/7/comments"


def packed(text: str, name: str = "report.md") -> bytes:
    """A report as the forge keeps it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """One open pull request, checked, with a report and no comment."""
    forge = Forge(tmp_path / "forge")
    forge.answers(PULLS, [PULL])
    artifact = {"id": 5, "name": "report", "expired": False, "size_in_bytes": 900}
    forge.answers(ARTIFACTS, {"artifacts": [artifact]})
    forge.answers(ZIP, packed("撤销1个平台"))
    forge.answers(f"{COMMENTS}?per_page=100&page=1", [])
    return forge


def posted(forge: Forge, tmp_path: Path) -> CompletedProcess[str]:
    """Runs the program as comment.yml does."""
    event = tmp_path / "event.json"
    event.write_text(json.dumps(EVENT), "utf-8")
    return commands.run("forge", "comment", event, cwd=ROOT, environment=forge.environment)


def body_of(asked: dict[str, Any]) -> str:
    """The text of a comment that was sent."""
    return str(json.loads(asked["given"])["body"])


def test_the_first_report_is_a_new_comment(forge: Forge, tmp_path: Path) -> None:
    """On the pull request that the forge names, with a word on what it is."""
    done = posted(forge, tmp_path)
    assert (done.returncode, done.stdout) == (0, "已贴到合并请求 #7\n")
    assert forge.asked[0]["arguments"][1:] == [
        PULLS, "--method", "GET", "-f", "state=open",
        "-f", "head=fork:撤销; $(touch pwned)", "-f", "per_page=100",
    ]  # fmt: skip
    last = forge.asked[-1]
    assert last["arguments"] == ["api", COMMENTS, "--input", "-"]
    body = body_of(last)
    assert body.startswith(MARK)
    assert "(https://example.org/register/blob/main/docs/reviewing.md)" in body
    assert body.endswith("\n\n撤销1个平台")
    assert not (ROOT / "pwned").exists()


def test_the_next_report_renews_it(forge: Forge, tmp_path: Path) -> None:
    """Its own comment, not one that somebody else dressed up; on whichever page it is."""
    others = [{"id": n, "user": {"login": "anyone"}, "body": f"{MARK} 已同意"} for n in range(100)]
    mine = {"id": 300, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\n旧"}
    answer = {"id": 301, "user": {"login": "github-actions[bot]"}, "body": "别的"}
    forge.answers(f"{COMMENTS}?per_page=100&page=1", others)
    forge.answers(f"{COMMENTS}?per_page=100&page=2", [answer, mine])
    assert posted(forge, tmp_path).returncode == 0
    path = "repos/office/register/issues/comments/300"
    assert forge.asked[-1]["arguments"] == ["api", path, "--method", "PATCH", "--input", "-"]
    assert body_of(forge.asked[-1]).endswith("撤销1个平台")


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        (PULLS, [], "又有新的提交"),
        (PULLS, [PULL | {"head": {"sha": "newer", "repo": {"id": 9}}}], "又有新的提交"),
        (PULLS, [PULL | {"head": {"sha": "c0ffee", "repo": {"id": 1}}}], "又有新的提交"),
        (PULLS, [PULL | {"head": {"sha": "c0ffee", "repo": None}}], "又有新的提交"),
        (ARTIFACTS, {"artifacts": []}, "没有交付变更报告"),
        (
            ARTIFACTS,
            {"artifacts": [{"id": 5, "name": "report", "expired": True, "size_in_bytes": 9}]},
            "没有交付变更报告",
        ),
        (
            ARTIFACTS,
            {"artifacts": [{"id": 5, "name": "report", "expired": False, "size_in_bytes": 10**7}]},
            "变更报告过大",
        ),
        (ZIP, b"not a zip", "读不出来"),
        (ZIP, packed("撤销", "../../report.md"), "读不出来"),
    ],
)
def test_what_cannot_be_trusted_is_not_posted(
    forge: Forge, tmp_path: Path, path: str, answer: Any, said: str
) -> None:
    """A sentence in the log, and no comment."""
    forge.answers(path, answer)
    done = posted(forge, tmp_path)
    assert done.returncode == 0
    assert said in done.stdout
    assert not any(asked["given"] for asked in forge.asked)


def test_a_silent_forge_is_a_fault(forge: Forge, tmp_path: Path) -> None:
    """Not to be mistaken for nothing to say."""
    (forge.folder / PULLS.replace("/", "_")).unlink()
    done = posted(forge, tmp_path)
    assert done.returncode == 3
    assert done.stderr == f"平台没有答复 {PULLS}：no such page: {PULLS}\n"


def test_a_report_that_swells_is_cut(forge: Forge, tmp_path: Path) -> None:
    """Small on the forge, huge when unpacked: only its beginning is ever read."""
    forge.answers(ZIP, packed("撤" * 3_000_000))
    assert posted(forge, tmp_path).returncode == 0
    body = body_of(forge.asked[-1])
    assert len(body) < 65_536
    assert body.endswith("撤" + CUT)


@pytest.mark.parametrize(
    ("hostile", "inert"),
    [
        ("@office/everybody 请合并", "@\u200boffice/everybody 请合并"),
        ("<img src=x><!-- registry-report -->", "<\u200bimg src=x><\u200b!-- registry-report -->"),
        ("![](https://example.org/spy.png)", "!\u200b[](https://example.org/spy.png)"),
        ("closes #12", "closes #\u200b12"),
        ("# 标题！\n| 甲 | 乙 |", "# 标题！\n| 甲 | 乙 |"),
        ("已撤销\u202e效有", "已撤销效有"),
        ("&#64;office &#x40;b &#35;1", "&#64;\u200boffice &#x40;\u200bb &#35;\u200b1"),
        (
            "<details><summary>共 11 条</summary>\n甲&#42;<br>乙</details><details open>",
            "<details><summary>共 11 条</summary>\n甲&#42;<br>乙</details><\u200bdetails open>",
        ),
    ],
)
def test_a_hostile_report_stays_text(hostile: str, inert: str) -> None:
    """Nobody is called and nothing is embedded; ordinary Markdown is left alone."""
    assert harmless(hostile) == inert


def test_a_report_of_signs_is_cut_after_they_are_made_inert() -> None:
    """What the signs add counts, too."""
    assert len(harmless("@" * LARGEST)) == LARGEST + len(CUT)
