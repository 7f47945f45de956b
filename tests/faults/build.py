"""Faults of whole builds, `python -m tests.faults.build STEPS`: whole builds over an older site, a fault in each.

STEPS spread over the steps up to the swap, and if they are many, every step around it. So that each step is
met, the build is done by one process; `worker` kills one of several while it writes. Prints what held, as JSON.
"""

import json
import multiprocessing
import os
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

from generator import verify
from generator.checks.casebook import BASE
from generator.cli import main
from tests.faults.hook import Fault, alone, full, install, kill, refused

WORKER = "worker"
OLD, NEW, NEXT = "2024-05-06", "2024-05-07", "2024-05-08"
SWAP, AROUND = "ctypes.dlsym renameat2", 15


def build(
    target: Path, day: str, at: int = 0, fault: str = "kill", seen: Path | None = None
) -> int:
    """One build in a process of its own: its exit code, or minus the signal that ended it."""
    child = os.fork()
    if not child:
        if fault != WORKER:
            alone()
        with (
            Path(os.devnull).open("w") as nothing,
            redirect_stdout(nothing),
            redirect_stderr(nothing),
        ):
            steps: list[str] = []
            install(at, FAULTS[fault], steps)
            code = _run(target, day)
            if seen:
                seen.write_text("\n".join(steps), "utf-8")
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(target: Path, day: str) -> int:
    sys.argv[1:] = ["build", "--registry", str(BASE), "--on", day, "--out", str(target)]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        return 99
    return 0


def _kill_worker(event: str) -> None:
    if multiprocessing.parent_process():
        kill(event)


FAULTS: dict[str, Fault] = {"kill": kill, "full": full, "refused": refused, WORKER: _kill_worker}


def standing(target: Path) -> str:
    """The day of the whole site at the target; none, or half, where there is no whole one."""
    if not target.exists():
        return "none"
    with suppress(verify.Unverifiable):
        if verify.check_files(str(target))[1] == []:
            day = json.loads((target / verify.MANIFEST).read_bytes())["as_of"]
            return {OLD: "old", NEW: "new", NEXT: "next"}[day]
    return "half"


def tried(folder: Path, steps: list[tuple[str, int]]) -> dict[str, int]:
    """What stood after each fault; the site of the old day is built anew where the new one came in."""
    target, counts = folder / "site", dict[str, int]()
    for name, at in steps:
        if standing(target) != "old":
            assert build(target, OLD) == 0
        code = build(target, NEW, at, name)
        key = f"{name}: exit {code}, {standing(target)}"
        counts[key] = counts.get(key, 0) + 1
    assert build(target, NEXT) == 0
    litter = [p for p in folder.iterdir() if p.name.startswith(".site.") and p.is_dir()]
    counts[f"in the end: {standing(target)}, litter {len(litter)}"] = 1
    return counts


def disturbed(spread: int) -> dict[str, Any]:
    """Counted: how many steps a build has, how many were disturbed, and what held."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tempfile.tempdir = str(folder / "tmp")
        (folder / "tmp").mkdir()
        assert build(folder / "site", OLD) == 0
        assert build(folder / "site", NEW, seen=folder / "steps") == 0
        swap = (folder / "steps").read_text("utf-8").split("\n").index(SWAP)
        chosen = [1 + swap * number // spread for number in range(spread)]
        chosen += range(swap - AROUND, swap + AROUND) if spread > AROUND else ()
        steps = [(fault, at) for fault in FAULTS for at in sorted({*chosen})]
        return {"steps": swap, "disturbed": len(steps), "held": tried(folder, steps)}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(disturbed(int(sys.argv[1])), indent=1) + "\n")
