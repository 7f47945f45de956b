"""Immutability rules, which judge one alteration of the registry.

A published record is never deleted, renamed or given to another, and is edited only where
nothing that was said is unsaid. Why, and what is allowed: docs/decisions/0013.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from generator.history.alteration import (
    DEPARTMENTS,
    DEPARTMENTS_FILE,
    Alteration,
    completes,
    document_id,
    edit_message,
    is_same,
    nothing_left,
)
from generator.history.versions import Key, within
from generator.intake.receiving import drawer
from generator.records.acts import Correction, DocumentOfActs, Publicity, rows_of
from generator.records.differences import Difference, differences, unmasked, unredacted
from generator.records.values import Filed
from generator.register.snapshot import TELLING
from generator.terms.citations import PART
from generator.terms.findings import Finding, Place, Rule
from generator.terms.words import Severity

RULEBOOK = "登记规范：只增不改"
NOUNS: Mapping[str, str] = {
    "platforms": "平台",
    "acts": "官方文件",
    "documents": "官方文件",
    "batches": "批次",
    "regulations": "办法",
    "departments": "主管部门",
}
RESTORE = "照原样恢复；有误的，按登记人员手册第九节另写更正"
# What is recorded of an act: itself, and what a document of several says beside them.
ACTS = ("acts", "documents")
# Excuses lapse, and their file may go with the last of them.
LAPSING = "excused"
IDENTITY = (("name",), ("operating_unit", "name"), ("operating_unit", "credit_code"), ("same_as",))
CORRECT_IDENTITY = (
    "改回原样；改了名的另写更名文件（手册第七节）；当初抄错的，同时新写一份更正，"
    "附表列入 {id}，在 what 中写明原来错在哪里（手册第九节）"
)
# Acts that may change a status.
DECIDING = (*TELLING, Publicity, Correction)


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
    "公众已经据它办过事；悄悄改了，谁也说不清当时看到的是什么。改错要有更正，让人看得到原来错在哪里。",
)
IDENTITY_EDITED = _rule(
    "C103",
    "identity-edited",
    "平台身份不得改动",
    "名称、单位和代码把一个平台的全部文件系在一起，限制期也跟着代码走；改名要有更名文件，抄错了要有更正。",
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
ONE_PERSON_ALONE = _rule(
    "C106",
    "one-person-alone",
    "改变资格状态须两人经手",
    "一个人既提出又核准，抄错、看错和有意的改动都没有人拦得住。",
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
    """An act is edited only to add what was unknown, to redact, or with a correction."""
    corrected = alteration.corrected
    for (kind, name), old, new in alteration.kept:
        if kind not in ACTS or name in corrected or nothing_left(old.record, new.record):
            continue
        for difference in unredacted(differences(old.record, new.record)):
            if not completes(difference, old.record):
                place = new.place(*difference.path)
                yield ACT_EDITED.found(
                    place, edit_message(difference), _correct_act(_named(name, difference))
                )


def _correct_act(name: str) -> str:
    return (
        f"改回原样；确有错误的，同时新写一份更正（corrects: {name}），"
        "写法见登记人员手册第九节；须隐去的，原处写“（已隐去）”"
    )


def identity_edited(alteration: Alteration) -> Iterator[Finding]:
    """Name, unit and code of a platform stay as first recorded, unless a correction says why.

    Renamings are acts (第二条).
    """
    corrections = alteration.new_corrections
    explained = {row.platform for correction in corrections for row in rows_of(correction)}
    for (kind, name), old, new in alteration.kept:
        if kind != "platforms" or name in explained or nothing_left(old.record, new.record):
            continue
        # What was taken out must leave its mark: nobody may wonder whether it was ever there.
        for difference in unmasked(differences(old.record, new.record)):
            if difference.names in IDENTITY and difference.before is not None:
                place, fix = new.place(*difference.path), CORRECT_IDENTITY.format(id=name)
                yield IDENTITY_EDITED.found(place, edit_message(difference), fix)


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
        is_renamed = PurePath(here).name != PurePath(there).name
        if key[0] != DEPARTMENTS and is_renamed and PurePath(here).stem != document_id(key[1]):
            message = f"{_called(key, old)}的文件由 {there} 改名为 {here}"
            fix = f"文件名改回“{PurePath(there).name}”"
            yield FILE_RENAMED.found(_id_place(new), message, fix)


def one_person_alone(alteration: Alteration) -> Iterator[Finding]:
    """An act that may change a status is proposed by one person and approved by another.

    Judged only where the forge's own record of who did what is there.
    """
    endorsement = alteration.endorsement
    if endorsement is None or endorsement.is_by_two:
        return
    edited = [(key, new) for key, old, new in alteration.kept if old.record != new.record]
    for _, new in (*alteration.added, *edited):
        if isinstance(new.record, DECIDING):
            message = f"“{endorsement.author}”提出的《{new.record.title}》没有另一人核准"
            fix = "请另一位同事对照原文审阅并核准，再重新检查"
            yield ONE_PERSON_ALONE.found(_id_place(new), message, fix)


JUDGES: Mapping[Rule, Callable[[Alteration], Iterator[Finding]]] = {
    RECORD_DELETED: record_deleted,
    ACT_EDITED: act_edited,
    IDENTITY_EDITED: identity_edited,
    ID_REUSED: id_reused,
    FILE_RENAMED: file_renamed,
    ONE_PERSON_ALONE: one_person_alone,
}
RULES = tuple(JUDGES)


def _called(key: Key, filed: Filed[Any], *, is_part: bool = False) -> str:
    """A record in a message: its kind, its id, and its name or title where it has one.

    An act of several is called by its document, but where it alone is meant.
    """
    record, name = filed.record, key[1] if is_part else document_id(key[1])
    title = getattr(record, "title", None) or getattr(record, "name", None)
    return f"{NOUNS[key[0]]}“{name}”" + (f"（{title}）" if title else "")


def _named(name: str, difference: Difference) -> str:
    """Name for the correction of an edit: the act, or the document whose own field it is."""
    is_of_document = difference.names[0] in DocumentOfActs.model_fields
    return document_id(name) if is_of_document else name


def _id_place(filed: Filed[Any]) -> Place:
    """Place of the id that the file bears."""
    return replace(filed, prefix=()).place("id")
