"""Hooks of a bare repository that speak as a forge does; the standard library alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

PROJECT = "team/registry"


def opened(request: dict[str, object]) -> int:
    """Writes a request down; gives its number."""
    log = Path("requests.jsonl")
    number = len(log.read_text("utf-8").splitlines()) + 1 if log.exists() else 1
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(request) + "\n")
    return number


def pre_receive() -> None:
    """Refuses, where the forge is set to."""
    refusal = Path("refusal")
    if refusal.exists():
        sys.exit(refusal.read_text("utf-8"))


def post_receive() -> None:
    """GitLab: push options open a merge request, and say where."""
    count = int(os.environ.get("GIT_PUSH_OPTION_COUNT", "0"))
    options = [os.environ[f"GIT_PUSH_OPTION_{at}"] for at in range(count)]
    kind, address = Path("address").read_text("utf-8").split()
    moved = sys.stdin.read().split()
    if kind == "gitlab" and "merge_request.create" in options:
        number = opened({"options": options, "moved": moved})
        for line in ("", "View merge request for it:",
                     f"  {address}/{PROJECT}/-/merge_requests/{number}", ""):  # fmt: skip
            print(line, file=sys.stderr)


def read_lines() -> list[str]:
    """Lines of git's own protocol, until the flush."""
    lines = []
    while size := int(sys.stdin.buffer.read(4), 16):
        lines.append(sys.stdin.buffer.read(size - 4).decode().rstrip("\n"))
    return lines


def write_lines(*lines: str) -> None:
    """Lines of git's own protocol, and the flush."""
    for line in lines:
        content = line.encode() + b"\n"
        sys.stdout.buffer.write(f"{len(content) + 4:04x}".encode() + content)
    sys.stdout.buffer.write(b"0000")
    sys.stdout.buffer.flush()


def proc_receive() -> None:
    """Gitea: a push to refs/for is a request, and no branch."""
    read_lines()
    write_lines("version=1\0push-options")
    commands, options = read_lines(), read_lines()
    old, new, name = commands[0].split()
    number = opened({"options": options, "moved": [old, new, name]})
    subprocess.run(["git", "update-ref", f"refs/pull/{number}/head", new], check=True)
    _, address = Path("address").read_text("utf-8").split()
    print(f"Visit the existing pull request:\n  {address}/{PROJECT}/pulls/{number}",
          file=sys.stderr)  # fmt: skip
    write_lines(f"ok {name}", f"option refname refs/pull/{number}/head")


{"pre-receive": pre_receive, "post-receive": post_receive, "proc-receive": proc_receive}[
    sys.argv[1]
]()
