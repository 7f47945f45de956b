"""特许 Takes out the findings that excused.yaml lets stand; an idle excuse is a finding."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.excuse import Excuse
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "D108",
    "excuse-unused",
    Severity.WARNING,
    "特许的问题须确实存在",
    FORM,
    "特许只给已知的旧问题；问题已改正或期限已过，特许就应删去，免得掩盖新的问题。",
)


def excused(register: Register, found: list[Finding], as_of: date) -> Iterator[Finding]:
    """特许 The findings that remain, and the excuses that excuse nothing."""
    standing = found
    for filed in register.receipt.excused:
        for at, excuse in enumerate(filed.record.excused):
            left = [finding for finding in standing if not _covers(excuse, finding, as_of)]
            if len(left) == len(standing):
                message = f"特许 {excuse.code}（{excuse.file}）没有特许任何问题"
                fix = "问题已改正或期限已过的，删去这一条"
                yield RULE.found(filed.place("excused", at), message, fix)
            standing = left
    yield from standing


def _covers(excuse: Excuse, finding: Finding, as_of: date) -> bool:
    return (
        excuse.code == finding.rule.code
        and finding.place.file.endswith("/" + excuse.file)
        and (excuse.says or "") in finding.message
        and as_of <= excuse.ends.last
    )
