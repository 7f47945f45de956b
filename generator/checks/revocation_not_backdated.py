"""撤销一般不早于决定之日生效 A revocation seldom takes effect before it was decided."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Revocation
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "R403",
    "revocation-backdated",
    Severity.WARNING,
    "撤销一般不早于决定之日生效",
    "第二十四条",
    "撤销称号对平台不利，文件没有明说，不应追溯到决定之前；确有追溯的，原文会写明。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A revocation seldom takes effect before it was decided."""
    for filed, act, _ in of_kind(register, Revocation):
        if act.takes_effect_on and act.takes_effect_on.last < act.issued_on.first:
            message = f"{act.issued_on} 决定撤销，却自 {act.takes_effect_on} 起生效"
            yield RULE.found(filed.place("takes_effect_on"), message, "核对原文是否写明追溯")
