"""资格用语 The words for how a platform stands, and what an office must see to."""

from dataclasses import dataclass, fields
from typing import Literal, Self

from generator.terms.term import Term, word

Border = Literal["solid", "dashed", "double"]


@dataclass(frozen=True, kw_only=True)
class StatusEntry:
    """Everything that hangs on one status; a field left out or empty raises ValueError or TypeError.

    `light` and `dark` are the colours of the site, `badge` stands behind white letters. `shape` and
    `cut` are SVG elements in a box of 16 × 16: drawn in the colour, and cut out of it.
    The sentences name values in braces that `generator.pages.verdict` fills in; a status that
    can also come about by another way than the usual has `otherwise` and `otherwise_english`.
    """

    code: str
    label: str
    english: str
    meaning: str
    meaning_english: str
    article: int
    light: str
    dark: str
    badge: str
    shape: str
    border: Border
    sentence: str
    sentence_english: str
    cut: str | None = None
    otherwise: str | None = None
    otherwise_english: str | None = None

    def __post_init__(self) -> None:
        empty = [field.name for field in fields(self) if getattr(self, field.name) == ""]
        if empty:
            raise ValueError(f"{self.code}: {', '.join(empty)} must not be empty")
        if (self.otherwise is None) is not (self.otherwise_english is None):
            raise ValueError(f"{self.code}: otherwise must stand in both languages")


# The outline of most marks.
RING = '<circle cx="8" cy="8" r="6.2" fill="none" stroke="#000" stroke-width="1.6"/>'


class Status(Term):
    """What the register says of one platform on one day; what a reader came for stands first."""

    entry: StatusEntry

    def __new__(cls, entry: StatusEntry) -> Self:
        status = word(cls, entry.code, entry.label, entry.meaning, entry.article, entry.english)
        status.entry = entry
        return status

    IN_FORCE = StatusEntry(
        code="in_force", label="有效", english="In force", article=23,
        meaning="有公布文件，且那一天在有效期内（起止两日都算）。",
        meaning_english="Announced, and the day lies within the validity; its first and last day both count.",
        light="#17693a", dark="#7ed6a0", badge="#1b6e3c", border="solid",
        shape='<circle cx="8" cy="8" r="7"/>',
        cut='<path d="M4.5 8.3 7 10.8l4.6-5" fill="none" stroke="#000" stroke-width="1.8"/>',
        sentence="有效期自{starts}{until}。",
        sentence_english=": valid {starts_english} to {ends_english}.",
    )  # fmt: skip
    UNDER_PUBLICITY = StatusEntry(
        code="under_publicity", label="公示中", english="Under public notice", article=20,
        meaning="名单正在征求意见，还没有认定；公示期内任何人都可以提出异议。",
        meaning_english="Proposed and open to objections from anyone. Not designated yet.",
        light="#1a4f8b", dark="#8fc0f5", badge="#1f5f99", border="solid",
        shape=RING + '<path d="M8 8V1.8A6.2 6.2 0 0 1 8 14.2Z"/>',
        sentence="正在公示，公示期自{opens}至{closes}。公示不等于认定，公布之前不具有该称号。",
        sentence_english=", {opens_english} to {closes_english}. Not designated yet.",
    )  # fmt: skip
    AWAITING_ANNOUNCEMENT = StatusEntry(
        code="awaiting_announcement", label="公示期满待公布", english="Awaiting announcement",
        article=21,
        meaning="公示已经结束，认定结果还没有公布，不能视为已经认定。",
        meaning_english="The public notice has closed and no result has been announced. Not designated.",
        light="#6a4c93", dark="#cbb2ef", badge="#1f5f99", border="solid",
        shape=RING + '<path d="M8 4v4.2l2.8 1.8" fill="none" stroke="#000" stroke-width="1.6"/>',
        sentence="公示期已于{closes}届满，认定结果尚未公布，现不具有该称号。",
        sentence_english=": the notice closed on {closes_english}. Not designated.",
    )  # fmt: skip
    EXPIRED = StatusEntry(
        code="expired", label="期满", english="Expired", article=23,
        meaning="有效期已过，或认定文件已废止，没有再次认定的文件。",
        meaning_english=(
            "The validity has run out, or the announcement was abolished, "
            "and no new designation is on record."
        ),
        light="#5b6470", dark="#b4bcc9", badge="#555", border="dashed",
        shape=RING.replace("/>", ' stroke-dasharray="2.4 2"/>'),
        sentence="有效期已于{ends}届满，未见再次认定的文件，现不具有该称号。",
        sentence_english=": was valid until {ends_english}.",
        otherwise="所依据的认定文件已废止，称号自{since}起终止。",
        otherwise_english=": the announcement was abolished, from {since_english}.",
    )  # fmt: skip
    REVOKED = StatusEntry(
        code="revoked", label="已撤销", english="Revoked", article=24,
        meaning="称号被撤销，不再是示范平台；限制期内，该单位不得申报。",
        meaning_english="The title was revoked. The unit may not apply again until its bar ends.",
        light="#b3261e", dark="#ff9c94", badge="#a32020", border="double",
        shape='<rect x="1" y="1" width="14" height="14"/>',
        cut='<path d="m4.5 4.5 7 7m0-7-7 7" stroke="#000" stroke-width="2"/>',
        sentence="自{effective}起撤销称号，不再是示范平台。{grounds}",
        sentence_english=" from {effective_english}.",
    )  # fmt: skip
    WITHDRAWN = StatusEntry(
        code="withdrawn", label="已退出", english="Withdrawn", article=4,
        meaning="平台自行放弃称号；办法没有专条，按自愿的原则登记。",
        meaning_english="The unit gave the title up.",
        light="#7a4b12", dark="#e6bd85", badge="#555", border="dashed",
        shape=RING + '<path d="M3.8 12.2 12.2 3.8" stroke="#000" stroke-width="1.6"/>',
        sentence="自{effective}起退出，不再是示范平台。",
        sentence_english=" from {effective_english}.",
    )  # fmt: skip
    NOT_DESIGNATED = StatusEntry(
        code="not_designated", label="未认定", english="Not designated", article=2,
        meaning="本名录没有在那一天有效的认定文件。",
        meaning_english=(
            "No document in force on that day is on record. "
            "Absence proves nothing: ask the department."
        ),
        light="#5b6470", dark="#b4bcc9", badge="#555", border="solid",
        shape='<path d="M3 8h10" stroke="#000" stroke-width="2"/>',
        sentence="本名录没有其在该日有效的认定文件。",
        sentence_english=": no document in force on this day is on record.",
    )  # fmt: skip


class Caveat(Term):
    """附注 What a reader must know beside the status."""

    DESIGNATION_NOT_ON_RECORD = (
        "designation_not_on_record", "本名录未载其认定公布文件，早于首份在录文件的日期，不能据“未认定”断定其当时未获认定",
    )  # fmt: skip
    VALIDITY_UNKNOWN = (
        "validity_unknown", "公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效",
    )  # fmt: skip
    ANNOUNCED_NOT_YET_VALID = "announced_not_yet_valid", "已公布认定，有效期尚未开始"
    VALID_UNTIL_REVIEW = "valid_until_review", "依据当时的办法，称号保持至下一次复核，未定截止日"
    REVIEW_OVERDUE = (
        "review_overdue", "已过应复核的年限，本名录未载其后的复核结果，请向主管部门核实",
    )  # fmt: skip
    RECTIFICATION_PENDING = "rectification_pending", "附整改要求，称号保留，整改结果尚未载入"
    REVIEW_FAILED = "review_failed", "最近一次复核结论为不合格"


class Level(Term):
    """层级 Which authority grants the title; levels never mix (第二十八条)."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"


class Duty(Term):
    """待办 What an office must see to by a day."""

    WINDOW_CLOSES = "window_closes", "公示截止", "公示期的最后一日。", 20
    ANNOUNCEMENT_WAITING = "announcement_waiting", "待公布", "公示已满，结果还没有公布。", 21
    TITLE_ENDS = "title_ends", "有效期届满", "有效期的最后一日；当年可以再次申报。", 23
    RECTIFICATION_DUE = (
        "rectification_due",
        "整改到期",
        "整改的期限；过期没有结果的，应当复查。",
        25,
    )
    ANNUAL_REPORT = "annual_report", "年度总结", "年度总结报送的期限。", 26
    CALENDAR_UNKNOWN = (
        "calendar_unknown", "放假安排未知", "公示期按工作日计算，须先有放假通知。", 20,
    )  # fmt: skip
    UPDATE = "update", "网站更新", "网站应当在这一天之前再次发布。"
