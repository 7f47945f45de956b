"""术语 Every controlled word once, with the Chinese label that people read.

Codes are ASCII and stable; labels may be reworded. Service functions are not
here: they belong to an edition of the regulation (第七条至第十三条).
"""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """受控词 A code with its Chinese label; some say what they mean, and the article behind it."""

    label: str
    meaning: str
    article: int | None
    english: str

    def __new__(
        cls, code: str, label: str, meaning: str = "", article: int | None = None, english: str = ""
    ) -> Self:
        term = str.__new__(cls, code)
        term._value_ = code
        term.label, term.meaning, term.article = label, meaning, article
        term.english = english
        return term

    @classmethod
    def labels(cls) -> dict[str, str]:
        """对照 The label of every code of this list."""
        return {term.value: term.label for term in cls}


class Status(Term):
    """资格状态 What the register says of one platform on one day."""

    NOT_DESIGNATED = (
        "not_designated", "未认定", "本名录没有在那一天有效的认定文件。", 2,
        "Not designated",
    )  # fmt: skip
    UNDER_PUBLICITY = (
        "under_publicity", "公示中",
        "名单正在征求意见，还没有认定；公示期内任何人都可以提出异议。", 20, "Under public notice",
    )  # fmt: skip
    AWAITING_ANNOUNCEMENT = (
        "awaiting_announcement", "公示期满待公布",
        "公示已经结束，认定结果还没有公布，不能视为已经认定。", 21, "Awaiting announcement",
    )  # fmt: skip
    IN_FORCE = (
        "in_force", "有效", "有公布文件，且那一天在有效期内（起止两日都算）。", 23, "In force",
    )  # fmt: skip
    EXPIRED = "expired", "期满", "有效期已过，或认定文件已废止，没有再次认定的文件。", 23, "Expired"
    REVOKED = (
        "revoked", "已撤销", "称号被撤销，不再是示范平台；限制期内，该单位不得申报。", 24, "Revoked",
    )  # fmt: skip
    WITHDRAWN = (
        "withdrawn", "已退出", "平台自行放弃称号；办法没有专条，按自愿的原则登记。", 4, "Withdrawn",
    )  # fmt: skip


class ActKind(Term):
    """文件种类 The kinds of official act that the register records."""

    CALL = "call", "申报通知"
    PUBLICITY = "publicity", "公示"
    ANNOUNCEMENT = "announcement", "公布"
    REVOCATION = "revocation", "撤销"
    REVIEW = "review", "复核"
    RENAMING = "renaming", "更名"
    VALIDITY_CHANGE = "validity_change", "有效期调整"
    WITHDRAWAL = "withdrawal", "退出"
    ABOLITION = "abolition", "废止"
    INSPECTION = "inspection", "检查"
    OBJECTION = "objection", "异议处理"
    NATIONAL_RECOMMENDATION = "national_recommendation", "推荐国家级"
    ANNUAL_REPORT = "annual_report", "年度总结"
    CORRECTION = "correction", "更正"


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


class NationalOutcome(Term):
    """推荐国家级进展 How far a national recommendation has come (第五条)."""

    RECOMMENDED = "recommended", "已推荐"
    DESIGNATED = "designated", "已获国家级认定"


class Fulfilment(Term):
    """符合与否 Whether a criterion is met; what is not given is never guessed (第十四条)."""

    MET = "met", "符合"
    NOT_MET = "not_met", "不符合"
    NOT_GIVEN = "not_given", "未填"


class Level(Term):
    """层级 Which authority grants the title; levels never mix (第二十八条)."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"


class Severity(Term):
    """轻重 How much a finding weighs: only errors stop a build."""

    ERROR = "error", "错误", "记录读不出、对不上，或违反办法；不改正，网站不会更新。"
    WARNING = "warning", "提醒", "多半有误，也可能原文如此；请核实，不妨碍发布。"
    GAP = "gap", "缺口", "现在还不知道的事；如实列出，查到后补上。"


class Subject(Term):
    """问题门类 The letter that a code of a finding begins with."""

    SYNTAX = "Y", "文件写法"
    FORM = "F", "字段写法"
    FOLDER = "S", "登记文件夹"
    REFERENCE = "X", "编号与引用"
    DOCUMENT = "D", "文件"
    EDITION = "E", "办法版本与认定条件"
    BATCH = "B", "批次与推荐"
    PUBLICITY = "P", "公示与公布"
    VALIDITY = "V", "有效期"
    REVOCATION = "R", "撤销与限制"
    NAME = "N", "名称"
    DUTY = "A", "认定后的义务"
    PRIVACY = "H", "个人信息"
    GAP = "G", "缺口"


class Caveat(Term):
    """附注 What a reader must know beside the status."""

    DESIGNATION_NOT_ON_RECORD = (
        "designation_not_on_record",
        "本名录未载其认定公布文件，早于首份在录文件的日期，不能据“未认定”断定其当时未获认定",
    )
    VALIDITY_UNKNOWN = (
        "validity_unknown",
        "公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效",
    )
    ANNOUNCED_NOT_YET_VALID = "announced_not_yet_valid", "已公布认定，有效期尚未开始"
    VALID_UNTIL_REVIEW = "valid_until_review", "依据当时的办法，称号保持至下一次复核，未定截止日"
    REVIEW_OVERDUE = (
        "review_overdue",
        "已过应复核的年限，本名录未载其后的复核结果，请向主管部门核实",
    )
    RECTIFICATION_PENDING = "rectification_pending", "附整改要求，称号保留，整改结果尚未载入"
    REVIEW_FAILED = "review_failed", "最近一次复核结论为不合格"


class City(Term):
    """设区市 The sixteen cities of Shandong, by GB/T 2260 code."""

    JINAN = "370100", "济南市"
    QINGDAO = "370200", "青岛市"
    ZIBO = "370300", "淄博市"
    ZAOZHUANG = "370400", "枣庄市"
    DONGYING = "370500", "东营市"
    YANTAI = "370600", "烟台市"
    WEIFANG = "370700", "潍坊市"
    JINING = "370800", "济宁市"
    TAIAN = "370900", "泰安市"
    WEIHAI = "371000", "威海市"
    RIZHAO = "371100", "日照市"
    LINYI = "371300", "临沂市"
    DEZHOU = "371400", "德州市"
    LIAOCHENG = "371500", "聊城市"
    BINZHOU = "371600", "滨州市"
    HEZE = "371700", "菏泽市"
