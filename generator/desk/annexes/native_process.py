"""Runs one of the readers of native code: its path and that of a file in, its answer as JSON out.

A broken file can make native code ask for more memory than there is, which ends the process;
so it is one of its own, and imports nothing of the register. `native.py` is its only caller.
"""

import json
import runpy
import sys
from contextlib import suppress

MEMORY = 2 << 30
# Of the processor: what goes on by itself after its caller has given up, ends too.
SECONDS = 120


def main() -> None:
    """Prints what the function `answer` of the reader gives for the file."""
    _limit()
    json.dump(runpy.run_path(sys.argv[1])["answer"](sys.argv[2]), sys.stdout)


def _limit() -> None:
    # Not every system has or keeps such a limit; there, too, only this process ends.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main()
