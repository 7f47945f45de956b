"""Lists are put before the public, long enough, and what follows rests on them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.checks.walk import (
    ERROR,
    RULED,
    WARNING,
    Breach,
    EffectiveRow,
    application_window,
    check,
    cited,
    lines,
    of_kind,
    publicity_of,
)
from generator.records.acts import Act, Announcement, Objection, Publicity, PublicityRow, Window
from generator.records.regulation import PublicityTerm
from generator.records.values import Filed
from generator.register.designation import anniversary
from generator.register.publicity import SETTLING, upheld, waiting_for, window_of
from generator.register.register import Entry, History, Register
from generator.register.working_days import WorkingDays
from generator.terms.words import ObjectionOutcome


@check(
    "P301", "publicity-days-in-order", ERROR, "公示期不得早于公示文件", RULED,
    "公示文件发布之前无人能看到名单，提前起算等于缩短了公示期。",
)  # fmt: skip
def publicity_days_in_order(register: Register, as_of: date) -> Iterator[Breach]:
    """A window does not open before its notice is issued."""
    for filed, act, _ in of_kind(register, Publicity):
        if act.window and act.window.starts.last < act.issued_on.first:
            message = f"公示期自 {act.window.starts} 起，早于成文日 {act.issued_on}"
            yield filed.place("window", "starts"), message, "核对公示原文的日期"


@check(
    "P312", "publicised-before-closing", ERROR, "申报截止以后才能公示", RULED,
    "申报还没有截止，名单就不可能评审完毕；日期多半录错，或者写错了批次。",
)  # fmt: skip
def publicised_after_closing(register: Register, as_of: date) -> Iterator[Breach]:
    """A list is publicised only after the time to apply in its round is over."""
    for filed, act, _ in of_kind(register, Publicity):
        window = application_window(register, act.batch)
        if window and act.window and act.window.starts.last <= window.ends.first:
            message = f"公示期自 {act.window.starts} 起，而该批次申报到 {window.ends} 才截止"
            yield filed.place("window", "starts"), message, "核对公示日期、申报时间和批次"


@check(
    "P302", "publicity-too-short", ERROR, "公示期须满办法规定的工作日", RULED,
    "公示期是公众提出异议的时间；少一天，就少了一天的监督。",
)  # fmt: skip
def publicity_long_enough(register: Register, as_of: date) -> Iterator[Breach]:
    """A window holds the working days that its edition asks."""
    calendar = WorkingDays(register.work_calendars)
    for filed, window, term, article in _windows(register):
        starts, ends, first_counts = window.starts.first, window.last.last, term.first_day_counts
        if calendar.holds(starts, ends, term.working_days, first_counts) is False:
            count = calendar.count(starts, ends, first_counts)
            number = f"只有 {count} 个工作日，应有 {term.working_days} 个"
            last = calendar.window_end(starts, term.working_days, first_counts)
            fix = f"自 {starts} 起算，公示期应至 {last or '（该年放假安排未公布）'}；核对公示原文"
            yield filed.place("window"), f"公示期 {starts} 至 {ends} {number}", fix, article


@check(
    "P303", "calendar-unknown", WARNING, "公示期所在年份的放假安排须已知", RULED,
    "工作日按国务院办公厅的放假通知计算；通知没有公布的年份，只能回答“未知”，不能推测。",
)  # fmt: skip
def calendar_known(register: Register, as_of: date) -> Iterator[Breach]:
    """Enough days of a window lie in years whose holidays are known."""
    calendar = WorkingDays(register.work_calendars)
    for filed, window, term, article in _windows(register):
        starts, ends, days = window.starts.first, window.last.last, term.working_days
        if calendar.holds(starts, ends, days, term.first_day_counts) is None:
            message = f"{ends.year} 年的放假安排未知，无法核对公示期是否满 {days} 个工作日"
            fix = f"放假通知公布后，建立 work_calendars/{ends.year}.yaml"
            yield filed.place("window"), message, fix, article


def _windows(
    register: Register,
) -> Iterator[tuple[Filed[Publicity], Window, PublicityTerm, str]]:
    """Windows that can be judged by an edition's term, with the article that sets it."""
    for filed, act, edition in of_kind(register, Publicity):
        term, window = edition.publicity if edition else None, act.window
        if term and window and window.last.last >= window.starts.first:
            yield filed, window, term, cited(edition, term.article)


@check(
    "P304", "announced-too-early", ERROR, "公示期满以后才能公布", RULED,
    "公示期内提出的异议必须来得及处理；提前公布等于公示落空。",
)  # fmt: skip
def announced_after_window(register: Register, as_of: date) -> Iterator[Breach]:
    """An announcement comes after its publicity's window has closed."""
    for filed, act, _ in of_kind(register, Announcement):
        publicity = publicity_of(register, act)
        window = publicity.window if publicity else None
        if window and act.issued_on.last <= window.last.first:
            message = f"{act.issued_on} 公布，而公示期到 {window.last} 才结束"
            yield filed.place("issued_on"), message, "核对两份文件的日期"


@check(
    "P305", "announced-without-publicity", ERROR, "公布的名单须经公示", RULED,
    "办法规定评审合格的平台须先公示；说不出经过哪次公示的名单，公众无从核对。",
)  # fmt: skip
def announced_with_publicity(register: Register, as_of: date) -> Iterator[Breach]:
    """An announcement names the publicity that its list went through."""
    for filed, act, edition in of_kind(register, Announcement):
        is_said = act.publicity is not None or act.publicity_unknown is not None
        if edition and edition.publicity and not is_said:
            message = "没有写明经过哪次公示（publicity）"
            article = cited(edition, edition.publicity.article)
            fix = "补上 publicity: 公示文件的编号；查不到公示的，写 publicity_unknown: 原因"
            yield filed.place("id"), message, fix, article


@check(
    "P306", "announced-despite-objection", ERROR, "异议成立的平台不得公布", RULED,
    "公示的意义在于异议能够改变结果；异议成立仍然公布，公示就成了摆设。",
)  # fmt: skip
def announced_without_objection(register: Register, as_of: date) -> Iterator[Breach]:
    """No platform is announced against an upheld objection."""
    for line in lines(register, Announcement):
        history = register.histories.get(line.row.platform)
        objection = _upheld_objection(history, line.act) if history else None
        if objection:
            platform = line.row.platform
            message = f"平台“{platform}”的异议已由“{objection.act.id}”认定成立，却仍在公布名单中"
            yield line.place(), message, "核对异议处理结果和公布名单"


def _upheld_objection(history: History, act: Act) -> Entry | None:
    assert isinstance(act, Announcement)
    named = (entry for entry in history.of(Publicity) if entry.act.is_named(act.publicity))
    objections = (upheld(history, entry, act.issued_on.last) for entry in named)
    return next((objection for objection in objections if objection), None)


@check(
    "P307", "announced-not-publicised", ERROR, "公布的平台须在公示名单中", RULED,
    "没有公示过的平台直接公布，公众没有机会提出异议。",
)  # fmt: skip
def announced_was_publicised(register: Register, as_of: date) -> Iterator[Breach]:
    """Every announced platform was on the list put before the public."""
    for line in lines(register, Announcement):
        assert isinstance(line.act, Announcement)
        publicity, platform = publicity_of(register, line.act, line.row.platform), line.row.platform
        if publicity is None or not publicity.rows_complete or platform not in register.platforms:
            continue
        if platform not in register.entries_of(publicity):
            message = f"平台“{platform}”不在公示“{publicity.id}”的名单中"
            yield line.place("platform"), message, "核对公示与公布两份名单"


@check(
    "P308", "publicised-unaccounted", WARNING, "公示过的平台须有下落", RULED,
    "公示名单中有而公布名单中没有的平台，公众会问为什么；应有异议成立的处理文件。",
)  # fmt: skip
def publicised_accounted_for(register: Register, as_of: date) -> Iterator[Breach]:
    """Every publicised platform is announced, or it is on record why not."""
    for line in lines(register, Publicity):
        history = register.histories.get(line.row.platform)
        # Most are settled, and what has followed the list is asked of every announcement.
        if history and not _settled(history, line, as_of) and _is_followed(register, line.act):
            message = f"公示过的平台“{line.row.platform}”没有公布，也没有异议成立的处理文件"
            fix = "补录异议处理文件；确未公布又无文件的，列入 excused.yaml 并说明"
            yield line.place("platform"), message, fix


def _is_followed(register: Register, publicity: Act) -> bool:
    """Whether announcements name a publicity, and we hold every list of theirs whole."""
    announced = [
        act for _, act, _ in of_kind(register, Announcement) if publicity.is_named(act.publicity)
    ]
    return bool(announced) and all(act.rows_complete for act in announced)


@check(
    "P309", "objection-after-announcement", WARNING, "异议应在公布以前处理", RULED,
    "公布以后才认定异议成立的，不能终止已经授予的称号；要终止，须另有撤销或纠正的文件。",
)  # fmt: skip
def objection_before_announcement(register: Register, as_of: date) -> Iterator[Breach]:
    """An objection is upheld before the list is announced; afterwards it ends nothing."""
    for line in lines(register, Objection):
        assert isinstance(line.act, Objection)
        history = register.histories.get(line.row.platform)
        announced = [
            entry.act
            for entry in (history.of(Announcement) if history else [])
            if getattr(entry.act, "publicity", None) == line.act.publicity
            and entry.counts_on_issue < line.act.issued_on.first
        ]
        is_upheld = getattr(line.row, "outcome", None) is ObjectionOutcome.UPHELD
        if announced and is_upheld:
            act = announced[-1]
            message = f"平台“{line.row.platform}”已由“{act.id}”公布（{act.issued_on}），异议成立不终止称号"
            fix = "另有撤销或自行纠正的文件的，补录；没有的，列入 excused.yaml 并说明"
            yield line.place(), message, fix


@check(
    "P310", "publicity-without-sequel", WARNING, "公示期满一年仍须有下文", RULED,
    "公示了而一年没有公布，公众无从知道这些平台是否认定；多半是漏录了公布文件。",
)  # fmt: skip
def publicity_followed(register: Register, as_of: date) -> Iterator[Breach]:
    """A publicity is followed by something for each platform within a year of its window's end."""
    # Among records some of which could not be read, nothing is known to be missing.
    if register.receipt.refused:
        return
    followed = {getattr(act, "publicity", None) for act in register.acts.values()}
    waiting: dict[str, list[str]] = defaultdict(list)
    for name, history in register.histories.items():
        entry = waiting_for(history, as_of)
        if entry and entry.act.id not in followed and anniversary(window_of(entry)[1], 1) < as_of:
            waiting[entry.act.id].append(name)
    for filed, act, _ in of_kind(register, Publicity):
        if names := waiting.get(act.id):
            shown = "、".join(names[:3]) + (" 等" if names[3:] else "")
            assert act.window
            message = (
                f"公示期 {act.window.last} 结束已过一年，{len(names)} 个平台没有下文（{shown}）"
            )
            fix = "补录公布文件；确无下文的，列入 excused.yaml 并说明"
            yield filed.place("window"), message, fix


def _settled(history: History, line: EffectiveRow, as_of: date) -> bool:
    """Announced, reviewed, objected to with success, or ended some other way since."""
    publicity = next(entry for entry in history.of(Publicity) if entry.act.id == line.act.id)
    since = (entry for entry in history.of(*SETTLING) if entry.issued_on >= publicity.issued_on)
    is_review = isinstance(line.row, PublicityRow) and line.row.reviewed
    return is_review or any(since) or upheld(history, publicity, as_of) is not None
