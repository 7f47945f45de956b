"""`python -m tools.drafting FORM FOLDER`: writes the record that the form asks for.

Into FOLDER go the answer to the clerk and, if a record was written, the title and the
text of the pull request and the change itself as a patch.
"""

import json
import subprocess
import sys
from pathlib import Path

from generator.terms.words import Severity
from tools.drafting.proposal import answer_for, description, refusal, supplied_in, title
from tools.drafting.request import Request, read
from tools.markdown import quoted

SEVERITIES = Severity.labels()
REGISTRY = Path("registry")
COMMAND = str(Path(sys.executable).parent / "registry")


def main(form: Path, folder: Path) -> int:
    """Writes the answer, and the draft if there is one; 0: drafted, 1: the form cannot be used."""
    folder.mkdir(parents=True, exist_ok=True)
    request, complaints = read(form.read_text("utf-8"))
    written = _written(request, complaints) if request else []
    if request is None or not written:
        (folder / "answer.md").write_text(refusal(complaints), "utf-8")
        print(*complaints, sep="\n")
        return 1
    supplied = [line for path in written for line in supplied_in(Path(path), request)]
    (folder / "answer.md").write_text(answer_for(written, _findings(written), supplied), "utf-8")
    (folder / "title").write_text(title(request), "utf-8")
    (folder / "body.md").write_text(description(request, supplied), "utf-8")
    (folder / "change.patch").write_bytes(_patch())
    print(*written, sep="\n")
    return 0


def _written(request: Request, complaints: list[str]) -> list[str]:
    """The files that `registry new` added; what it refused becomes a complaint."""
    before = {*REGISTRY.rglob("*.yaml")}
    command = [COMMAND, "new", *request.arguments, "--registry", str(REGISTRY)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 2):
        raise SystemExit(done.stderr)
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        complaints += [quoted(line) for line in lines if line.strip()]
    return sorted(path.as_posix() for path in {*REGISTRY.rglob("*.yaml")} - before)


def _findings(written: list[str]) -> list[str]:
    command = [COMMAND, "check", "--registry", str(REGISTRY), "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = json.loads(done.stdout)["findings"]
    return [
        f"{SEVERITIES[each['severity']]} {each['code']} 第 {each['line']} 行：{each['message']}"
        for each in findings
        if each["file"] in written
    ]


def _patch() -> bytes:
    subprocess.run(["git", "add", "--intent-to-add", REGISTRY], check=True)
    return subprocess.run(["git", "diff", "--", REGISTRY], check=True, capture_output=True).stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
