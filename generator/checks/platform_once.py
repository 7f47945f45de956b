"""同一平台不得登记两次 No two platforms bear the same name and are run by the same unit."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import FORM
from generator.findings import Finding, Rule
from generator.records.base import Filed
from generator.records.platform import Platform
from generator.register.register import Register
from generator.terms import Severity

RULE = Rule(
    "N704",
    "platform-recorded-twice",
    Severity.WARNING,
    "同一平台不得登记两次",
    FORM,
    "平台的编号终身不变；同一平台有了两个编号，历次认定就分在两处，查到的只是一半。",
)


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """同一平台不得登记两次 No two platforms bear the same name and are run by the same unit."""
    first: dict[tuple[str | None, str], Filed[Platform]] = {}
    for filed in register.receipt.platforms:
        platform = filed.record
        earlier = first.setdefault((platform.name, platform.operating_unit.name), filed)
        is_other = earlier.record.id != platform.id
        if is_other and _may_be_one(earlier.record, platform):
            message = f"名称和运营单位与 {earlier.record.id} 相同，可能是同一平台"
            fix = f"是同一平台的，沿用 {earlier.record.id}，删去还没有提交的新文件；不是的，在 excused.yaml 中写明理由"
            yield RULE.found(filed.place("name"), message, fix)


def _may_be_one(one: Platform, other: Platform) -> bool:
    """Two units of one name are told apart by their codes, where both are known."""
    codes = {one.operating_unit.credit_code, other.operating_unit.credit_code} - {None}
    return len(codes) < 2
