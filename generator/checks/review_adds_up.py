"""复核结果须与该批次的平台对得上数 A review's outcomes and revocations add up to its batch."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Review, Revocation
from generator.register.register import Register
from generator.standing.standing import ENDERS
from generator.terms import Severity

RULE = Rule(
    "B502",
    "review-adds-up",
    Severity.WARNING,
    "复核结果须与该批次的平台对得上数",
    FORM,
    "一个批次有多少平台，复核之后就该有多少个结论；对不上，就有平台没有下落。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """The reviews of a batch, and the revocations beside them, account for all of it."""
    reviews = [(filed, act) for filed, act, _ in of_kind(register, Review) if act.batch]
    for batch in sorted({act.batch or "" for _, act in reviews}):
        of_batch = [(filed, act) for filed, act in reviews if act.batch == batch]
        granted = _granted(register, batch, of_batch[0][1])
        counts = [_size(act) for _, act in of_batch]
        if granted is None or None in counts:
            continue
        revoked = _revoked_beside(register, [act for _, act in of_batch])
        found = sum(count or 0 for count in counts) + revoked
        if found != granted:
            filed = of_batch[-1][0]
            message = f"复核 {found - revoked} 个，同时撤销 {revoked} 个，合计 {found} 个；该批次应有 {granted} 个"
            yield RULE.found(
                filed.place("batch"), message, "核对名单；只复核一部分平台的，不写 batch"
            )


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
    enders = history.of(*ENDERS) if history else []
    return any(entry.issued_on < review.issued_on.first for entry in enders)


def _revoked_beside(register: Register, reviews: list[Review]) -> int:
    """The platforms that the same documents revoke."""
    numbers = {review.document_number for review in reviews} - {None}
    acts = (act for _, act, _ in of_kind(register, Revocation))
    return sum(len(act.rows) for act in acts if act.document_number in numbers)
