"""随机输入 `python -m tests.fuzz RUNS [TARGET]`: so many inputs in all, or to one target; stops at what fails.

The fuzzer lies in .cache/fuzz (put there by `make fuzz`); what it learns stays in .cache/fuzz-corpus.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

TOOL, CORPUS = Path(".cache/fuzz"), Path(".cache/fuzz-corpus")
# Of a hundred inputs: a whole registry costs a hundred times what one file costs.
SHARES = {
    "reader": 50, "texts": 25, "fold": 10, "registry": 6, "annex": 3, "rendering": 3, "against": 2, "copies": 1,
}  # fmt: skip
# Bytes, seconds of processor time for one input, megabytes; by the clock a busy machine has ten times as long.
LONGEST, SLOWEST, MEMORY = 4096, 10, 1500
DONE = re.compile(r"Done (\d+) runs in (\d+) second")


def fuzz(name: str, runs: int) -> None:
    """In this process, which the fuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["generator"]):
        from tests.fuzz.annexes import annex
        from tests.fuzz.copies import comparing, verifying
        from tests.fuzz.pages import SEEDS, rendering
        from tests.fuzz.targets import FILES, NAMES, TARGETS
    targets = TARGETS | {
        "annex": annex, "rendering": rendering, "copies": verifying, "against": comparing,
    }  # fmt: skip
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    records = [bytes([kind]) + each for each in FILES.values() for kind in range(len(NAMES))]
    for at, seed in enumerate(SEEDS if targets[name] is rendering else records):
        (folder / f"seed-{at}").write_bytes(seed)
    bounds = [f"-max_len={LONGEST}", f"-timeout={10 * SLOWEST}", f"-rss_limit_mb={MEMORY}"]
    where = [f"-artifact_prefix={CORPUS}/failed-{name}-", str(folder)]
    atheris.Setup([name, f"-runs={runs}", "-seed=1", *bounds, *where], _timed(targets[name]))
    atheris.Fuzz()


def _timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    def timed(data: bytes) -> None:
        began = time.process_time()
        target(data)
        assert time.process_time() - began < SLOWEST

    return timed


def main() -> int:
    """Each target in a process of its own; the figures as JSON, and in a file."""
    runs = int(sys.argv[1])
    if len(sys.argv) > 2:
        fuzz(sys.argv[2], runs)
    environment = os.environ | {"PYTHONPATH": f"{TOOL}{os.pathsep}."}
    figures: dict[str, dict[str, int]] = {}
    for name, share in SHARES.items():
        command = [sys.executable, "-m", "tests.fuzz", str(runs * share // 100), name]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        counted = DONE.search(done.stderr)
        if done.returncode or not counted:
            print(done.stderr[-6000:], file=sys.stderr)
            return 1
        figures[name] = {"inputs": int(counted[1]), "seconds": int(counted[2])}
        print(name, figures[name], flush=True)
    told = json.dumps(figures | {"inputs": sum(each["inputs"] for each in figures.values())})
    (CORPUS / "figures.json").write_text(told, "utf-8")
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
