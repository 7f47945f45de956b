"""服务功能须是办法版本中列出的 Every function of a row is listed in the edition the act rests on."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import lines
from generator.findings import Finding, Rule
from generator.records.act import Act
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "E602",
    "function-in-edition",
    Severity.ERROR,
    "服务功能须是办法版本中列出的",
    "第六条",
    "服务功能由办法规定，各版本可以不同；不在其中的功能没有含义。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Every function of a row is listed in the edition the act rests on."""
    for line in lines(register, Act):
        listed = [f.term for f in line.edition.service_functions] if line.edition else []
        for number, term in enumerate(getattr(line.row, "functions", ())):
            if listed and term not in listed:
                near = register.nearest(term, listed)
                fix = f"是否为“{near}”？" if near else f"应为 {'、'.join(listed)} 之一"
                message = f"办法“{line.act.regulation}”没有服务功能“{term}”"
                yield RULE.found(line.place("functions", number), message, fix)
