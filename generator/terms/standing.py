"""资格用语 The words for how a platform stands, and what an office must see to."""

from generator.terms.term import Term


class Status(Term):
    """资格状态 What the register says of one platform on one day."""

    NOT_DESIGNATED = (
        "not_designated", "未认定", "本名录没有在那一天有效的认定文件。", 2, "Not designated",
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
