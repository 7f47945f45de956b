"""更名须从当时使用的名称改起 A renaming starts from the name in use the day before it takes effect."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM, lines
from generator.findings import Finding, Rule
from generator.records.act import Act
from generator.records.acts import Renaming
from generator.register.history import History
from generator.register.register import Register
from generator.standing.identity import identities, identity
from generator.standing.lookup import folded
from generator.standing.validity import ONE_DAY
from generator.terms import Severity

RULE = Rule(
    "N702",
    "renaming-chain",
    Severity.ERROR,
    "更名须从当时使用的名称改起",
    FORM,
    "更名一环扣一环；原名称对不上，说明中间漏了一次更名，或平台认错了。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A renaming starts from the name in use when it takes effect."""
    for line in lines(register, Renaming):
        history = register.histories.get(line.row.platform)
        for field in ("name", "operating_unit") if history else ():
            change = getattr(line.row, field)
            known = _known(history, field, line.act) if history else []
            if change and known and folded(change.from_) not in map(folded, known):
                message = f"原名称写“{change.from_}”，而此前使用的是“{known[0]}”"
                fix = "核对更名文件；中间另有更名的，先补录"
                yield RULE.found(line.place(field, "from"), message, fix)


def _known(history: History, field: str, act: Act) -> list[str]:
    """The name of the day before, and those given by other renamings of the same day."""
    day = act.effective_on.first
    others = [
        each
        for each in identities(history)
        if each.starts == day and each.by and each.by.act != act
    ]
    found = (getattr(each, field) for each in (identity(history, day - ONE_DAY), *others))
    return [name for name in found if name]
