"""Record that a filled-in form asks for, written into the registry.

Into a folder beside it go the answer to the clerk and, if a record was written, the title and the
text of the pull request and the change itself as a patch.
"""

import json
import subprocess
import sys
from pathlib import Path

from generator.desk.forge.drafting.proposal import (
    answer_for,
    description,
    refusal,
    supplied_in,
    title,
)
from generator.desk.forge.drafting.request import Request, read
from generator.desk.forge.markdown import quoted
from generator.history.git import patch
from generator.terms.words import Severity

SEVERITIES = Severity.labels()
COMMAND = str(Path(sys.executable).parent / "registry")


def write_draft(form: str, folder: Path, registry: Path) -> tuple[list[str], list[str]]:
    """Files of the draft, and every complaint where there is none; the answer is written either way."""
    folder.mkdir(parents=True, exist_ok=True)
    request, complaints = read(form)
    written = _written(request, registry, complaints) if request else []
    if request is None or not written:
        (folder / "answer.md").write_text(refusal(complaints), "utf-8")
        return [], complaints
    supplied = [line for path in written for line in supplied_in(Path(path), request)]
    findings = _findings(written, registry)
    (folder / "answer.md").write_text(answer_for(written, findings, supplied), "utf-8")
    (folder / "title").write_text(title(request), "utf-8")
    (folder / "body.md").write_text(description(request, supplied), "utf-8")
    (folder / "change.patch").write_bytes(patch(registry))
    return written, []


def _written(request: Request, registry: Path, complaints: list[str]) -> list[str]:
    """The files that `registry new` added; what it refused becomes a complaint."""
    before = {*registry.rglob("*.yaml")}
    command = [COMMAND, "new", *request.arguments, "--registry", str(registry)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 2):
        raise RuntimeError(done.stderr)
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        complaints += [quoted(line) for line in lines if line.strip()]
    return sorted(path.as_posix() for path in {*registry.rglob("*.yaml")} - before)


def _findings(written: list[str], registry: Path) -> list[str]:
    command = [COMMAND, "check", "--registry", str(registry), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = json.loads(done.stdout)["findings"]
    return [
        f"{SEVERITIES[each['severity']]} {each['code']} 第 {each['line']} 行：{each['message']}"
        for each in findings
        if each["file"] in written
    ]
