"""Two records that are one platform (`same_as`): which leads to which, and what does not agree."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, FORM, WARNING, Breach, check, dangling, field_references
from generator.records.acts import rows_of
from generator.records.registry import Platform
from generator.records.values import Filed
from generator.register.identity import identities
from generator.register.register import Register


@check(
    "X131", "same-as-leads-nowhere", ERROR, "same_as 须指向另一条留用的平台记录", FORM,
    "两条记录是同一平台的，一条并入另一条；指向自己、绕成一圈或指向已经并入别处的，就没有一条可以留用。",
)  # fmt: skip
def same_as_leads_on(register: Register, as_of: date) -> Iterator[Breach]:
    """A record is the same as another one, which stays."""
    references = [*field_references(register.receipt.platforms, "same_as")]
    yield from dangling(register, register.records, references, "平台")
    for filed, path, name in references:
        if fault := _fault(register, filed.record.id, name):
            yield filed.place(*path), *fault


def _fault(register: Register, own: str, named: str) -> tuple[str, str] | None:
    """Fault of a reference, and how to mend it; a circle is found once, where it is to be cut."""
    if named == own:
        return "same_as 写的是它自己", "写另一条留用的记录的编号；只有一条记录的，删去这一行"
    passed = [own]
    while (following := _same_as(register, passed[-1])) and following not in passed:
        passed.append(following)
    if following == own:
        circle = " → ".join((*passed, own))
        fix = f"留用 {own} 的，删去这一行；留用另一条的，删去那一条的 same_as"
        return (f"绕成一圈：{circle}", fix) if own == min(passed) else None
    if len(passed) > 2 and passed[-1] in register.records and not following:
        fix = f"直接写最后留用的一条：same_as: {passed[-1]}"
        return f"“{named}”自己也并入“{passed[2]}”", fix
    return None


def _same_as(register: Register, name: str) -> str | None:
    record = register.records.get(name)
    return record.same_as if record else None


@check(
    "X132", "merged-codes-differ", WARNING, "并为一个平台的两条记录，信用代码应当相同", FORM,
    "代码不同，或者不是同一平台，或者换过单位而没有录更名；限制期跟着代码走，须先弄清。",
)  # fmt: skip
def merged_codes_agree(register: Register, as_of: date) -> Iterator[Breach]:
    """A record that leads to another has a code that the platform bore."""
    for filed in _merged(register):
        history = register.histories[register.merged[filed.record.id]]
        known = [each.credit_code for each in identities(history) if each.credit_code]
        code = filed.record.operating_unit.credit_code
        if code and known and code not in known:
            message = f"代码“{code}”与 {history.platform.id} 的“{known[0]}”不同"
            fix = "核对是否同一平台；换过单位或代码的，补录更名文件；当时抄错的，照手册改正"
            yield filed.place("operating_unit", "credit_code"), message, fix


@check(
    "X133", "merged-in-one-list", WARNING, "并为一个平台的两条记录，不应同在一份名单里", FORM,
    "一份名单把两者分列两行，多半是两个平台；确是同一平台的，只有前一行起作用。",
)  # fmt: skip
def merged_not_side_by_side(register: Register, as_of: date) -> Iterator[Breach]:
    """No act lists two records that are one platform."""
    for filed in register.as_received.acts if register.merged else ():
        first: dict[str, tuple[int, str]] = {}
        for at, row in enumerate(rows_of(filed.record)):
            platform = register.merged.get(row.platform, row.platform)
            before, other = first.setdefault(platform, (at, row.platform))
            if other != row.platform:
                message = f"“{row.platform}”与第 {before + 1} 行的“{other}”是同一平台"
                fix = "核对原文和两条平台记录；不是同一平台的，删去 same_as"
                yield filed.place("rows", at, "platform"), message, fix


def _merged(register: Register) -> Iterator[Filed[Platform]]:
    """Records that lead to another."""
    return (each for each in register.receipt.platforms if each.record.id in register.merged)
