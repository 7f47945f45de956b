"""Drafts that were broken off: kept beside the records until they are gone on with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.desk.drafts import Before, joined
from generator.desk.new import KINDS, DraftForm
from generator.desk.proposals import Desk, act_id
from generator.desk.writing import write_together

FOLDER = ".drafts"


class DamagedDraft(Exception):
    """The file of a draft that was kept cannot be read; its path."""


class KeptDraft(BaseModel):
    """Answers of a clerk who broke off: one act, the acts before it in the same paper, what that joins.

    `within` is a document on record that the paper is, `settings` what an erratum puts right.
    `path` is the draft's file in the registry.
    """

    path: str = ""
    kind: str
    values: dict[str, Any]
    rows: list[dict[str, Any]]
    earlier: tuple[dict[str, Any], ...] = ()
    within: str | None = None
    settings: dict[str, str] = {}

    def form(self, desk: Desk, before: Before | None) -> tuple[DraftForm, str | None]:
        """The form on the register as it is now, and its id where another record has taken that since.

        What was taken is proposed anew; `before` is the document that it joins as that stands now.
        """
        paper: Any = before.document.value if before else None
        for act in self.earlier:
            paper = act if paper is None else joined(paper, act)
        name = str((paper or self.values).get("id"))
        is_taken = before is None and _is_taken(desk, name)
        if is_taken and paper is not None:
            paper = {**paper, "id": act_id(desk, paper)}
        values = {
            path: each for path, each in self.values.items() if not (is_taken and path == "id")
        }
        form = DraftForm(
            desk, self.kind, values, self.rows, paper, self.earlier, self.settings, self.path
        )
        return form, name if is_taken else None


def _is_taken(desk: Desk, name: str) -> bool:
    register = desk.register
    known = (register.records, register.documents, register.errata, register.receipt.refused)
    return any(name in each for each in known)


def keep_draft(registry: Path, name: str, form: DraftForm, before: Before | None) -> Path:
    """Keeps the answers so far under the name of the command; gives the file.

    A draft kept before stays beside it, unless it is the one gone on with.
    """
    kept = {
        "kind": form.kind,
        "values": form.values,
        "rows": form.rows,
        "earlier": form.earlier,
        "within": before.document.value["id"] if before else None,
        "settings": form.settings,
    }
    number = len(_kept(registry, name)) + 1
    path = form.resumed or f"{FOLDER}/{name}{f'-{number}' if number > 1 else ''}.json"
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=dict)
    write_together(registry, {path: text.encode()})
    return registry / path


def kept_draft(registry: Path, name: str) -> KeptDraft | None:
    """The draft kept last under a name, None where there is none; raises `DamagedDraft`."""
    files = _kept(registry, name)
    if not files:
        return None
    try:
        kept = KeptDraft.model_validate_json(files[-1].read_bytes())
    except (OSError, ValidationError):
        raise DamagedDraft(files[-1]) from None
    if kept.kind not in KINDS:
        raise DamagedDraft(files[-1])
    return kept.model_copy(update={"path": files[-1].relative_to(registry).as_posix()})


def kept_drafts(registry: Path) -> Iterator[tuple[Path, str]]:
    """File and text of every draft that was kept, of whatever kind."""
    for path in sorted((registry / FOLDER).glob("*.json")):
        yield path, path.read_text("utf-8", "replace")


def _kept(registry: Path, name: str) -> list[Path]:
    """Files of the drafts kept under a name, the last one last; none is passed over in counting."""
    files = [registry / FOLDER / f"{name}.json"]
    while files[-1].exists():
        files.append(registry / FOLDER / f"{name}-{len(files) + 1}.json")
    return files[:-1]
