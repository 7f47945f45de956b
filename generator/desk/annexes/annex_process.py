"""A reader of any annex, run by `native_process.py`: its grids, or the sentence of the complaint about it."""

from pathlib import Path
from typing import Any

from generator.desk.annexes.grid import Complaint
from generator.desk.annexes.opening import AS_JSON, opened_annex
from generator.terms.said import as_json


def answer(path: str) -> Any:
    """The grids of the file, as JSON values."""
    try:
        return AS_JSON.dump_python(opened_annex(path, Path(path).read_bytes()), mode="json")
    except Complaint as reason:
        return as_json(reason.sentence)
