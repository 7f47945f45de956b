"""被撤销或复核的平台没有认定记录 A revocation or a review on record speaks of a title whose grant is not."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.acts import Announcement, Review, Revocation, Withdrawal
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "G104",
    "designation-not-on-record",
    Severity.GAP,
    "被撤销或复核的平台没有认定记录",
    FORM,
    "只录到撤销或复核、没有录到认定，说明本名录缺了一份文件；此前的日子不能断定为未认定。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A revocation or a review on record speaks of a title whose grant is not."""
    # Among records some of which could not be read, nothing is known to be missing.
    if register.receipt.refused:
        return
    for history in register.histories.values():
        later = next(iter(history.of(Revocation, Review, Withdrawal)), None)
        if later and not any(history.of(Announcement)):
            message = f"平台“{history.platform.id}”有“{later.act.id}”，却没有认定公布的文件"
            filed = register.filed_platform(history.platform.id)
            yield RULE.found(filed.place("id"), message, "查得认定公布文件后补录")
