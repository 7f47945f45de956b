"""Places in time: those of a platform in order, and each code one that there was on its days."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from generator.checks.walk import ERROR, FORM, WARNING, Breach, check
from generator.records.registry import Coded
from generator.records.values import Filed, Path
from generator.register.places import days_of, surely_lacked, years_of
from generator.register.register import Register


def listed_places(register: Register) -> Iterator[tuple[Filed[Any], Path, tuple[Coded, ...]]]:
    """Places of every platform, and of every department that answers for some, with their path."""
    for filed in register.receipt.platforms:
        yield filed, ("division",), filed.record.division
    for table in register.receipt.departments:
        for at, department in enumerate(table.record.departments):
            yield table, ("departments", at, "city"), department.city


@check(
    "X125", "division-in-order", ERROR, "改隶前后的所在地须按日期先后排列", FORM,
    "一天只能有一个所在地；后一项不写起日，或者不晚于前一项，就说不清那一天归哪个市、由谁推荐。",
)  # fmt: skip
def divisions_in_order(register: Register, as_of: date) -> Iterator[Breach]:
    """Every place but the first has a day, later than that of the one before."""
    for filed in register.receipt.platforms:
        for at, (before, after) in enumerate(pairwise(filed.record.division), 1):
            since, place = after.from_, filed.place("division", at, "from")
            if since is None:
                message = f"所在地第 {at + 1} 项“{after.code}”没有写起日 from"
                yield place, message, "写明从哪一天起改隶；只有第一项可以不写 from"
            elif before.from_ and since.first <= before.from_.last:
                message = f"所在地第 {at + 1} 项的起日 {since} 不晚于前一项的 {before.from_}"
                yield place, message, "核对区划调整的日期，按先后排列；重复的删去一项"


@check(
    "X126", "division-of-its-days", WARNING, "区划代码须在所写的日期使用", FORM,
    "代码随区划调整启用和停用；写了日期而那一天没有这个代码，不是日期录错，就是漏了一次改隶。",
)  # fmt: skip
def divisions_of_their_days(register: Register, as_of: date) -> Iterator[Breach]:
    """A code that is given with days was in use on the first and on the last of them."""
    for filed, path, places in listed_places(register):
        is_dated = any(not each.is_alone for each in places)
        for at, day in days_of(places, as_of) if is_dated else ():
            code = places[at].code
            if surely_lacked(code, day):
                message = f"“{code}”{_use(code)}，而所写的日期包括 {day}"
                fix = "核对代码和日期；其间改过隶属的，逐项写明自哪一天起归哪里"
                yield filed.place(*path, at, "code"), message, fix


def _use(code: str) -> str:
    """Years in which a code was in use, in words; one of which nothing is known has no limit."""
    first, last = years_of(code)
    if first is None:
        return f"至 {last} 年停用"
    return f"自 {first} 年启用" + (f"、至 {last} 年停用" if last else "")
