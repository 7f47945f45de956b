"""Drafts that were broken off, kept beside the records until they are gone on with."""

import json
from pathlib import Path

from generator.desk.new import DraftForm
from generator.desk.proposals import Desk
from generator.desk.writing import write_together

FOLDER = ".drafts"


def keep_draft(registry: Path, name: str, form: DraftForm) -> Path:
    """Keeps the answers so far under the name of the command; gives the file."""
    kept = {"kind": form.kind, "values": form.values, "rows": form.rows, "paper": form.paper}
    path = f"{FOLDER}/{name}.json"
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=dict)
    write_together(registry, {path: text.encode()})
    return registry / path


def kept_draft(registry: Path, name: str, desk: Desk) -> DraftForm | None:
    """The draft that was kept under a name; None where there is none, or it is damaged."""
    try:
        kept = json.loads((registry / FOLDER / f"{name}.json").read_text("utf-8"))
        return DraftForm(desk, kept["kind"], kept["values"], kept["rows"], kept["paper"], True)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def forget_draft(registry: Path, name: str) -> None:
    """Takes a kept draft away, once it is written."""
    (registry / FOLDER / f"{name}.json").unlink(missing_ok=True)
