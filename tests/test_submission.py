"""Handing in, to each forge as it speaks: one commit by the clerk, one request, and what goes wrong."""

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.desk.beginning import ForgeKind
from generator.history.git import commit_of
from generator.web.forge import Forge, Person, Refused, Submitted
from generator.web.submission import handed_on, newest_main, submit, take_back
from tests.forges.loopback import PROJECT, LoopbackForge

pytestmark = pytest.mark.slow
CLERK = Person("示例·登记员", "clerk@example.org", "clerk")
BRANCH = "desk/0123456789ab"
FILES = {"registry/notices/2026/x.yaml": b"id: x\n"}
FORGES = [kind for kind in ForgeKind if kind is not ForgeKind.NONE]
KEPT = "您填的都还在。"


class Place:
    """A forge that answers, a bare copy of its project, and the forge as the clerk asks it."""

    def __init__(self, loopback: LoopbackForge, folder: Path) -> None:
        self.loopback = loopback
        self.base = loopback.commit({"registry/site.yaml": "title: 示例\n"})
        self.copy = folder / "copy.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", loopback.repository, self.copy],
                       check=True, capture_output=True)  # fmt: skip
        address, remote = loopback.address, loopback.remote
        self.forge = Forge(loopback.kind, address, PROJECT, remote, token="token-of-clerk")

    def submit(
        self, files: dict[str, bytes | None] | None = None, amends: str | None = None,
        forge: Forge | None = None,
    ) -> Submitted:  # fmt: skip
        """As the desk does it."""
        return submit(
            self.copy, BRANCH, self.base, files or {**FILES}, CLERK, "登记公示：示例", "正文\n\n第二段",
            forge or self.forge, amends,
        )  # fmt: skip


@pytest.fixture(params=FORGES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """One of each kind."""
    loopback = LoopbackForge(tmp_path / "forge", request.param)
    with loopback.running():
        yield Place(loopback, tmp_path)


@pytest.fixture
def gitlab(tmp_path: Path) -> Iterator[Place]:
    """Where the forge makes no difference."""
    loopback = LoopbackForge(tmp_path / "forge", ForgeKind.GITLAB)
    with loopback.running():
        yield Place(loopback, tmp_path)


# At Gitea a request is no branch.
BRANCHED = [kind for kind in FORGES if kind is not ForgeKind.GITEA]
WITH_BRANCHES = pytest.mark.parametrize("place", BRANCHED, indirect=True)
LINKS = {"gitlab": f"/{PROJECT}/-/merge_requests/1"}
REFERENCES = {"gitea": "refs/pull/1/head"}


def test_a_commit_of_the_clerk_becomes_a_request(place: Place) -> None:
    """Author, committer, message, parent and files; one reference beside main, and the link."""
    sent = place.submit()
    kind = place.loopback.kind
    assert sent.link == place.loopback.address + LINKS.get(kind, f"/{PROJECT}/pulls/1")
    reference = REFERENCES.get(kind, f"refs/heads/{BRANCH}")
    assert place.loopback.branches == {reference: sent.commit}
    shown = place.loopback.git(
        "show", "--format=%an|%ae|%cn|%ce|%P%n%B", "--name-status", reference
    )
    name, mail = CLERK.name, CLERK.email
    assert shown.splitlines() == [
        f"{name}|{mail}|{name}|{mail}|{place.base}",
        "登记公示：示例", "", "正文", "", "第二段", "",
        "", "A\tregistry/notices/2026/x.yaml",
    ]  # fmt: skip
    assert place.loopback.git("rev-parse", "main").strip() == place.base


def test_each_forge_is_spoken_to_in_its_own_way(place: Place) -> None:
    """Push options, a topic, or one call after the push."""
    place.submit()
    (request,) = place.loopback.requests
    asked = {"title": "登记公示：示例", "body": "正文\n\n第二段", "head": BRANCH, "base": "main"}
    expected = {
        "gitlab": [
            "merge_request.create", "merge_request.remove_source_branch",
            "merge_request.target=main", "merge_request.title=登记公示：示例",
        ],
        "gitea": [f"topic={BRANCH}", "force-push=true"],
    }  # fmt: skip
    if place.loopback.kind in expected:
        assert request["options"] == expected[place.loopback.kind]
    else:
        assert (request["asked"], request["path"]) == (asked, f"/repos/{PROJECT}/pulls")


def test_what_was_handed_in_is_amended(place: Place) -> None:
    """The same branch at a new commit on the newest main, and the same request."""
    first = place.submit()
    place.base = place.loopback.commit({"registry/other.yaml": "id: y\n"}, "Other")
    assert newest_main(place.copy, place.forge) == place.base
    second = place.submit({"registry/notices/2026/x.yaml": b"id: z\n"}, amends=first.commit)
    assert second.commit in place.loopback.branches.values()
    assert place.loopback.git("show", f"{second.commit}:registry/other.yaml") == "id: y\n"
    assert place.loopback.git("rev-parse", f"{second.commit}^").strip() == place.base
    if place.loopback.kind in ("github", "gitee"):
        assert second.link == first.link


def test_what_was_handed_in_is_taken_back(place: Place) -> None:
    """The branch goes; where there is none, and where it is asked for, the request is closed."""
    take_back(place.copy, place.submit(), place.forge)
    closed = [(method, path) for method, path, *_ in place.loopback.asked if method == "PATCH"]
    api = {"gitea": "/api/v1", "github": "/api/v3", "gitee": "/api/v5"}.get(place.loopback.kind)
    assert closed == ([("PATCH", f"{api}/repos/{PROJECT}/pulls/1")] if api else [])
    left = {"refs/pull/1/head"} if place.loopback.kind == "gitea" else set()
    assert {*place.loopback.branches} == left


def test_a_secret_is_in_no_argument_no_address_and_no_file(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes in the head of each request alone, whatever git is told to write down."""
    seen = tmp_path / "trace"
    for name in ("GIT_TRACE", "GIT_TRACE_CURL", "GIT_TRACE2"):
        monkeypatch.setenv(name, str(seen))
    arguments: list[list[str]] = []
    run = subprocess.run

    def noted(command: list[str], **options: object) -> object:
        arguments.append([str(each) for each in command])
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", noted)
    sent = place.submit()
    monkeypatch.undo()
    assert sent.link
    assert any("push" in command for command in arguments)
    secrets = ("token-of-clerk", "b2F1dGgyOnRva2VuLW9mLWNsZXJr")
    words = [word for command in arguments for word in command]
    words += [path for _, path, *_ in place.loopback.asked]
    words += [repr(place.forge), repr(place.forge.git("oauth2"))]
    assert [word for word in words if any(secret in word for secret in secrets)] == []
    assert not seen.exists()
    files = [path for path in place.copy.rglob("*") if path.is_file()]
    assert [path for path in files if b"token-of-clerk" in path.read_bytes()] == []


@pytest.mark.parametrize(
    "path",
    ["../escape", "/etc/passwd", "registry/../../x", ".git/config", "registry/.git/hooks/x",
     "registry/.GIT/x", "registry//x", "registry\\..\\x", "registry/a\nb", "", "."],
)  # fmt: skip
def test_a_path_that_the_desk_never_writes_is_refused(gitlab: Place, path: str) -> None:
    """Nothing is pushed."""
    with pytest.raises(Refused, match=r"^要写的分支或者文件名不合规定，没有提交。$"):
        gitlab.submit({path: b"x"})
    assert gitlab.loopback.branches == {}


@pytest.mark.parametrize("branch", ["main", "desk/", "desk/../main", "refs/heads/main", "desk/A"])
def test_no_branch_but_the_desk_s_own_is_written(gitlab: Place, branch: str) -> None:
    """Main least of all; nor is it taken away."""
    with pytest.raises(Refused):
        submit(gitlab.copy, branch, gitlab.base, {**FILES}, CLERK, "x", "", gitlab.forge)
    with pytest.raises(Refused):
        take_back(gitlab.copy, Submitted(None, branch, gitlab.base), gitlab.forge)
    assert gitlab.loopback.git("rev-parse", "main").strip() == gitlab.base


def test_a_commit_that_changes_nothing_is_refused(gitlab: Place) -> None:
    """An empty request would only puzzle the reviewer."""
    with pytest.raises(Refused, match=r"^与现在的登记簿相比没有任何变化，不用提交。$"):
        gitlab.submit({"registry/site.yaml": "title: 示例\n".encode()})


def test_a_file_is_taken_away(gitlab: Place) -> None:
    """None is a file that goes."""
    sent = gitlab.submit({"registry/site.yaml": None})
    listed = gitlab.loopback.git("ls-tree", "-r", "--name-only", sent.commit)
    assert listed == ""


def test_names_cannot_forge_a_second_author(gitlab: Place) -> None:
    """What git would take for the end of a name is left out."""
    person = Person("甲> \n<乙", "a@example.org>\ncommitter x <y@z> 1 +0000")
    sent = submit(gitlab.copy, BRANCH, gitlab.base, {**FILES}, person, "x", "", gitlab.forge)
    shown = gitlab.loopback.git("show", "--no-patch", "--format=%an|%ae|%cn", sent.commit)
    assert shown == "甲 乙|a@example.orgcommitter x y@z 1 +0000|甲 乙\n"


def test_a_clerk_without_a_name_is_told(gitlab: Place) -> None:
    """Nobody signs with nothing."""
    with pytest.raises(Refused, match=r"没有您的姓名或者邮箱，不能署名提交"):
        submit(gitlab.copy, BRANCH, gitlab.base, {**FILES}, Person("", ""), "x", "", gitlab.forge)


def test_an_expired_token_is_told(place: Place) -> None:
    """Nothing was handed in; the clerk logs in again and does it again."""
    place.loopback.tokens.clear()
    with pytest.raises(Refused, match=f"^登录已经过期，没有提交；{KEPT}请重新登录，再提交一次。$"):
        place.submit()
    with pytest.raises(Refused, match=r"登录已经过期"):
        newest_main(place.copy, place.forge)
    assert place.loopback.branches == {}
    place.loopback.tokens.add("token-of-clerk")
    assert place.submit().link


def test_who_may_not_push_is_told(place: Place) -> None:
    """The forge decides."""
    place.loopback.is_member = False
    with pytest.raises(Refused, match=f"^您的账号没有向登记簿提交的权限，没有提交；{KEPT}请管理员"):
        place.submit()


@WITH_BRANCHES
def test_a_push_that_the_forge_refuses_is_told_in_its_words(place: Place) -> None:
    """Quoted, and in one line."""
    place.loopback.refuse("示例：提交说明里\n不许写“甲”")
    sentence = f"代码托管平台没有收下这次提交，没有提交；{KEPT}它说：“示例：提交说明里 不许写“甲””"
    with pytest.raises(Refused, match=f"^{sentence}$"):
        place.submit()


def test_a_forge_that_is_down_is_told(tmp_path: Path) -> None:
    """Of each kind, at the first step."""
    for kind in FORGES:
        loopback = LoopbackForge(tmp_path / kind / "forge", kind)
        with loopback.running():
            place = Place(loopback, tmp_path / kind)
        with pytest.raises(Refused, match=f"^代码托管平台没有答复，没有提交；{KEPT}过一会儿"):
            place.submit()


@WITH_BRANCHES
def test_a_branch_that_others_have_changed_is_not_overwritten(place: Place) -> None:
    """A reviewer may have put something right on it."""
    first = place.submit()
    place.loopback.git("update-ref", f"refs/heads/{BRANCH}", place.base)
    with pytest.raises(Refused, match=r"^这份申请的分支在别处被改动过，没有覆盖它；"):
        place.submit({"registry/notices/2026/x.yaml": b"id: z\n"}, amends=first.commit)
    with pytest.raises(Refused, match=r"^这份申请的分支在别处被改动过，没有覆盖它；"):
        take_back(place.copy, first, place.forge)
    assert place.loopback.branches == {f"refs/heads/{BRANCH}": place.base}


def test_a_link_of_another_server_is_not_shown(gitlab: Place) -> None:
    """What a hook prints leads nowhere but to the forge itself."""
    (gitlab.loopback.repository / "address").write_text("gitlab http://evil.example", "utf-8")
    assert gitlab.submit().link is None


def clone(folder: Path) -> tuple[Path, str, Forge]:
    """A clone on one's own machine, its main, and no forge."""
    commands = (["init", "--quiet", "--initial-branch=main"],
                ["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet",
                 "--allow-empty", "-m", "Begin"])  # fmt: skip
    for arguments in commands:
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder, commit_of(folder, "main"), Forge()


def test_without_a_forge_it_is_a_branch_and_a_file(tmp_path: Path) -> None:
    """The work tree stays as it is; the file can be taken elsewhere."""
    folder, base, forge = clone(tmp_path)
    assert newest_main(folder, forge) == base
    sent = submit(folder, BRANCH, base, {**FILES}, CLERK, "登记", "正文", forge)
    assert (sent.link, commit_of(folder, BRANCH)) == (None, sent.commit)
    assert not (folder / "registry").exists()
    status = ["git", "-C", folder, "status", "--porcelain", "--branch"]
    assert subprocess.run(status, capture_output=True, check=True).stdout == b"## main\n"
    other = tmp_path.parent / f"{tmp_path.name}-other"
    subprocess.run(["git", "clone", "--quiet", folder, other], check=True)
    who = {"GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@example.org"}
    subprocess.run(["git", "am", "--quiet"], cwd=other, input=handed_on(folder, sent), check=True,
                   env=os.environ | who)  # fmt: skip
    assert (other / "registry/notices/2026/x.yaml").read_bytes() == b"id: x\n"


def test_without_a_forge_it_is_amended_and_taken_back(tmp_path: Path) -> None:
    """Only from where it was."""
    folder, base, forge = clone(tmp_path)
    first = submit(folder, BRANCH, base, {**FILES}, CLERK, "登记", "", forge)
    changed: dict[str, bytes | None] = {"registry/notices/2026/x.yaml": b"id: z\n"}
    with pytest.raises(Refused, match=r"在别处被改动过"):
        submit(folder, BRANCH, base, changed, CLERK, "登记", "", forge)
    second = submit(folder, BRANCH, base, changed, CLERK, "登记", "", forge, first.commit)
    with pytest.raises(Refused, match=r"在别处被改动过"):
        take_back(folder, first, forge)
    take_back(folder, second, forge)
    listed = subprocess.run(["git", "-C", folder, "branch", "--format=%(refname:short)"],
                            capture_output=True, text=True, check=True)  # fmt: skip
    assert listed.stdout == "main\n"


def test_a_branch_that_is_worked_on_is_left_alone(tmp_path: Path) -> None:
    """Its files would no longer be those of its commit."""
    folder, base, forge = clone(tmp_path)
    sent = submit(folder, BRANCH, base, {**FILES}, CLERK, "登记", "", forge)
    subprocess.run(["git", "-C", folder, "switch", "--quiet", BRANCH], check=True)
    with pytest.raises(Refused, match=r"^这个分支正在别处打开着，没有动它；"):
        take_back(folder, sent, forge)


def test_a_missing_main_is_told(tmp_path: Path) -> None:
    """By its name."""
    folder, _, _ = clone(tmp_path)
    with pytest.raises(Refused, match=r"^登记簿的仓库里没有分支“trunk”；请告诉管理员。$"):
        newest_main(folder, Forge(main="trunk"))


def test_many_hand_in_at_once(tmp_path: Path) -> None:
    """Each has a branch of its own."""
    folder, base, forge = clone(tmp_path)
    names = [f"desk/{at:012x}" for at in range(8)]

    def hand_in(name: str) -> None:
        submit(folder, name, base, {f"registry/{name[5:]}.yaml": b"x"}, CLERK, name, "", forge)

    threads = [threading.Thread(target=hand_in, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({commit_of(folder, name) for name in names}) == len(names)
