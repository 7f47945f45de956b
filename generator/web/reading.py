"""An annex that came over the network, read in a process of its own.

What it holds can only harm that process: it may use so much memory and so many seconds, and
hands back texts. Nothing of the annex stays on the disk.
"""

import json
import subprocess
import sys
from contextlib import suppress
from typing import Any

from generator.desk.annexes.grid import AnnexFile, CellDoubt, Complaint, Grid, MergedCells
from generator.desk.annexes.opening import opened_annex

MEMORY = 2 << 30
SECONDS = 60
TOO_MUCH = (
    "这个附件读不下来：太大、太复杂，或者已经损坏。"
    "请用 Excel 或 WPS 打开，只留名单，另存为 .xlsx 再上传。"
)


def read_annex(name: str, content: bytes) -> AnnexFile:
    """The grids of an uploaded file; raises `Complaint` and nothing else, like `opened_annex`."""
    command = [sys.executable, "-I", "-m", __spec__.name, name]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Complaint(TOO_MUCH) from None
    if isinstance(answer, str):
        raise Complaint(answer)
    return _annex(answer)


def _as_json(annex: AnnexFile) -> dict[str, Any]:
    return {
        "file": annex.file,
        "notes": annex.notes,
        "goes_on": annex.goes_on,
        "grids": [_grid_as_json(grid) for grid in annex.grids],
    }


def _grid_as_json(grid: Grid) -> dict[str, Any]:
    simple = ("name", "called", "lines", "hidden_known", "shown", "above")
    return {name: getattr(grid, name) for name in simple} | {
        "merged": [(each.top, each.left, each.bottom, each.right) for each in grid.merged],
        "hidden_lines": [*grid.hidden_lines],
        "hidden_columns": [*grid.hidden_columns],
        "doubts": [
            (place, [(each.what, each.harmless_in) for each in doubts])
            for place, doubts in grid.doubts.items()
        ],
    }


def _annex(value: dict[str, Any]) -> AnnexFile:
    grids = tuple(_grid(each) for each in value["grids"])
    return AnnexFile(value["file"], grids, tuple(value["notes"]), value["goes_on"])


def _grid(value: dict[str, Any]) -> Grid:
    return Grid(
        **value
        | {
            "lines": tuple(tuple(line) for line in value["lines"]),
            "above": tuple(value["above"]),
            "merged": tuple(MergedCells(*each) for each in value["merged"]),
            "hidden_lines": frozenset(value["hidden_lines"]),
            "hidden_columns": frozenset(value["hidden_columns"]),
            "doubts": {
                (line, column): tuple(CellDoubt(what, tuple(fields)) for what, fields in doubts)
                for (line, column), doubts in value["doubts"]
            },
        }
    )


def _limit() -> None:
    # Not every system has or keeps such limits; there, too, only this process ends.
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    """Reads one annex from standard input and prints it as JSON, or the complaint as a text."""
    _limit()
    try:
        answer: Any = _as_json(opened_annex(sys.argv[1], sys.stdin.buffer.read()))
    except Complaint as reason:
        answer = str(reason)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
