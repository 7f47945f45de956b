"""Documents of several acts: their count is the sum, and a reference to one tells which act is meant."""

from collections.abc import Iterator
from datetime import date

from generator.checks.references import REFERENCES
from generator.checks.walk import (
    ERROR,
    FORM,
    Breach,
    Reference,
    check,
    field_references,
    of_kind,
    row_references,
)
from generator.records.acts import (
    Act,
    Announcement,
    Call,
    Correction,
    Reconsideration,
    rows_of,
)
from generator.register.register import Register


@check(
    "D118", "count-of-document", ERROR, "一份公文的数目须是各项之和", FORM,
    "公文写的总数与各项对不上，不是漏了一项，就是有一处录错。",
)  # fmt: skip
def count_of_document(register: Register, as_of: date) -> Iterator[Breach]:
    """The count beside the acts of a document is the sum of theirs."""
    for filed in register.receipt.documents:
        acts = register.documents[filed.record.id].acts
        total = sum(len(rows_of(act)) if act.count is None else act.count for act in acts)
        if filed.record.count is not None and filed.record.count != total:
            message = f"整份公文写 {filed.record.count} 个，各项相加是 {total} 个"
            yield filed.place("count"), message, "核对原文各项的数目，改正录错的一处"


@check(
    "X118", "act-in-document", ERROR, "引用一份办几件事的公文，须指得出是哪一项", FORM,
    "一份公文办几件事时，引用落到哪一项，决定对谁生效；一项也不合，或有几项都合，就无从生效。",
)  # fmt: skip
def act_in_document(register: Register, as_of: date) -> Iterator[Breach]:
    """A reference to a document of several acts means one of them for each platform."""
    for (filed, path, name), fitting, is_of_lists in _meant(register):
        is_clear = len(fitting) == 1 or (fitting and is_of_lists)
        if name not in register.acts and name in register.documents and not is_clear:
            there = f"有 {len(fitting)} 项都合得上" if fitting else "没有一项合得上"
            among = fitting or register.documents[name].acts
            listed = "、".join(f"{act.id}（{act.kind_of_act.label}）" for act in among)
            fix = f"写明是哪一项：{listed}" if fitting else f"它办的是 {listed}；改写所指的文件"
            yield filed.place(*path), f"“{name}”办几件事，其中{there}，不知指的是哪一项", fix


# A reference to an act, the acts that fit, and whether several may be meant.
Meant = tuple[Reference, tuple[Act, ...], bool]
# Fields that name lists: of several such lists in one document all are meant.
LISTS = ("publicity", "of_notices", "except_listed_in")


def _meant(register: Register) -> Iterator[Meant]:
    """Every reference to an act."""
    acts = register.receipt.acts
    for field in LISTS:
        for reference in field_references(acts, field):
            yield reference, register.named(reference[2], *REFERENCES[field]), True
    yield from _meant_by_platform(register)
    for reference in field_references(register.receipt.batches, "call"):
        yield reference, register.named(reference[2], Call), False


def _meant_by_platform(register: Register) -> Iterator[Meant]:
    """References that mean the one act that lists the platform."""
    for filed, correction, _ in of_kind(register, Correction):
        platforms = {row.platform for row in correction.rows}
        fitting = register.fitting(correction.corrects, platforms)
        yield (filed, ("corrects",), correction.corrects), fitting, False
    for decided, decision, _ in of_kind(register, Reconsideration):
        for at, name in enumerate(row.platform for row in decision.rows):
            fitting = register.fitting(decision.about, {name})
            yield (decided, ("rows", at), decision.about), fitting, False
    for reference in row_references(register, "designation"):
        of_row, path, name = reference
        row = rows_of(of_row.record)[int(path[1])]
        fitting = register.fitting(name, {row.platform}, Announcement)
        yield reference, fitting, False
