"""平台 The interface of GitHub, asked through `gh`."""

import json
import subprocess
from typing import Any

PAGE = 100


class NoAnswer(Exception):
    """没有答复 The forge refused or is out of reach."""


def call(path: str, *arguments: str, body: dict[str, Any] | None = None) -> bytes:
    """问平台 One request; values are arguments or the body, never part of a command."""
    command = ["gh", "api", path, *arguments, *(["--input", "-"] if body else [])]
    given = json.dumps(body).encode() if body else None
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-300:]
        raise NoAnswer(f"平台没有答复 {path}：{said}")
    return done.stdout


def listed(path: str) -> list[Any]:
    """全部 Every item of a list, however many pages it has."""
    found: list[Any] = []
    while len(found) % PAGE == 0:
        page = json.loads(call(f"{path}?per_page={PAGE}&page={len(found) // PAGE + 1}"))
        found += page
        if not page:
            break
    return found
