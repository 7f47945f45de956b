"""Plain questions to git, by subprocess: no library is needed."""

import io
import os
import re
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from zoneinfo import ZoneInfo

from generator.program import BESIDE, CHECKOUT, PACKAGE, PACKED

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_COMMIT = "\x01"
SEALED = "log.jsonl"
RECORDS = (":(glob)**/*.yaml", f":(glob){SEALED}")
FILE_MODES = ("100644", "100755")
HASH = re.compile("[0-9a-f]{40,64}")
UNKNOWN = "不存在；应为一个分支、标签或提交的名称"
TRUSTING = (
    "请以仓库所有者的身份运行，或者先运行 git config --global --add safe.directory 仓库的文件夹"
)
AMBIGUOUS = "不止一个（如既有分支又有标签叫这个名称），请写全，如 refs/heads/main"


class NoHistory(Exception):
    """Git cannot tell how the register came about; the message says why."""


class Unreadable(NoHistory):
    """Commits are there but git does not give them, so that what they recorded would go untold."""


class NoRevision(Exception):
    """A name that means no one commit; the message says why."""


@dataclass
class Commit:
    """One commit: its day in Beijing, and the blobs of the files it changed; none where removed."""

    id: str
    on: date
    blobs: dict[str, str | None] = field(default_factory=dict)


def head(folder: Path) -> str:
    """Id of the commit that is checked out where the folder lies; raises NoHistory."""
    with told(folder):
        return _git(folder, "rev-parse", "--verify", "HEAD").decode().strip()


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say why git gave no answer: one sentence for each reason, as NoHistory or Unreadable."""
    try:
        yield
    except FileNotFoundError:
        raise (Unreadable if _has_repository(folder) else NoHistory)("没有安装 git") from None
    except subprocess.CalledProcessError as fault:
        raise _reason(folder, fault.stderr.decode("utf-8", "replace")) from None


def _reason(folder: Path, text: str) -> NoHistory:
    if "dubious ownership" in text:
        return Unreadable(f"仓库属于别的用户，git 不肯读取；{TRUSTING}")
    if "not a git repository" in text and not _has_repository(folder):
        return NoHistory("登记文件夹不在 git 中")
    if "single revision" in text and not _has_moved(folder):
        return NoHistory("git 中还没有提交")
    return Unreadable(f"git 读不到提交（{' '.join(text.split())[:120]}）")


def _has_moved(folder: Path) -> bool:
    """Whether some commit was checked out here before: then one that is wanting was lost."""
    path = _git(folder, "rev-parse", "--git-path", "logs/HEAD").decode().strip()
    return (folder / path).is_file()


def _has_repository(folder: Path) -> bool:
    upwards = (folder.absolute(), *folder.absolute().parents)
    return any((each / ".git").exists() for each in upwards)


def altered(folder: Path, commit: str) -> tuple[str, list[str]]:
    """The folder's own path in the repository, and every file altered since a commit, by its path there."""
    prefix = _text(folder, "rev-parse", "--show-prefix").strip()
    listing = _text(folder, "diff", "--name-only", "--no-renames", "-z", commit, "--", ":/")
    return prefix, listing.split("\0")[:-1]


def clean_commit(folder: Path, *paths: str) -> str | None:
    """Id of the commit that these paths below a folder lie just as in; None if nobody can tell."""
    with suppress(OSError, subprocess.CalledProcessError, NoHistory):
        _git(folder, "diff-index", "--quiet", "HEAD", "--", *paths)
        return head(folder)
    return None


def program_commit() -> str | None:
    """Commit that the program is made of: a wheel carries it, a checkout asks git; None if unknown."""
    if PACKED.is_dir():
        return (PACKED / "commit").read_text("ascii") or None
    is_checkout = (CHECKOUT / ".git").exists()
    return clean_commit(CHECKOUT, PACKAGE.name, *BESIDE) if is_checkout else None


def commit_of(folder: Path, name: str) -> str:
    """Id of the one commit that a name means: a branch, a tag, a hash, HEAD~2; raises NoRevision."""
    if name.startswith("-") or not name.isprintable():
        raise NoRevision(f"{name!r} 不是版本的写法；应为分支、标签或提交的名称")
    try:
        answer = _run(folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except subprocess.CalledProcessError as fault:
        many = b"ambiguous" in fault.stderr
        raise NoRevision(f"版本“{name}”{AMBIGUOUS if many else UNKNOWN}") from None
    commit = answer.stdout.decode().strip()
    if b"ambiguous" in answer.stderr:
        raise NoRevision(f"版本“{name}”{AMBIGUOUS}")
    if not HASH.fullmatch(commit):
        raise NoRevision(f"版本“{name}”{UNKNOWN}")
    return commit


def common_ancestor(folder: Path, one: str, other: str) -> str:
    """Id of the commit at which two lines of work parted; raises NoRevision where they never met."""
    try:
        return _git(folder, "merge-base", one, other).decode().split()[0]
    except subprocess.CalledProcessError:
        raise NoRevision("这个版本与当前版本没有共同的历史，无从比较") from None


def is_within(folder: Path, commit: str, line: str) -> bool:
    """Whether a commit is one of those that a line of work is made of."""
    try:
        return common_ancestor(folder, commit, line) == commit
    except NoRevision:
        return False


def files(folder: Path, commit: str) -> dict[str, str]:
    """Blob of every ordinary file under the folder as of a commit, by path in the folder."""
    listing = _text(folder, "ls-tree", "-r", "-z", commit)
    entries = (entry.split("\t", 1) for entry in listing.split("\0")[:-1])
    return {path: about.split()[2] for about, path in entries if about.split()[0] in FILE_MODES}


def lay_out(repository: Path, commit: str, path: str, folder: Path) -> None:
    """Lay the files that a commit has below a path into a new folder, all or none of them."""
    with TemporaryDirectory(dir=folder.parent) as staging:
        inside = [path] if path else []
        archive = _git(repository, "archive", "--format=tar", commit, "--", *inside)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(Path(staging, "files"), filter="data")
        Path(staging, "files").replace(folder)


def changed_since(repository: Path, base: str, commit: str) -> dict[str, bytes]:
    """Files that a commit has otherwise than where it left the line of `base`, by their paths."""
    blobs = _changed_blobs(repository, base, commit)
    texts = dict(contents(repository, blobs.values()))
    return {path: texts[blob] for path, blob in blobs.items()}


def holds(repository: Path, line: str, commit: str) -> bool:
    """Whether a line of work has every file that a commit changed as the commit has it."""
    try:
        changed = _changed_blobs(repository, line, commit)
    except (subprocess.CalledProcessError, NoRevision):
        return False
    now = files(repository, line)
    return is_within(repository, commit, line) or all(
        now.get(path) == blob for path, blob in changed.items()
    )


def _changed_blobs(repository: Path, base: str, commit: str) -> dict[str, str]:
    before = files(repository, common_ancestor(repository, base, commit))
    after = files(repository, commit)
    return {path: blob for path, blob in after.items() if before.get(path) != blob}


def subject_and_author(repository: Path, commit: str) -> tuple[str, str]:
    """First line of the message of a commit, and the name of its author."""
    text = _git(repository, "show", "--no-patch", "--format=%s%x00%an", commit).decode()
    subject, _, author = text.strip("\n").partition("\0")
    return subject, author


def left_behind(
    folder: Path, commit: str, changes: str, path: str = ".", *, mainline: bool = False
) -> list[tuple[str, str]]:
    """Paths and blobs that any ancestor put away, the latest first; on the main line alone, or anywhere.

    `changes` says how: D for files it removed, M for those it changed, DM for both.
    """
    along = ["--first-parent"] if mainline else []
    listing = _text(
        folder, "log", *along, "--full-history", "-m", "--raw", "-z", "--no-abbrev", "--no-renames",
        "--relative", f"--diff-filter={changes}", "--format=", commit, "--", path,
    )  # fmt: skip
    fields = [field for each in listing.split("\0") if (field := each.strip("\n"))]
    pairs = zip(fields[::2], fields[1::2], strict=True)
    return [(file, mark.split()[2]) for mark, file in pairs if mark[1:7] in FILE_MODES]


def is_shallow(folder: Path) -> bool:
    """Whether the clone lacks older commits, and so would tell a false history."""
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def is_changed(folder: Path) -> bool:
    """Whether the records of the folder differ from those of the commit."""
    return bool(_git(folder, "status", "--porcelain", "--untracked-files=all", "--", *RECORDS))


def commits(folder: Path) -> list[Commit]:
    """Commits of the main line that changed the folder, oldest first."""
    listing = _text(
        folder, "log", "--first-parent", "-m", "--reverse", "--raw", "-z", "--no-abbrev",
        "--no-renames", "--relative", f"--format={ONE_COMMIT}%H %ct", "--", ".",
    )  # fmt: skip
    return [_commit(each) for each in listing.split(ONE_COMMIT)[1:]]


def unmerged(folder: Path) -> list[str]:
    """Paths within the folder that git could not merge."""
    listing = _text(folder, "diff", "--name-only", "--diff-filter=U", "--relative", "-z", "--", ".")
    return listing.split("\0")[:-1]


def contents(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Content of every blob, one after the other, by one call of git."""
    with TemporaryFile() as wanted:
        wanted.write("".join(f"{blob}\n" for blob in sorted(set(blobs))).encode())
        wanted.seek(0)
        command = ["git", "-C", str(folder), "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=wanted, stdout=subprocess.PIPE) as process:
            assert process.stdout
            while head := process.stdout.readline():
                name, *_, size = head.decode().split()
                if not size.isdecimal():
                    raise Unreadable(f"仓库残缺，git 中缺少对象 {name}")
                yield name, process.stdout.read(int(size))
                process.stdout.read(1)


def _commit(listing: str) -> Commit:
    first, *fields = listing.split("\0")
    name, moment = first.split()
    commit = Commit(name, datetime.fromtimestamp(int(moment), SHANGHAI).date())
    marks = [each.strip("\n") for each in fields]
    for mark, path in zip(marks[::2], marks[1::2], strict=False):
        _, mode, _, blob, what = mark.split()
        commit.blobs[path] = blob if mode in FILE_MODES and what != "D" else None
    return commit


def _git(folder: Path, *arguments: str) -> bytes:
    return _run(folder, *arguments).stdout


def _text(folder: Path, *arguments: str) -> str:
    """Answer as text; a name in bytes of another encoding comes back as it was."""
    return _git(folder, *arguments).decode("utf-8", "surrogateescape")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    always = ("-c", "log.showSignature=false", "-c", "core.warnAmbiguousRefs=true")
    return subprocess.run(
        ["git", *always, "-C", str(folder), *arguments],
        capture_output=True, check=True, env=os.environ | settings,
    )  # fmt: skip


def state(folder: Path) -> bytes:
    """Value that a folder's chronicle depends on: while it stays, so does the chronicle."""
    try:
        with told(folder):
            return f"{head(folder)} {is_changed(folder)} {is_shallow(folder)}".encode()
    except NoHistory as reason:
        return str(reason).encode()


def patch(folder: Path) -> bytes:
    """Difference of a folder from what is staged, new files included, as `git apply` takes it."""
    _git(folder, "add", "--intent-to-add", ".")
    return _git(folder, "diff", "--", ".")


def lies_in_repository(folder: Path) -> bool:
    """Whether a folder lies in the work tree of some repository; raises NoHistory without git."""
    try:
        return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except FileNotFoundError:
        raise NoHistory("没有安装 git") from None
    except subprocess.CalledProcessError:
        return False


# Where the clerk has told git no name.
NAMELESS = {"user.name": "registry init", "user.email": "registry@localhost"}


def found_repository(folder: Path, message: str) -> None:
    """Make a repository of a folder, with one commit on `main` that holds all its files."""
    _git(folder, "init", "--quiet", "--initial-branch", "main")
    _git(folder, "add", "--all")
    names = [f"{key}={value}" for key, value in NAMELESS.items() if not setting(folder, key)]
    settings = [word for each in names for word in ("-c", each)]
    _git(folder, *settings, "commit", "--quiet", "--no-gpg-sign", "--no-verify", "-m", message)


def setting(folder: Path, key: str) -> str:
    """Value that git is set to use at a folder; empty where there is none."""
    try:
        return _git(folder, "config", "--get", key).decode("utf-8", "replace").strip()
    except subprocess.CalledProcessError:
        return ""
