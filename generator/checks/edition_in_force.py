"""文件须依据成文之日施行的办法版本 An act rests on the edition in force on its day; titles outlive it."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import cited
from generator.findings import Finding, Rule
from generator.records.act import Act
from generator.records.acts import Correction
from generator.records.day import Day
from generator.records.regulation import InForce, Regulation
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "E601",
    "edition-in-force",
    Severity.ERROR,
    "文件须依据成文之日施行的办法版本",
    "第二十九条",
    "办法失效以后再依据它作出的文件没有根据；此前授予的称号不受影响。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """An act rests on the edition in force on its day; titles outlive it."""
    for filed in register.receipt.acts:
        act = filed.record
        edition = register.regulations.get(act.regulation)
        if edition is None or within(act.issued_on, edition.in_force) or _mends(register, act):
            continue
        force = edition.in_force
        span = f"{force.starts or '未载'} 至 {force.ends or '未定'}"
        message = f"{act.issued_on} 的文件依据“{edition.id}”，该版本施行期为 {span}"
        others = "、".join(each.id for each in _editions(register, edition, act.issued_on))
        fix = f"当日施行的是 {others}" if others else "查明当日施行的版本，先登记该版本"
        yield RULE.found(filed.place("regulation"), message, fix, cited(edition, force.article))


def _mends(register: Register, act: Act) -> bool:
    """A correction rests on the edition of what it corrects, however late it comes."""
    if not isinstance(act, Correction):
        return False
    corrected = register.acts.get(act.corrects)
    return corrected is not None and corrected.regulation == act.regulation


def _editions(register: Register, like: Regulation, day: Day) -> list[Regulation]:
    editions = register.regulations.values()
    return [e for e in editions if e.level is like.level and within(day, e.in_force)]


def within(day: Day, force: InForce) -> bool:
    """是否施行 Whether an edition may have been in force on a day; unknown borders do not exclude."""
    begun = force.starts is None or force.starts.first <= day.last
    return begun and (force.ends is None or day.first <= force.ends.last)
