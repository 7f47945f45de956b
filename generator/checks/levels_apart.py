"""一份名录只登记一个层级的称号 A registry records titles of one level; levels never mix."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.findings import Finding, Rule
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "E603",
    "levels-apart",
    Severity.ERROR,
    "一份名录只登记一个层级的称号",
    "第二十八条",
    "国家级、省级、市级称号由不同部门授予，依据不同；混在一份名录里，公众会误认层级。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """A registry records titles of one level; levels never mix."""
    editions = register.regulations
    used = [
        (filed, editions[filed.record.regulation])
        for filed in register.receipt.acts
        if filed.record.regulation in editions
    ]
    levels = Counter(edition.level for _, edition in used)
    if len(levels) < 2:
        return
    usual = levels.most_common(1)[0][0]
    for filed, edition in used:
        if edition.level is not usual:
            message = f"依据的“{edition.id}”是{edition.level.label}办法，而本名录登记的是{usual.label}称号"
            yield RULE.found(filed.place("regulation"), message, "该层级的文件另设登记文件夹")
