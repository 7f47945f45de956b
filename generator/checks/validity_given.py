"""公布的每个平台须有有效期 Every announced platform has a validity, with an end where its edition sets a term."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.records.regulation import Regulation
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "V202",
    "validity-given",
    Severity.ERROR,
    "公布的每个平台须有有效期",
    "第二十三条",
    "没有有效期就答不出“今天是否有效”；只有办法规定称号保持到下次复核时，才可以没有止日。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """公布的每个平台须有有效期 Every announced platform has a validity, with an end where its edition sets a term."""
    for filed, act, edition in of_kind(register, Announcement):
        endless = (
            None if _until_review(edition) else "没有止日，所依据的办法并无“保持至下次复核”的规定"
        )
        if act.validity and act.validity.ends is None and endless:
            yield RULE.found(filed.place("validity"), f"统一有效期{endless}", "照公布文件补上 ends")
        for at, row in enumerate(act.rows):
            if row.validity is None and act.validity is None and act.validity_unknown is None:
                message = f"附表第 {at + 1} 行没有有效期，文件也没有统一规定"
                yield RULE.found(filed.place("rows", at), message, "照公布文件补上 validity")
            elif row.validity and row.validity.ends is None and endless:
                message = f"附表第 {at + 1} 行的有效期{endless}"
                yield RULE.found(
                    filed.place("rows", at, "validity"), message, "照公布文件补上 ends"
                )


def _until_review(edition: Regulation | None) -> bool:
    term = edition.validity if edition else None
    return bool(edition and (edition.terms_unknown or (term and term.until_review_every_years)))
