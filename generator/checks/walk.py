"""逐行 What every check walks over: acts with their rows, and the references they make."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.findings import Finding, Place, Rule
from generator.records.act import Act, rows_of
from generator.records.base import Filed, Path, Record
from generator.records.day import Day
from generator.records.rows import Row
from generator.register.register import Register

FORM = "登记规范：记录格式"
Reference = tuple[Place, str]


def rows(register: Register) -> Iterator[tuple[Filed[Act], int, Row]]:
    """每一行 Every row of every act, with its number from 0."""
    for filed in register.receipt.acts:
        for at, row in enumerate(rows_of(filed.record)):
            yield filed, at, row


def spans(register: Register) -> Iterator[tuple[Filed[Any], Path, Day | None, Day | None]]:
    """每段起止 Every span on record: the record, the path of the span, and its two days."""
    receipt = register.receipt
    drawers: tuple[Iterable[Filed[Any]], ...] = (
        receipt.acts, receipt.batches, receipt.regulations, receipt.departments,
    )  # fmt: skip
    for filed in (item for drawer in drawers for item in drawer):
        for path, record in _inside(filed.record, ()):
            if {"starts", "ends"} <= set(type(record).model_fields):
                yield filed, path, record.starts, record.ends


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from _inside(item, (*path, at))
    elif isinstance(value, Record):
        yield path, value
        for name in type(value).model_fields:
            yield from _inside(getattr(value, name), (*path, name))


def field_references(filed: Iterable[Filed[Act]], name: str) -> Iterator[Reference]:
    """文件引用 The places where acts name another record in one field."""
    for item in filed:
        said = getattr(item.record, name, None)
        if isinstance(said, tuple):
            yield from ((item.place(name, at), each) for at, each in enumerate(said))
        elif said is not None:
            yield item.place(name), said


def row_references(register: Register, name: str) -> Iterator[Reference]:
    """附表引用 The places where rows name another record in one field."""
    for filed, at, row in rows(register):
        said = getattr(row, name, None)
        if said is not None:
            yield filed.place("rows", at, name), said


def dangling(
    register: Register, rule: Rule, book: Mapping[str, object], said: Iterable[Reference], noun: str
) -> Iterator[Finding]:
    """悬空引用 References to what is not in the book; records refused for their form are excused."""
    for place, name in said:
        if name not in book and name not in register.receipt.refused:
            near = register.nearest(name, book)
            fix = f"是否为“{near}”？" if near else f"先登记该{noun}，或改正编号"
            yield rule.found(place, f"{noun}“{name}”不在登记簿中", fix)
