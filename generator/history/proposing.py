"""Commits made beside every work tree, and what is exchanged with another repository.

Whoever calls says which references may move; a secret goes to git in its environment alone,
never as an argument, in an address or into a file.
"""

import base64
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.history.git import setting

SECONDS = 120
NO_COMMIT = "0" * 40
# What would prompt, remember a secret, print one, or be led to another server.
SILENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_SSH_COMMAND": "ssh -oBatchMode=yes",
    "LC_ALL": "C",
}
QUIET_CONFIG = {"credential.helper": "", "http.followRedirects": "false"}
TALKATIVE = ("GIT_TRACE", "GIT_CURL_VERBOSE", "GIT_CONFIG")


class GitRefused(Exception):
    """Git did not do it; the message is what git itself wrote."""


class GitTimeout(GitRefused):
    """The other side did not answer in time."""


@dataclass(frozen=True)
class Remote:
    """Another repository: its address, or the name of a remote, and who asks."""

    address: str
    user: str = ""
    secret: str | None = field(default=None, repr=False)

    @property
    def settings(self) -> dict[str, str]:
        """Settings of git with which it is spoken to."""
        if self.secret is None:
            return {}
        pair = base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()
        return QUIET_CONFIG | {f"http.{self.address}.extraHeader": f"Authorization: Basic {pair}"}


def committed(
    repository: Path,
    base: str,
    files: Mapping[str, bytes | None],
    author: tuple[str, str],
    message: str,
) -> str:
    """Id of a new commit on `base` in which these files are so, or are gone; no reference moves.

    Paths count from the top of the repository; author and committer are one person.
    """
    with TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _git(repository, "read-tree", base, more=index)
        entries = "".join(_entry(repository, path, text) for path, text in files.items())
        _git(repository, "update-index", "-z", "--index-info", content=entries.encode(), more=index)
        tree = _git(repository, "write-tree", more=index).strip()
    name, email = author
    who = {f"GIT_{role}_{what}": value
           for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", name), ("EMAIL", email))}  # fmt: skip
    made = _git(
        repository, "commit-tree", tree, "-p", base, "-F", "-", content=message.encode(), more=who
    )
    return made.strip()


def _entry(repository: Path, path: str, text: bytes | None) -> str:
    if text is None:
        return f"0 {NO_COMMIT}\t{path}\0"
    blob = _git(repository, "hash-object", "-w", "--no-filters", "--stdin", content=text).strip()
    return f"100644 {blob}\t{path}\0"


def is_same(repository: Path, one: str, other: str) -> bool:
    """Whether two commits hold the same files."""
    return _tree(repository, one) == _tree(repository, other)


def _tree(repository: Path, commit: str) -> str:
    return _git(repository, "rev-parse", "--verify", f"{commit}^{{tree}}").strip()


def move_branch(repository: Path, branch: str, commit: str | None, before: str | None) -> None:
    """Points a branch at a commit, or removes it, if it stands where it is thought to stand."""
    name = f"refs/heads/{branch}"
    if commit is None:
        _git(repository, "update-ref", "-d", name, before or NO_COMMIT)
    else:
        _git(repository, "update-ref", name, commit, before or NO_COMMIT)


def worked_on(repository: Path, branch: str) -> bool:
    """Whether a branch is checked out somewhere."""
    name = f"refs/heads/{branch}"
    return bool(_git(repository, "for-each-ref", "--format=%(worktreepath)", name).strip())


def branches(repository: Path, prefix: str) -> dict[str, str]:
    """Commit of every reference that begins so (`refs/heads/desk/`), by its whole name."""
    listed = _git(repository, "for-each-ref", "--format=%(refname) %(objectname)", prefix)
    return {
        name: commit for name, _, commit in (line.partition(" ") for line in listed.splitlines())
    }


def pushed(
    repository: Path, remote: Remote, refspec: str, options: Sequence[str] = (), lease: str = ""
) -> str:
    """Answer of the other side to a push of one reference, with push options; raises GitRefused.

    `lease` is `--force-with-lease` of git, without which nothing is ever overwritten.
    """
    content = [f"--push-option={each}" for each in options]
    held = [f"--force-with-lease={lease}"] if lease else []
    return _asked(
        repository, remote, "push", "--porcelain", *content, *held, "--", remote.address, refspec
    )


def fetched(repository: Path, remote: Remote, *refspecs: str) -> None:
    """References of another repository brought here; what is gone there, goes here."""
    _asked(
        repository, remote, "fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head",
        "--", remote.address, *refspecs,
    )  # fmt: skip


def empty_copy(folder: Path) -> None:
    """A bare repository in a folder, to fetch another into; one that is there already stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _git(folder, "init", "--quiet", "--bare")


def mailed(repository: Path, base: str, commit: str) -> bytes:
    """One commit as `git am` takes it."""
    return _run(
        repository, "format-patch", "--stdout", "--no-signature", "--binary", f"{base}..{commit}"
    )


def identity(repository: Path) -> tuple[str, str]:
    """Name and e-mail address that git is set to use here; empty where it is not."""
    return setting(repository, "user.name"), setting(repository, "user.email")


def _asked(repository: Path, remote: Remote, *arguments: str) -> str:
    settings = [*remote.settings.items()]
    numbered = {"GIT_CONFIG_COUNT": str(len(settings))}
    for at, (key, value) in enumerate(settings):
        numbered |= {f"GIT_CONFIG_KEY_{at}": key, f"GIT_CONFIG_VALUE_{at}": value}
    done = _done(repository, arguments, b"", numbered)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def _git(
    repository: Path, *arguments: str, content: bytes = b"", more: dict[str, str] | None = None
) -> str:
    return _done(repository, arguments, content, more or {}).stdout.decode("utf-8", "replace")


def _run(repository: Path, *arguments: str) -> bytes:
    return _done(repository, arguments, b"", {}).stdout


def _done(
    repository: Path, arguments: Sequence[str], content: bytes, more: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(TALKATIVE)}
    try:
        done = subprocess.run(
            ["git", "-C", str(repository), *arguments], input=content, capture_output=True,
            check=False, timeout=SECONDS, env=kept | SILENT | more,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitTimeout(f"git {arguments[0]}: {SECONDS} s") from None
    except FileNotFoundError:
        raise GitRefused("git: not installed") from None
    if done.returncode:
        raise GitRefused((done.stdout + done.stderr).decode("utf-8", "replace").strip())
    return done
