"""Common parts of checks: how one is declared, how it cites, and what it walks over."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path as FolderPath
from typing import Any, TypeVar, cast

from generator.history.versions import arrivals, within
from generator.records.acts import (
    Act,
    Announcement,
    Call,
    Correction,
    Publicity,
    PublicityRow,
    Row,
    rows_of,
)
from generator.records.registry import Platform
from generator.records.regulation import Regulation
from generator.records.values import Day, Filed, Path, Record, Span
from generator.register.identity import nearest
from generator.register.register import History, Register
from generator.terms.citations import PART, article_label
from generator.terms.findings import Place, Rule
from generator.terms.words import Severity

A = TypeVar("A", bound=Act)
R = TypeVar("R", bound=Record)

ERROR, WARNING, GAP = Severity.ERROR, Severity.WARNING, Severity.GAP
FORM = "登记规范：记录格式"
# An edition rules it: in which article, the edition or the table of articles says.
RULED = ""
# Where a rule is broken, what is there and must be, how to mend it; and the article, if not the rule's own.
Breach = tuple[Place, str, str] | tuple[Place, str, str, str]
Breaches = Callable[[Register, date], Iterator[Breach]]
# Where a record names another: its place is looked up only if nobody bears that name.
Reference = tuple[Filed[Any], Path, str]


@dataclass(frozen=True)
class Check:
    """A rule, and what finds the breaches of it in a register as of a day."""

    rule: Rule
    breaches: Breaches


def check(
    code: str, slug: str, severity: Severity, title: str, article: str, why: str
) -> Callable[[Breaches], Check]:
    """Decorator that makes a check of a generator of breaches named for what must hold."""
    return lambda breaches: Check(Rule(code, slug, severity, title, article, why), breaches)


@dataclass(frozen=True, slots=True)
class EffectiveRow:
    """A row as it counts, and where it is written: in a correction, if one mended it."""

    act: Act
    row: Row
    edition: Regulation | None
    filed: Filed[Act]
    at: int

    def place(self, *path: str | int) -> Place:
        """Place of a value of the row."""
        return self.filed.place("rows", self.at, *path)


def lines(register: Register, *forms: type[Act]) -> Iterator[EffectiveRow]:
    """Every row of the acts of these kinds, corrections applied."""
    for act in register.acts.values():
        if isinstance(act, forms) and not isinstance(act, Correction):
            yield from lines_of(register, act)


def lines_of(register: Register, act: Act) -> tuple[EffectiveRow, ...]:
    """Rows of one act that count, in the order of the list, then what corrections added."""
    if id(act) not in register.lines:
        register.lines[id(act)] = tuple(_lines_of(register, act))
    return register.lines[id(act)]


def _lines_of(register: Register, act: Act) -> Iterator[EffectiveRow]:
    for entry in register.entries_of(act).values():
        assert entry.row is not None
        filed, at = register.filed_row(entry)
        yield EffectiveRow(act, entry.row, entry.regulation, filed, at)


def rows(register: Register) -> Iterator[tuple[Filed[Act], int, Row]]:
    """Every row of every act, with its number from 0."""
    for filed in register.receipt.acts:
        for at, row in enumerate(rows_of(filed.record)):
            yield filed, at, row


def of_kind(register: Register, form: type[A]) -> Iterator[tuple[Filed[A], A, Regulation | None]]:
    """Every act of one kind, with the edition it rests on."""
    for filed in register.receipt.acts:
        if isinstance(filed.record, form):
            yield (
                cast(Filed[A], filed),
                filed.record,
                register.regulations.get(filed.record.regulation),
            )


def cited(edition: Regulation | None, number: int | None) -> str:
    """Citation of an article of this edition; empty where the edition does not say."""
    if edition is None or number is None:
        return ""
    return f"{edition.document_number or edition.title} {article_label(number)}"


def publicity_of(register: Register, act: Announcement, platform: str = "") -> Publicity | None:
    """The publicity that an announcement names; of several in one document that of the platform."""
    named = [n for n in register.named(act.publicity, Publicity) if isinstance(n, Publicity)]
    listing = (each for each in named if platform in register.entries_of(each))
    return next(listing, named[0] if named else None)


@dataclass(frozen=True, slots=True)
class Candidacy:
    """A row by which a platform seeks the title, its history, and when its unit applied.

    `days` are the first and last day on which it can have applied; `text` says how they are known.
    """

    line: EffectiveRow
    history: History
    days: Day
    text: str


def applications(register: Register) -> Iterator[Candidacy]:
    """Every row by which a platform seeks the title; one listed as 复核 keeps it and seeks none."""
    for each in candidacies(register):
        if not (isinstance(each.line.row, PublicityRow) and each.line.row.reviewed):
            yield each


def candidacies(register: Register) -> Iterator[Candidacy]:
    """Every row that puts a platform forward, for the first time or for a review."""
    for act in register.acts.values():
        if isinstance(act, Publicity | Announcement):
            days, text = _applied(register, act)
            for line in lines_of(register, act):
                history = register.histories.get(line.row.platform)
                if history:
                    yield Candidacy(line, history, days, text)


def _applied(register: Register, act: Publicity | Announcement) -> tuple[Day, str]:
    """When units applied: in the round's time for it, else not after the list was publicised."""
    publicity = publicity_of(register, act) if isinstance(act, Announcement) else act
    batch = act.batch or (publicity.batch if publicity else None)
    if window := application_window(register, batch):
        days = Day(window.starts.first, window.ends.last)
        return days, f"申报时间 {window.starts} 至 {window.ends}"
    if publicity and publicity.window:
        day = publicity.window.starts
        return day, f"{day} 列入公示（申报时间未载，按公示首日核对）"
    return act.issued_on, f"{act.issued_on} 列入名单（申报时间未载，按文件的日期核对）"


def application_window(register: Register, batch: str | None) -> Span | None:
    """Days on which one could apply in a round, by its own record or its call; None if unknown."""
    window = _printed_window(register, batch)
    return window if window and window.starts.first <= window.ends.last else None


def _printed_window(register: Register, batch: str | None) -> Span | None:
    round_ = register.batches.get(batch or "")
    if round_ and round_.applications:
        return round_.applications
    calls = (act for act in register.acts.values() if isinstance(act, Call) and act.applications)
    of_round = (
        act
        for act in calls
        if batch and (act.batch == batch or act.id == getattr(round_, "call", None))
    )
    return next((act.applications for act in of_round), None)


def spans(register: Register) -> Iterator[tuple[Filed[Any], Path, Day | None, Day | None]]:
    """Every span on record: the record, the path of the span, and its two days."""
    for filed in register.receipt.everything:
        for path, record in _inside(filed.record):
            if isinstance(record, Record) and _is_span(type(record)):
                yield filed, path, getattr(record, "starts"), getattr(record, "ends")  # noqa: B009


def alike(
    register: Register, records: Iterable[Filed[R]], key: Callable[[R], Hashable | None]
) -> Iterator[tuple[Filed[R], Filed[R]]]:
    """Records that share a key with an older one, the older one first; those without a key are left out.

    Which is older, git tells by the commit that brought it; else the day of issue, then the id.
    """
    groups: dict[Hashable, list[Filed[R]]] = defaultdict(list)
    for filed in records:
        if (name := key(filed.record)) is not None:
            groups[name].append(filed)
    several = [group for group in groups.values() if len(group) > 1]
    folder = register.receipt.folder
    commits = arrivals(FolderPath(folder)) if several else {}
    for group in several:
        eldest, *others = sorted(group, key=lambda filed: _age(filed, folder, commits))
        yield from ((eldest, other) for other in others)


def _age(filed: Filed[Any], folder: str, commits: Mapping[str, int]) -> tuple[int, date, str, str]:
    number = commits.get(within(folder, filed.file), len(commits))
    record = filed.record
    day = getattr(record, "issued_on", None) or getattr(record, "found_on", None)
    return number, day.first if day else date.min, record.id, filed.file


def standing_platforms(register: Register) -> Iterator[Filed[Platform]]:
    """Records of platforms, without those that lead to another."""
    platforms = register.receipt.platforms
    return (filed for filed in platforms if filed.record.id not in register.merged)


def texts(record: Record) -> Iterator[tuple[Path, str]]:
    """Every text of a record, with its path."""
    return ((path, value) for path, value in _inside(record) if isinstance(value, str))


def _inside(record: Record) -> list[tuple[Path, Any]]:
    """Every record and every text within a record, itself first."""
    values: list[tuple[Path, Any]] = []
    waiting: list[tuple[Path, Any]] = [((), record)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            values.append((path, value))
        elif isinstance(value, tuple):
            waiting += [((*path, at), item) for at, item in reversed(list(enumerate(value)))]
        elif keys := _keys(value.__class__):
            values.append((path, value))
            held = value.__dict__
            waiting += [((*path, key), held[name]) for name, key in keys if held[name] is not None]
    return values


@cache
def _keys(form: Any) -> list[tuple[str, str]]:
    """The fields of a record from last to first, each with its name in the file."""
    fields = reversed(form.model_fields.items()) if issubclass(form, Record) else ()
    return [(name, field.alias or name) for name, field in fields]


@cache
def _is_span(form: type[Record]) -> bool:
    return {"starts", "ends"} <= set(form.model_fields)


def field_references(filed: Iterable[Filed[Any]], name: str) -> Iterator[Reference]:
    """The places where records name another one in one field."""
    for item in filed:
        target = getattr(item.record, name, None)
        if isinstance(target, tuple):
            yield from ((item, (name, at), each) for at, each in enumerate(target))
        elif target is not None:
            yield item, (name,), target


def row_references(register: Register, name: str) -> Iterator[Reference]:
    """The places where rows name another record in one field."""
    for filed, at, row in rows(register):
        # A model that lacks a field looks for it in many places.
        target = getattr(row, name) if _has(row.__class__, name) else None
        if target is not None:
            yield filed, ("rows", at, name), target


@cache
def _has(form: type[Record], name: str) -> bool:
    return name in form.model_fields


def _within_document(register: Register, name: str) -> str:
    """Advice where a document is on record and the act of this number is not; empty elsewhere."""
    document, _, number = name.partition(PART)
    if not number or document not in register.documents:
        return ""
    acts = register.documents[document].acts
    if len(acts) == 1:
        return f"“{document}”只办一件事，直接写“{document}”"
    listed = "、".join(f"{act.id}（{act.kind_of_act.label}）" for act in acts)
    return f"“{document}”有 {len(acts)} 项：{listed}，从中选一项"


def _of_other_kind(register: Register, name: str, noun: str) -> str:
    """Advice where the name is on record as something else; empty elsewhere."""
    books = {
        "平台": register.records, "文件": register.documents, "批次": register.batches,
        "办法版本": register.regulations, "部门": register.departments,
    }  # fmt: skip
    kind = next((kind for kind, book in books.items() if name in book), None)
    return f"“{name}”是{kind}的编号，这里写{noun}的编号" if kind else ""


def papers(register: Register) -> Iterator[Filed[Act]]:
    """Every document by its first act: what all its acts share is judged once."""
    return (filed for filed in register.receipt.acts if filed.record.number == 1)


def dangling(
    register: Register, book: Mapping[str, object], references: Iterable[Reference], noun: str
) -> Iterator[Breach]:
    """References to what is not in the book; records refused for their form are excused."""
    # An act may be named by the document that it stands in.
    documents = register.documents if book is register.acts else {}
    for filed, path, name in references:
        if (
            name not in book
            and name not in documents
            and name.partition(PART)[0] not in register.receipt.refused
        ):
            near = nearest(name, book)
            fix = f"是否为“{near}”？" if near else f"先登记该{noun}，或改正编号"
            fix = _within_document(register, name) or _of_other_kind(register, name, noun) or fix
            yield filed.place(*path), f"{noun}“{name}”不在登记簿中", fix
