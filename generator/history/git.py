"""调用 git Plain questions to git, by subprocess: no library is needed."""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryFile
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_COMMIT = "\x01"
SEALED = "log.jsonl"
RECORDS = (":(glob)**/*.yaml", f":(glob){SEALED}")
FILE_MODES = ("100644", "100755")
HASH = re.compile("[0-9a-f]{40,64}")
UNKNOWN = "不存在；应为一个分支、标签或提交的名称"
AMBIGUOUS = "不止一个（如既有分支又有标签叫这个名称），请写全，如 refs/heads/main"


class NoHistory(Exception):
    """没有历史 Why git cannot tell how the register came about."""


class NoRevision(Exception):
    """没有此版本 Why what was said names no one commit."""


@dataclass
class Commit:
    """一次提交 Its day in Beijing, and the blobs of the files it changed; none where removed."""

    id: str
    on: date
    blobs: dict[str, str | None] = field(default_factory=dict)


def head(folder: Path) -> str:
    """当前提交 Of the checkout that the folder lies in."""
    try:
        return _git(folder, "rev-parse", "--verify", "HEAD").decode().strip()
    except FileNotFoundError:
        raise NoHistory("没有安装 git") from None
    except subprocess.CalledProcessError:
        raise NoHistory("登记文件夹不在 git 中") from None


def commit_of(folder: Path, said: str) -> str:
    """所指提交 The one commit that a revision names: a branch, a tag, a hash, HEAD~2."""
    if said.startswith("-") or not said.isprintable():
        raise NoRevision(f"{said!r} 不是版本的写法；应为分支、标签或提交的名称")
    try:
        told = _run(folder, "rev-parse", "--verify", "--end-of-options", f"{said}^{{commit}}")
    except subprocess.CalledProcessError as fault:
        many = b"ambiguous" in fault.stderr
        raise NoRevision(f"版本“{said}”{AMBIGUOUS if many else UNKNOWN}") from None
    found = told.stdout.decode().strip()
    if b"ambiguous" in told.stderr:
        raise NoRevision(f"版本“{said}”{AMBIGUOUS}")
    if not HASH.fullmatch(found):
        raise NoRevision(f"版本“{said}”{UNKNOWN}")
    return found


def common_ancestor(folder: Path, one: str, other: str) -> str:
    """共同的祖先 The commit at which two lines of work parted."""
    try:
        return _git(folder, "merge-base", one, other).decode().split()[0]
    except subprocess.CalledProcessError:
        raise NoRevision("这个版本与当前版本没有共同的历史，无从比较") from None


def files(folder: Path, commit: str) -> dict[str, str]:
    """某版本的文件 The blob of every ordinary file under the folder, as of a commit."""
    told = _git(folder, "ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
    found = (entry.split("\t", 1) for entry in told.split("\0")[:-1])
    return {path: about.split()[2] for about, path in found if about.split()[0] in FILE_MODES}


def left_behind(folder: Path, commit: str, changes: str, path: str = ".") -> list[tuple[str, str]]:
    """旧文件 Paths and blobs that any ancestor put away, the latest first.

    `changes` says how: D for files it removed, DM also for those it changed.
    """
    told = _git(
        folder, "log", "--full-history", "-m", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--relative", f"--diff-filter={changes}", "--format=", commit, "--", path,
    ).decode("utf-8", "surrogateescape")  # fmt: skip
    fields = [field for each in told.split("\0") if (field := each.strip("\n"))]
    pairs = zip(fields[::2], fields[1::2], strict=True)
    return [(file, mark.split()[2]) for mark, file in pairs if mark[1:7] in FILE_MODES]


def is_shallow(folder: Path) -> bool:
    """是否浅克隆 A clone without the older commits would tell a false history."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def is_changed(folder: Path) -> bool:
    """有未提交的改动 Whether the records differ from those of the commit."""
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=all", "--", *RECORDS))


def commits(folder: Path) -> list[Commit]:
    """各次提交 That changed the folder, oldest first, along the main line."""
    told = _git(
        folder, "log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev",
        "--no-renames", "--relative", f"--format={ONE_COMMIT}%H %ct", "--", ".",
    ).decode("utf-8", "surrogateescape")  # fmt: skip
    return [_commit(each) for each in told.split(ONE_COMMIT)[1:]]


def contents(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """文件内容 Of every blob, one after the other, by one call."""
    with TemporaryFile() as wanted:
        wanted.write("".join(f"{blob}\n" for blob in sorted(set(blobs))).encode())
        wanted.seek(0)
        command = ["git", "-C", str(folder), "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=wanted, stdout=subprocess.PIPE) as told:
            assert told.stdout
            while head := told.stdout.readline():
                name, _, size = head.decode().split()
                yield name, told.stdout.read(int(size))
                told.stdout.read(1)


def _commit(told: str) -> Commit:
    first, *fields = told.split("\0")
    name, moment = first.split()
    found = Commit(name, datetime.fromtimestamp(int(moment), SHANGHAI).date())
    marks = [each.strip("\n") for each in fields]
    for mark, path in zip(marks[::2], marks[1::2], strict=False):
        _, mode, _, blob, what = mark.split()
        found.blobs[path] = blob if mode in FILE_MODES and what != "D" else None
    return found


def _git(folder: Path, *arguments: str, said: bytes | None = None) -> bytes:
    return _run(folder, *arguments, said=said).stdout


def _run(
    folder: Path, *arguments: str, said: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    settings = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    always = ("-c", "log.showSignature=false", "-c", "core.warnAmbiguousRefs=true")
    return subprocess.run(
        ["git", *always, "-C", str(folder), *arguments],
        input=said, capture_output=True, check=True, env=os.environ | settings,
    )  # fmt: skip
