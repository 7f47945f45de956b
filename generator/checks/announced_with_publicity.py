"""公布的名单须经公示 An announcement names the publicity that its list went through."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited, of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Announcement
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "P305",
    "announced-without-publicity",
    Severity.ERROR,
    "公布的名单须经公示",
    "第二十条",
    "办法规定评审合格的平台须先公示；说不出经过哪次公示的名单，公众无从核对。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """An announcement names the publicity that its list went through."""
    for filed, act, edition in of_kind(register, Announcement):
        if edition and edition.publicity and act.publicity is None:
            message = "没有写明经过哪次公示（publicity）"
            article = cited(edition, edition.publicity.article)
            yield RULE.found(filed.place("id"), message, "补上 publicity: 公示文件的编号", article)
