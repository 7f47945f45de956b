"""New records as files: canonical, all of them or none, never over what stands.

The file of numbers holds the last number of each series and the mark of the record that
took it. Two branches that take a number change the same line to different texts, so git
itself stops the second merge.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import create_model

from generator.desk.format import canonical_text
from generator.desk.sentences import Hindrance
from generator.desk.writing import write_together
from generator.intake.documents import ONCE, SHARED, records_of
from generator.intake.editing import FILE, Comments, comments
from generator.intake.json_schema import schema_line
from generator.intake.receiving import drawer
from generator.intake.shape import shaped
from generator.intake.yaml import YamlDocument, load
from generator.records.acts import ACTS, DocumentOfActs, correction_of
from generator.records.registry import Batch, Erratum, Platform
from generator.records.values import Path as FieldPath
from generator.records.values import Record
from generator.register.register import Register
from generator.terms.findings import Finding
from generator.terms.said import said
from generator.terms.words import ActKind

NUMBERS_FILE = ".last-ids"
NUMBERS_HEAD = (
    "# 每个系列最后给出的平台编号，和取号记录的印记。由 registry new、registry import 改写，不要手改。\n"
    "# 合并时此处冲突，说明两人同时取了号：后合并的人运行 registry renumber，自己的就改到没有人用的号。\n"
)
NUMBERED = re.compile(r"(?P<series>.+)-(?P<number>\d+)")
TAKEN = re.compile(r"\S+-\d+ [0-9a-f]+")
FIRST_WIDTH = 4


class DamagedNumbers(Hindrance):
    """The file of numbers cannot be read; without it a number might be given twice."""


def last_numbers(registry: Path) -> dict[str, str]:
    """The last id given by this program, by series."""
    lines = _numbers_lines(registry / NUMBERS_FILE) or []
    ids = (line.split()[0] for line in lines if line.strip() and not line.startswith("#"))
    return {number["series"]: name for name in ids if (number := NUMBERED.fullmatch(name))}


def series_mark(series: str) -> str:
    """The file of numbers of a new registry, of whose series no number has been given yet."""
    return f"{NUMBERS_HEAD}{series}-{0:0{FIRST_WIDTH}} {0:016x}\n"


def usual_series(registry: Path, known: Iterable[str]) -> str | None:
    """The series that most platforms belong to; without any, that of the file of numbers, or None."""
    counted = Counter(m["series"] for name in known if (m := NUMBERED.fullmatch(name)))
    counted = counted or Counter(last_numbers(registry).keys())
    return counted.most_common(1)[0][0] if counted else None


def next_ids(registry: Path, known: Iterable[str], series: str, number: int = 1) -> list[str]:
    """New ids after the highest that any record or the file of numbers has ever shown."""
    return ids_after([*known, *last_numbers(registry).values()], series, number)


def ids_after(seen: Iterable[str], series: str, number: int) -> list[str]:
    """So many ids of a series after the highest of those seen."""
    numbers = [
        m["number"] for name in seen if (m := NUMBERED.fullmatch(name)) and m["series"] == series
    ]
    width = max((len(number) for number in numbers), default=FIRST_WIDTH)
    last = max((int(number) for number in numbers), default=0)
    return [f"{series}-{last + at:0{width}}" for at in range(1, number + 1)]


def free_id(stem: str, taken: Container[str], first: int) -> str:
    """The first of `stem-1`, `stem-2` … from this number on that nothing bears."""
    return next(name for at in count(first) if (name := f"{stem}-{at}") not in taken)


def numbers_after(registry: Path, platforms: Mapping[str, str]) -> str | None:
    """The file of numbers after these platforms (id → text) took theirs; None if none has a number."""
    lines = _numbers_lines(registry / NUMBERS_FILE) or NUMBERS_HEAD.splitlines()
    return numbers_text(lines, platforms)


def numbers_text(lines: Sequence[str], platforms: Mapping[str, str]) -> str | None:
    """The lines of the file of numbers with the last of these platforms (id → text) of each series."""
    taken = {m["series"]: name for name in sorted(platforms) if (m := NUMBERED.fullmatch(name))}
    if not taken:
        return None
    kept = [line for line in lines if not _is_of_series(line, taken)]
    marks = {name: hashlib.sha256(platforms[name].encode()).hexdigest() for name in taken.values()}
    return "\n".join([*kept, *sorted(f"{name} {marks[name][:16]}" for name in marks)]) + "\n"


def _numbers_lines(path: Path) -> list[str] | None:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise DamagedNumbers(
            said("numbers_unreadable", file=path, remedy=said("numbers_remedy"))
        ) from None
    taken = [line for line in lines if line.strip() and not line.startswith("#")]
    if not taken or not all(map(TAKEN.fullmatch, taken)):
        raise DamagedNumbers(said("numbers_broken", file=path, remedy=said("numbers_remedy")))
    return lines


def _is_of_series(line: str, taken: Mapping[str, str]) -> bool:
    number = NUMBERED.fullmatch(line.split()[0]) if line.strip() else None
    return bool(number and number["series"] in taken)


FOLDERS: dict[type[Record], str] = {Platform: "platforms", Batch: "batches"}


class AlreadyThere(Hindrance):
    """A draft would have to be written over a file."""


@dataclass(frozen=True)
class Draft:
    """One file: its path within the registry, its text, what is wrong with it, and what it replaces."""

    path: str
    text: str
    findings: tuple[Finding, ...] = ()
    before: "Before | None" = None

    @property
    def id(self) -> str:
        """The name of the file without its ending."""
        return Path(self.path).stem


def record_draft(model: type[Platform | Batch], value: Mapping[str, Any]) -> Draft:
    """The draft of a new platform or batch."""
    return draft_at(f"{FOLDERS[model]}/{value['id']}.yaml", model, value)


def erratum_draft(value: Mapping[str, Any]) -> Draft:
    """The draft of a new erratum, in the folder of the year in which the mistake was found."""
    year = str(value.get("found_on", ""))[:4]
    return draft_at(f"errata/{year}/{value['id']}.yaml", Erratum, value)


@dataclass(frozen=True)
class Before:
    """A file as it stands, which a draft replaces: its path within the registry, and its content."""

    path: str
    content: bytes

    @property
    def document(self) -> YamlDocument:
        """The document that the file holds."""
        return load(self.path, self.content)


def paper_named(register: Register, name: str) -> Before | None:
    """The file of a document on record; None where there is none of that id."""
    folder = Path(register.receipt.folder)
    files = {filed.record.document: filed.file for filed in register.receipt.acts}
    if name not in files:
        return None
    path = Path(files[name]).relative_to(folder)
    return Before(path.as_posix(), (folder / path).read_bytes())


def joined(paper: Mapping[str, Any], act: Mapping[str, Any]) -> dict[str, Any]:
    """A paper with an act as its last; one of a single act becomes the first of two."""
    whole = dict(paper if "acts" in paper else _of_several(paper))
    own = {n: value for n, value in act.items() if n not in ONCE and whole.get(n) != value}
    if "count" in whole and "count" in own:
        whole["count"] = str(int(whole["count"]) + int(own["count"]))
    return whole | {"acts": [*whole["acts"], own]}


def _of_several(paper: Mapping[str, Any]) -> dict[str, Any]:
    shared = {name: value for name, value in paper.items() if name in SHARED}
    return shared | {"acts": [{n: value for n, value in paper.items() if n not in SHARED}]}


def act_draft(register: Register, value: Mapping[str, Any], before: Before | None) -> Draft:
    """The draft of a new act in the folder of its year, or of a paper that an act joins."""
    if "acts" in value:
        return _paper_draft(register, value, before)
    year = str(value.get("issued_on", ""))[:4]
    return draft_at(f"notices/{year}/{value['id']}.yaml", act_model(register, value), value)


def rewritten(register: Register, before: Before, value: Mapping[str, Any]) -> Draft:
    """The draft of a record on file with other values in it; its comments stay."""
    if "acts" in value:
        return _paper_draft(register, value, before)
    is_act = before.path.startswith("notices/")
    model = act_model(register, value) if is_act else Platform
    text = canonical_text(model, _as_texts(value), comments(before.content, before.document))
    document = load(before.path, text.encode())
    _, findings = shaped(model, document)
    return Draft(before.path, text, (*document.findings, *findings), before)


def _paper_draft(register: Register, value: Mapping[str, Any], before: Before | None) -> Draft:
    path = (
        before.path
        if before
        else f"notices/{str(value.get('issued_on', ''))[:4]}/{value['id']}.yaml"
    )
    forms = tuple(act_model(register, act) for act in value["acts"])
    acts: Any = (tuple.__class_getitem__(forms), ...)
    model = create_model("Paper", __base__=DocumentOfActs, acts=acts)
    remarks = _kept_comments(before) if before else Comments({FILE: [schema_line(path)]})
    text = canonical_text(model, _as_texts(value), remarks)
    document = load(path, text.encode())
    _, findings = records_of(document, lambda part, _: act_model(register, part.value))
    return Draft(path, text, (*document.findings, *findings), before)


def _kept_comments(before: Before) -> Comments:
    """The comments of the file, where its only act has become the first of several too."""
    kept, document = comments(before.content, before.document), before.document
    if "acts" in (document.value or {}):
        return kept

    def moved(path: FieldPath) -> FieldPath:
        return path if not path or path[0] in SHARED else ("acts", 0, *path)

    return Comments(
        *({moved(at): lines for at, lines in each.items()} for each in (kept.above, kept.behind))
    )


def findings_at(
    model: type[Record], value: Mapping[str, Any], path: FieldPath
) -> tuple[YamlDocument, tuple[Finding, ...]]:
    """Findings on the value at `path` of a record, whatever is still missing of the rest, and its file."""
    document = load("", canonical_text(model, _as_texts(value)).encode())
    _, findings = shaped(model, document)
    here = {mark for at, mark in document.marks.items() if at[: len(path)] == path}
    return document, tuple(f for f in findings if (f.place.line, f.place.column) in here)


def texts_of(document: YamlDocument) -> dict[tuple[int, int], tuple[FieldPath, str]]:
    """Every text of a file with its path, by line and column."""
    texts = dict[tuple[int, int], tuple[FieldPath, str]]()
    for path, mark in document.marks.items():
        value = reduce(lambda within, step: within[step], path, document.value)
        texts |= {mark: (path, value)} if isinstance(value, str) else {}
    return texts


def act_model(register: Register, value: Mapping[str, Any]) -> type[Record]:
    """The model of an act by its kind; a correction has that of what it corrects."""
    kind = str(value["kind"])
    if kind != ActKind.CORRECTION:
        return ACTS[kind]
    platforms = {str(row.get("platform")) for row in value.get("rows", ())}
    corrected = register.fitting(str(value.get("corrects")), platforms)
    return correction_of(corrected[0].kind_of_act) if len(corrected) == 1 else ACTS[kind]


def draft_at(path: str, model: type[Record], value: Mapping[str, Any]) -> Draft:
    """Draft of one record at a path within the registry; what is None is not written."""
    # An id or a day that is none leads nowhere; the findings below say so.
    head = f"{schema_line(path)}\n" if drawer(path) else ""
    text = head + canonical_text(model, _as_texts(value))
    document = load(path, text.encode())
    _, findings = shaped(model, document)
    return Draft(path, text, (*document.findings, *findings))


EMPTY: tuple[Any, ...] = (None, "", {})


def _as_texts(value: Any) -> Any:
    """Values as they are written; what is not known is left out, a section written empty stays."""
    if isinstance(value, Mapping):
        kept = {name: _as_texts(each) for name, each in value.items()}
        return {n: each for n, each in kept.items() if value[n] == {} or each not in EMPTY}
    if isinstance(value, list | tuple):
        return [_as_texts(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def files_of(registry: Path, drafts: Sequence[Draft]) -> dict[str, bytes]:
    """Every draft and the file of numbers, by their paths within the registry.

    Raises `AlreadyThere` where one would be written over another file, and `DamagedNumbers`.
    """
    there = [each.path for each in drafts if not _may_be_written(registry, each)]
    if there:
        raise AlreadyThere(said("already_there", files=tuple(there)))
    platforms = {d.id: d.text for d in drafts if d.path.startswith(f"{FOLDERS[Platform]}/")}
    after = numbers_after(registry, platforms)
    numbers = {} if after is None else {NUMBERS_FILE: after.encode()}
    return {d.path: d.text.encode() for d in drafts} | numbers


def write_drafts(
    registry: Path, drafts: Sequence[Draft], others: Mapping[str, bytes | None] | None = None
) -> None:
    """Writes every draft, the file of numbers and `others` in one step.

    Raises `AlreadyThere`, `DamagedNumbers` or `NotTogether`, and then nothing was written.
    """
    write_together(registry, files_of(registry, drafts) | dict(others or {}))


def _may_be_written(registry: Path, draft: Draft) -> bool:
    """Whether nothing lies there, or just what the draft was made from."""
    path = registry / draft.path
    return path.read_bytes() == draft.before.content if draft.before else not path.exists()
