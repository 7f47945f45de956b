"""No log is a failure where there are commits, or was a log: exit code 3, the old site stays, one sentence a reason."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from generator.checks.casebook import BASE
from tests import commands
from tests.conftest import Command
from tests.stories import git
from tests.test_exports_changes import START, commit

pytestmark = pytest.mark.slow
CHECKPOINT = "site/api/v1/checkpoint.txt"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A repository with a small registry in one commit."""
    kept = tmp_path / "office"
    shutil.copytree(BASE, kept / "registry")
    git(kept, "init", "-q")
    commit(kept, START)
    return kept


def built(kept: Path, **environment: str) -> CompletedProcess[str]:
    """The environment decides what git says."""
    return commands.run("build", "--on", START, cwd=kept, environment=os.environ | environment)


def shallow(kept: Path) -> None:
    commits = git(kept, "rev-list", "HEAD")
    (kept / ".git/shallow").write_text(commits + "\n", "utf-8")


def without_an_object(kept: Path) -> None:
    """One record of the first commit, which a later commit changed, is gone from the repository."""
    record = kept / "registry/platforms/sd-0001.yaml"
    blob = git(kept, "hash-object", str(record))
    record.write_text(record.read_text("utf-8") + "remarks: 示例\n", "utf-8")
    commit(kept, START)
    (kept / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()


def without_its_branch(kept: Path) -> None:
    branch = git(kept, "symbolic-ref", "HEAD")
    (kept / ".git" / branch).unlink()


def without_its_head(kept: Path) -> None:
    (kept / ".git/HEAD").unlink()


def without_the_tip(kept: Path) -> None:
    tip = git(kept, "rev-parse", "HEAD")
    (kept / f".git/objects/{tip[:2]}/{tip[2:]}").unlink()


LOSSES: dict[str, tuple[Callable[[Path], None], str]] = {
    "shallow": (shallow, "这是浅克隆，缺少较早的提交，没有变更记录；请先运行 git fetch --unshallow。"),
    "an object": (without_an_object, "仓库残缺，git 中缺少对象"),
    "the branch": (without_its_branch, "git 读不到提交（fatal: Needed a single revision）"),
    "HEAD": (without_its_head, "git 读不到提交（fatal: not a git repository"),
    "the tip": (without_the_tip, "git 读不到提交（fatal: "),
}  # fmt: skip


@pytest.mark.parametrize(("lose", "sentence"), LOSSES.values(), ids=LOSSES)
def test_commits_that_cannot_be_read_stop_the_publication(
    kept: Path, lose: Callable[[Path], None], sentence: str
) -> None:
    """Even where no site stands yet: nothing is written."""
    lose(kept)
    done = built(kept)
    assert done.returncode == 3, done.stderr
    assert f"原因：{sentence}" in done.stderr
    assert not (kept / "site").exists()


def test_a_repository_of_another_owner_says_what_to_do(kept: Path) -> None:
    """As git does for every folder that is not the caller's own."""
    done = built(kept, GIT_TEST_ASSUME_DIFFERENT_OWNER="1", GIT_CONFIG_GLOBAL=os.devnull)
    assert done.returncode == 3, done.stderr
    assert "仓库属于别的用户，git 不肯读取；请以仓库所有者的身份运行" in done.stderr


def test_without_git_a_repository_is_not_published(kept: Path, tmp_path: Path) -> None:
    """The folder `.git` tells that there are commits."""
    done = built(kept, PATH=str(tmp_path))
    assert done.returncode == 3, done.stderr
    assert "原因：没有安装 git，没有变更记录。" in done.stderr


def test_a_site_that_had_a_log_is_not_replaced_by_one_without(
    kept: Path, registry_command: Command
) -> None:
    """The folder was taken out of git: the old site stays as it was."""
    assert registry_command("build", "--on", START, cwd=kept).returncode == 0
    before = (kept / CHECKPOINT).read_bytes()
    shutil.rmtree(kept / ".git")
    done = registry_command("build", "--on", START, cwd=kept)
    assert (done.returncode, "登记文件夹不在 git 中，没有变更记录。" in done.stderr) == (3, True)
    assert (kept / CHECKPOINT).read_bytes() == before
    assert registry_command("build", "--on", START, "--out", "new", cwd=kept).returncode == 0


def test_a_broken_seal_stops_the_publication(kept: Path, registry_command: Command) -> None:
    """The file says that there was a log."""
    (kept / "registry/log.jsonl").write_text("{}\n", "utf-8")
    commit(kept, START)
    done = registry_command("build", "--on", START, cwd=kept)
    assert (done.returncode, "封存的日志 log.jsonl 残缺，无法接续。" in done.stderr) == (3, True)


@pytest.mark.parametrize("has_repository", [True, False])
def test_a_folder_without_a_commit_builds_and_says_so(
    kept: Path, has_repository: bool, registry_command: Command
) -> None:
    """There was never anything to log."""
    shutil.rmtree(kept / ".git")
    if has_repository:
        git(kept, "init", "-q")
    done = registry_command("build", "--on", START, cwd=kept)
    sentence = "git 中还没有提交" if has_repository else "登记文件夹不在 git 中"
    assert (done.returncode, f"注意：{sentence}，没有变更记录。" in done.stderr) == (0, True)


def test_a_clerk_at_work_may_build_over_a_site_with_a_log(
    kept: Path, registry_command: Command
) -> None:
    """What is not committed yet has no log; it comes with the commit."""
    assert registry_command("build", "--on", START, cwd=kept).returncode == 0
    record = kept / "registry/platforms/sd-0001.yaml"
    record.write_text(record.read_text("utf-8") + "remarks: 示例\n", "utf-8")
    assert registry_command("build", "--on", START, cwd=kept).returncode == 0
    assert not (kept / CHECKPOINT).exists()
