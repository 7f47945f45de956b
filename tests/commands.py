"""命令 The console script, forked from a process that has loaded the program and does nothing else.

Each command has file descriptors, an environment and a folder of its own, and gives back its
text and its exit code. `tests/test_front_desk.py` runs the script itself, too.
"""

import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any

from generator.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
Command = Callable[..., CompletedProcess[str]]
Before = Callable[[], Any]
NOTHING: Before = dict
ROOMS = {f"generator.cli.{place.partition('.')[0]}" for place, _ in COMMANDS.values()}
_forks = get_context("forkserver")
_forks.set_forkserver_preload([__name__, *sorted(ROOMS), "tests.warm"])


def run(
    *arguments: object,
    cwd: Path,
    before: Before = NOTHING,
    environment: Mapping[str, str] = os.environ,
) -> CompletedProcess[str]:
    """`registry …` with these arguments, from this folder; `before` is done first, over there."""
    words = ["registry", *map(str, arguments)]
    with TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("out", "err")]
        given = (words, cwd, said, dict(environment), before)
        process = _forks.Process(target=_be_the_command, args=given)
        process.start()
        process.join()
        texts = [path.read_text("utf-8") for path in said]
        return CompletedProcess(words, process.exitcode or 0, *texts)


def _be_the_command(
    words: list[str], cwd: Path, said: list[Path], environment: dict[str, str], before: Before
) -> None:
    """Ends as a script ends: by its exit code."""
    for number, path in enumerate(said, 1):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = words
    before()
    main()
