"""The interface of GitHub, asked through `gh`."""

import json
import subprocess
from collections.abc import Callable
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
    return every_page(path, lambda page: json.loads(call(page)))


def every_page(path: str, asked: Callable[[str], list[Any]]) -> list[Any]:
    """Items of every page of a list, each page asked for by its path."""
    items: list[Any] = []
    while len(items) % PAGE == 0:
        page = asked(f"{path}?per_page={PAGE}&page={len(items) // PAGE + 1}")
        items += page
        if not page:
            break
    return items
