"""Errata: what each is of, the fields it names, and its day."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, FORM, Breach, check, dangling
from generator.records.registry import Erratum
from generator.records.values import Filed
from generator.register.errata import erratum_subject, field_words, list_exceeded
from generator.register.register import Register


@check(
    "K101", "erratum-of-nothing", ERROR, "勘误须指明登记簿中的文件或平台", FORM,
    "勘误告诉公众哪一条记录曾经录错；指不到记录，看到旧内容的人就无从知道它改过。",
)  # fmt: skip
def subject_known(register: Register, as_of: date) -> Iterator[Breach]:
    """An erratum is of an act, a document or a platform on record."""
    others = _others(register)
    unknown = []
    for filed in register.receipt.errata:
        name = filed.record.of
        if name in register.records:
            continue
        if name in others and not register.named(name):
            noun, fix = others[name]
            yield filed.place("of"), f"“{name}”是{noun}，勘误只针对官方文件和平台", fix
        else:
            unknown.append((filed, ("of",), name))
    yield from dangling(register, register.acts, unknown, "文件或平台")


def _others(register: Register) -> dict[str, tuple[str, str]]:
    """Ids of records that no erratum can be of: what they are, and what to do instead."""
    plain = "直接改正该记录，不写勘误"
    books = {
        "批次": register.batches,
        "办法版本": register.regulations,
        "部门": register.departments,
    }
    others = {name: (noun, plain) for noun, book in books.items() for name in book}
    again = "of 写录错的文件或平台的编号；前一份勘误说得不对的，在 what 中写明"
    return others | dict.fromkeys(register.errata, ("一份勘误", again))


@check(
    "K102", "erratum-fields", ERROR, "勘误须列出记录中改正了的字段", FORM,
    "只有列明的字段可以与公布过的不同；列不出字段，就分不清哪些是改正、哪些是改动。",
)  # fmt: skip
def fields_exist(register: Register, as_of: date) -> Iterator[Breach]:
    """An erratum names fields that its record has, each once."""
    for filed in register.receipt.errata:
        erratum, record = filed.record, erratum_subject(register, filed.record.of)
        if not erratum.fields:
            yield filed.place("fields"), "fields 是空的", "列出改正了的字段，如 [rows.0.number]"
        for at, field in enumerate(erratum.fields):
            if field in erratum.fields[:at]:
                yield filed.place("fields", at), f"“{field}”写了两次", "删去重复的一个"
            elif record and field_words(record, field) is None:
                yield _foreign_field(register, filed, at)
            elif record and (exceeded := list_exceeded(record, field)):
                yield from _beyond_list(register, filed, at, exceeded)


def _foreign_field(register: Register, filed: Filed[Erratum], at: int) -> Breach:
    name, field = filed.record.of, filed.record.fields[at]
    document = register.documents.get(name)
    fix = "照记录中的写法写出字段，层次以点分开，第一行写 rows.0，如 rows.0.number"
    if document and document.beside:
        listed = "、".join(act.id for act in document.acts)
        fix = f"属于其中一项的，of 写那一项（{listed}），fields 从那一项写起，如 rows.0.number"
    return filed.place("fields", at), f"“{name}”没有字段“{field}”", fix


def _beyond_list(
    register: Register, filed: Filed[Erratum], at: int, exceeded: str
) -> Iterator[Breach]:
    """A row that is not there, unless an erratum says that the list was shortened."""
    of_same = (each for each in register.errata.values() if each.of == filed.record.of)
    if not any(exceeded in each.fields for each in of_same):
        field = filed.record.fields[at]
        message = f"“{field}”在列表之外：“{filed.record.of}”的“{exceeded}”没有这么多行"
        yield (
            filed.place("fields", at),
            message,
            "行从 0 数起，第一行写 0；删去了一行的，写列表本身",
        )


@check(
    "K103", "erratum-before-record", ERROR, "勘误不得早于所勘误的文件", FORM,
    "文件还没有印发，就不会有人发现抄错了；必有一处日期录错。",
)  # fmt: skip
def found_after_issue(register: Register, as_of: date) -> Iterator[Breach]:
    """Nobody finds a mistake in our copy of an act before the act was issued."""
    for filed in register.receipt.errata:
        acts = register.named(filed.record.of)
        if acts and filed.record.found_on.last < acts[0].issued_on.first:
            message = f"发现日 {filed.record.found_on} 早于“{filed.record.of}”的成文日 {acts[0].issued_on}"
            yield filed.place("found_on"), message, "核对两个日期，改正录错的一处"
