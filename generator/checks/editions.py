"""Acts keep to the edition of the regulation that they rest on."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, RULED, Breach, check, cited, lines, of_kind
from generator.records.acts import Act, Correction
from generator.records.regulation import InForce, Regulation
from generator.records.values import Day
from generator.register.identity import nearest
from generator.register.register import Register


@check(
    "E601", "edition-in-force", ERROR, "文件须依据成文之日施行的办法版本", RULED,
    "办法失效以后再依据它作出的文件没有根据；此前授予的称号不受影响。",
)  # fmt: skip
def edition_in_force(register: Register, as_of: date) -> Iterator[Breach]:
    """An act rests on the edition in force on its day; titles outlive it."""
    for filed, act, edition in of_kind(register, Act):
        if edition is None or _within(act.issued_on, edition.in_force) or _mends(register, act):
            continue
        force = edition.in_force
        span = f"{force.starts or '未载'} 至 {force.ends or '未定'}"
        message = f"{act.issued_on} 的文件依据“{edition.id}”，该版本施行期为 {span}"
        others = "、".join(each.id for each in _editions_of_day(register, edition, act.issued_on))
        fix = f"当日施行的是 {others}" if others else "查明当日施行的版本，先登记该版本"
        yield filed.place("regulation"), message, fix, cited(edition, force.article)


def _mends(register: Register, act: Act) -> bool:
    """A correction of an act, or a decision upon it, may rest on its edition, however late it comes."""
    about = register.named(getattr(act, "about", None))
    before = (register.corrected(act),) if isinstance(act, Correction) else about
    return any(each is not None and each.regulation == act.regulation for each in before)


def _editions_of_day(register: Register, like: Regulation, day: Day) -> list[Regulation]:
    editions = register.regulations.values()
    return [e for e in editions if e.level is like.level and _within(day, e.in_force)]


def _within(day: Day, force: InForce) -> bool:
    """Whether an edition may have been in force on a day; unknown borders do not exclude."""
    begun = force.starts is None or force.starts.first <= day.last
    return begun and (force.ends is None or day.first <= force.ends.last)


@check(
    "E602", "function-in-edition", ERROR, "服务功能须是办法版本中列出的", RULED,
    "服务功能由办法规定，各版本可以不同；不在其中的功能没有含义。",
)  # fmt: skip
def functions_in_edition(register: Register, as_of: date) -> Iterator[Breach]:
    """Every function of a row is listed in the edition the act rests on."""
    for line in lines(register, Act):
        listed = [f.term for f in line.edition.service_functions] if line.edition else []
        for number, term in enumerate(getattr(line.row, "functions", ())):
            if listed and term not in listed:
                near = nearest(term, listed)
                fix = f"是否为“{near}”？" if near else f"应为 {'、'.join(listed)} 之一"
                message = f"办法“{line.act.regulation}”没有服务功能“{term}”"
                yield line.place("functions", number), message, fix


@check(
    "E603", "levels-apart", ERROR, "一份名录只登记一个层级的称号", RULED,
    "国家级、省级、市级称号由不同部门授予，依据不同；混在一份名录里，公众会误认层级。",
)  # fmt: skip
def levels_apart(register: Register, as_of: date) -> Iterator[Breach]:
    """A registry records titles of one level; levels never mix."""
    used = [(filed, edition) for filed, _, edition in of_kind(register, Act) if edition]
    levels = Counter(edition.level for _, edition in used)
    if len(levels) < 2:
        return
    usual = levels.most_common(1)[0][0]
    for filed, edition in used:
        if edition.level is not usual:
            message = f"依据的“{edition.id}”是{edition.level.label}办法，而本名录登记的是{usual.label}称号"
            yield filed.place("regulation"), message, "该层级的文件另设登记文件夹"
