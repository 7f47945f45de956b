"""文件用语 The words of official acts: their kinds, and what they decide."""

from enum import StrEnum
from typing import Self

from generator.terms.standing import Status
from generator.terms.term import Term, word


class Tone(StrEnum):
    """How a kind of act is coloured: by the name of a colour of the site's style sheet."""

    PLAIN = "muted"
    OPEN = "under_publicity"
    GRANT = "in_force"
    CARE = "warn"
    END = "revoked"


class ActKind(Term):
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


class UnitKind(Term):
    """单位性质 The legal kind of an operating unit (第十四条 relaxes for some)."""

    ENTERPRISE = "enterprise", "企业"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    PRIVATE_NON_ENTERPRISE = "private_non_enterprise", "民办非企业单位"
    SOCIAL_ORGANISATION = "social_organisation", "社会团体"


class ReviewOutcome(Term):
    """复核、检查结论 Outcome of a review or an inspection (第二十四条、第二十五条)."""

    PASSED = "passed", "合格"
    RECTIFICATION = "rectification", "限期整改"
    FAILED = "failed", "不合格"


class ObjectionOutcome(Term):
    """异议处理结论 Outcome of an objection (第二十一条)."""

    UPHELD = "upheld", "异议成立"
    DISMISSED = "dismissed", "异议不成立"


class DecisionOutcome(Term):
    """Outcome of a decision upon an act: by reconsideration, by a court, or by the office itself."""

    ANNULLED = "annulled", "撤销原决定"
    STAYED = "stayed", "停止执行"
    STAY_LIFTED = "stay_lifted", "恢复执行"
    UPHELD = "upheld", "维持"


class NationalOutcome(Term):
    """推荐国家级进展 How far a national recommendation has come (第五条)."""

    RECOMMENDED = "recommended", "已推荐"
    DESIGNATED = "designated", "已获国家级认定"


class Fulfilment(Term):
    """Whether a criterion is met; what is not given is never guessed (第十四条).

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
