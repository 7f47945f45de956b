"""Words of the answers: what stands beside a status, and whether one may apply, each with its sentence."""

from typing import Self

from generator.terms.words import Status, Term, word


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


class Applying(Term):
    """Answer to who would apply on a day; `looks` is the status whose colour and mark it bears.

    The sentence has the slots `ends`, `year` and `doubt` in braces, as far as it needs them;
    pages and the browser fill the same templates.
    """

    looks: Status
    sentence: str

    def __new__(cls, code: str, label: str, looks: Status, sentence: str) -> Self:
        answer = word(cls, code, label)
        answer.looks, answer.sentence = looks, sentence
        return answer

    BARRED = (
        "barred", "现在不得申报", Status.REVOKED,
        "运营单位至{ends}（含当日）不得申报{doubt}。",
    )  # fmt: skip
    TOO_EARLY = (
        "too_early", "今年还不能再次申报", Status.AWAITING_ANNOUNCEMENT,
        "现有称号至{ends}（含当日），{year}年起可以再次申报。",
    )  # fmt: skip
    AGAIN = (
        "again", "今年可以再次申报", Status.IN_FORCE,
        "现有称号至{ends}（含当日），今年可以再次申报。",
    )  # fmt: skip
    UNTIL_REVIEW = (
        "until_review", "称号保持到下一次复核", Status.IN_FORCE,
        "依据授予称号的办法，称号保持到下一次复核，没有期满的年份。",
    )  # fmt: skip
    IN_ROUND = (
        "in_round", "已在公示名单上", Status.UNDER_PUBLICITY,
        "已经列入公示名单，结果还没有公布；要不要另行申报，请问主管部门。",
    )  # fmt: skip
    ASK = (
        "ask", "请先问主管部门", Status.UNDETERMINED,
        "依在录的文件和办法，不能断定现有称号何时期满、何时可以再次申报。",
    )  # fmt: skip
    BAR_NOT_STATED = (
        "bar_not_stated", "请先问主管部门", Status.UNDETERMINED,
        "称号已被撤销，文件没有载明是否限制再次申报。",
    )  # fmt: skip
    FREE = (
        "free", "可以申报", Status.IN_FORCE,
        "名录中没有现行的称号，也没有不得申报的限制；符合条件的，按当年的通知申报。",
    )  # fmt: skip
