"""Documents of several acts: one file becomes as many records, each with what is said once for all."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import create_model

from generator.intake import rules
from generator.intake.shape import shaped
from generator.intake.yaml import AnyDocument, YamlDocument, platforms_in
from generator.records.acts import (
    ACTS,
    Act,
    CorrectionOfUnknown,
    DocumentOfActs,
    correction_of,
)
from generator.records.values import Filed, Record
from generator.terms.citations import PART
from generator.terms.findings import Finding, Place
from generator.terms.words import ActKind

Shaped = tuple[Filed[Any] | None, list[Finding]]
Shaping = Callable[[type[Record], AnyDocument], Shaped]
# What the form of a correction depends on: of each notice, by its id, its kind and what it
# corrects; of a document of several acts, and of each of them, the same.
Heads = Mapping[str, Mapping[str, Any]]
# Form of a notice or of an act in it; an unknown kind adds a finding.
ModelOf = Callable[[AnyDocument, list[Finding]], type[Record] | None]
# Said once in the document, never in an act.
ONCE = ("id", "title", "document_number", "issued_on", "issuer", "source")
# Said in the document for all acts that do not say otherwise.
SHARED = (*ONCE, "regulation", "batch")
FORM_OF_ACTS = "照 docs/record-forms.md 中“一份公文办几件事”的样例写"


def is_of_several(document: AnyDocument) -> bool:
    """Whether a notice lists its acts below `acts`, well or badly."""
    return "acts" in (document.value or {}) or ("acts",) in document.refused


def records_of(
    document: AnyDocument,
    model_of: ModelOf,
    shaping: Shaping = shaped,
) -> tuple[list[Filed[Any]], list[Finding]]:
    """Acts of a document in printed order, then what it says beside them; nothing where anything is wrong."""
    findings = [*_misplaced(document)]
    records: list[Filed[Any]] = []
    for model, part in _parts(document, model_of, findings):
        record, wrong = shaping(model, part) if model else (None, [])
        findings += wrong
        records += [record] if record else []
    return ([], findings) if findings or document.findings else (records, [])


def _parts(
    document: AnyDocument,
    model_of: ModelOf,
    findings: list[Finding],
) -> Iterator[tuple[type[Record] | None, AnyDocument]]:
    whole = document.whole
    shared = {name: whole[name] for name in SHARED if name in whole}
    for at, item in enumerate(_items(whole)):
        if isinstance(item, dict):
            own = {name: value for name, value in item.items() if name not in (*ONCE, "acts")}
            part = document.part(("acts", at), shared | own, {*ONCE, *shared})
            yield model_of(part, findings), part
    beside = {name: value for name, value in whole.items() if name not in ("acts", "kind")}
    yield DocumentOfActs, document.part((), beside, ())


def written_form(
    document: AnyDocument, model_of: ModelOf, findings: list[Finding]
) -> type[Record] | None:
    """Form in which a document of several acts is written: each item of `acts` has that of its kind."""
    misplaced = [*_misplaced(document)]
    findings += misplaced
    forms = [form for form, _ in _parts(document, model_of, findings)][:-1]
    if misplaced or not forms or None in forms:
        return None
    acts: Any = (tuple.__class_getitem__(tuple(forms)), ...)
    return create_model("WrittenDocument", __base__=DocumentOfActs, acts=acts)


def _items(whole: Mapping[str, Any]) -> tuple[Any, ...]:
    acts = whole.get("acts")
    return tuple(acts) if isinstance(acts, list | tuple) else ()


def _misplaced(document: AnyDocument) -> Iterator[Finding]:
    """Faults of the list of acts itself, before each of them is looked at."""
    whole = document.whole
    if "acts" in whole and not _items(whole):
        wanted = "acts 应列出至少一项，每项以“- kind: …”开头"
        is_list = isinstance(whole["acts"], list | tuple)
        there = "acts 是空的" if is_list else "acts 写的不是列表"
        yield _wrong(document, ("acts",), f"{there}，{wanted}", "补录各项；只办一件事的，改用 kind")
    if "kind" in whole:
        message = "kind 和 acts 不能并用：一份公文办几件事的，每一项各写自己的 kind"
        yield _wrong(
            document, ("kind",), message, "只办一件事的删去 acts，办几件事的把 kind 移到各项中"
        )
    for at, item in enumerate(_items(whole)):
        yield from _misplaced_in(document, at, item)


def _misplaced_in(document: AnyDocument, at: int, item: Any) -> Iterator[Finding]:
    here = ("acts", at)
    if not isinstance(item, dict):
        if not any(path == here[: len(path)] for path in document.refused):
            message = f"acts 第 {at + 1} 项应为下一级的若干“字段: 值”"
            yield _wrong(document, here, message, FORM_OF_ACTS)
        return
    if "acts" in item:
        message = f"acts 第 {at + 1} 项里又有 acts，各项不能再分项"
        yield _wrong(document, (*here, "acts"), message, "把里面的各项移到外面一层，依次排列")
    for name in ONCE:
        if name in item:
            message = f"acts 第 {at + 1} 项写了“{name}”，它属于整份公文，应写在 acts 之外"
            yield _wrong(document, (*here, name), message, f"把“{name}”移到文件开头，只写一次")


def _wrong(document: AnyDocument, path: tuple[str | int, ...], message: str, fix: str) -> Finding:
    careful = document.careful
    mark = careful.keys.get(path) or careful.marks.get(path, (1, 1))
    return rules.ACTS.found(Place(document.file, *mark), message, fix)


# Heads: what tells the form of a notice before the whole is read.


def heads_in(value: Mapping[str, Any] | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Heads of a notice by id: of the document, and of each of its acts."""
    name = (value or {}).get("id")
    if value is None or not isinstance(name, str):
        return
    yield name, value
    for at, item in enumerate(_items(value), 1):
        if isinstance(item, dict):
            yield f"{name}{PART}{at}", item


def head_of(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Head of an act that was read before, and of its document; none of another record."""
    if isinstance(record, Act):
        rows = [{"platform": row.platform} for row in getattr(record, "rows", ())]
        corrects = getattr(record, "corrects", None)
        yield record.id, {"kind": record.kind, "corrects": corrects, "rows": rows}


def corrected_form(value: Mapping[str, Any], heads: Heads) -> type[Act]:
    """Form of a correction: that of the act at the end of its chain."""
    passed: set[str] = set()
    while value.get("kind") == ActKind.CORRECTION:
        corrects = value.get("corrects")
        if not isinstance(corrects, str) or corrects in passed:
            return CorrectionOfUnknown
        passed.add(corrects)
        value = _fitting(corrects, platforms_in(value), heads)
    kind = value.get("kind")
    return correction_of(kind) if isinstance(kind, str) and kind in ACTS else CorrectionOfUnknown


def _fitting(name: str, platforms: list[str], heads: Heads) -> Mapping[str, Any]:
    """Head of the act that a name means: its own, or of the one in a document that lists a platform."""
    if name in heads and "acts" not in heads[name]:
        return heads[name]
    number, fitting = 1, []
    while act := heads.get(f"{name}{PART}{number}"):
        fitting += [act] if {*platforms_in(act)} & {*platforms} else []
        number += 1
    return fitting[0] if len(fitting) == 1 else {}


def part_place(document: YamlDocument) -> Place:
    """Place where a document begins, or the act that it is a part of."""
    return Place(document.file, *(document.marks[()] if document.prefix else (1, 1)))
