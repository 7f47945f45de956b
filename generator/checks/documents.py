"""Documents: their numbers, days, rows and sources, and what each is for."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from generator.checks.walk import (
    ERROR,
    FORM,
    GAP,
    WARNING,
    Breach,
    alike,
    check,
    field_references,
    of_kind,
    papers,
    rows,
)
from generator.records.acts import (
    Act,
    Announcement,
    Call,
    Other,
    Publicity,
    ValidityChange,
    rows_of,
)
from generator.register.register import Register
from generator.terms.sameness import sameness


@check(
    "X109", "platform-once-per-notice", ERROR, "一份文件中同一平台只列一行", FORM,
    "同一平台在一份名单里出现两次，说不清以哪一行为准，数目也对不上。",
)  # fmt: skip
def platform_once_per_notice(register: Register, as_of: date) -> Iterator[Breach]:
    """An act lists a platform once; two records that are one are another matter."""
    for filed in register.as_received.acts:
        first: dict[str, int] = {}
        for at, row in enumerate(rows_of(filed.record)):
            if row.platform in first:
                message = f"平台“{row.platform}”已列在第 {first[row.platform] + 1} 行"
                yield filed.place("rows", at, "platform"), message, "核对原文，删去重复的一行"
            first.setdefault(row.platform, at)


@check(
    "X112", "year-folder", WARNING, "文件须放在成文年份的文件夹中", FORM,
    "按年归档，查找和审阅才有次序。",
)  # fmt: skip
def year_folder(register: Register, as_of: date) -> Iterator[Breach]:
    """An act lies in the folder of the year it was issued in, an erratum in that it was found in."""
    for filed in papers(register):
        folder, year = PurePosixPath(filed.file).parent.name, str(filed.record.issued_on.first.year)
        if folder != year:
            message = f"成文于 {year} 年，却放在“{folder}”文件夹"
            yield filed.place("issued_on"), message, f"移到 notices/{year}/，或改正成文日期"
    for erratum in register.receipt.errata:
        folder, day = PurePosixPath(erratum.file).parent.name, erratum.record.found_on
        if folder != str(day.first.year):
            message = f"发现于 {day.first.year} 年，却放在“{folder}”文件夹"
            fix = f"移到 errata/{day.first.year}/，或改正发现日期"
            yield erratum.place("found_on"), message, fix


@check(
    "D101", "count-equals-rows", ERROR, "文件正文的数目须等于附表行数", FORM,
    "正文写的数目是核对抄录是否完整的唯一凭据；公众据此知道名单没有漏、没有添。",
)  # fmt: skip
def count_equals_rows(register: Register, as_of: date) -> Iterator[Breach]:
    """The number in a notice's body equals its rows."""
    for filed in register.receipt.acts:
        act, count = filed.record, len(rows_of(filed.record))
        if act.count is None:
            continue
        if act.rows_complete and act.count != count:
            message = f"正文写 {act.count} 个，附表有 {count} 行"
            fix = "核对原文补齐或删去；若只录到部分名单，写 rows_complete: false"
            yield filed.place("count"), message, fix
        elif act.count < count:
            message = f"正文写 {act.count} 个，附表却有 {count} 行"
            yield filed.place("count"), message, "核对原文，改正数目或删去多录的行"


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
    "D102", "source-missing", GAP, "文件没有来源", FORM,
    "没有来源，公众无法自行核对原文。",
)  # fmt: skip
def source_given(register: Register, as_of: date) -> Iterator[Breach]:
    """An act has a source."""
    for filed in papers(register):
        if filed.record.source is None:
            message = f"《{filed.record.title}》没有写明来源"
            yield filed.place("id"), message, "补上 source.url；原网页已失效的，写存档副本的哈希值"


@check(
    "D103", "rows-incomplete", GAP, "名单只录到一部分", FORM,
    "本名录没有录全的名单，不能用来断定某单位不在其中，须如实写明。",
)  # fmt: skip
def rows_complete(register: Register, as_of: date) -> Iterator[Breach]:
    """Our copy of a list is complete."""
    for filed in register.receipt.acts:
        act = filed.record
        if not act.rows_complete and (act.count is None or act.count >= len(rows_of(act))):
            whole = f"共 {act.count} 个" if act.count is not None else "总数未载"
            message = f"名单{whole}，只录到 {len(rows_of(act))} 行"
            yield filed.place("rows_complete"), message, "取得完整名单后补录"


@check(
    "D104", "act-days-in-order", ERROR, "一份文件引用的文件不得晚于它自己", FORM,
    "公布在公示之后，更正在原文之后；次序颠倒必有一处日期录错。",
)  # fmt: skip
def act_days_in_order(register: Register, as_of: date) -> Iterator[Breach]:
    """An act does not come before the acts it builds on."""
    for filed in register.receipt.acts:
        for name in ("publicity", "corrects", "of_notices", "about"):
            for _, path, target in field_references([filed], name):
                other = next(iter(register.named(target)), None)
                if other and filed.record.issued_on.last < other.issued_on.first:
                    message = f"本文成文日 {filed.record.issued_on} 早于所引用的“{target}”（{other.issued_on}）"
                    yield filed.place(*path), message, "核对两份文件的成文日期"


@check(
    "D105", "document-number-once", ERROR, "一个发文字号只属于一份文件", FORM,
    "发文字号是公众查证的凭据；同一字号可以既作复核又作撤销，但不会有两个成文日期或两个机关。",
)  # fmt: skip
def document_number_once(register: Register, as_of: date) -> Iterator[Breach]:
    """A document number belongs to one document: one issuer and one day."""
    for earlier, filed in alike(register, papers(register), _number_in_series):
        one, other = earlier.record, filed.record
        if (one.issuer, one.issued_on) != (other.issuer, other.issued_on):
            message = f"发文字号“{other.document_number}”已用于“{one.document}”（{one.issued_on}）"
            yield filed.place("document_number"), message, "核对两份文件，改正录错的一处"


NUMBER = re.compile(r"(?P<series>.*?)(?:〔(?P<year>\d{4})〕|(?P<bare>\d{4})年)第?(?P<number>\d+)号")


def _number_in_series(act: Act) -> tuple[str, str, int] | None:
    """Series, year and number: 003 is 3, and a number without a series is of its issuer alone."""
    match = NUMBER.fullmatch(act.document_number or "")
    if match is None:
        return None
    series = sameness(match["series"])
    return (
        f"{series} {act.issuer}" if match["bare"] else series,
        match["year"] or match["bare"],
        int(match["number"]),
    )


@check(
    "D106", "notice-unused", WARNING, "每份文件都应有用处", FORM,
    "没有名单的名单文件、没有批次的申报通知、没有下文的公示，多半是漏录了另一半。",
)  # fmt: skip
def notice_used(register: Register, as_of: date) -> Iterator[Breach]:
    """Every act says something: rows, a batch that names it, or an announcement that follows."""
    called = {filed.record.call for filed in register.receipt.batches}
    announced = {getattr(act, "publicity", None) for act in register.acts.values()}
    batches = {act.batch: act for _, act, _ in of_kind(register, Announcement) if act.batch}
    for filed in register.receipt.acts:
        act = filed.record
        if "rows" in type(act).model_fields and not rows_of(act) and _needs_rows(act):
            fix = "补录名单；没有取得名单的，写 rows_complete: false"
            yield filed.place("id"), "名单是空的", fix
        if isinstance(act, Call) and not {act.id, act.document} & called:
            yield filed.place("id"), "没有批次以它为申报通知", "在 batches 的 call 写上本文件编号"
        is_used = bool({act.id, act.document} & announced)
        if isinstance(act, Publicity) and not is_used and _is_passed(act, batches):
            message = "同一批次已有后来的公布，却没有一份以它为公示"
            yield filed.place("id"), message, "在公布文件的 publicity 写上本文件编号，或补录公布"


def _needs_rows(act: Act) -> bool:
    return act.rows_complete and not isinstance(act, Other | ValidityChange)


def _is_passed(act: Publicity, batches: dict[str, Announcement]) -> bool:
    later = batches.get(act.batch or "")
    closed = act.window.last.last if act.window else act.issued_on.last
    return later is not None and later.issued_on.first > closed


@check(
    "D107", "future-day", ERROR, "不得登记尚未到来的日子", FORM,
    "还没有发生的事不能登记为已经发生；年份写错也常在这里暴露。",
)  # fmt: skip
def no_future_days(register: Register, as_of: date) -> Iterator[Breach]:
    """No act is dated after today, nor anything reported as done."""
    for filed in papers(register):
        if filed.record.issued_on.first > as_of:
            message = f"成文日期 {filed.record.issued_on} 在 {as_of} 之后"
            yield filed.place("issued_on"), message, "核对年月日；确属将来的，到日再登记"
    for erratum in register.receipt.errata:
        if erratum.record.found_on.first > as_of:
            message = f"发现日期 {erratum.record.found_on} 在 {as_of} 之后"
            yield erratum.place("found_on"), message, "核对年月日"
    for filed, at, row in rows(register):
        for field in ("inspected_on", "filed_on"):
            day = getattr(row, field, None)
            if day is not None and day.first > as_of:
                message = f"日期 {day} 在 {as_of} 之后"
                yield filed.place("rows", at, field), message, "核对年月日"
