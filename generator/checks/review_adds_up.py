"""复核结果须与该批次的平台对得上数 A review's outcomes and revocations add up to its batch."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Review, Revocation
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "B502",
    "review-adds-up",
    Severity.WARNING,
    "复核结果须与该批次的平台对得上数",
    "第二十三条",
    "一个批次有多少平台，复核之后就该有多少个结论；对不上，就有平台没有下落。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A review's outcomes and revocations add up to its batch."""
    for filed, act, _ in of_kind(register, Review):
        granted = _announced(register, act.batch)
        revoked = _revoked_beside(register, act)
        found = (act.count if act.count is not None else len(act.rows)) + revoked
        if granted is not None and found != granted:
            message = f"复核 {found - revoked} 个，同一文件撤销 {revoked} 个，合计 {found} 个；该批次公布 {granted} 个"
            place = filed.place("count") if act.count is not None else filed.place("rows")
            yield RULE.found(place, message, "核对名单；只复核一部分平台的，不写 batch")


def _announced(register: Register, batch: str | None) -> int | None:
    """How many platforms the batch under review was granted, where that is on record."""
    acts = [act for _, act, _ in of_kind(register, Announcement) if batch and act.batch == batch]
    counts = [act.count if act.count is not None else len(act.rows) for act in acts]
    return sum(counts) if counts else None


def _revoked_beside(register: Register, review: Review) -> int:
    """The platforms that the same document revokes."""
    acts = (act for _, act, _ in of_kind(register, Revocation))
    number = review.document_number
    return sum(len(act.rows) for act in acts if number and act.document_number == number)
