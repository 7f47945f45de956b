"""调用 git Plain questions to git, by subprocess: no library is needed."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_COMMIT = "\x01"
SEALED = "log.jsonl"
RECORDS = (":(glob)**/*.yaml", f":(glob){SEALED}")
FILE_MODES = ("100644", "100755")


class NoHistory(Exception):
    """没有历史 Why git cannot tell how the register came about."""


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


def contents(folder: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """文件内容 Of every blob, in one call."""
    wanted = sorted(set(blobs))
    told = _git(folder, "cat-file", "--batch", said="".join(f"{b}\n" for b in wanted).encode())
    return dict(_blobs(told))


def _blobs(told: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        name, _, size = told[at:end].decode().split()
        yield name, told[end + 1 : end + 1 + int(size)]
        at = end + int(size) + 2


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
    settings = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    done = subprocess.run(
        ["git", "-c", "log.showSignature=false", "-C", str(folder), *arguments],
        input=said, capture_output=True, check=True, env=os.environ | settings,
    )  # fmt: skip
    return done.stdout
