"""资格用语 The words for how a platform stands, and what an office must see to."""

from generator.terms.term import Term


class Status(Term):
    """What the register says of one platform on one day."""

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
    ANNOUNCED = (
        "announced", "已公布待生效",
        "已经公布认定，有效期的首日还没有到。", 23, "Announced, not yet in force",
    )  # fmt: skip
    IN_FORCE = (
        "in_force", "有效", "有公布文件，且那一天在有效期内（起止两日都算）。", 23, "In force",
    )  # fmt: skip
    UNDETERMINED = (
        "undetermined", "已认定，是否有效不明",
        "确已认定，但在录文件不足以断定那一天是否仍在有效期内；不等于没有认定。", 23,
        "Designated; whether in force cannot be told",
    )  # fmt: skip
    EXPIRED = "expired", "期满", "有效期已过，没有再次认定的文件。", 23, "Expired"
    ABOLISHED = (
        "abolished", "已废止", "所在的名单已经废止，或者未再列入而失去称号。", 23, "Abolished",
    )  # fmt: skip
    REVOKED = (
        "revoked", "已撤销", "称号被撤销，不再是示范平台；有限制期的，期内该单位不得申报。", 24, "Revoked",
    )  # fmt: skip
    WITHDRAWN = (
        "withdrawn", "已退出", "平台自行放弃称号，或者已由别的平台承继。", 4, "Withdrawn",
    )  # fmt: skip


class Caveat(Term):
    """What a reader must know beside the status."""

    DESIGNATION_NOT_ON_RECORD = (
        "designation_not_on_record", "本名录未载其认定公布文件，早于首份在录文件的日期，不能据“未认定”断定其当时未获认定",
    )  # fmt: skip
    VALIDITY_UNKNOWN = (
        "validity_unknown", "公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效",
    )  # fmt: skip
    VALID_UNTIL_REVIEW = "valid_until_review", "依据当时的办法，称号保持至下一次复核，未定截止日"
    REVIEW_OVERDUE = (
        "review_overdue", "已过应复核的年限，本名录未载其后的复核结果，请向主管部门核实",
    )  # fmt: skip
    RECTIFICATION_PENDING = "rectification_pending", "附整改要求，称号保留，整改结果尚未载入"
    REVIEW_FAILED = "review_failed", "最近一次复核结论为不合格"
    INSPECTION_FAILED = "inspection_failed", "最近一次检查结论为不合格"
    DAY_UNCERTAIN = (
        "day_uncertain", "有关文件只知月份或年份，生效日在{first}至{last}之间，这几天里不能断定",
    )  # fmt: skip
    ANNULLED_REVOCATION = (
        "annulled_revocation", "当时曾公布撤销，该决定后来被撤销，视为自始没有撤销",
    )  # fmt: skip
    ANNULLED_WITHDRAWAL = (
        "annulled_withdrawal", "当时曾公布终止称号，该决定后来被撤销，视为自始没有终止",
    )  # fmt: skip
    ANNULLED_GRANT = "annulled_grant", "当时曾公布认定，该决定后来被撤销，视为自始没有认定"
    STAYED = "stayed", "有关决定正在停止执行"
    LIST_IN_PART = "list_in_part", "名单在本名录中只录到一部分，未列其中不能作为不利的依据"
    ACT_IN_ERROR = "act_in_error", "有文件的记录有误，未计其效力，请以原文为准"
    PUBLICITY_OVERDUE = "publicity_overdue", "公示期满已逾一年，本名录未载其后的结果"
    UNDER_PUBLICITY_AGAIN = "under_publicity_again", "正在又一次公示"
    BEFORE_THE_REGISTER_BEGINS = (
        "before_the_register_begins", "本名录自{first}起才有记录，更早的情况不在录",
    )  # fmt: skip


class Event(Term):
    """What happened on the first day of a run of one status."""

    GRANT = "grant", "公布认定"
    FIRST_DAY = "first_day", "有效期开始"
    PROLONGATION = "prolongation", "有效期延续"
    TERM_PASSED = "term_passed", "办法规定的期限已过，原文没有印止日"
    EXPIRY = "expiry", "期满"
    WINDOW_OPENS = "window_opens", "公示开始"
    WINDOW_CLOSES = "window_closes", "公示期满"
    OBJECTION_UPHELD = "objection_upheld", "异议成立"
    LEFT_OUT = "left_out", "公示后未予公布"
    REVIEW_FAILED = "review_failed", "复核不合格"
    REVOCATION = "revocation", "撤销"
    WITHDRAWAL = "withdrawal", "退出"
    ABOLITION = "abolition", "废止"
    SUCCESSION = "succession", "承继"
    ANNULMENT = "annulment", "原决定被撤销"
    STAY = "stay", "停止执行"
    STAY_LIFTED = "stay_lifted", "恢复执行"


class Explanation(Term):
    """Why a negative answer is negative."""

    OBJECTION_UPHELD = "objection_upheld", "公示期间异议成立，未予认定"
    LEFT_OUT = "left_out", "公示后，公布的名单中没有它"
    GRANT_ANNULLED = "grant_annulled", "认定已被撤销，视为自始没有认定"
    SUCCEEDED = "succeeded", "已由别的平台承继"
    NOT_ON_RECORD = "not_on_record", "本名录没有它的任何认定文件"
    REGISTER_BEGINS = "register_begins", "本名录那时还没有开始记录"


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
