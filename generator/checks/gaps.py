"""Gaps: what is not known says so, and why."""

from collections.abc import Iterator
from datetime import date

from generator.checks.effects import Effect, Reach, effects
from generator.checks.walk import ERROR, FORM, GAP, Breach, check, lines, standing_platforms
from generator.records.acts import (
    Act,
    Announcement,
    Publicity,
    Renaming,
    RenamingRow,
    Review,
    ReviewRow,
    Row,
    rows_of,
)
from generator.records.codes import check_digit
from generator.records.registry import Platform
from generator.records.regulation import Regulation
from generator.records.values import Day, Path, Validity
from generator.register.register import Register
from generator.terms.findings import put


@check(
    "X110", "code-or-reason", ERROR, "信用代码与其缺失原因二者须有且只有一个", FORM,
    "不写代码必须写明原因，缺口才是诚实的缺口；两者都写则自相矛盾。",
)  # fmt: skip
def code_or_reason(register: Register, as_of: date) -> Iterator[Breach]:
    """A unit has a credit code, or the reason why not; and a reason for a wrong check digit has one."""
    for filed in register.receipt.platforms:
        unit = filed.record.operating_unit
        if (unit.credit_code is None) == (unit.credit_code_unknown is None):
            both = unit.credit_code is not None
            message = "既写了代码又写了缺失原因" if both else "既没有代码，也没有写缺失原因"
            fix = (
                "二者只留一个"
                if both
                else ("补上 credit_code，或", put("credit_code_unknown", "原因"))
            )
            yield filed.place("operating_unit"), message, fix
        if unit.credit_code_irregular and not _is_irregular(unit.credit_code):
            place = filed.place("operating_unit", "credit_code_irregular")
            yield place, NEEDLESS, "删去 credit_code_irregular 一行"
    for line in lines(register, Renaming):
        assert isinstance(line.row, RenamingRow)
        if line.row.credit_code_irregular and not _is_irregular(line.row.credit_code):
            yield line.place("credit_code_irregular"), NEEDLESS, "删去 credit_code_irregular"


NEEDLESS = "写了校验位不合的原因，而没有代码，或者代码的校验位是对的"


def _is_irregular(code: str | None) -> bool:
    return code is not None and check_digit(code) != code[-1]


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
            fix = "二者只留一个" if both else ("补上 name，或", put("name_unknown", "原因"))
            yield filed.place("id"), message, fix


@check(
    "X134", "window-ends-once", ERROR, "公示期的止日与工作日数二者须有且只有一个", FORM,
    "印了止日的照录止日，只印几个工作日的照录天数，止日由程序推算；都不写或都写，就不知以哪个为准。",
)  # fmt: skip
def window_end_or_days(register: Register, as_of: date) -> Iterator[Breach]:
    """A window has a last day, or a number of working days instead, never both."""
    for filed in register.as_received.acts:
        window = filed.record.window if isinstance(filed.record, Publicity) else None
        if window and (window.ends is None) == (not window.working_days):
            both = window.ends is not None
            message = "既写了止日又写了工作日数" if both else "既没有止日，也没有工作日数"
            fix = "二者只留一个" if both else "补上 ends；原文只印工作日数的，写 working_days"
            yield filed.place("window"), message, fix


@check(
    "G101", "credit-code-unknown", GAP, "没有统一社会信用代码", FORM,
    "没有代码，更名后就难以认定是否同一单位，不得申报的限制也无从跟随。",
)  # fmt: skip
def credit_code_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The credit code of a platform's unit is known."""
    for filed in standing_platforms(register):
        unit = filed.record.operating_unit
        if unit.credit_code is None:
            reason = unit.credit_code_unknown or "未说明原因"
            message = f"“{unit.name}”没有统一社会信用代码（{reason}）"
            yield filed.place("operating_unit"), message, "查得后补录 credit_code"


@check(
    "G102", "division-unknown", GAP, "不知所在地", FORM,
    "所在地未知的平台不会出现在任何一地的名单里，须如实列出。",
)  # fmt: skip
def division_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The division of a platform is known."""
    for filed in standing_platforms(register):
        platform = filed.record
        if not platform.division:
            message = f"平台“{platform.id}”没有行政区划代码"
            fix = f"查得后补录 division（{register.territory.own_in_words}）"
            yield filed.place("id"), message, fix
        elif (first := platform.division[0].from_) and _acts_before(register, platform, first):
            message = f"不知平台“{platform.id}”在 {first} 以前的所在地，那时已有文件"
            fix = "查得后在 division 的最前面补一项（第一项可以不写 from）"
            yield filed.place("division", 0, "from"), message, fix


def _acts_before(register: Register, platform: Platform, day: Day) -> bool:
    history = register.histories[platform.id]
    return any(entry.counts_on_issue < day.first for entry in history.entries)


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
    "G104", "designation-not-on-record", GAP, "被撤销、复核或调整的平台没有认定记录", FORM,
    "只录到撤销、复核、退出或调整，没有录到认定，说明本名录缺了一份文件；此前的日子不能断定为未认定。",
)  # fmt: skip
def revoked_was_designated(register: Register, as_of: date) -> Iterator[Breach]:
    """The grant of a title that was revoked, reviewed, given up or moved is on record."""
    # Among records some of which could not be read, nothing is known to be missing.
    if register.receipt.refused:
        return
    first: dict[str, Effect] = {}
    for effect in effects(register):
        if effect.reach is Reach.NOT_ON_RECORD:
            first.setdefault(effect.history.platform.id, effect)
    for name, effect in first.items():
        entry, granted = effect.entry, effect.history.of(Announcement)
        # A grant that was annulled is on record, though nothing was ever held by it.
        if not any(each.issued_on <= entry.counts_on for each in granted):
            message = f"平台“{name}”有“{entry.act.id}”，却没有认定公布的文件"
            yield register.filed_platform(name).place("id"), message, "查得认定公布文件后补录"


@check(
    "G105", "days-unknown", GAP, "文件的日期没有载明", FORM,
    "成文日、公示期、有效期不知道，就答不出某一天的状态；不能推算，只能如实列为缺口。",
)  # fmt: skip
def days_known(register: Register, as_of: date) -> Iterator[Breach]:
    """The days of an act are known: of issue, of its window, of its validity."""
    for filed in register.as_received.acts:
        act, edition = filed.record, register.regulations.get(filed.record.regulation)
        last = _worked_out(register, act)
        unknown = (*_unknown_days(act), *_half_known(act, edition), *last)
        for path, message in unknown:
            yield filed.place(*path), message, "查得后补录"


def _unknown_days(act: Act) -> Iterator[tuple[Path, str]]:
    for path, day in _days_of(act):
        if not day.is_exact:
            span = f"{day} 年" if day.is_year else f"{day} 这一月"
            yield path, f"{DAYS[str(path[-1])]}只知是 {span}"
    if isinstance(act, Publicity) and act.window is None:
        yield ("id",), "公示期没有载明"
    if isinstance(act, Announcement) and act.publicity_unknown:
        yield ("publicity_unknown",), f"不知经过哪次公示：{act.publicity_unknown}"
    if isinstance(act, Announcement | Review):
        yield from _unknown_validities(act)


# Days on which something is done; one printed to the month leaves days of which nobody can tell.
DAYS = {"issued_on": "成文日期", "takes_effect_on": "生效日", "inspected_on": "检查日期"}


def _days_of(act: Act) -> Iterator[tuple[Path, Day]]:
    """Days of an act and of its rows, as far as they are printed."""
    rows: list[tuple[Path, Row]] = [(("rows", at), row) for at, row in enumerate(rows_of(act))]
    for path, record in ((), act), *rows:
        for name in DAYS:
            if day := getattr(record, name, None):
                yield (*path, name), day


def _worked_out(register: Register, act: Act) -> Iterator[tuple[Path, str]]:
    """Place at which a window is printed in working days, with the last day that follows, if any does."""
    window = act.window if isinstance(act, Publicity) else None
    if window and window.working_days and not window.ends:
        bound = register.acts[act.id]
        known = isinstance(bound, Publicity) and bound.window
        follows = f"按日历推算至 {known.last}" if known else "推算不出来（放假安排或起算办法未知）"
        yield ("window",), f"公示期的止日没有载明，只印 {window.working_days} 个工作日，{follows}"


def _unknown_validities(act: Announcement | Review) -> Iterator[tuple[Path, str]]:
    """Places at which an act or a row says that no validity is printed."""
    rows = [(("rows", at), row) for at, row in enumerate(act.rows) if isinstance(row, ReviewRow)]
    for path, record in ((), act), *rows:
        if unknown := getattr(record, "validity_unknown", None):
            yield (*path, "validity_unknown"), f"有效期起止日没有载明：{unknown}"


def _half_known(act: Act, edition: Regulation | None) -> Iterator[tuple[Path, str]]:
    """Validities of which only one day is known, save where the edition needs no last day."""
    rows = [(("rows", at), row) for at, row in enumerate(rows_of(act))]
    term = edition.validity if edition else None
    is_open = edition is None or edition.terms_unknown or (term and term.until_review_every_years)
    for path, record in ((), act), *rows:
        validity: Validity | None = getattr(record, "validity", None)
        if validity and validity.starts is None and validity.ends:
            yield (*path, "validity"), f"有效期的起日没有载明，只知至 {validity.ends}"
        if validity and validity.ends is None and validity.starts and not is_open:
            yield (*path, "validity"), f"有效期的止日没有载明，只知自 {validity.starts} 起"
