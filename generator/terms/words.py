"""Every controlled word once, with its Chinese label.

Codes are ASCII and stable; labels may be reworded. Service functions are not
here: they belong to an edition of the regulation (第七条至第十三条).
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar, Literal, Self, TypeVar

T = TypeVar("T", bound="Term")


class Term(StrEnum):
    """A code with its Chinese label; some say what they mean.

    A word without a code or a label raises ValueError when its list is imported. A list that
    records hold has a Chinese `heading`, by which editors call it.
    """

    heading: ClassVar[str]
    label: str
    meaning: str
    english: str

    def __new__(cls, code: str, label: str, meaning: str = "", english: str = "") -> Self:
        return word(cls, code, label, meaning, english)

    def __init_subclass__(cls, heading: str = "") -> None:
        super().__init_subclass__()
        cls.heading = heading

    @classmethod
    def labels(cls) -> dict[str, str]:
        """The label of every code of this list."""
        return {term.value: term.label for term in cls}


def word(cls: type[T], code: str, label: str, meaning: str = "", english: str = "") -> T:
    """One word of a list; a list whose words carry more adds it to what this gives."""
    if not code or not label:
        raise ValueError(f"{cls.__name__}: {code or label or 'a word'} needs a code and a label")
    term = str.__new__(cls, code)
    term._value_ = code
    term.label, term.meaning, term.english = label, meaning, english
    return term


Border = Literal["solid", "dashed", "double"]
# Day that a badge shows beside a status: the last one, the first one, or that of a decision.
BadgeDay = Literal["last", "first", "decision"]


@dataclass(frozen=True, kw_only=True)
class StatusEntry:
    """Everything that hangs on one status; a field left out or empty raises ValueError or TypeError.

    `light` and `dark` are the colours of the site, `badge` stands behind white letters. `shape` and
    `cut` are SVG elements in a box of 16 × 16: drawn in the colour, and cut out of it.
    `ruled_with` is the field whose article, in the edition asked of, speaks of this status.
    `rank` is 0 where the title is held, 1 where it may come or cannot be told, 2 where it is over
    or never was: lists fold the last away and searches put them last. `is_struck` strikes the
    validity and the name through. `also` is what people type for it besides. The sentences have slots in braces that
    `generator.site.pages.verdict` fills in, for pages and for the browser alike.
    """

    code: str
    label: str
    english: str
    meaning: str
    meaning_english: str
    ruled_with: str
    light: str
    dark: str
    badge: str
    shape: str
    border: Border
    sentence: str
    sentence_english: str
    rank: Literal[0, 1, 2]
    is_struck: bool
    cut: str | None = None
    badge_day: BadgeDay
    also: tuple[str, ...]

    def __post_init__(self) -> None:
        empty = [field.name for field in fields(self) if getattr(self, field.name) == ""]
        if empty:
            raise ValueError(f"{self.code}: {', '.join(empty)} must not be empty")


# The outline of most marks.
RING = '<circle cx="8" cy="8" r="6.2" fill="none" stroke="#000" stroke-width="1.6"/>'


class Status(Term):
    """Standing of one platform on one day; the one a reader came for stands first."""

    entry: StatusEntry

    def __new__(cls, entry: StatusEntry) -> Self:
        status = word(cls, entry.code, entry.label, entry.meaning, entry.english)
        status.entry = entry
        return status

    IN_FORCE = StatusEntry(
        code="in_force", label="有效", english="In force", ruled_with="announcement.validity",
        meaning="有公布文件，且那一天在有效期内（起止两日都算）。",
        meaning_english="Announced, and the day lies within the validity; its first and last day both count.",
        light="#17693a", dark="#7ed6a0", badge="#1b6e3c", border="solid",
        shape='<circle cx="8" cy="8" r="7"/>',
        cut='<path d="M4.5 8.3 7 10.8l4.6-5" fill="none" stroke="#000" stroke-width="1.8"/>',
        sentence="有效期{period}。",
        sentence_english=": valid {starts_english} to {ends_english}.",
        rank=0, is_struck=False,
        badge_day="last", also=("有效期内",),
    )  # fmt: skip
    ANNOUNCED = StatusEntry(
        code="announced", label="已公布待生效", english="Announced, not yet in force", ruled_with="announcement.validity",
        meaning="已经公布认定，有效期的首日还没有到。",
        meaning_english="Designated by an announcement whose validity has not begun yet.",
        light="#17693a", dark="#7ed6a0", badge="#2f6f6b", border="dashed",
        shape=RING + '<circle cx="8" cy="8" r="2.6"/>',
        sentence="已公布认定，有效期{period}，首日未到，尚不具有该称号。",
        sentence_english=": valid {starts_english} to {ends_english}, not yet begun.",
        rank=1, is_struck=False,
        badge_day="last", also=(),
    )  # fmt: skip
    UNDETERMINED = StatusEntry(
        code="undetermined", label="已认定，是否有效不明", ruled_with="announcement.validity",
        english="Designated; whether in force cannot be told",
        meaning="确已认定，但在录文件不足以断定那一天是否仍在有效期内；不等于没有认定。",
        meaning_english=(
            "Designated, but the documents on record do not show whether the title runs on that day. "
            "This is not a no."
        ),
        light="#7a4b12", dark="#e6bd85", badge="#8a5a12", border="dashed",
        shape='<circle cx="8" cy="8" r="7"/>',
        cut='<path d="M6 6.2a2 2 0 1 1 2 2.2v1.2M8 11.4v1" fill="none" stroke="#000" stroke-width="1.4"/>',
        sentence="确已认定，在录文件不足以断定该日是否仍在有效期内，请向主管部门核实；不等于没有认定。",
        sentence_english=": the documents on record do not show whether the title runs; ask the department.",
        rank=1, is_struck=False,
        badge_day="first", also=(),
    )  # fmt: skip
    UNDER_PUBLICITY = StatusEntry(
        code="under_publicity", label="公示中", english="Under public notice", ruled_with="publicity.window",
        meaning="名单正在征求意见，还没有认定；公示期内任何人都可以提出异议。",
        meaning_english="Proposed and open to objections from anyone. Not designated yet.",
        light="#1a4f8b", dark="#8fc0f5", badge="#1f5f99", border="solid",
        shape=RING + '<path d="M8 8V1.8A6.2 6.2 0 0 1 8 14.2Z"/>',
        sentence="正在公示，公示期自{opens}至{closes}。公示不等于认定，公布之前不具有该称号。",
        sentence_english=", {opens_english} to {closes_english}. Not designated yet.",
        rank=1, is_struck=False,
        badge_day="last", also=(),
    )  # fmt: skip
    AWAITING_ANNOUNCEMENT = StatusEntry(
        code="awaiting_announcement", label="公示期满待公布", english="Awaiting announcement",
        ruled_with="announcement.kind",
        meaning="公示已经结束，认定结果还没有公布，不能视为已经认定。",
        meaning_english="The public notice has closed and no result has been announced. Not designated.",
        light="#6a4c93", dark="#cbb2ef", badge="#1f5f99", border="solid",
        shape=RING + '<path d="M8 4v4.2l2.8 1.8" fill="none" stroke="#000" stroke-width="1.6"/>',
        sentence="公示期已于{closes}届满，认定结果尚未公布，现不具有该称号。",
        sentence_english=": the notice closed on {closes_english}. Not designated.",
        rank=1, is_struck=False,
        badge_day="first", also=(),
    )  # fmt: skip
    EXPIRED = StatusEntry(
        code="expired", label="期满", english="Expired", ruled_with="announcement.validity",
        meaning="有效期已过，没有再次认定的文件。",
        meaning_english="The validity has run out, and no new designation is on record.",
        light="#5b6470", dark="#b4bcc9", badge="#555", border="dashed",
        shape=RING.replace("/>", ' stroke-dasharray="2.4 2"/>'),
        sentence="{ran_out}，未见再次认定的文件，现不具有该称号。",
        sentence_english=": {ran_out_english}.",
        rank=2, is_struck=False,
        badge_day="first", also=("过期", "到期", "失效"),
    )  # fmt: skip
    ABOLISHED = StatusEntry(
        code="abolished", label="已废止", english="Abolished", ruled_with="announcement.validity",
        meaning="所在的名单已经废止，或者未再列入而失去称号。",
        meaning_english="The list was abolished, or the title lapsed because it was not listed again.",
        light="#5b6470", dark="#b4bcc9", badge="#555", border="double",
        shape='<path d="M2 5.5h12M2 10.5h12" stroke="#000" stroke-width="2"/>',
        sentence="所依据的认定名单已废止，称号自{effective}起终止。",
        sentence_english=": the list was abolished, from {effective_english}.",
        rank=2, is_struck=True,
        badge_day="decision", also=(),
    )  # fmt: skip
    REVOKED = StatusEntry(
        code="revoked", label="已撤销", english="Revoked", ruled_with="revocation.kind",
        meaning="称号被撤销，不再是示范平台；有限制期的，期内该单位不得申报。",
        meaning_english="The title was revoked. Where a bar follows, the unit may not apply until it ends.",
        light="#b3261e", dark="#ff9c94", badge="#a32020", border="double",
        shape='<rect x="1" y="1" width="14" height="14"/>',
        cut='<path d="m4.5 4.5 7 7m0-7-7 7" stroke="#000" stroke-width="2"/>',
        sentence="自{effective}起撤销称号，不再是示范平台。{grounds}",
        sentence_english=" from {effective_english}.",
        rank=2, is_struck=True,
        badge_day="decision", also=("取消", "摘牌", "吊销"),
    )  # fmt: skip
    WITHDRAWN = StatusEntry(
        code="withdrawn", label="已退出", english="Withdrawn", ruled_with="withdrawal.kind",
        meaning="平台自行放弃称号，或者已由别的平台承继。",
        meaning_english="The unit gave the title up, or another platform succeeded to it.",
        light="#7a4b12", dark="#e6bd85", badge="#555", border="dashed",
        shape=RING + '<path d="M3.8 12.2 12.2 3.8" stroke="#000" stroke-width="1.6"/>',
        sentence="自{effective}起退出，不再是示范平台。",
        sentence_english=" from {effective_english}.",
        rank=2, is_struck=True,
        badge_day="decision", also=(),
    )  # fmt: skip
    NOT_DESIGNATED = StatusEntry(
        code="not_designated", label="未认定", english="Not designated", ruled_with="announcement.kind",
        meaning="本名录没有在那一天有效的认定文件。",
        meaning_english=(
            "No document in force on that day is on record. "
            "Absence proves nothing: ask the department."
        ),
        light="#5b6470", dark="#b4bcc9", badge="#555", border="solid",
        shape='<path d="M3 8h10" stroke="#000" stroke-width="2"/>',
        sentence="本名录没有其在该日有效的认定文件。",
        sentence_english=": no document in force on this day is on record.",
        rank=2, is_struck=False,
        badge_day="first", also=(),
    )  # fmt: skip


class Level(Term, heading="层级"):
    """Authority that grants the title; levels never mix (第二十八条)."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"


class Office(Term, heading="机关"):
    """Office that an edition names for a step: of the whole territory, or of the platform's place."""

    TERRITORY = "territory", "本级主管部门"
    PLACE = "place", "平台所在地的主管部门"


class Duty(Term):
    """Duty that an office must see to by a day."""

    APPLICATIONS_CLOSE = "applications_close", "申报截止", "申报的最后一日。"
    WINDOW_CLOSES = "window_closes", "公示截止", "公示期的最后一日。"
    ANNOUNCEMENT_WAITING = "announcement_waiting", "待公布", "公示已满，结果还没有公布。"
    TITLE_ENDS = "title_ends", "有效期届满", "有效期的最后一日；当年可以再次申报。"
    RECTIFICATION_DUE = (
        "rectification_due",
        "整改到期",
        "整改的期限；过期没有结果的，应当复查。",
    )
    CHECK_FAILED = (
        "check_failed",
        "检查不合格",
        "检查不合格，称号还在，尚未整改、撤销或者再作检查。",
    )
    ANNUAL_REPORT = "annual_report", "年度总结", "年度总结报送的期限。"
    CALENDAR_UNKNOWN = (
        "calendar_unknown", "放假安排未知", "公示期按工作日计算，须先有放假通知。",
    )  # fmt: skip
    EXCUSE_ENDS = "excuse_ends", "特许到期", "到期以后，所特许的错误再过七天就使网站不能更新。"
    PROGRAM_ENDS = "program_ends", "程序停止维护", "照旧能用，其后的缺陷没有人改。"
    UPDATE = "update", "网站更新", "网站应当在这一天之前再次发布。"


class Tone(StrEnum):
    """How a kind of act is coloured: by the name of a colour of the site's style sheet."""

    PLAIN = "muted"
    OPEN = "under_publicity"
    GRANT = "in_force"
    CARE = "warn"
    END = "revoked"


class ActKind(Term, heading="文件种类"):
    """The kinds of official act that the register records, each with its tone."""

    tone: Tone

    def __new__(cls, code: str, label: str, tone: Tone) -> Self:
        kind = word(cls, code, label)
        kind.tone = tone
        return kind

    CALL = "call", "申报通知", Tone.PLAIN
    PUBLICITY = "publicity", "公示", Tone.OPEN
    ANNOUNCEMENT = "announcement", "公布", Tone.GRANT
    REVOCATION = "revocation", "撤销", Tone.END
    REVIEW = "review", "复核", Tone.PLAIN
    RENAMING = "renaming", "更名", Tone.PLAIN
    VALIDITY_CHANGE = "validity_change", "有效期调整", Tone.PLAIN
    WITHDRAWAL = "withdrawal", "退出", Tone.CARE
    ABOLITION = "abolition", "废止", Tone.END
    INSPECTION = "inspection", "检查", Tone.PLAIN
    OBJECTION = "objection", "异议处理", Tone.CARE
    NATIONAL_RECOMMENDATION = "national_recommendation", "推荐国家级", Tone.PLAIN
    ANNUAL_REPORT = "annual_report", "年度总结", Tone.PLAIN
    CORRECTION = "correction", "更正", Tone.CARE
    RECONSIDERATION = "reconsideration", "复议诉讼", Tone.CARE
    SUCCESSION = "succession", "承继", Tone.PLAIN
    OTHER = "other", "其他", Tone.PLAIN


class UnitKind(Term, heading="单位性质"):
    """Legal kind of an operating unit (第十四条 relaxes for some).

    `code_start` is how the credit code of such a unit begins: the registering
    department and the class of the unit (GB 32100-2015); empty where no code tells the kind.
    """

    code_start: str

    def __new__(cls, code: str, label: str, code_start: str) -> Self:
        kind = word(cls, code, label)
        kind.code_start = code_start
        return kind

    @classmethod
    def of_code(cls, code: str) -> Self | None:
        """Kind that a credit code tells; None where it begins otherwise (`11` is an organ of state)."""
        kinds = (kind for kind in cls if kind.code_start and code.startswith(kind.code_start))
        return next(kinds, None)

    ENTERPRISE = "enterprise", "企业", "91"
    PUBLIC_INSTITUTION = "public_institution", "事业单位", "12"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise", "民办非企业单位（社会服务机构）", "52"
    SOCIAL_ORGANISATION = "social_organisation", "社会团体", "51"
    OTHER = "other", "其他", ""


class Printer(Term, heading="印制程序"):
    """Program that prints the prose and the empty pages, named as Python calls it.

    `mended_until` is the last day on which its makers promise to mend it; None where they name none.
    """

    mended_until: date | None

    def __new__(cls, code: str, label: str, mended_until: date | None = None) -> Self:
        printer = word(cls, code, label)
        printer.mended_until = mended_until
        return printer

    MKDOCS = "mkdocs", "MkDocs Material", date(2027, 5, 5)
    ZENSICAL = "zensical", "Zensical"


class ReviewOutcome(Term, heading="复核、检查结论"):
    """Outcome of a review or an inspection (第二十四条、第二十五条)."""

    PASSED = "passed", "合格"
    RECTIFICATION = "rectification", "限期整改"
    FAILED = "failed", "不合格"


class ObjectionOutcome(Term, heading="异议处理结论"):
    """Outcome of an objection (第二十一条)."""

    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "异议不成立"


class DecisionOutcome(Term, heading="复议诉讼结论"):
    """Outcome of a decision upon an act: by reconsideration, by a court, or by the office itself."""

    ANNULLED = "annulled", "撤销原决定"
    STAYED = "stayed", "停止执行"
    STAY_LIFTED = "stay_lifted", "恢复执行"
    UPHELD = "upheld", "维持"


class NationalOutcome(Term, heading="推荐国家级进展"):
    """Stage that a national recommendation has reached (第五条)."""

    RECOMMENDED = "recommended", "已推荐"
    DESIGNATED = "designated", "已获国家级认定"


class Fulfilment(Term):
    """Whether a criterion is met; what is not given is never guessed (第十四条).

    A function that the applicant does not offer, or that was not announced, is no unknown.

    `looks` is the status whose colour and mark it bears.
    """

    looks: Status

    def __new__(cls, code: str, label: str, looks: Status) -> Self:
        fulfilment = word(cls, code, label)
        fulfilment.looks = looks
        return fulfilment

    MET = "met", "符合", Status.IN_FORCE
    NOT_MET = "not_met", "不符合", Status.REVOKED
    NOT_GIVEN = "not_given", "未填", Status.NOT_DESIGNATED
    NOT_OFFERED = "not_offered", "不提供", Status.NOT_DESIGNATED


class ListAnswer(Term):
    """Answer to one line of a list that is checked; unknown is not no."""

    IN_FORCE = "in_force", "有效", "", "in force"
    NOT_IN_FORCE = "not_in_force", "不是", "", "not in force"
    UNCLEAR = "unclear", "不明", "", "cannot be told"
    SEVERAL = "several", "同名待选", "", "several of this name, choose"
    NEAR = "near", "相近待选", "", "only similar names, choose"
    ABSENT = "absent", "未找到", "", "not found"
    NO_NAME = "no_name", "不是名称", "", "no name: a total, a title, a day"


class Action(Term):
    """Change made to a record or a platform between two versions."""

    ADDED = "added", "新增"
    EDITED = "edited", "改动"
    COMPLETED = "completed", "补录"
    REDACTED = "redacted", "隐去"
    REMOVED = "removed", "移除"


class Fact(Term):
    """Fact that the public is told of a platform, beside its own record."""

    STATUS = "status", "资格状态"
    VALIDITY = "validity", "有效期"
    DECIDED_BY = "decided_by", "依据"
    BARRED_UNTIL = "barred_until", "不得申报至"
    NAME = "name", "平台名称"
    OPERATING_UNIT = "operating_unit", "运营单位"
    CREDIT_CODE = "credit_code", "统一社会信用代码"
    FUNCTIONS = "functions", "服务功能"
    NUMBERS = "numbers", "证书编号"
    CAVEATS = "caveats", "附注"


class Severity(Term):
    """Weight of a finding: only errors stop a build."""

    ERROR = "error", "错误", "记录读不出、对不上，或违反办法；不改正，网站不会更新。"
    WARNING = "warning", "提醒", "多半有误，也可能原文如此；请核实，不妨碍发布。"
    GAP = "gap", "缺口", "现在还不知道的事；如实列出，查到后补上。"


class Subject(Term):
    """Subject of a finding: the letter that its code begins with."""

    SYNTAX = "Y", "文件写法"
    FORM = "F", "字段写法"
    FOLDER = "S", "登记文件夹"
    REFERENCE = "X", "编号与引用"
    DOCUMENT = "D", "文件"
    EDITION = "E", "办法版本与认定条件"
    BATCH = "B", "批次与推荐"
    OFFICES = "J", "职权"
    PUBLICITY = "P", "公示与公布"
    VALIDITY = "V", "有效期"
    REVOCATION = "R", "撤销与限制"
    NAME = "N", "名称"
    DUTY = "A", "认定后的义务"
    PRIVACY = "H", "个人信息"
    GAP = "G", "缺口"
    ERRATUM = "K", "勘误"
    HISTORY = "C", "历史与改动"
