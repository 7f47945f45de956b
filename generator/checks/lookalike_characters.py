"""名称不得使用形近字符 A name holds no character that only looks like the one that is meant."""

from collections.abc import Iterator
from datetime import date

from generator.checks.lookalikes import lookalikes
from generator.checks.walk import FORM, texts
from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "N703",
    "lookalike-character",
    Severity.WARNING,
    "名称不得使用形近字符",
    FORM,
    "部首字、外文字母和全角半角混写看来与常用字符相同，编码却不同，会使看来一样的两个名称查不到、对不上，也可用来冒名。",
)
NAMES = ("name", "operating_unit", "from", "to", "title", "label", "publisher", "number")


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A name holds no character that only looks like the one that is meant."""
    for filed in register.receipt.everything:
        for path, text in texts(filed.record):
            found = list(lookalikes(text)) if path[-1:] and path[-1] in NAMES else []
            if found:
                said = "，".join(_said(*each) for each in found)
                fix = "核对原文后改为常用字符；原文确用此字的，在 excused.yaml 中写明理由"
                yield RULE.found(filed.place(*path), said, fix)


def _said(at: int, sign: str, meant: str) -> str:
    return f"第 {at} 个字“{sign}”（U+{ord(sign):04X}）应为“{meant}”（U+{ord(meant):04X}）"
