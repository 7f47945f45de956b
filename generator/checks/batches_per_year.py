"""每年的认定批次不得超过规定次数 No more batches a year than the edition allows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "B501",
    "batches-per-year",
    Severity.ERROR,
    "每年的认定批次不得超过规定次数",
    "第二十二条",
    "办法规定每年开展的次数；多出的批次没有依据。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """No more batches a year than the edition allows."""
    seen: Counter[tuple[str, int]] = Counter()
    for filed in sorted(register.receipt.batches, key=lambda item: item.record.id):
        edition = register.regulations.get(filed.record.regulation)
        if edition is None or edition.batches is None:
            continue
        key = (edition.level, filed.record.year)
        seen[key] += 1
        if seen[key] > edition.batches.per_year:
            message = f"{filed.record.year} 年已是第 {seen[key]} 个批次，每年只开展 {edition.batches.per_year} 次"
            article = cited(edition, edition.batches.article)
            yield RULE.found(
                filed.place("year"), message, "核对年份；同一批次的文件写同一个 batch", article
            )
