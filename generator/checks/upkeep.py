"""Warnings ahead of what would stop the daily publication."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from generator.checks.walk import FORM, WARNING, Breach, check
from generator.register.duties import upkeep
from generator.register.register import Register
from generator.terms.findings import Finding

AHEAD = timedelta(days=30)


@check(
    "X127", "upkeep-due", WARNING, "三十天以内到期的，须先有人处理", FORM,
    "特许到期、新一年的放假安排未知、印制程序停止维护，当天都不出错，到时却会使每天的公布停下来或者出错；"
    "提前三十天提醒，公布的网站也在“缺口”一页写明。",
)  # fmt: skip
def seen_to_in_time(register: Register, as_of: date) -> Iterator[Breach]:
    """Whatever runs out within thirty days has been seen to."""
    for each in upkeep(register, as_of, as_of + AHEAD):
        yield each.place, each.says, each.fix


def forewarnings(findings: Iterable[Finding]) -> list[Finding]:
    """Those of some findings that say what will stop the publication."""
    return [finding for finding in findings if finding.rule == seen_to_in_time.rule]
