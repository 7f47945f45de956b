"""收件 A folder of files to a receipt: records that have their form, and findings."""

from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from generator.findings import Finding, Place
from generator.intake import rules
from generator.intake.opening import opened, surveyed
from generator.intake.packed import AnyDocument
from generator.intake.shape import shaped
from generator.records.act import Act
from generator.records.acts import ACTS, CorrectionOfUnknown, correction_of
from generator.records.base import Record
from generator.records.batch import Batch
from generator.records.department import Departments
from generator.records.excuse import Excuses
from generator.records.platform import Platform
from generator.records.receipt import Receipt
from generator.records.regulation import Regulation
from generator.records.site import Site
from generator.records.work_calendar import WorkCalendar
from generator.shelf import NO_SHELF, Shelf
from generator.terms import ActKind

RULES = rules.RULES
Progress = Callable[[int, int], None]
NO_PROGRESS: Progress = lambda *_: None  # noqa: E731

NOTICES = "acts"
DRAWERS: dict[str, tuple[str, type[Record]]] = {
    "site": ("site.yaml", Site),
    "departments": ("departments.yaml", Departments),
    "regulations": ("regulations/*.yaml", Regulation),
    "batches": ("batches/*.yaml", Batch),
    "work_calendars": ("work_calendars/*.yaml", WorkCalendar),
    "excused": ("excused.yaml", Excuses),
    "platforms": ("platforms/**/*.yaml", Platform),
    NOTICES: ("notices/*/*.yaml", Act),
}
# Not records, and yet in their place: a note to the reader, and the log sealed by a redaction.
OTHERS = ("README.md", "log.jsonl")
REQUIRED = ("site", "departments", "regulations")


def receive(folder: Path, progress: Progress = NO_PROGRESS, shelf: Shelf = NO_SHELF) -> Receipt:
    """收件 Read every file of a registry; nothing raises on bad data."""
    if not folder.is_dir():
        return Receipt(folder=str(folder), findings=(_no_folder(folder),))
    links, unread = surveyed(folder)
    drawers = {name: _in_drawer(folder, name, links) for name in DRAWERS}
    findings = [*_absent(folder, drawers), *unread, *_stray(folder, drawers, links)]
    listed = [(name, path) for name, found in drawers.items() for path in found]
    opening = _opened_one_by_one(listed, progress, shelf)
    missing = {name for name in REQUIRED if not drawers[name]}
    return _file_all(opening, findings, folder, missing)


def _opened_one_by_one(
    listed: list[tuple[str, Path]], progress: Progress, shelf: Shelf
) -> Iterator[tuple[str, AnyDocument]]:
    for done, (drawer, path) in enumerate(listed, 1):
        yield drawer, opened(path, shelf)
        progress(done, len(listed))


def _in_drawer(folder: Path, drawer: str, links: set[Path]) -> list[Path]:
    """Files in their place: an editor's hidden and lock files are not records; links are refused."""
    found = folder.glob(DRAWERS[drawer][0])
    proper = (p for p in found if p.is_file() or p.is_symlink())
    shown = (p for p in proper if not p.name.startswith((".", "~")))
    return sorted(p for p in shown if not links or links.isdisjoint(p.parents))


def _file_all(
    documents: Iterable[tuple[str, AnyDocument]],
    findings: list[Finding],
    folder: Path,
    refused: set[str],
) -> Receipt:
    filed: dict[str, list[Any]] = {drawer: [] for drawer in DRAWERS}
    for drawer, document, kinds in _in_order(documents):
        findings.extend(document.findings)
        model = model_of(drawer, document, kinds, findings)
        record, complaints = shaped(model, document) if model else (None, [])
        findings.extend(complaints)
        if record:
            filed[drawer].append(record)
        else:
            refused.add(Path(document.file).stem)
    records: dict[str, Any] = {drawer: tuple(found) for drawer, found in filed.items()}
    return Receipt(
        **records, folder=str(folder), refused=frozenset(refused), findings=tuple(findings)
    )


def _in_order(
    documents: Iterable[tuple[str, AnyDocument]],
) -> Iterator[tuple[str, AnyDocument, dict[str, Any]]]:
    """A notice waits for all others, whose kinds may decide its form; nothing else is held."""
    notices: list[tuple[str, AnyDocument]] = []
    for drawer, document in documents:
        if drawer == NOTICES:
            notices.append((drawer, document))
        else:
            yield drawer, document, {}
    kinds = notices_by_id(notices)
    yield from ((drawer, document, kinds) for drawer, document in notices)


def notices_by_id(documents: list[tuple[str, AnyDocument]]) -> dict[str, dict[str, Any]]:
    """各文件 By id, as written: the form of a correction follows what it corrects."""
    return {
        document.value["id"]: document.value
        for drawer, document in documents
        if drawer == NOTICES and isinstance((document.value or {}).get("id"), str)
    }


def model_of(
    drawer: str, document: AnyDocument, kinds: dict[str, Any], findings: list[Finding]
) -> type[Record] | None:
    """记录的形式 The model of one file; a notice's follows its kind."""
    if document.value is None:
        return None
    if drawer != NOTICES:
        return DRAWERS[drawer][1]
    kind = document.value.get("kind")
    if isinstance(kind, str) and kind in ACTS:
        is_correction = kind == ActKind.CORRECTION
        return _corrected(document.value, kinds) if is_correction else ACTS[kind]
    if ("kind",) not in document.refused:
        findings.append(_unknown_kind(document, kind))
    return None


def _corrected(value: dict[str, Any], notices: dict[str, Any]) -> type[Act]:
    """The form of a correction: that of the act at the end of its chain."""
    passed: set[str] = set()
    while value.get("kind") == ActKind.CORRECTION:
        corrects = value.get("corrects")
        if not isinstance(corrects, str) or corrects in passed:
            return CorrectionOfUnknown
        passed.add(corrects)
        value = notices.get(corrects, {})
    kind = value.get("kind")
    return correction_of(kind) if isinstance(kind, str) and kind in ACTS else CorrectionOfUnknown


def _unknown_kind(document: AnyDocument, kind: Any) -> Finding:
    if kind is None:
        return rules.MISSING.found(
            Place(document.file), "缺少必填字段“kind”", "补上“kind: …”一行，说明是哪种文件"
        )
    labels = {term.label: term.value for term in ActKind}
    near = [labels[kind]] if kind in [*labels] else get_close_matches(str(kind), [*ACTS], 1, 0.5)
    names = "、".join(f"{term.value}（{term.label}）" for term in ActKind)
    return rules.NOT_A_TERM.found(
        Place(document.file, *document.marks[("kind",)]),
        f"“kind”写的是“{kind}”，不是已知的文件种类"
        if isinstance(kind, str)
        else "“kind”应为一个词",
        f"是否为“{near[0]}”？" if near else f"应为 {names} 之一",
    )


def _no_folder(folder: Path) -> Finding:
    there = "不是文件夹" if folder.exists() else "不存在"
    message = f"登记文件夹“{folder}”{there}"
    return rules.NO_FOLDER.found(Place(str(folder)), message, "用 --registry 指明登记文件夹")


def _absent(folder: Path, drawers: dict[str, list[Path]]) -> Iterator[Finding]:
    for drawer in REQUIRED:
        if not drawers[drawer]:
            name = DRAWERS[drawer][0]
            place = Place(
                (folder / name).parent.as_posix() if "*" in name else (folder / name).as_posix()
            )
            message = f"{folder.name}/ 中没有 {name}"
            yield rules.NO_FOLDER.found(place, message, "参照 docs/record-forms.md 建立该文件")


def _stray(folder: Path, drawers: dict[str, list[Path]], links: set[Path]) -> Iterator[Finding]:
    known = {*links, *(path for found in drawers.values() for path in found)}
    for path in sorted(path for path in folder.rglob("*") if path not in known):
        relative = path.relative_to(folder)
        hidden = any(part.startswith((".", "~")) for part in relative.parts)
        is_folder = path.is_dir() and path.suffix != ".yaml"
        if not (is_folder or hidden or path.name in OTHERS):
            yield rules.STRAY_FILE.found(
                Place(path.as_posix()),
                f"“{relative.as_posix()}”不在登记文件夹的规定位置，不会被读取",
                "记录文件的扩展名为 .yaml，位置见 docs/record-forms.md；无关文件请移走",
            )
