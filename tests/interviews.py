"""A clerk at a terminal, asked by `registry new`."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT

# An interview takes a few seconds; one that asks for ever what is not answered is ended.
MOST_SECONDS = 60


BROKEN_OFF, STOPPED = "\x04", "\x03\x03"


def interview(
    registry: Path, kind: str, answers: dict[str, list[str]], *options: str, code: int = 0
) -> str:
    """A clerk at a terminal, to the end; the answer `BROKEN_OFF` ends it there, `STOPPED` from outside."""
    command = [str(Path(sys.executable).parent / "registry"), "new", kind,
               "--registry", str(registry), "--on", "2026-06-01", *options]  # fmt: skip
    master, slave = pty.openpty()
    process = subprocess.Popen(command, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave)
    os.close(slave)
    try:
        told = _conversation(process, master, answers)
        assert process.wait(timeout=60) == code, told
    finally:
        process.kill()
        os.close(master)
    return told


def _conversation(
    process: "subprocess.Popen[bytes]", master: int, answers: dict[str, list[str]]
) -> str:
    """Answers each prompt by the words that stand in it, in turn; the rest are answered by Enter."""
    told, waiting, left = "", "", {word: [*said] for word, said in answers.items()}
    ends = time.monotonic() + MOST_SECONDS
    while True:
        remaining = max(0, ends - time.monotonic())
        if remaining == 0 or not select.select([master], [], [], remaining)[0]:
            raise TimeoutError(
                f"the interview did not end in {MOST_SECONDS} seconds:\n{told[-2000:]}"
            )
        try:
            said = os.read(master, 65536).decode("utf-8", "replace")
        except OSError:
            break
        if not said:
            break
        told, waiting = told + said, waiting + said
        if waiting.rstrip(" ").endswith(":"):
            prompt = waiting.strip().splitlines()[-1]
            word = next((word for word in left if word in prompt and left[word]), None)
            answer = left[word].pop(0) if word else ""
            if answer == STOPPED:
                process.terminate()
            else:
                os.write(master, f"{answer}\n".encode())
            waiting = ""
    return told
