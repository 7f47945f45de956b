"""Files that native code reads (XLS, PDF), or that nobody vouches for, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.desk.annexes.grid import Complaint
from generator.terms.said import Said, said

HERE = Path(__file__).parent
SECONDS = 120
LOCKED = said("file_locked")


def native_answer(reader: str, data: bytes, ending: str, broken: Said) -> Any:
    """The answer of a reader beside this module for a file; raises `Complaint` `broken` where it cannot."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"annex.{ending}"
        path.write_bytes(data)
        process = str(HERE / "native_process.py")
        command = [sys.executable, "-I", process, str(HERE / reader), str(path)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except subprocess.SubprocessError as reason:
            raise Complaint(broken) from reason
    answer = json.loads(done.stdout)
    if answer in ("password", "broken"):
        raise Complaint(LOCKED if answer == "password" else broken)
    return answer
