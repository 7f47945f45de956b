"""Gaps: what is not known says so, and why."""

from collections.abc import Iterator
from datetime import date

from generator.checks.walk import ERROR, FORM, GAP, Breach, check
from generator.records.acts import Act, Announcement, Publicity, Review, Revocation, Withdrawal
from generator.register.register import Register


@check(
    "X110", "code-or-reason", ERROR, "信用代码与其缺失原因二者须有且只有一个", FORM,
    "不写代码必须写明原因，缺口才是诚实的缺口；两者都写则自相矛盾。",
)  # fmt: skip
def code_or_reason(register: Register, as_of: date) -> Iterator[Breach]:
    """A unit has a credit code, or the reason why not, never both."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if (unit.credit_code is None) == (unit.credit_code_unknown is None):
            both = unit.credit_code is not None
            message = "既写了代码又写了缺失原因" if both else "既没有代码，也没有写缺失原因"
            fix = "二者只留一个" if both else "补上 credit_code，或写 credit_code_unknown: 原因"
            yield filed.place("operating_unit"), message, fix


@check(
    "X111", "name-or-reason", ERROR, "平台名称与其缺失原因二者须有且只有一个", FORM,
    "有的名单只印单位不印平台名称，须写明原因，不能由登记人员代拟。",
)  # fmt: skip
def name_or_reason(register: Register, as_of: date) -> Iterator[Breach]:
    """A platform has a name, or the reason why not, never both."""
    for filed in register.receipt.platforms:
        platform = filed.record
        if (platform.name is None) == (platform.name_unknown is None):
            both = platform.name is not None
            message = "既写了名称又写了缺失原因" if both else "既没有名称，也没有写缺失原因"
            fix = "二者只留一个" if both else "补上 name，或写 name_unknown: 原因"
            yield filed.place("id"), message, fix


@check(
    "G101", "credit-code-unknown", GAP, "没有统一社会信用代码", FORM,
    "没有代码，更名后就难以认定是否同一单位，不得申报的限制也无从跟随。",
)  # fmt: skip
def credit_code_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The credit code of a platform's unit is known."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if unit.credit_code is None:
            reason = unit.credit_code_unknown or "未说明原因"
            message = f"“{unit.name}”没有统一社会信用代码（{reason}）"
            yield filed.place("operating_unit"), message, "查得后补录 credit_code"


@check(
    "G102", "division-unknown", GAP, "不知所在地", FORM,
    "所在地未知的平台不会出现在任何市的名单里，须如实列出。",
)  # fmt: skip
def division_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The division of a platform is known."""
    for filed in register.receipt.platforms:
        if filed.record.division is None:
            message = f"平台“{filed.record.id}”没有行政区划代码"
            yield filed.place("id"), message, "查得后补录 division（省直单位写 370000）"


@check(
    "G103", "edition-terms-unknown", GAP, "办法版本的条款未知", FORM,
    "条款不知道，依据它的文件就只能照录，不能核对。",
)  # fmt: skip
def edition_terms_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The terms of an edition are known to us."""
    for filed in register.receipt.regulations:
        if filed.record.terms_unknown:
            message = f"《{filed.record.title}》的条款未录入：{filed.record.terms_unknown}"
            yield filed.place("terms_unknown"), message, "取得全文后补录各条款"


@check(
    "G104", "designation-not-on-record", GAP, "被撤销或复核的平台没有认定记录", FORM,
    "只录到撤销或复核、没有录到认定，说明本名录缺了一份文件；此前的日子不能断定为未认定。",
)  # fmt: skip
def revoked_was_designated(register: Register, as_of: date) -> Iterator[Breach]:
    """The grant of a title that was revoked, reviewed or given up is on record."""
    # Among records some of which could not be read, nothing is known to be missing.
    if register.receipt.refused:
        return
    for history in register.histories.values():
        later = next(iter(history.of(Revocation, Review, Withdrawal)), None)
        if later and not any(history.of(Announcement)):
            message = f"平台“{history.platform.id}”有“{later.act.id}”，却没有认定公布的文件"
            filed = register.filed_platform(history.platform.id)
            yield filed.place("id"), message, "查得认定公布文件后补录"


@check(
    "G105", "days-unknown", GAP, "文件的日期没有载明", FORM,
    "成文日、公示期、有效期不知道，就答不出某一天的状态；不能推算，只能如实列为缺口。",
)  # fmt: skip
def days_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The days of an act are known: of issue, of its window, of its validity."""
    for filed in register.receipt.acts:
        for field, message in _unknown_days(filed.record):
            yield filed.place(field), message, "查得后补录"


def _unknown_days(act: Act) -> Iterator[tuple[str, str]]:
    if act.issued_on.is_year:
        yield "issued_on", f"成文日期只知是 {act.issued_on} 年"
    if isinstance(act, Publicity) and act.window is None:
        yield "id", "公示期没有载明"
    if isinstance(act, Announcement) and act.validity_unknown:
        yield "validity_unknown", f"有效期起止日没有载明：{act.validity_unknown}"
