"""Batches: how many a year, who is in them and recommended by whom, and what reviews leave of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import (
    ERROR,
    FORM,
    RULED,
    WARNING,
    Breach,
    applications,
    check,
    cited,
    lines,
    of_kind,
    publicity_of,
)
from generator.records.acts import Announcement, Publicity, PublicityRow, Review, Revocation
from generator.records.registry import Department, Platform
from generator.records.values import Day
from generator.register.answer import live_fold
from generator.register.places import answers_for, known_divisions, name_then, names_on
from generator.register.reapplication import unit_key
from generator.register.register import Register
from generator.register.territory import Territory
from generator.terms.findings import EXCUSE


@check(
    "B501", "batches-per-year", ERROR, "每年的认定批次不得超过规定次数", RULED,
    "办法规定每年开展的次数；多出的批次没有依据。",
)  # fmt: skip
def batches_per_year(register: Register, as_of: date) -> Iterator[Breach]:
    """No more batches a year than the edition allows."""
    seen: Counter[tuple[str, int]] = Counter()
    for filed in sorted(register.receipt.batches, key=lambda item: item.record.id):
        edition = register.regulations.get(filed.record.regulation)
        if edition is None or edition.batches is None:
            continue
        key = (edition.level, filed.record.year)
        seen[key] += 1
        if seen[key] > edition.batches.per_year:
            per_year, article = edition.batches.per_year, cited(edition, edition.batches.article)
            message = f"{key[1]} 年已是第 {seen[key]} 个批次，每年只开展 {per_year} 次"
            yield filed.place("year"), message, "核对年份；同一批次的文件写同一个 batch", article


@check(
    "B505", "announcement-beside-rounds", WARNING, "没有写批次的公布也算一次认定", RULED,
    "办法规定每年开展的次数；公布没有写属于哪个批次，就是批次之外的一次认定，多为漏写。",
)  # fmt: skip
def announced_in_a_round(register: Register, as_of: date) -> Iterator[Breach]:
    """An announcement that names no round is one more, beside the rounds of its year."""
    rounds = Counter(batch.year for batch in register.batches.values())
    for filed, act, edition in of_kind(register, Announcement):
        term, publicity = edition.batches if edition else None, publicity_of(register, act)
        if term is None or act.batch or (publicity and publicity.batch):
            continue
        year = act.issued_on.first.year
        rounds[year] += 1
        if rounds[year] > term.per_year:
            message = (
                f"没有写批次，是 {year} 年的第 {rounds[year]} 次认定，每年只开展 {term.per_year} 次"
            )
            fix = ("补录 batch；确在批次之外的，", EXCUSE)
            yield filed.place("id"), message, fix, cited(edition, term.article)


@check(
    "B502", "review-adds-up", WARNING, "复核结果须与该批次的平台对得上数", FORM,
    "一个批次有多少平台，复核之后就该有多少个结论；对不上，就有平台没有下落。",
)  # fmt: skip
def review_adds_up(register: Register, as_of: date) -> Iterator[Breach]:
    """The reviews of a batch, and the revocations beside them, account for all of it."""
    reviews = [(filed, act) for filed, act, _ in of_kind(register, Review) if act.batch]
    for batch in sorted({act.batch or "" for _, act in reviews}):
        of_batch = [(filed, act) for filed, act in reviews if act.batch == batch]
        granted = _granted(register, batch, of_batch[0][1])
        counts = [_size(act) for _, act in of_batch]
        if granted is None or None in counts:
            continue
        revoked = _revoked_beside(register, [act for _, act in of_batch])
        total = sum(count or 0 for count in counts) + revoked
        if total != granted:
            filed = of_batch[-1][0]
            message = f"复核 {total - revoked} 个，同时撤销 {revoked} 个，合计 {total} 个；该批次应有 {granted} 个"
            yield filed.place("batch"), message, "核对名单；只复核一部分平台的，不写 batch"


def _size(act: Announcement | Review) -> int | None:
    """The number a document gives; else its rows, where they are all there."""
    if act.count is not None:
        return act.count
    return len(act.rows) if act.rows_complete else None


def _granted(register: Register, batch: str, review: Review) -> int | None:
    """How many platforms of the batch still held the title when the review began."""
    acts = [act for _, act, _ in of_kind(register, Announcement) if act.batch == batch]
    sizes = [_size(act) for act in acts]
    if not acts or None in sizes:
        return None
    ended = sum(
        _ended_before(register, name, review) for act in acts for name in register.entries_of(act)
    )
    return sum(size or 0 for size in sizes) - ended


def _ended_before(register: Register, name: str, review: Review) -> bool:
    history = register.histories.get(name)
    chains = live_fold(history).designations if history else []
    endings = [chain.ending for chain in chains if chain.ending]
    return any(ending.by.issued_on < review.issued_on.first for ending in endings)


def _revoked_beside(register: Register, reviews: list[Review]) -> int:
    """The platforms that the same documents revoke."""
    numbers = {review.document_number for review in reviews} - {None}
    acts = (act for _, act, _ in of_kind(register, Revocation))
    return sum(len(act.rows) for act in acts if act.document_number in numbers)


@check(
    "B503", "one-platform-per-unit", WARNING, "同一单位在一份名单中不应有两个平台", RULED,
    "同一法人以两个平台同时申报，多为重复录入；确属两个平台的，须核实。",
)  # fmt: skip
def one_platform_per_unit(register: Register, as_of: date) -> Iterator[Breach]:
    """A unit has one platform in a list."""
    first: dict[tuple[str, str], str] = {}
    for each in applications(register):
        line, platform = each.line, each.line.row.platform
        key = (line.act.id, unit_key(each.history, line.act.issued_on.last))
        if first.setdefault(key, platform) != platform:
            message = f"平台“{platform}”与“{first[key]}”同属一个运营单位"
            yield line.place(), message, "核对是否重复列入"


@check(
    "B504", "recommender-answers", ERROR, "推荐部门须是平台所在地的主管部门", RULED,
    "办法规定由当地的主管部门推荐本地区的平台；外地部门的推荐无效。",
)  # fmt: skip
def recommender_answers(register: Register, as_of: date) -> Iterator[Breach]:
    """A platform is recommended by the department that answers for its place on that day."""
    for line in lines(register, Publicity):
        assert isinstance(line.row, PublicityRow)
        department = register.departments.get(line.row.recommended_by or "")
        platform, day = register.platforms.get(line.row.platform), line.act.issued_on
        if department is None or platform is None:
            continue
        territory = register.territory
        fault = _recommender_fault(department, platform, day, territory)
        if fault:
            message = f"平台“{platform.id}”由“{name_then(department, day)}”推荐，{fault}"
            fix = f"核对推荐部门或所在地；{territory.own}单位直接申报，不写 recommended_by"
            yield line.place("recommended_by"), message, fix


def _recommender_fault(
    department: Department, platform: Platform, day: Day, territory: Territory
) -> str | None:
    if not platform.division:
        return None
    if not names_on(department, day):
        return f"而该部门的名称在 {day} 不在使用"
    places = known_divisions(platform, day)
    is_its_own = not places or answers_for(territory, department, places, day)
    return None if is_its_own else f"而平台在 {'、'.join(places)}，不归该部门主管"
