"""An annex that came over the network: every reader of it runs in a process of its own.

What it holds can only harm that process; what comes back is texts.
"""

from dataclasses import replace
from pathlib import PurePath

from generator.desk.annexes.annex_process import AS_JSON
from generator.desk.annexes.grid import AnnexFile, Complaint
from generator.desk.annexes.native import native_answer
from generator.terms.said import from_json, said

TOO_MUCH = said("annex_too_much")


def read_annex(name: str, content: bytes) -> AnnexFile:
    """The grids of an uploaded file; raises `Complaint` and nothing else, like `opened_annex`."""
    ending = "".join(filter(str.isalnum, PurePath(name).suffix))[:10]
    answer = native_answer("annex_process.py", content, ending, TOO_MUCH)
    if isinstance(answer, list):
        raise Complaint(from_json(answer))
    return replace(AS_JSON.validate_python(answer), file=PurePath(name).name)
