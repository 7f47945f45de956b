"""Faults of the commands that write records, `python -m tests.faults.writing STEPS`: a fault at each step of each.

STEPS spread over the steps of a command, or all of them where it has no more. After each fault the next
command is run, and then all files of the step are there or none. Prints what held, as JSON.
"""

import json
import os
import shutil
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from generator.checks.casebook import BASE
from generator.cli import main
from tests.faults.hook import Fault, full, install, kill, refused
from tests.registries import contents
from tests.stories import commit, git

FAULTS: dict[str, Fault] = {"kill": kill, "full": full, "refused": refused}
WHOLE, NOTHING = "all", "none"
TABLE = "平台名称,运营单位,检查结果\n示例·济南信息平台,示例·济南信息有限公司,合格\n"
COMMANDS = {
    "new": ["new", "withdrawal", "--title=示例·退出", "--issued-on=2022-06-20", "--row=platform=sd-0001"],
    "import": [
        "import", "inspection", "table.csv", "--title=示例·检查", "--issued-on=2022-06-20", "--issuer=sd-gxt",
        "--yes",
    ],
    "redact": [
        "redact", "registry/notices/2022/2022-revocation.yaml", "--path", "rows.0.grounds", "--reason", "依申请",
    ],
    "format": ["format"],
    "seal": ["log", "--seal"],
    "init": [
        "init", "register", "--yes", "--demo", "--title=示例·名录", "--territory=370000", "--publisher=示例·登记处",
        "--contact=demo@example.org", "--base-url=https://example.org/", "--issuer=示例·厅",
        "--regulation-title=示例·办法", "--regulation-from=2020-01-01", "--validity-years=3",
        "--function=information=信息服务",
    ],
}  # fmt: skip


def begun(folder: Path) -> Path:
    """A repository with the small registry, one of its files not in its canonical form."""
    (folder / "table.csv").write_text(TABLE, "utf-8")
    shutil.copytree(BASE, folder / "registry")
    for name in ("sd-0001", "sd-0002"):
        path = folder / f"registry/platforms/{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("id: ", "id:   "), "utf-8")
    git(folder, "init", "-q")
    commit(folder)
    return folder


def run(
    folder: Path, arguments: list[str], at: int = 0, fault: str = "kill", seen: Path | None = None
) -> int:
    """One command in a process of its own: its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        with Path(os.devnull).open("w") as away, redirect_stdout(away), redirect_stderr(away):
            steps: list[str] = []
            install(at, FAULTS[fault], steps)
            code = _ended(arguments)
            if seen:
                seen.write_text("\n".join(steps), "utf-8")
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _ended(arguments: list[str]) -> int:
    sys.argv[1:] = arguments
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        return 99
    return 0


def changed(before: dict[str, bytes], folder: Path) -> set[str]:
    """Files that are not what they were; git's own aside."""
    now = _lying(folder)
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _lying(folder: Path) -> dict[str, bytes]:
    mine = {name: data for name, data in contents(folder).items() if ".git/" not in f"/{name}"}
    # What `init` had begun lies beside, under a name of its own.
    return {name: data for name, data in mine.items() if not name.startswith(".register.new-")}


def tried(source: Path, name: str, spread: int) -> dict[str, int]:
    """What stood after each fault, and then after the next command."""
    counts, before = dict[str, int](), _lying(source)
    with tempfile.TemporaryDirectory() as clean:
        whole = Path(shutil.copytree(source, Path(clean) / "copy"))
        seen = Path(clean) / "seen"
        assert run(whole, COMMANDS[name], seen=seen) == 0, name
        expected, count = changed(before, whole), len(seen.read_text("utf-8").split("\n"))
    assert expected, name
    chosen = sorted({1 + count * number // spread for number in range(min(spread, count))})
    for fault in FAULTS:
        for at in chosen:
            with tempfile.TemporaryDirectory() as folder:
                copy = Path(shutil.copytree(source, Path(folder) / "copy"))
                code = run(copy, COMMANDS[name], at, fault)
                run(copy, ["check"])
                left = changed(before, copy)
                held = {frozenset(): NOTHING, frozenset(expected): WHOLE}.get(
                    frozenset(left), f"part: {sorted(left)}"
                )
                key = f"{fault}: exit {code}, {held}"
                counts[key] = counts.get(key, 0) + 1
    return counts


def disturbed(spread: int) -> dict[str, dict[str, int]]:
    """What held of each command."""
    with tempfile.TemporaryDirectory() as folder:
        source = begun(Path(folder))
        return {name: tried(source, name, spread) for name in COMMANDS}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(disturbed(int(sys.argv[1])), ensure_ascii=False, indent=1) + "\n")
