"""公示过的平台须有下落 Every publicised platform is announced, or an objection to it was upheld."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind, publicity_of
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.register.register import Register
from generator.standing.publicity import upheld
from generator.terms import Severity

RULE = Rule(
    "P308",
    "publicised-unaccounted",
    Severity.WARNING,
    "公示过的平台须有下落",
    "第二十一条",
    "公示名单中有而公布名单中没有的平台，公众会问为什么；应有异议成立的处理文件。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every publicised platform is announced, or an objection to it was upheld."""
    for filed, act, _ in of_kind(register, Announcement):
        publicity = publicity_of(register, act)
        if publicity is None or not act.rows_complete:
            continue
        announced = register.entries_of(act)
        for name, entry in register.entries_of(publicity).items():
            history = register.histories.get(name)
            if history and name not in announced and not upheld(history, entry, as_of):
                message = f"公示过的平台“{name}”没有公布，也没有异议成立的处理文件"
                fix = "补录异议处理文件；确未公布又无文件的，列入 excused.yaml 并说明"
                yield RULE.found(filed.place("publicity"), message, fix)
