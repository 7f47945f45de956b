"""Immutability rules, which judge one alteration of the registry: what may be given, come back, be edited.

A published record is never deleted, renamed or given to another, and is edited only where
nothing that was said is unsaid, over two steps as over one. What was unknown is given once; a value
that once stood there and was taken out comes back as it was or not at all; a correction excuses the
fields that it names and no others. Why, and what is allowed: docs/decisions/0013.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from generator.history.alteration import (
    DEPARTMENTS,
    DEPARTMENTS_FILE,
    Alteration,
    as_written,
    completes,
    continues,
    document_id,
    edit_message,
    is_same,
    mends_source,
    nothing_left,
)
from generator.history.meaning import concerned
from generator.history.versions import Key, within
from generator.intake.receiving import drawer
from generator.records.acts import Correction, rows_of
from generator.records.differences import Difference, differences, is_marked, unmasked, unredacted
from generator.records.values import Day, Filed
from generator.terms.citations import PART
from generator.terms.findings import Advice, Finding, Place, Rule, Steps, holding
from generator.terms.said import Said
from generator.terms.words import Severity
from generator.verify import between, is_printed, parted

HASH = re.compile("sha256:([0-9a-f]{64})")
SALT = re.compile("[0-9a-f]{32,}")


def _was_otherwise(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether another value was published at the place before it was taken out."""
    now = alteration.new[key].record
    return any(
        each.before is not None and not is_marked(each.before) and _is_at(each, difference)
        for filed in alteration.earlier.get(key, ())
        for each in differences(filed.record, now)
    )


def _is_at(one: Difference, other: Difference) -> bool:
    """Whether one of two places lies within the other."""
    length = min(len(one.names), len(other.names))
    return one.names[:length] == other.names[:length]


def _is_restored(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether what a mark stands for came back as it was: by an earlier version, or by its salted hash."""
    now = alteration.new[key].record
    for filed in alteration.earlier.get(key, ()):
        if not any(_is_at(each, difference) for each in differences(filed.record, now)):
            return True
    return _is_proved(alteration, key, difference)


def _is_proved(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether a new erratum on the field tells the salt with which the hash in each mark is that of the text."""
    pieces, marks = parted(difference.before)
    back = between(pieces, str(difference.after))
    filed = alteration.erratum_of(alteration.subject_of(key, difference), difference)
    if back is None or filed is None or difference.address not in filed.record.fields:
        return False
    salts = SALT.findall(filed.record.what)
    return all(_opens(mark, text, salts) for mark, text in zip(marks, back, strict=True))


def _opens(mark: str, text: str, salts: list[str]) -> bool:
    hashes = HASH.findall(mark)
    return any(hashlib.sha256(f"{salt}{text}".encode()).hexdigest() in hashes for salt in salts)


def _is_corrected(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether a correction of this alteration names the edited field: by a row, or in its own words."""
    return any(_names(each, key, difference) for each in _corrections(alteration, key))


def _corrections(alteration: Alteration, key: Key) -> Iterator[Correction[Any]]:
    for each in alteration.new_corrections:
        act = alteration.after.register.corrected(each)
        ids = {each.corrects, *((act.id, act.document) if act else ())}
        if key[1] in ids or (
            key[0] == "platforms" and key[1] in {r.platform for r in rows_of(each)}
        ):
            yield each


def _names(correction: Correction[Any], key: Key, difference: Difference) -> bool:
    platform, field = key[1], difference.name
    if difference.names[0] == "rows":
        platform, field = difference.names[1], (*difference.names, "platform")[2]
    elif difference.names == ("operating_unit", "name"):
        field = "operating_unit"
    rows = (row for row in rows_of(correction) if row.platform == platform)
    if any(field in row.model_fields_set for row in rows):
        return True
    words = (_label(difference), *_spellings(difference.before, difference.after))
    return any(is_printed(text, correction.what) for text in words)


def _label(difference: Difference) -> str:
    """Name of the field for people."""
    field = difference.owner.model_fields.get(difference.name)
    return re.split("[，；。]", (field and field.description) or difference.address)[0]


def _spellings(*values: Any) -> Iterator[str]:
    """The ways in which a paper may print a value: as it is written here, a day in Chinese too."""
    for value in values:
        if text := as_written(value):
            yield text
        if isinstance(value, Day) and value.first == value.last:
            day = value.first
            yield f"{day.year}年{day.month}月{day.day}日"


RULEBOOK = "登记规范：只增不改"
NOUNS: Mapping[str, str] = {
    "platforms": "平台",
    "acts": "官方文件",
    "documents": "官方文件",
    "batches": "批次",
    "regulations": "办法",
    "departments": "主管部门",
    "errata": "勘误",
}
RESTORE = "照原样恢复；有误的，按登记人员手册第九节写勘误或更正"
AS_IT_WAS = "隐去的文字只能照原样恢复；原来的版本已经查不到的，写勘误，在 what 中写明当时的盐"
# What is recorded of an act: itself, and what a document of several says beside them.
ACTS = ("acts", "documents")
ERRATA = "errata"
# Excuses lapse, and their file may go with the last of them.
LAPSING = "excused"
IDENTITY = (("name",), ("operating_unit", "name"), ("operating_unit", "credit_code"), ("same_as",))
RENAMED = "；改了名的另写更名文件（手册第七节）"
PLACE = ("division",)
MOVED = "；又改了隶属的，在 division 后面加一项，写明自哪一天起"


def _rule(code: str, slug: str, title: str, reason: str) -> Rule:
    return Rule(code, slug, Severity.ERROR, title, RULEBOOK, reason)


RECORD_DELETED = _rule(
    "C101",
    "record-deleted",
    "记录不得删除",
    "撤销、退出、期满的平台和办过的每一份文件都要永远查得到；删去一条，它的网址就断了，历史也就不实了。",
)
ACT_EDITED = _rule(
    "C102",
    "act-edited",
    "公布过的文件不得改动",
    "公众已经据它办过事；悄悄改了，谁也说不清当时看到的是什么。我们抄错的要有勘误，官方改错的要有更正，让人看得到原来错在哪里。",
)
IDENTITY_EDITED = _rule(
    "C103",
    "identity-edited",
    "平台身份不得改动",
    "名称、单位和代码把一个平台的全部文件系在一起，限制期也跟着代码走；改名要有更名文件，抄错了要有勘误。",
)
ID_REUSED = _rule(
    "C104",
    "id-reused",
    "编号不得再用",
    "编号是网址的一部分，别人已经存下；给了另一条记录，旧网址就会答非所问。",
)
FILE_RENAMED = _rule(
    "C105",
    "file-renamed",
    "编号和文件名不得更改",
    "编号是网址的一部分，文件名与编号相同；换一个编号，公众存下的网址就断了，别的记录也找不到它。",
)
ERRATUM_INEXACT = _rule(
    "C107",
    "erratum-inexact",
    "勘误所列的字段须与改动一致",
    "勘误说改了的没有改，看的人就会以为记录还是错的；勘误只管与它同时的那一次改正。",
)
ONE_PERSON_ALONE = _rule(
    "C106",
    "one-person-alone",
    "改变结论、规则或检查的改动须两人经手",
    "一个人既提出又核准，抄错、看错和有意的改动都没有人拦得住；改了办法、本站的声明或检查本身，结论也会跟着变。",
)


def keep(alteration: Alteration) -> Iterator[Finding]:
    """Every breach, in one alteration, of what history forbids."""
    # What all acts of a document share is judged with each of them, and found once.
    yield from dict.fromkeys(each for judge in JUDGES.values() for each in judge(alteration))


def record_deleted(alteration: Alteration) -> Iterator[Finding]:
    """No record that was published is gone."""
    for key, filed in alteration.gone.items():
        file = alteration.old_file(filed)
        whole_table = file == DEPARTMENTS_FILE and file not in alteration.after.files
        if key not in alteration.renamed and not whole_table:
            is_part = file in alteration.after.files
            message = f"{_called(key, filed, is_part=is_part)}已被删去"
            yield RECORD_DELETED.found(alteration.place_of_old(filed), message, RESTORE)
    yield from _deleted_files(alteration)


def _deleted_files(alteration: Alteration) -> Iterator[Finding]:
    """A file that is gone and was known by its name alone, unless its content lies elsewhere."""
    before, after = alteration.before, alteration.after
    with_ids = {
        alteration.old_file(filed)
        for (kind, _), filed in alteration.old.items()
        if kind != DEPARTMENTS
    }
    for file in before.files.keys() - after.files.keys() - with_ids:
        if drawer(file) != LAPSING and before.files[file] not in after.files.values():
            place = Place((PurePath(after.receipt.folder) / file).as_posix())
            yield RECORD_DELETED.found(place, f"文件“{file}”已被删去", "照原样恢复该文件")


def act_edited(alteration: Alteration) -> Iterator[Finding]:
    """An act is edited only to add what was unknown, to redact, or with an erratum or a correction."""
    for key, old, new in alteration.kept:
        if key[0] not in (*ACTS, ERRATA) or nothing_left(old.record, new.record):
            continue
        for difference in unredacted(differences(old.record, new.record)):
            fix = _act_fix(alteration, key, old.record, difference)
            if fix:
                yield ACT_EDITED.found(new.place(*difference.path), edit_message(difference), fix)


def _act_fix(alteration: Alteration, key: Key, old: Any, difference: Difference) -> Advice | None:
    """Advice on an edit of an act or an erratum; None where it may be."""
    if key[0] == ERRATA:
        return "改回原样；勘误写错了的，改正记录时另写一份勘误，在 what 中一并说明"
    if is_marked(difference.before):
        return None if _is_restored(alteration, key, difference) else AS_IT_WAS
    is_first = completes(difference, old) and not _was_otherwise(alteration, key, difference)
    if mends_source(difference) or is_first or _is_corrected(alteration, key, difference):
        return None
    name = alteration.subject_of(key, difference)
    erratum = _erratum_fix(alteration, name, difference)
    if erratum is None:
        return None
    ways = _two_ways(erratum, holding("corrects", name))
    return (*ways, "；须隐去的，原处写“（已隐去）”")


def _two_ways(erratum: Steps, correction: str | Said) -> Steps:
    return (
        "改回原样；我们抄错的，同时", *erratum, "；官方发文更正的，同时新写一份更正（", correction,
        "）；写法见登记人员手册第九节",
    )  # fmt: skip


def _erratum_fix(alteration: Alteration, name: str, difference: Difference) -> Steps | None:
    """Advice on the erratum that an edit lacks; None where a new one names the field."""
    filed, address = alteration.erratum_of(name, difference), difference.address
    if filed is None:
        return "新写一份勘误（", holding("of", name), "，", holding("fields", f"[{address}]"), "）"
    if address in filed.record.fields:
        return None
    return (f"在勘误“{filed.record.id}”的 fields 中补上 {address}",)


def identity_edited(alteration: Alteration) -> Iterator[Finding]:
    """Name, unit, code and place stay as recorded, unless an erratum or a correction says why.

    Renamings are acts (第二条); a new place follows the old ones, with its day.
    """
    for key, old, new in alteration.kept:
        if key[0] != "platforms" or nothing_left(old.record, new.record):
            continue
        # What was taken out must leave its mark: nobody may wonder whether it was ever there.
        for difference in unmasked(differences(old.record, new.record)):
            if _unsays(alteration, key, difference):
                fix = _identity_fix(alteration, key, difference)
                if fix:
                    place = new.place(*difference.path)
                    yield IDENTITY_EDITED.found(place, edit_message(difference), fix)


def _unsays(alteration: Alteration, key: Key, difference: Difference) -> bool:
    """Whether an edit of a platform unsays who it was or is, or where it lay."""
    if difference.names == PLACE:
        return not continues(difference.before, difference.after)
    if difference.names not in IDENTITY:
        return False
    return difference.before is not None or _was_otherwise(alteration, key, difference)


def _identity_fix(alteration: Alteration, key: Key, difference: Difference) -> Advice | None:
    """Advice on an edit of who a platform is; None where it may be."""
    if is_marked(difference.before):
        return None if _is_restored(alteration, key, difference) else AS_IT_WAS
    if _is_corrected(alteration, key, difference):
        return None
    erratum = _erratum_fix(alteration, key[1], difference)
    if erratum is None:
        return None
    ways = _two_ways(erratum, f"附表列入 {key[1]}")
    return (*ways, MOVED if difference.names == PLACE else RENAMED)


def erratum_exact(alteration: Alteration) -> Iterator[Finding]:
    """A new erratum names only fields that differ; those that it leaves out are found as edits."""
    for filed in alteration.new_errata:
        edits = alteration.edits_of(filed.record.of)
        if edits is None:
            yield from _nothing_published(alteration, filed)
            continue
        edited = [each.address for each in edits]
        for at, address in enumerate(filed.record.fields):
            if address not in edited:
                message = f"勘误列了“{address}”，“{filed.record.of}”的这一项却没有改动"
                listed = f"；这次改动了的是 {'、'.join(edited)}" if edited else ""
                fix = f"没有改动的从 fields 中删去；还没有改正的，先改正记录{listed}"
                yield ERRATUM_INEXACT.found(filed.place("fields", at), message, fix)


def _nothing_published(alteration: Alteration, filed: Filed[Any]) -> Iterator[Finding]:
    """An erratum of what was never published; one of nothing at all is found by the ordinary check."""
    name = filed.record.of
    if any((kind, name) in alteration.new for kind in ("acts", "documents", "platforms")):
        message = f"“{name}”还没有公布过，没有旧内容可勘误"
        yield ERRATUM_INEXACT.found(filed.place("of"), message, "删去勘误，直接改正记录")


def id_reused(alteration: Alteration) -> Iterator[Finding]:
    """No id names now what it did not name before, or once."""
    for key, new in alteration.added:
        former = alteration.former.get(key)
        if former and not is_same(former.record, new.record):
            message = f"编号“{key[1]}”用过，原是{_called(key, former)}"
            fix = "新记录另取没有用过的编号；恢复原记录的，照原样恢复"
            yield ID_REUSED.found(_id_place(new), message, fix)
    for key, old, new in alteration.kept:
        if nothing_left(old.record, new.record):
            message = f"{_called(key, old)}的内容全都改了，已是另一{NOUNS[key[0]]}"
            fix = "恢复原记录；新记录另建文件，另取没有用过的编号"
            yield ID_REUSED.found(_id_place(new), message, fix)


def file_renamed(alteration: Alteration) -> Iterator[Finding]:
    """A record keeps its id, and its file the name of the id; folders mean nothing."""
    for was, now in alteration.renamed.items():
        old, new = alteration.gone[was], alteration.new[now]
        became = document_id(now[1]) if PART in was[1] else now[1]
        message = f"{_called(was, old)}的编号改成了“{became}”，原文件为 {alteration.old_file(old)}"
        fix = f"编号和文件名都改回“{document_id(was[1])}”"
        yield FILE_RENAMED.found(_id_place(new), message, fix)
    for key, old, new in alteration.kept:
        here, there = within(alteration.after.receipt.folder, new.file), alteration.old_file(old)
        is_renamed = here != there and PurePath(here).name != PurePath(there).name
        if is_renamed and key[0] != DEPARTMENTS and PurePath(here).stem != document_id(key[1]):
            message = f"{_called(key, old)}的文件由 {there} 改名为 {here}"
            fix = f"文件名改回“{PurePath(there).name}”"
            yield FILE_RENAMED.found(_id_place(new), message, fix)


def one_person_alone(alteration: Alteration) -> Iterator[Finding]:
    """Two persons have a hand in whatever changes an answer, a holder, a bar, a rule, a claim or the check.

    Judged only where the forge's own record of who did what is there.
    """
    endorsement = alteration.endorsement
    if endorsement is None or endorsement.is_by_two:
        return
    for place, what, why in concerned(alteration):
        message = f"“{endorsement.author}”提出的{what}没有另一人核准；它{why}"
        fix = "请另一位同事对照原文审阅并核准，再重新检查"
        yield ONE_PERSON_ALONE.found(place, message, fix)


JUDGES: Mapping[Rule, Callable[[Alteration], Iterator[Finding]]] = {
    RECORD_DELETED: record_deleted,
    ACT_EDITED: act_edited,
    IDENTITY_EDITED: identity_edited,
    ID_REUSED: id_reused,
    FILE_RENAMED: file_renamed,
    ONE_PERSON_ALONE: one_person_alone,
    ERRATUM_INEXACT: erratum_exact,
}
RULES = tuple(JUDGES)


def _called(key: Key, filed: Filed[Any], *, is_part: bool = False) -> str:
    """A record in a message: its kind, its id, and its name or title where it has one.

    An act of several is called by its document, but where it alone is meant.
    """
    record, name = filed.record, key[1] if is_part else document_id(key[1])
    title = getattr(record, "title", None) or getattr(record, "name", None)
    return f"{NOUNS[key[0]]}“{name}”" + (f"（{title}）" if title else "")


def _id_place(filed: Filed[Any]) -> Place:
    """Place of the id that the file bears."""
    return replace(filed, prefix=()).place("id")
