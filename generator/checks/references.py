"""References: whatever a record names is on record, once, under the id that its file bears, and is clear."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from generator.checks.places import listed_places
from generator.checks.walk import (
    ERROR,
    FORM,
    Breach,
    EffectiveRow,
    Reference,
    alike,
    check,
    dangling,
    field_references,
    lines,
    of_kind,
    row_references,
)
from generator.records.acts import (
    ACTS,
    Abolition,
    Act,
    Announcement,
    Call,
    Correction,
    Inspection,
    Objection,
    Publicity,
    Reconsideration,
    Renaming,
    Review,
    Revocation,
    Succession,
    SuccessionRow,
    ValidityChange,
    Withdrawal,
    rows_of,
)
from generator.register.divisions import is_division
from generator.register.register import History, Register


@check(
    "X101", "unknown-platform", ERROR, "附表中的平台须在登记簿中", FORM,
    "附表的一行若指向不存在的平台，这份文件对谁生效便无从查起。",
)  # fmt: skip
def platform_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Every row names a platform on record."""
    for name in ("platform", "successor"):
        yield from dangling(register, register.platforms, row_references(register, name), "平台")


@check(
    "X102", "id-is-file-name", ERROR, "编号须与文件名相同", FORM,
    "文件名就是编号，永久地址由它而来；二者不一，链接就会指错。",
)  # fmt: skip
def id_is_file_name(register: Register, as_of: date) -> Iterator[Breach]:
    """A record's id is its file name."""
    for filed in chain(*register.receipt.drawers_with_ids):
        name = PurePosixPath(filed.file).stem
        if _of_file(filed.record) != name and _is_first(filed.record):
            named = _of_file(filed.record)
            message = f"编号“{named}”与文件名“{name}.yaml”不一致"
            fix = f"把文件改名为 {named}.yaml，或把 id 改为 {name}"
            yield replace(filed, prefix=()).place("id"), message, fix


def _of_file(record: Any) -> str:
    """Id that the file of a record bears: an act's is that of its document."""
    return record.document if isinstance(record, Act) else str(record.id)


def _is_first(record: Any) -> bool:
    """Whether a record is the first of its file."""
    return not isinstance(record, Act) or record.number == 1


LISTING = (Publicity, Announcement, Review)
GRANTING = (Announcement, Review)
# The fields by which an act names another, and the kinds that each may name.
REFERENCES: Mapping[str, tuple[type[Act], ...]] = {
    "publicity": (Publicity,),
    "of_notices": GRANTING,
    "except_listed_in": LISTING,
    "corrects": tuple(form for form in ACTS.values() if "rows" in form.model_fields),
    "about": (
        Publicity, Announcement, Revocation, Review, Renaming, ValidityChange, Withdrawal,
        Abolition, Inspection, Objection, Succession, Reconsideration,
    ),
}  # fmt: skip


@check(
    "X103", "unknown-notice", ERROR, "引用的文件须在登记簿中", FORM,
    "公示、公布、更正彼此引用，一处落空，整条链条就断了。",
)  # fmt: skip
def notice_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Every act that another act or a batch names is on record."""
    acts = register.receipt.acts
    for name in REFERENCES:
        yield from dangling(register, register.acts, field_references(acts, name), "文件")
    yield from dangling(register, register.acts, row_references(register, "designation"), "文件")
    calls = field_references(register.receipt.batches, "call")
    yield from dangling(register, register.acts, calls, "文件")


@check(
    "X104", "unknown-department", ERROR, "引用的部门须在登记簿中", FORM,
    "发文、推荐和检查的部门是文件效力的来源，必须查得到是谁。",
)  # fmt: skip
def department_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Every department named is on record."""
    # Where the whole book is missing, that is one finding of its own.
    if "departments" in register.receipt.refused:
        return
    references = chain(
        field_references(register.receipt.acts, "issuer"),
        *(row_references(register, name) for name in ("recommended_by", "proposed_by", "by")),
        field_references(register.receipt.regulations, "issuer"),
    )
    yield from dangling(register, register.departments, references, "部门")


@check(
    "X105", "unknown-regulation", ERROR, "依据的办法版本须在登记簿中", FORM,
    "每份文件依据哪一版办法，决定了有效期、公示天数和限制期各是多少。",
)  # fmt: skip
def regulation_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Every act and batch rests on an edition on record."""
    # Where the whole book is missing, that is one finding of its own.
    if "regulations" in register.receipt.refused:
        return
    receipt = register.receipt
    for filed in (receipt.acts, receipt.batches):
        references = field_references(filed, "regulation")
        yield from dangling(register, register.regulations, references, "办法版本")


@check(
    "X106", "unknown-batch", ERROR, "引用的批次须在登记簿中", FORM,
    "批次把同一年的通知、公示和公布连在一起，缺了它就对不上账。",
)  # fmt: skip
def batch_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Every batch an act names is on record."""
    references = field_references(register.receipt.acts, "batch")
    yield from dangling(register, register.batches, references, "批次")


@check(
    "X107", "id-unique", ERROR, "编号不得重复", FORM,
    "编号一经使用永不再用；重复的编号会使一个平台的履历混入另一个。",
)  # fmt: skip
def id_unique(register: Register, as_of: date) -> Iterator[Breach]:
    """No two records of one kind share an id."""
    for drawer in register.receipt.drawers_with_ids:
        files = (filed for filed in drawer if _is_first(filed.record))
        for older, filed in alike(register, files, _of_file):
            message = f"编号“{_of_file(filed.record)}”已在 {older.file} 中使用"
            fix = "重复的文件删去一份；确是两条记录的，后登记的另取编号"
            yield replace(filed, prefix=()).place("id"), message, fix


@check(
    "X114", "correction-chain", ERROR, "更正和复议决定须最终落到一份原文件", FORM,
    "更正自己，或两份更正互相更正，就没有一份原文可依，哪一份也不能生效；复议决定同理。",
)  # fmt: skip
def correction_chain(register: Register, as_of: date) -> Iterator[Breach]:
    """A chain of corrections ends in an act that is none."""
    for filed, act, _ in of_kind(register, Correction):
        if _closes_circle(register, act):
            own = act.is_named(act.corrects)
            message = "更正的是它自己" if own else f"更正“{act.corrects}”，而它又回到更正文件"
            yield filed.place("corrects"), message, "改为最初那份文件的编号"
    for decided, decision, _ in of_kind(register, Reconsideration):
        if _closes_circle(register, decision):
            own = decision.about == decision.id
            message = "决定的是它自己" if own else f"决定“{decision.about}”，而它又回到这份决定"
            yield decided.place("about"), message, "改为被复议、起诉或自行纠正的文件的编号"


def _closes_circle(register: Register, act: Act) -> bool:
    """Whether acts lead from one to the next back to this one, and it is the newest of them."""
    passed: list[Act] = []
    each: Act | None = act
    while each is not None and each.id not in [other.id for other in passed]:
        passed.append(each)
        each = _next(register, each)
    return each is act and act is max(passed, key=lambda other: (other.issued_on.first, other.id))


def _next(register: Register, act: Act) -> Act | None:
    """Act that a correction corrects, or that a decision is about."""
    if isinstance(act, Correction):
        return register.corrected(act)
    return register.acts.get(act.about) if isinstance(act, Reconsideration) else None


@check(
    "X115", "reference-of-wrong-kind", ERROR, "引用的文件须是该处所要的种类", FORM,
    "把公布写成公示、把复议决定写成废止，文件就对谁都不起作用，看来却已经登记。",
)  # fmt: skip
def reference_of_right_kind(register: Register, as_of: date) -> Iterator[Breach]:
    """Every document that an act, a row or a batch names is of the kind that is wanted there."""
    acts = register.receipt.acts
    wanted = [
        (each, forms) for name, forms in REFERENCES.items() for each in field_references(acts, name)
    ]
    wanted += [(each, GRANTING) for each in row_references(register, "designation")]
    wanted += [(each, (Call,)) for each in field_references(register.receipt.batches, "call")]
    for (filed, path, name), forms in wanted:
        named = register.acts.get(name)
        if named and not isinstance(named, forms):
            # Where nearly every kind will do, a list of them helps nobody.
            kinds = "、".join(form.kind_of_act.label for form in forms)
            kinds = kinds if len(forms) <= len(LISTING) else "涉及具体平台的"
            message = f"“{name}”是{named.kind_of_act.label}，这里应写{kinds}文件"
            likely = _likely(register, named, forms, filed.record)
            advice = f"是否为“{likely.id}”？" if likely else f"改为{kinds}文件的编号"
            yield filed.place(*path), message, _advice(filed.record, named, advice)


def _advice(act: object, named: Act, advice: str) -> str:
    """A revocation is not abolished but annulled."""
    if isinstance(act, Abolition) and isinstance(named, Revocation | Withdrawal | Abolition):
        return "撤销原决定的，改用复议诉讼（kind: reconsideration），about 写原决定"
    return advice


def _likely(register: Register, named: Act, forms: tuple[type[Act], ...], by: object) -> Act | None:
    """The act that was probably meant: for the platforms in question, of the right kind, and near."""
    rows = rows_of(by) if isinstance(by, Act) else ()
    near = by if isinstance(by, Act) and rows else named
    listed = {row.platform for row in rows} or set(register.entries_of(named))
    candidates = [
        act
        for act in register.acts.values()
        if isinstance(act, forms)
        and act not in (by, named)
        and (listed & {*register.entries_of(act)} or (act.batch and act.batch == named.batch))
    ]
    return min(
        candidates, key=lambda act: abs(act.issued_on.first - near.issued_on.first), default=None
    )


@check(
    "X116", "row-not-concerned", ERROR, "附表的平台须列在所针对的文件中", FORM,
    "决定、异议处理和调整针对另一份文件；那份文件没有列这个平台，这一行就对谁都不起作用。",
)  # fmt: skip
def row_concerned(register: Register, as_of: date) -> Iterator[Breach]:
    """A row names a platform of the act that it is about, where our copy of that act is whole."""
    for line in lines(register, Act):
        field, name = _concerned(line)
        named, platform = register.acts.get(name or ""), line.row.platform
        if named is None or platform not in register.platforms or not named.rows_complete:
            continue
        history = register.histories[platform]
        is_listed = any(entry.act is named for entry in history.entries)
        if not is_listed and isinstance(named, REFERENCES.get(field, GRANTING)):
            message = f"“{name}”没有列平台“{platform}”，这一行不起作用"
            path = (field,) if field == "designation" else ("platform",)
            yield line.place(*path), message, _whom(register, named, history, field)


def _concerned(line: EffectiveRow) -> tuple[str, str | None]:
    """The field by which a row, or its act, names the act that it is about, and that name."""
    if isinstance(line.act, Reconsideration):
        return "about", line.act.about
    if isinstance(line.act, Objection):
        return "publicity", line.act.publicity
    return "designation", getattr(line.row, "designation", None)


def _whom(register: Register, named: Act, history: History, field: str) -> str:
    """Advice on what was probably meant: another act on this platform, or the platform that the act lists."""
    forms = (type(named),) if field != "designation" else GRANTING
    if others := [entry.act.id for entry in history.of(*forms)]:
        return f"列有这个平台的是 {'、'.join(others)}；改正文件编号或平台编号"
    listed = list(register.entries_of(named))
    return f"改正平台编号；“{named.id}”列的是 {'、'.join(listed[:3])}{' 等' if listed[3:] else ''}"


@check(
    "X117", "succession-circle", ERROR, "承继不得回到原来的平台", FORM,
    "平台承继自己，或辗转承继又回到自己，称号就没有去处。",
)  # fmt: skip
def succession_leads_on(register: Register, as_of: date) -> Iterator[Breach]:
    """A platform is not succeeded by itself, nor by others that it succeeds."""
    # The newest of a circle closes it.
    closing: dict[frozenset[str], tuple[EffectiveRow, SuccessionRow]] = {}
    for line in lines(register, Succession):
        if isinstance(line.row, SuccessionRow) and register.returns(line.row):
            closing[frozenset(register.takers_over([line.row.platform]))] = line, line.row
    for line, row in closing.values():
        own = row.successor == row.platform
        chain = "承继的是它自己" if own else "几次承继之后又回到它自己"
        message = f"平台“{row.platform}”由“{row.successor}”承继，{chain}"
        yield line.place("successor"), message, "核对承继的平台；改正录反的一行"


@check(
    "X113", "division-exists", ERROR, "行政区划代码须在 GB/T 2260 中", FORM,
    "代码决定平台归入哪个地方、由哪个部门推荐；不存在的代码使平台无处可归。",
)  # fmt: skip
def division_exists(register: Register, as_of: date) -> Iterator[Breach]:
    """A division code is one of GB/T 2260, of this year or an earlier one."""
    fixes: Mapping[str | int, str] = {
        "division": f"查对代码；只知到上一级的写上一级的代码，{register.territory.own_in_words}",
        "city": "查对代码，写所管地方的 6 位代码",
    }
    for filed, path, places in listed_places(register):
        for at, each in enumerate(places):
            if not (is_division(each.code) or each.code == register.territory.code):
                message = f"“{each.code}”不是 GB/T 2260 的行政区划代码"
                yield filed.place(*path, at, "code"), message, fixes[path[-1]]


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
OF_LISTS = ("publicity", "of_notices", "except_listed_in")


def _meant(register: Register) -> Iterator[Meant]:
    """Every reference to an act."""
    acts = register.receipt.acts
    for field in OF_LISTS:
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
