"""更名须从当时使用的名称改起 A renaming starts from the name in use the day before it takes effect."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import of_kind
from generator.findings import Finding, Rule
from generator.records.acts import Renaming
from generator.register.register import Register
from generator.standing.identity import identity
from generator.standing.validity import ONE_DAY
from generator.terms import Severity

RULE = Rule(
    "N702",
    "renaming-chain",
    Severity.ERROR,
    "更名须从当时使用的名称改起",
    "第二十一条",
    "更名一环扣一环；原名称对不上，说明中间漏了一次更名，或平台认错了。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A renaming starts from the name in use the day before it takes effect."""
    for filed, act, _ in of_kind(register, Renaming):
        for at, row in enumerate(act.rows):
            history = register.histories.get(row.platform)
            if history is None:
                continue
            before = identity(history, act.effective_on.first - ONE_DAY)
            for field, known in (("name", before.name), ("operating_unit", before.operating_unit)):
                change = getattr(row, field)
                if change and known and change.from_ != known:
                    message = f"原名称写“{change.from_}”，而此前使用的是“{known}”"
                    place = filed.place("rows", at, field, "from")
                    yield RULE.found(place, message, "核对更名文件；中间另有更名的，先补录")
