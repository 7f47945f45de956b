"""The interface of GitHub, asked through `gh`."""

import json
import subprocess
from typing import Any

PAGE = 100


class NoAnswer(Exception):
    """The forge refused or is out of reach."""


def call(path: str, *arguments: str, body: dict[str, Any] | None = None) -> bytes:
    """Answer to one request; values are arguments or the body, never part of a command."""
    command = ["gh", "api", path, *arguments, *(["--input", "-"] if body else [])]
    text = json.dumps(body).encode() if body else None
    done = subprocess.run(command, input=text, capture_output=True, check=False)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip()[-300:]
        raise NoAnswer(f"平台没有答复 {path}：{reason}")
    return done.stdout


def listed(path: str) -> list[Any]:
    """Every item of a list, however many pages it has."""
    items: list[Any] = []
    while len(items) % PAGE == 0:
        page = json.loads(call(f"{path}?per_page={PAGE}&page={len(items) // PAGE + 1}"))
        items += page
        if not page:
            break
    return items
