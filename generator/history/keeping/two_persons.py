"""改变资格状态须两人经手 An act that may change a status is proposed by one person and approved by another."""

from collections.abc import Iterator

from generator.findings import Finding, Rule
from generator.history.alteration import Alteration
from generator.history.keeping.saying import RULEBOOK
from generator.records.acts import Correction, Publicity
from generator.standing.changes import TELLING
from generator.terms import Severity

RULE = Rule(
    "C106",
    "one-person-alone",
    Severity.ERROR,
    "改变资格状态须两人经手",
    RULEBOOK,
    "一个人既提出又核准，抄错、看错和有意的改动都没有人拦得住。",
)
DECIDING = (*TELLING, Publicity, Correction)


def check(alteration: Alteration) -> Iterator[Finding]:
    """Judged only where the forge's own record of who did what is given."""
    endorsement = alteration.endorsement
    if endorsement is None or endorsement.is_by_two:
        return
    edited = [(key, new) for key, old, new in alteration.kept if old.record != new.record]
    for _, new in (*alteration.added, *edited):
        if isinstance(new.record, DECIDING):
            message = f"“{endorsement.author}”提出的《{new.record.title}》没有另一人核准"
            fix = "请另一位同事对照原文审阅并核准，再重新检查"
            yield RULE.found(new.place("id"), message, fix)
