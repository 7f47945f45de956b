"""公布的平台须在公示名单中 Every announced platform was on the list put before the public."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import lines, publicity_of
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "P307",
    "announced-not-publicised",
    Severity.ERROR,
    "公布的平台须在公示名单中",
    "第二十条",
    "没有公示过的平台直接公布，公众没有机会提出异议。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every announced platform was on the list put before the public."""
    for line in lines(register, Announcement):
        assert isinstance(line.act, Announcement)
        publicity, platform = publicity_of(register, line.act), line.row.platform
        if publicity is None or not publicity.rows_complete or platform not in register.platforms:
            continue
        if platform not in register.entries_of(publicity):
            message = f"平台“{platform}”不在公示“{publicity.id}”的名单中"
            yield RULE.found(line.place("platform"), message, "核对公示与公布两份名单")
