"""草稿 New records as files: canonical, all of them or none, and never over what stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.desk import guard
from generator.desk.canonical import canonical
from generator.findings import Finding
from generator.intake.receiving import drawer
from generator.intake.shape import shaped
from generator.intake.yaml import load
from generator.records.acts import ACTS, correction_of
from generator.records.base import Record
from generator.records.batch import Batch
from generator.records.platform import Platform
from generator.register.register import Register
from generator.schemas import schema_line
from generator.terms import ActKind

PLATFORMS, NOTICES, BATCHES = "platforms", "notices", "batches"


class AlreadyThere(RuntimeError):
    """已有文件 A draft would have to be written over a file."""


@dataclass(frozen=True)
class Draft:
    """草稿 One new file: its path within the registry, its text, and what is wrong with it."""

    path: str
    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """编号 The name of the file."""
        return Path(self.path).stem


def platform_draft(value: Mapping[str, Any]) -> Draft:
    """平台草稿 A new platform's record."""
    return _draft(f"{PLATFORMS}/{value['id']}.yaml", Platform, value)


def batch_draft(value: Mapping[str, Any]) -> Draft:
    """批次草稿 A new round's record."""
    return _draft(f"{BATCHES}/{value['id']}.yaml", Batch, value)


def act_draft(register: Register, value: Mapping[str, Any]) -> Draft:
    """文件草稿 A new act, in the folder of its year."""
    year = str(value.get("issued_on", ""))[:4]
    return _draft(f"{NOTICES}/{year}/{value['id']}.yaml", act_model(register, value), value)


def wrong_at(
    model: type[Record], value: Mapping[str, Any], path: tuple[str, ...]
) -> tuple[Finding, ...]:
    """所答不合 What is wrong with one value of a record, whatever is still missing of the rest."""
    document = load("", canonical(model, _texts(value)).encode())
    _, findings = shaped(model, document)
    here = {mark for at, mark in document.marks.items() if at[: len(path)] == path}
    return tuple(f for f in findings if (f.place.line, f.place.column) in here)


def act_model(register: Register, value: Mapping[str, Any]) -> type[Record]:
    """文件的形式 By its kind; a correction has the form of what it corrects."""
    kind = str(value["kind"])
    if kind != ActKind.CORRECTION:
        return ACTS[kind]
    corrected = register.acts.get(str(value.get("corrects")))
    return correction_of(corrected.kind_of_act) if corrected else ACTS[kind]


def _draft(path: str, model: type[Record], value: Mapping[str, Any]) -> Draft:
    # An id or a day that is none leads nowhere; the findings below say so.
    head = f"{schema_line(path)}\n" if drawer(path) else ""
    text = head + canonical(model, _texts(value))
    document = load(path, text.encode())
    _, findings = shaped(model, document)
    return Draft(path, text, (*document.findings, *findings))


def _texts(value: Any) -> Any:
    """Values as they are written; what is not known is left out."""
    if isinstance(value, Mapping):
        kept = {name: _texts(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in (None, "", {})}
    if isinstance(value, list | tuple):
        return [_texts(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def lay(registry: Path, drafts: Sequence[Draft]) -> list[Path]:
    """存入 Write every draft and the guard of numbers, or nothing; gives the files written."""
    there = [draft.path for draft in drafts if (registry / draft.path).exists()]
    if there:
        raise AlreadyThere(f"已有文件 {'、'.join(there)}，未写任何文件；编号不能再用，请换一个。")
    platforms = {d.id: d.text for d in drafts if d.path.startswith(f"{PLATFORMS}/")}
    made = [_written(registry / draft.path, draft.text) for draft in drafts]
    after = guard.guarded(registry, platforms)
    if after is not None:
        (registry / guard.GUARD).write_text(after, "utf-8")
    return made


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path


def wrong(drafts: Iterable[Draft]) -> list[Finding]:
    """草稿的问题 Of all drafts; with any, nothing is to be written."""
    return [finding for draft in drafts for finding in draft.findings]
