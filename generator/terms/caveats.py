"""Words that stand beside a status: its caveats, why it began, why it is negative."""

from typing import Self

from generator.terms.words import Term, word


class Caveat(Term):
    """Doubt or circumstance that a reader must know beside the status."""

    def __new__(cls, code: str, label: str, english: str) -> Self:
        return word(cls, code, label, english=english)

    DESIGNATION_NOT_ON_RECORD = (
        "designation_not_on_record",
        "本名录未载其认定公布文件，早于首份在录文件的日期，不能据“未认定”断定其当时未获认定",
        "its designation is older than the first document on record: “not designated” proves nothing here",
    )
    VALIDITY_UNKNOWN = (
        "validity_unknown",
        "公布文件没有写明有效期的起止日，本名录不能断定其在该日是否有效",
        "the announcement does not print the first and last day, so the register cannot tell for certain",
    )
    VALID_UNTIL_REVIEW = (
        "valid_until_review",
        "依据当时的办法，称号保持至下一次复核，未定截止日",
        "under the regulation of the time the title runs until the next review, without a set last day",
    )
    REVIEW_OVERDUE = (
        "review_overdue",
        "已过应复核的年限，本名录未载其后的复核结果，请向主管部门核实",
        "a review was due and no later outcome is on record; ask the department",
    )
    RECTIFICATION_PENDING = (
        "rectification_pending",
        "附整改要求，称号保留，整改结果尚未载入",
        "rectification was ordered; the title stands and the outcome is not on record yet",
    )
    REVIEW_FAILED = (
        "review_failed",
        "最近一次复核结论为不合格",
        "the last review was not passed",
    )
    INSPECTION_FAILED = (
        "inspection_failed",
        "最近一次检查结论为不合格",
        "the last inspection was not passed",
    )
    DAY_UNCERTAIN = (
        "day_uncertain",
        "有关文件只知月份或年份，生效日在{first}至{last}之间，这几天里不能断定",
        "a document known to the month or year took effect between {first} and {last}; those days are unsure",
    )
    ANNULLED_REVOCATION = (
        "annulled_revocation",
        "当时曾公布撤销，该决定后来被撤销，视为自始没有撤销",
        "a revocation had been published and was annulled later; it counts as never made",
    )
    ANNULLED_WITHDRAWAL = (
        "annulled_withdrawal",
        "当时曾公布终止称号，该决定后来被撤销，视为自始没有终止",
        "an end of the title had been published and was annulled later; it counts as never made",
    )
    ANNULLED_GRANT = (
        "annulled_grant",
        "当时曾公布认定，该决定后来被撤销，视为自始没有认定",
        "a designation had been published and was annulled later; it counts as never made",
    )
    STAYED = (
        "stayed",
        "有关决定正在停止执行",
        "a decision that bears on this is stayed",
    )
    LIST_IN_PART = (
        "list_in_part",
        "名单在本名录中只录到一部分，未列其中不能作为不利的依据",
        "our copy of the list is incomplete; not being on it proves nothing",
    )
    ACT_IN_ERROR = (
        "act_in_error",
        "有文件的记录有误，未计其效力，请以原文为准",
        "a document is recorded wrongly and was left out of account; go by the original",
    )
    PUBLICITY_OVERDUE = (
        "publicity_overdue",
        "公示期满已逾一年，本名录未载其后的结果",
        "the public notice closed more than a year ago and no result is on record",
    )
    UNDER_PUBLICITY_AGAIN = (
        "under_publicity_again",
        "另列入正在公示的名单，公示期自{first}至{last}；公示不改变以上状态",
        "it is listed in a public notice once more, open from {first} to {last}; that changes nothing yet",
    )
    BEFORE_THE_REGISTER_BEGINS = (
        "before_the_register_begins",
        "本名录自{first}起才有记录，更早的情况不在录",
        "the register begins on {first}; what was before is not on record",
    )


class Event(Term):
    """Event on the first day of a run of one status."""

    GRANT = "grant", "公布认定"
    REVIEW_PASSED = "review_passed", "复核通过"
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

    def __new__(cls, code: str, label: str, english: str) -> Self:
        return word(cls, code, label, english=english)

    OBJECTION_UPHELD = (
        "objection_upheld",
        "公示期间异议成立，未予认定",
        "an objection was upheld, and it was not designated",
    )
    LEFT_OUT = (
        "left_out",
        "公示后，公布的名单中没有它",
        "the list announced after the public notice does not name it",
    )
    GRANT_ANNULLED = (
        "grant_annulled",
        "认定已被撤销，视为自始没有认定",
        "the designation was annulled and counts as never made",
    )
    SUCCEEDED = (
        "succeeded",
        "已由别的平台承继",
        "another platform has succeeded to it",
    )
    NOT_ON_RECORD = (
        "not_on_record",
        "本名录没有它的任何认定文件",
        "no document that designates it is on record",
    )
    REGISTER_BEGINS = (
        "register_begins",
        "本名录那时还没有开始记录",
        "the register did not reach back to that day",
    )
